import { copyFileSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Snapshot } from "../../src/prices/book/snapshot.ts";
import { Decimal } from "../../src/units.ts";
import { bookWith, committedOn } from "../prices/book-folder.ts";
import { folder } from "./book-folder.ts";
import { crossover } from "./in-process.ts";

/** AWS at ten times its list in spring, at its list from July on. */
const dear = (entries: Snapshot["entries"]) =>
  Object.fromEntries(
    Object.entries(entries).map(([key, entry]) => [
      key,
      {
        ...entry,
        tiers: entry.tiers.map((tier) => ({ ...tier, usd: new Decimal(tier.usd).times(10).toFixed() })),
      },
    ]),
  );
const cheaperInJuly = () =>
  bookWith([
    committedOn("2024-07-01", "global"),
    committedOn("2025-04-28", "us-east-1", dear),
    committedOn("2025-07-01"),
  ]);

async function decided(...words: string[]) {
  const dir = folder();
  const scenario = join(dir, "team.yaml");
  copyFileSync("scenarios/ml-team.yaml", scenario);
  const { err, exitCode } = await crossover("record", scenario, ...words);
  expect([err, exitCode]).toEqual(["", 0]);
  const name = readdirSync(dir).find((one) => one.endsWith(".json")) ?? "";
  return { dir, scenario, path: join(dir, name) };
}
const ANSWERED = ["--answer", "switching=two weeks"];

describe("crossover review", () => {
  it("prices that fell: what moved, that it flips and what waiting cost; exit 5", async () => {
    const book = ["--book", cheaperInJuly()];
    const { path } = await decided("--as-of", "2025-04-28", ...book);
    const { out, err, exitCode } = await crossover("review", path, "--as-of", "2025-07-01", ...book);
    expect(exitCode).toBe(5);
    expect(err).toContain("the decision flips");
    expect(err).toMatch(/Decide again: crossover record \S+team\.yaml --book/);
    expect(out).toContain("FLIPS from buy, W&B pro, to self-host, MLflow");
    expect(out).toMatch(/ec2\/instance\/m7g.large\/linux\/shared: 0.816 → 0.0816 USD per hour \(−90 %\)/);
    expect(out).toMatch(/tracking: (waiting cost [\d,]+ USD = Σ over 2 months of|not known, because)/);
    const json = await crossover("review", path, "--as-of", "2025-07-01", "--json", ...book);
    expect(json.exitCode).toBe(5);
    expect(JSON.parse(json.out)).toMatchObject({ schema: 1, due: true, flips: true });
  });

  it("a day later nothing is due and what nobody can know is named with the flag that tells; exit 0", async () => {
    const { path, scenario } = await decided("--as-of", "2026-11-21", ...ANSWERED);
    const { out, err, exitCode } = await crossover("review", path, scenario, "--as-of", "2026-11-22");
    expect([err, exitCode]).toEqual(["", 0]);
    expect(out).toContain("the decision stands");
    expect(out).toContain("tracking: self-host, MLflow, m7g.large + db.m7g.large, as decided");
    expect(out).toContain("No unit price of those recorded");
    for (const flag of ["--ends <date>", "--actual tracking=<USD>"]) expect(out).toContain(flag);
  });

  it.each([
    ["12 months later", ["--as-of", "2027-11-21"], "12 months since 2026-11-21 are over"],
    [
      "at ten times the seats",
      ["--as-of", "2026-12-01", "--volume", "tracking=350"],
      "10 times the recorded 35",
    ],
    [
      "before a contract ends",
      ["--as-of", "2026-12-01", "--ends", "2027-01-31"],
      "ends within 90 days: 2027-01-31",
    ],
  ])("is due %s: exit 5", async (_case, words, because) => {
    const { path } = await decided("--as-of", "2026-11-21", ...ANSWERED);
    const { out, exitCode } = await crossover("review", path, ...words);
    expect(exitCode).toBe(5);
    expect(out).toContain(because);
  });

  it("a smaller fleet of the same service is no flip: 8 seats of 35 are not due", async () => {
    const { path } = await decided("--as-of", "2026-11-21", ...ANSWERED);
    const { out, exitCode } = await crossover(
      "review",
      path,
      "--as-of",
      "2026-12-01",
      "--volume",
      "tracking=8",
    );
    expect([exitCode, out]).toEqual([
      0,
      expect.stringContaining("self-host, as decided, on other machines: MLflow, t4g.medium"),
    ]);
  });

  it("is due while a finding is unanswered, until the scenario of now answers it", async () => {
    const { path, dir } = await decided("--as-of", "2026-11-21");
    const day = ["--as-of", "2026-11-22"];
    expect((await crossover("review", path, ...day)).out).toContain("(--answer switching=…)");
    const now = join(dir, "now.yaml");
    const answer = "offers: { switching: { weeks: 2, weeklyUsd: 4000, systems: 1, usdPerSystem: 0 } }\n";
    writeFileSync(now, `${readFileSync("scenarios/ml-team.yaml", "utf8")}${answer}`);
    const { out } = await crossover("review", path, now, ...day);
    expect(out).not.toContain("(--answer switching=…)");
    expect(out).toContain("offers.switching.weeks: not set → 2");
  });

  it.each([
    [
      "a day before the decision",
      ["--as-of", "2026-11-20"],
      /was decided on 2026-11-21; 2026-11-20 is before that/,
    ],
    [
      "a part nobody decided about",
      ["--volume", "llm=17M"],
      /a part of the record \(tracking\), got "llm=17M"/,
    ],
    ["no number", ["--actual", "tracking=much"], /--actual must be a number, got "much"/],
  ])("refuses %s: exit 2", async (_case, words, message) => {
    const { path } = await decided("--as-of", "2026-11-21");
    const { err, exitCode } = await crossover("review", path, ...words);
    expect(exitCode).toBe(2);
    expect(err).toMatch(message);
  });

  it("refuses what is no record", async () => {
    const { err, exitCode } = await crossover("review", "scenarios/ml-team.yaml");
    expect([exitCode, err]).toEqual([2, expect.stringContaining("is not valid JSON")]);
  });
});
