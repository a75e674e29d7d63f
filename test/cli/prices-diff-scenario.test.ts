import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { decisionText } from "../../src/cli/diff/repriced-text.ts";
import type { Snapshot } from "../../src/prices/book/snapshot.ts";
import { Decimal } from "../../src/units.ts";
import { bookWith, committedOn } from "../prices/book-folder.ts";
import { diffAnswer } from "./diff-answer.ts";
import { crossover } from "./in-process.ts";

const TRACKING = "scenarios/ml-team.yaml";
const DATABASE = "rds/instance/postgres/db.m7g.large/multi-az";

const times = (pattern: RegExp, factor: number) => (entries: Snapshot["entries"]) =>
  Object.fromEntries(
    Object.entries(entries).map(([key, entry]) => [
      key,
      pattern.test(key)
        ? {
            ...entry,
            tiers: entry.tiers.map((tier) => ({
              ...tier,
              usd: new Decimal(tier.usd).times(factor).toFixed(),
            })),
          }
        : entry,
    ]),
  );

/** The project's list on 2025-07-01, and before that the same with a change. */
const bookBefore = (change: (entries: Snapshot["entries"]) => Snapshot["entries"]) =>
  bookWith([
    committedOn("2024-07-01", "global"),
    committedOn("2025-04-28", "us-east-1", change),
    committedOn("2025-07-01"),
  ]);

async function review(book: string, ...words: string[]) {
  const run = await crossover(
    "prices",
    "diff",
    "2025-04-28",
    "--book",
    book,
    "--scenario",
    TRACKING,
    ...words,
  );
  return run;
}

async function answer(book: string) {
  const { out, exitCode } = await review(book, "--json");
  const [scenario] = diffAnswer.parse(JSON.parse(out)).scenarios;
  if (scenario === undefined) throw new Error("no scenario in the answer");
  return { scenario, exitCode };
}

