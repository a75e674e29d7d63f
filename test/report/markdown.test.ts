import fc from "fast-check";
import { expect, it } from "vitest";
import { renderMarkdown } from "../../src/report/markdown.ts";
import type { Report } from "../../src/report/report.ts";
import { reports } from "./arbitrary.ts";
import { charge, supportAssistant } from "./fixtures.ts";

it("the two-part example, verdict first, details folded", async () => {
  const text = renderMarkdown(supportAssistant());
  const lines = text.split("\n").filter((line) => line !== "");
  expect(lines[1]).toMatch(
    /^\*\*Buy: claude-sonnet-4-6 \+ cached prefix – running it ourselves costs 34,444 USD more over 36 months \(7\.5 %; 35,374 at 10 % a year\)/,
  );
  await expect(text).toMatchFileSnapshot("fixtures/report.md");
});

it("every table row has as many cells as its head, and details open and close", () => {
  fc.assert(
    fc.property(reports, (report) => {
      const text = renderMarkdown(report);
      expect(text.match(/<details>/g)?.length).toBe(text.match(/<\/details>/g)?.length);
      for (const block of text.split("\n\n").filter((part) => part.startsWith("|"))) {
        const cells = block.split("\n").map((row) => row.replaceAll("\\|", "").split("|").length);
        expect(new Set(cells).size).toBe(1);
      }
    }),
    { numRuns: 60, endOnFailure: true },
  );
});

it("names from files cannot open tags, cells or emphasis", () => {
  const report = supportAssistant();
  report.scenario.name = "a|b <script> *x* [y](z) `q`";
  const first = renderMarkdown(report).split("\n")[0];
  expect(first).toBe("### Crossover: a\\|b &lt;script> \\*x\\* \\[y\\](z) \\`q\\`");
});

/** Each shown alternative with hundreds of lines. */
function huge(): Report {
  const report = supportAssistant();
  const lines = Array.from({ length: 400 }, (_, i) =>
    charge(`network.line-${i}`, "730", "hour", "0.045", { name: `A line with a long name ${i}` }),
  );
  return {
    ...report,
    alternatives: report.alternatives.map((a) => ({ ...a, monthly: [...a.monthly, ...lines] })),
  };
}

it("a report of 2,800 lines stays far below 65,536 characters and says what it leaves out", () => {
  const text = renderMarkdown(huge());
  expect(text.length).toBeLessThan(55_000);
  expect(text).toMatch(
    /The lines of \d alternatives are left out here; `crossover explain <alternative>` prints them\./,
  );
  expect(renderMarkdown(supportAssistant())).not.toContain("left out here");
});

it("2,000 findings have no other command, and go too: the longest section first, the others stay", () => {
  const report = supportAssistant();
  const findings = Array.from({ length: 2000 }, (_, i) => ({
    id: `finding-${i}`,
    text: `Something of note ${i}.`,
  }));
  const text = renderMarkdown({ ...report, findings });
  expect(text.length).toBeLessThan(55_000);
  expect(text).toMatch(
    /\d+ further sections?: not here for want of room, `crossover compare … --full` prints/,
  );
  expect(text).toContain("<summary>Not priced</summary>");
  expect(text).not.toContain("Something of note 1999.");
});
