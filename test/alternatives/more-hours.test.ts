import fc from "fast-check";
import { beforeAll, expect, it } from "vitest";
import { planWithGraphs } from "../../src/cli/planner.ts";
import { tco } from "../../src/compare/cash-flow.ts";
import { totalOf } from "../../src/prices/charge.ts";
import type { Scenario } from "../../src/scenario/scenario.ts";
import { applySetting } from "../../src/scenario/setting.ts";
import { scenario } from "../offers/scenarios.ts";
import { committedBook } from "../prices/books.ts";

const RAW = {
  asOf: "2026-11-21",
  llm: {
    today: "openai/gpt-4.1-mini",
    requestsPerMonth: 45_000_000,
    promptTokens: 900,
    outputTokens: 12,
    candidates: [{ model: "meta-llama/Llama-3.1-8B-Instruct", quality: "same" }],
    hosting: { instanceTypes: ["g6.xlarge"] },
  },
};
const KEYS = [
  "llm.hosting.buildHours",
  "llm.hosting.upkeepHoursPerMonth",
  "llm.hosting.incidentHoursPerMonth",
  "llm.hosting.securityHoursPerMonth",
  "offers.lastMileHours",
  "offers.exitHours",
  "people.hourlyUsd",
] as const;

let planned: Awaited<ReturnType<typeof planWithGraphs>>;
const at = (settings: readonly string[]): Scenario =>
  scenario(settings.reduce<Record<string, unknown>>((raw, set) => applySetting(raw, set), RAW));

beforeAll(async () => {
  planned = await planWithGraphs(at([]), committedBook("2026-11-21"));
});

/** Undiscounted total of each row. */
function totals(of: Scenario): Map<string, number> {
  const rows = planned.again(of, "llm").parts.flatMap(({ alternatives }) => alternatives);
  return new Map(
    rows.map((row) => [
      row.id,
      tco({ oneOff: totalOf(row.oneOff).usd.toNumber(), months: row.months.map(({ usd }) => usd) }) +
        totalOf(row.exit ?? []).usd.toNumber(),
    ]),
  );
}

it("law: more hours, or a dearer one, never make a fleet or an offer cheaper", () => {
  const key = fc.constantFrom(...KEYS);
  const hours = fc.integer({ min: 1, max: 2000 });
  fc.assert(
    fc.property(key, hours, hours, (name, a, b) => {
      const [less, more] = [Math.min(a, b), Math.max(a, b)];
      const [cheap, dear] = [totals(at([`${name}=${less}`])), totals(at([`${name}=${more}`]))];
      expect([...cheap.keys()].some((id) => id.startsWith("host."))).toBe(true);
      for (const [id, usd] of cheap) expect(dear.get(id) ?? 0).toBeGreaterThanOrEqual(usd - 1e-6);
    }),
    { numRuns: 40 },
  );
});
