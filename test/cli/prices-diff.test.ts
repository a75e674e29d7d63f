import { describe, expect, test } from "vitest";
import { bookWith, instances } from "../prices/book-folder.ts";
import { diffAnswer } from "./diff-answer.ts";
import { crossover } from "./in-process.ts";

/** What AWS's list of us-east-1 said before and after the cuts of June 2025. */
const cuts = () =>
  bookWith([
    instances("us-east-1", "2025-04-28", {
      "p4d.24xlarge": "32.7726",
      "p5.48xlarge": "98.32",
      "g5.xlarge": "1.006",
    }),
    instances("us-east-1", "2025-07-01", {
      "p4d.24xlarge": "21.957642",
      "p5.48xlarge": "55.04",
      "g5.xlarge": "1.006",
    }),
  ]);
const diff = (book: string, ...words: string[]) => crossover("prices", "diff", ...words, "--book", book);

describe("crossover prices diff", () => {
  test("the cuts of June 2025, largest first, to the newest snapshot", async () => {
    const { out, exitCode } = await diff(cuts(), "2025-05-15");
    expect(out).toBe(
      [
        "us-east-1   2025-04-28 → 2025-07-01   2 moved, 0 added, 0 removed",
        "  ec2/instance/p5.48xlarge/linux/shared    98.32 → 55.04       −44.0 %   USD per hour",
        "  ec2/instance/p4d.24xlarge/linux/shared   32.7726 → 21.957642 −33.0 %   USD per hour",
        "",
      ].join("\n"),
    );
    expect(exitCode).toBe(0);
  });

  test("a day beside itself: no difference, and it says so", async () => {
    const book = cuts();
    const { out, exitCode } = await diff(book, "2025-07-01", "2025-07-01", "--exit-code");
    expect(out).toContain("us-east-1   2025-07-01 → 2025-07-01   no difference");
    expect(out).toContain("No difference between 2025-07-01 and 2025-07-01.");
    expect(exitCode).toBe(0);
    const json = diffAnswer.parse(JSON.parse((await diff(book, "2025-07-01", "2025-07-01", "--json")).out));
    expect(json).toMatchObject({ empty: true, regions: [{ moved: [], added: [], removed: [] }] });
  });

  test("--exit-code: 3 after the answer is printed", async () => {
    const { out, err, exitCode } = await diff(cuts(), "2025-04-28", "--exit-code");
    expect(out).toContain("2 moved");
    expect(err).toBe("--exit-code: the prices of 2025-04-28 and of 2025-07-01 are not the same.\n");
    expect(exitCode).toBe(3);
  });

  test("--json: tiers as they stand in the book, shares as numbers", async () => {
    const { out } = await diff(cuts(), "2025-04-28", "2025-07-01", "--json");
    const [region] = diffAnswer.parse(JSON.parse(out)).regions;
    expect(region?.moved[0]).toMatchObject({ old: [{ usd: "98.32" }], now: [{ usd: "55.04" }] });
    expect(region?.moved[0]?.share).toBeCloseTo(55.04 / 98.32 - 1, 12);
  });

  test("--markdown: a table for a review", async () => {
    const { out } = await diff(cuts(), "2025-04-28", "2025-07-01", "--markdown");
    expect(out).toContain("# AWS prices, 2025-04-28 and 2025-07-01");
    expect(out).toContain(
      "| `ec2/instance/p5.48xlarge/linux/shared` | 98.32 | 55.04 | −44.0 % | USD per hour | not recorded |",
    );
  });

  test.each([
    [["2025-01-01"], "No prices for us-east-1 on or before 2025-01-01; the first snapshot is 2025-04-28."],
    [["2025-07-01", "2025-04-28"], "2025-07-01 is after 2025-04-28."],
    [["2025-13-01"], '<from> must be a day like 2026-11-21, got "2025-13-01".'],
    [["2025-05-01", "soon"], '<to> must be a day like 2026-11-21, got "soon".'],
    [["2025-05-01", "--region", "us-east1"], 'Unknown region "us-east1". Did you mean us-east-1?'],
  ])("%j: exit 2", async (words, message) => {
    const { out, err, exitCode } = await diff(cuts(), ...words);
    expect({ out, exitCode }).toEqual({ out: "", exitCode: 2 });
    expect(err).toContain(message);
  });
});
