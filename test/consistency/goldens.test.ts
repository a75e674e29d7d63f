import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { cents, type Exact, exact, number, sum, text } from "./exact.ts";
import { exampleReport } from "./examples.ts";
import { presentValueOver, totalOver } from "./months.ts";
import { type Alternative, type Json, rowOf } from "./report-json.ts";
import { knownUsd, paybackProblems, rowProblems, tieredUsd } from "./rows.ts";

/** The goldens by hand: every figure again from printed unit prices and quantities, with whole numbers. */
const CASES = [
  { name: "support-assistant", settings: [] },
  { name: "ticket-classifier", settings: [] },
  { name: "ml-team", settings: [] },
  { name: "support-assistant.dev", settings: ["environment=dev"] },
] as const;

const dollars = (usd: number) =>
  usd.toLocaleString("en-US", { maximumFractionDigits: 0, roundingMode: "halfExpand" });

/** Σ of quantity × price over the lines: nothing that the program added up is used. */
function monthOfLines({ monthly }: Alternative): Exact {
  return sum(
    monthly.flatMap((charge) => (charge.cost.kind === "known" ? [tieredUsd(charge) ?? exact("0")] : [])),
  );
}

/** The row as the golden prints it, as patterns: one-off, month (and the last one, where some row grows), total, present value. */
function cells(report: Json, alternative: Alternative): string[] {
  const { presentValueUsd } = rowOf(alternative);
  const month = number(monthOfLines(alternative));
  const once = number(knownUsd(alternative.oneOff));
  const flat = alternative.months.every(({ usd }) => usd === alternative.months[0]?.usd);
  const months = alternative.months.map(({ usd }) => (flat ? month : usd));
  const value = presentValueOver(once, months, report.scenario.discountRatePerYear);
  expect(value).toBeCloseTo(presentValueUsd, 4);
  const last = `(?: +${dollars(months.at(-1) ?? Number.NaN)})?`;
  return [
    once === 0 ? "–" : dollars(once),
    dollars(month) + last,
    dollars(totalOver(once, months)),
    dollars(value),
  ];
}

describe.each(CASES)("$name at 2026-11-21", ({ name, settings }) => {
  const asked = exampleReport(name.replace(/\..*$/, ""), ...settings);

  it("each of its lines is quantity × price to the cent, each sum the sum of its lines", async () => {
    const report = await asked;
    for (const { id, monthly, oneOff } of report.alternatives) {
      for (const charge of [...monthly, ...oneOff]) {
        if (charge.cost.kind === "unknown") continue;
        const where = `${id}.${charge.id}`;
        expect(`${where} ${cents(tieredUsd(charge) ?? exact("0"))}`).toBe(
          `${where} ${cents(exact(charge.cost.usd))}`,
        );
      }
    }
    expect(rowProblems(report)).toEqual([]);
    expect(report.decisions.flatMap((decision) => paybackProblems(report, decision))).toEqual([]);
  });

  it("the printed golden holds these figures: one-off, month, total, present value of every row", async () => {
    const report = await asked;
    const printed = readFileSync(`test/golden/${name}.full.txt`, "utf8");
    const table = printed.slice(printed.search(/all alternatives/i));
    for (const alternative of report.alternatives) {
      if (alternative.infeasible !== undefined) continue;
      const row = cells(report, alternative).join(" +");
      expect(table, alternative.id).toMatch(new RegExp(`${row}(?!\\d)`));
    }
  });

  it("an amount changed by one cent is noticed", async () => {
    const report = structuredClone(await asked);
    const charge = report.alternatives[0]?.monthly[0];
    if (charge?.cost.kind !== "known") throw new Error("the first line has no cost");
    charge.cost.usd = text(sum([exact(charge.cost.usd), exact("0.01")]));
    expect(rowProblems(report).map(({ cause }) => cause)).toEqual(
      expect.arrayContaining(["cost is not quantity × price", "month 1 is not the sum of its lines"]),
    );
  });
});