describe("crossover prices diff --scenario", () => {
  test("prices that fell enough: the decision flips, exit 5, and the sentence says both", async () => {
    const book = bookBefore(times(/^(ec2|ebs|rds)\//, 10));
    const { out, err, exitCode } = await review(book);
    expect(exitCode).toBe(5);
    expect(err).toContain(`1 decision flips with the prices: ${TRACKING}: tracking.`);
    expect(out).toMatch(
      /tracking: the decision flips: buy, W&B pro at the list of 2025-04-28; self-host, MLflow/,
    );
    // A gate that was asked for comes before the review.
    expect((await review(book, "--exit-code")).exitCode).toBe(3);
  });

  test("prices that fell a little: it stands, exit 0, and every alternative has its months", async () => {
    const { scenario, exitCode } = await answer(bookBefore(times(/^rds\/instance/, 2)));
    expect(exitCode).toBe(0);
    expect(scenario.decisions).toMatchObject([
      { part: "tracking", flips: false, now: { verdict: "self-host" } },
    ]);
    const hosted = scenario.alternatives.find(({ kind }) => kind === "hosted");
    const machines = (hosted?.now?.machinesUsd ?? 0) - (hosted?.old?.machinesUsd ?? 0);
    expect(machines).toBeLessThan(0);
    expect(hosted?.differenceUsd).toBeCloseTo(machines, 2);
    expect(hosted?.moved).toEqual([DATABASE]);
    // What is bought is not on the list: the tokens and the seats of both sides are of the same day.
    const today = scenario.alternatives.find(({ kind }) => kind === "today");
    expect(today).toMatchObject({ differenceUsd: 0, moved: [] });
  });

  test("the same list twice: nothing is different", async () => {
    const { scenario, exitCode } = await answer(bookBefore((entries) => entries));
    expect(exitCode).toBe(0);
    for (const { differenceUsd, old, now } of scenario.alternatives) {
      expect(differenceUsd).toBe(0);
      expect(now).toEqual(old);
    }
  });

  test("all parts together: the sum that the comparison itself prints under the new list", async () => {
    const book = bookBefore(times(/^(ec2|ebs|vpc|elb)\//, 1.25));
    const file = "scenarios/support-assistant.yaml";
    const words = ["prices", "diff", "2025-04-28", "--book", book, "--scenario", file];
    const [scenario] = diffAnswer.parse(JSON.parse((await crossover(...words, "--json")).out)).scenarios;
    const compared = JSON.parse((await crossover("compare", file, "--book", book, "--json")).out);
    const { monthUsd, names } = compared.combination;
    expect(scenario?.together?.now?.names).toEqual(names);
    expect(scenario?.together?.now?.usd).toBeCloseTo(monthUsd, 1);
    const month = (id: string, side: "old" | "now") =>
      scenario?.alternatives.find((row) => row.id === id)?.[side]?.usd ?? Number.NaN;
    const moved = (scenario?.together?.now?.names ?? []).reduce(
      (sum, id) => sum + month(id, "now") - month(id, "old"),
      0,
    );
    expect(scenario?.together?.old?.names).toEqual(names);
    expect(scenario?.together?.differenceUsd).toBeCloseTo(moved, 1);
    const { out } = await crossover(...words);
    expect(out).toMatch(/^ +together +what the parts choose +[\d,.]+ +[\d,.]+/m);
  });

  test("new ÷ old follows by hand: twice the database price is its hours more", async () => {
    const { scenario } = await answer(
      bookBefore(times(/^rds\/instance\/postgres\/db\.m7g\.large\/multi-az$/, 2)),
    );
    const hourly = committedOn("2025-07-01").entries[DATABASE]?.tiers[0]?.usd ?? "0";
    const hosted = scenario.alternatives.find(({ kind }) => kind === "hosted");
    expect(hosted?.differenceUsd).toBeCloseTo(-730 * Number(hourly), 1);
  });

  test("a price that the old list lacks is no saving: at least, not comparable, no difference", async () => {
    const book = bookBefore(({ [DATABASE]: _gone, ...rest }) => rest);
    const { scenario } = await answer(book);
    const hosted = scenario.alternatives.filter(({ kind }) => kind === "hosted");
    expect(hosted.length).toBeGreaterThan(0);
    const same = hosted.filter(({ old, now }) => old !== null && now !== null && !old.atLeast);
    for (const { differenceUsd } of same) expect(differenceUsd).toBe(0);
    const open = hosted.filter((row) => !same.includes(row));
    expect(open.length).toBeGreaterThan(0);
    for (const { differenceUsd, share } of open)
      expect({ differenceUsd, share }).toEqual({ differenceUsd: null, share: null });
    const { out } = await review(book);
    expect(out).toContain("not comparable");
    expect(out).toMatch(/is not comparable: at the list of 2025-04-28/);
  });

  test("another machine under the same verdict is told apart from another verdict", () => {
    const outcome = (type: string) => ({
      verdict: "self-host" as const,
      names: `host.${type}`,
      name: `2 × ${type}`,
      because: "it costs less",
    });
    const decision = {
      part: "llm" as const,
      old: outcome("g6.xlarge"),
      now: outcome("g6e.xlarge"),
      flips: true,
    };
    expect(decisionText(decision, { old: "2025-04-28", now: "2025-07-01" })).toBe(
      "llm: the verdict stands and names something else: self-host, 2 × g6.xlarge at the list of 2025-04-28; self-host, 2 × g6e.xlarge at that of 2025-07-01. it costs less.",
    );
  });

  test("your own prices hold under both lists, and the answer says so", async () => {
    const folder = mkdtempSync(join(tmpdir(), "overrides-"));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const file = join(folder, "ours.yaml");
    writeFileSync(
      file,
      'overrides: [{ id: edp, kind: discount, match: "*", multiplier: "0.5", because: a contract, quotedAt: 2026-01-02 }]',
    );
    const book = bookBefore(times(/^rds\/instance/, 2));
    const hosted = async (...words: string[]) => {
      const [scenario] = diffAnswer.parse(JSON.parse((await review(book, "--json", ...words)).out)).scenarios;
      return scenario?.alternatives.find(({ kind }) => kind === "hosted")?.differenceUsd ?? 0;
    };
    const [list, own] = [await hosted("--no-overrides"), await hosted("--overrides", file)];
    expect(own).toBeCloseTo(list / 2, 1);
    expect((await review(book, "--overrides", file)).out).toContain(`· with ${file}`);
  });

  test("a day that the scenario's region has no prices of: exit 2", async () => {
    const { err, exitCode } = await crossover(
      ...["prices", "diff", "2024-08-01", "2025-08-01", "--book", bookBefore((entries) => entries)],
      ...["--scenario", TRACKING],
    );
    expect(exitCode).toBe(2);
    expect(err).toContain("No prices for us-east-1 on or before 2024-08-01");
  });
});
