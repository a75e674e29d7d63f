import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { tco } from "../../src/compare/cash-flow.ts";
import { atBase, monteCarlo } from "../../src/compare/monte-carlo.ts";
import { totalOf } from "../../src/prices/charge.ts";
import { uncertainPlan } from "./uncertain-plan.ts";

const EXAMPLES = [
  ["support-assistant", "llm"],
  ["support-assistant", "vectors"],
  ["ticket-classifier", "llm"],
  ["ml-team", "tracking"],
] as const;

/** Processor seconds for 10,000 draws; a machine with eight users takes about three times what a quiet one does. */
const SECONDS = 1;

describe.each(EXAMPLES)("%s, %s", (name, part) => {
  const raw = parse(readFileSync(`scenarios/${name}.yaml`, "utf8")) as Record<string, unknown>;

  it("every driver at its base is the plan itself, row by row", async () => {
    const { rows, responding, drivers, scenario } = await uncertainPlan(raw, part);
    expect(rows.length).toBeGreaterThan(1);
    for (const [i, row] of rows.entries()) {
      const usd = atBase(
        responding[i] ?? { alternative: "", respond: () => false },
        drivers,
        scenario.horizonMonths,
      );
      const planned = [totalOf(row.oneOff).usd.toNumber(), ...row.months.map((month) => month.usd)];
      expect(usd?.length).toBe(planned.length);
      for (const [t, expected] of planned.entries())
        expect(Math.abs((usd?.[t] ?? Number.NaN) - expected)).toBeLessThanOrEqual(
          1e-9 * Math.max(1, expected),
        );
    }
  });

  it("R18: no drivers: P50 = P80 = the plan's total, share 0 or 1", async () => {
    const { rows, responding, scenario } = await uncertainPlan(raw, part, []);
    const baseline = rows[0]?.id ?? "";
    const terms = { drivers: [], alternatives: responding, baseline, months: scenario.horizonMonths };
    const { alternatives } = monteCarlo({ ...terms, draws: 1000, seed: 1 });
    for (const spread of alternatives) {
      const row = rows.find(({ id }) => id === spread.alternative);
      const total = tco({
        oneOff: totalOf(row?.oneOff ?? []).usd.toNumber(),
        months: row?.months.map(({ usd }) => usd) ?? [],
      });
      expect(spread.tcoP50Usd).toBe(spread.tcoP80Usd);
      expect(Math.abs(spread.tcoP50Usd / total - 1)).toBeLessThan(1e-12);
      expect([0, 1]).toContain(spread.cheaperShare);
    }
  });

  it("10,000 draws of 36 months for all alternatives stay under a second of processor time", async () => {
    const { responding, drivers, scenario } = await uncertainPlan(raw, part);
    const baseline = responding[0]?.alternative ?? "";
    const terms = { drivers, alternatives: responding, baseline, months: scenario.horizonMonths };
    const start = process.cpuUsage();
    monteCarlo({ ...terms, draws: 10_000, seed: 1 });
    const { user, system } = process.cpuUsage(start);
    expect((user + system) / 1e6).toBeLessThan(SECONDS);
  });
});
