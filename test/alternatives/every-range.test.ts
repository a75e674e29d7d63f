import { describe, expect, it } from "vitest";
import type { Alternative } from "../../src/alternatives/alternative.ts";
import { sameRow } from "../../src/alternatives/replanning.ts";
import { totalOf } from "../../src/prices/charge.ts";
import { applySetting } from "../../src/scenario/setting.ts";
import { RICH } from "./rich-scenarios.ts";
import { uncertainPlan } from "./uncertain-plan.ts";

type Raw = Record<string, unknown>;

/** Dotted keys of the numbers of a scenario, measured qualities left out: they are no figures. */
function numbersOf(node: unknown, path: readonly string[] = []): [key: string, value: number][] {
  if (typeof node === "number") return [[path.join("."), node]];
  if (typeof node !== "object" || node === null) return [];
  return Object.entries(node).flatMap(([key, value]) =>
    key === "quality" ? [] : numbersOf(value, [...path, key]),
  );
}

/** A range that every schema takes. */
function rangeOf(key: string, base: number) {
  if (/\.dimensions$/.test(key)) return { low: 512, base, high: 1024 };
  if (/hoursPerMonth$/.test(key)) return { low: 700, base, high: 740 };
  if (/withinHourPeak|busyDay|reasoningMultiplier|spreadMonths|retunesPerYear/.test(key))
    return { low: base, base, high: base + 1 };
  return { low: base * 0.8, base, high: base * 1.2 };
}

/** What a figure is called where its range is drawn. */
const DRAWN_AS: Readonly<Record<string, string>> = {
  "offers.switching.hoursPerSystem": "offers.switching.usdPerSystem",
};

function total({ oneOff, months, exit }: Alternative): number {
  const once = totalOf([...oneOff, ...(exit ?? [])]).usd.toNumber();
  return months.reduce((sum, { usd }) => sum + usd, once);
}

/** Sums of doubles in another order, and of exact decimals. */
const SAME = 1e-6;

/** Plans of many ranges take long: of their keys those that no other part has. */
const KEYS: Readonly<Record<string, RegExp>> = {
  "tuned models and retrieval":
    /tuning|annualUsd|promptTokensAdded|queries|tokensPerRecord|vectors\.vectors$/,
  "own offers": /own\.[02]|switching|hourlyUsd|requestsPerMonth/,
  stores: /dimensions|own\.1\.host|switching|hourlyUsd/,
  trackers: /seats|retention|switching|hourlyUsd|own\.|exitHours/,
};

describe("each number of a scenario that moves a row's planned cost moves its drawn cost as much", () => {
  it.each(Object.keys(RICH))("%s", { timeout: 240_000 }, async (title) => {
    const { part, raw: given } = RICH[title] ?? { part: "llm" as const, raw: {} };
    const raw = JSON.parse(JSON.stringify(given)) as Raw;
    const keys = numbersOf(raw).filter(([key]) => KEYS[title]?.test(key) ?? true);
    const ranged = keys.reduce(
      (file, [key, base]) =>
        applySetting(file, `${key}=${JSON.stringify({ ...rangeOf(key, base), because: "x" })}`),
      raw,
    );
    const plan = await uncertainPlan(ranged, part);
    const values = Float64Array.from(plan.drivers, ({ base }) => base);
    const still = plan.drivers.map(({ jumps }) =>
      new Float64Array(jumps ? plan.scenario.horizonMonths : 0).fill(1),
    );
    const usd = new Float64Array(plan.scenario.horizonMonths + 1);
    let moved = 0;
    for (const [key, base] of keys) {
      const { high } = rangeOf(key, base);
      const place = plan.drivers.findIndex((driver) => driver.key === (DRAWN_AS[key] ?? key));
      const before = plan.again.rowsAt([]) ?? [];
      const after = plan.again.rowsAt([[key, high]]) ?? [];
      for (const [a, row] of plan.rows.entries()) {
        const [was, is] = [sameRow(before, row), sameRow(after, row)];
        if (was === undefined || is === undefined || row.id === "host.fixed") continue;
        const change = total(is) - total(was);
        if (place >= 0) values[place] = plan.drivers[place]?.high ?? high;
        const served = plan.responding[a]?.respond(values, still, usd);
        if (place >= 0) values[place] = plan.drivers[place]?.base ?? base;
        const drawn = usd.reduce((sum, month) => sum + month, 0) - total(row);
        if (Math.abs(change) > SAME * total(was)) moved += 1;
        expect([key, row.id, served, Math.abs(drawn - change) <= 2 * SAME * total(row)]).toEqual([
          key,
          row.id,
          true,
          true,
        ]);
      }
    }
    expect(moved).toBeGreaterThan(0);
  });
});

describe("what sends requests two ways", () => {
  it("costs each month what is drawn for it", async () => {
    const { raw } = RICH["two classes that go two ways"] ?? { raw: {} };
    const key = "llm.hybrid.routingUsdPerMonth";
    const set = applySetting(raw, `${key}={"low":400,"base":500,"high":900,"because":"x"}`);
    const { rows, responding, scenario } = await uncertainPlan(set, "llm", [key]);
    const twoWays = rows.findIndex(({ sides }) => sides !== undefined);
    const usd = new Float64Array(scenario.horizonMonths + 1);
    expect(responding[twoWays]?.respond(Float64Array.of(900), [usd], usd)).toBe(true);
    expect(usd[1]).toBeCloseTo((rows[twoWays]?.months[0]?.usd ?? 0) + 400, 6);
  });
});
