import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { percentile, standardError } from "../../src/compare/distribution.ts";
import { type DrawnDriver, drawsOf } from "../../src/compare/drawn-driver.ts";
import { atBase, monteCarlo, totalsOf } from "../../src/compare/monte-carlo.ts";
import { type PriceJumps, recordedFactor } from "../../src/compare/price-jumps.ts";
import { randomStream } from "../../src/compare/random-stream.ts";
import type { Responding } from "../../src/compare/response.ts";
import { triangular } from "../../src/compare/triangular.ts";

const MONTHS = 36;

/** Of randomStream(1, "volume"). */
const FIRST = [0.7930711805444398, 0.9118186859992318];

const RECORD = [
  { share: 0, factor: 0.2 },
  { share: 0.5, factor: 0.71 },
  { share: 19 / 23, factor: 1 },
  { share: 1, factor: 1.95 },
];
const JUMPS: PriceJumps = { ratePerYear: 0.6, record: RECORD };

const driver = (key: string, low: number, base: number, high: number): DrawnDriver => ({
  key,
  low,
  base,
  high,
});
const VOLUME = driver("volume", 50, 100, 180);
const WAGE = driver("wage", 80, 115, 150);
const PRICE: DrawnDriver = { key: "price of a/b", low: 0.2, base: 1, high: 1.95, jumps: JUMPS };

/** volume × 3 USD × price. */
const api: Responding = {
  alternative: "api",
  respond: (values, paths, usd) => {
    usd[0] = 0;
    for (let t = 1; t < usd.length; t += 1) usd[t] = (values[0] ?? 0) * 3 * (paths[2]?.[t - 1] ?? 1);
    return true;
  },
};
/** 100 h once and 1 h a month, and 80 USD. Serves up to 170. */
const own: Responding = {
  alternative: "own",
  respond: (values, _paths, usd) => {
    usd[0] = 10 * (values[1] ?? 0);
    for (let t = 1; t < usd.length; t += 1) usd[t] = (values[1] ?? 0) + 80;
    return (values[0] ?? 0) <= 170;
  },
};

const DRIVERS = [VOLUME, WAGE, PRICE];
const run = (change: Partial<Parameters<typeof monteCarlo>[0]> = {}) =>
  monteCarlo({
    drivers: DRIVERS,
    alternatives: [api, own],
    baseline: "api",
    months: MONTHS,
    draws: 4000,
    seed: 1,
    ...change,
  });

/** Values of one driver over some draws. */
function drawn(drivers: readonly DrawnDriver[], key: string, draws: number, seed = 1): number[] {
  const place = drivers.findIndex((entry) => entry.key === key);
  const { values, paths, next } = drawsOf(drivers, MONTHS, seed);
  return Array.from({ length: draws }, () => {
    next();
    return drivers[place]?.jumps === undefined
      ? (values[place] ?? Number.NaN)
      : (paths[place]?.at(-1) ?? Number.NaN);
  });
}

describe("draws", () => {
  it("the same seed gives the same bytes, another seed others", () => {
    expect(JSON.stringify(run())).toBe(JSON.stringify(run()));
    expect(JSON.stringify(run({ seed: 2 }))).not.toBe(JSON.stringify(run()));
  });

  it("the first numbers of a name at seed 1 stay what they are: a change moves every report", () => {
    const random = randomStream(1, "volume");
    expect([random(), random()]).toEqual(FIRST);
  });

  it("a driver more moves no other's numbers", () => {
    const more = [driver("added", 1, 2, 3), ...DRIVERS, { ...PRICE, key: "price of c/d" }];
    for (const { key } of DRIVERS) expect(drawn(more, key, 200)).toEqual(drawn(DRIVERS, key, 200));
  });

  it("permuting alternatives changes no figure", () => {
    const byName = (list: ReturnType<typeof run>["alternatives"]) =>
      list.toSorted((a, b) => (a.alternative < b.alternative ? -1 : 1));
    expect(byName(run({ alternatives: [own, api] }).alternatives)).toEqual(byName(run().alternatives));
  });

  it("R18: every range empty: every percentile is the base, the share 0 or 1, the same bytes twice", () => {
    const fixed = DRIVERS.map(({ key, base }) => driver(key, base, base, base));
    const { alternatives } = run({ drivers: fixed });
    for (const { alternative, ...spread } of alternatives) {
      const row = alternative === "api" ? api : own;
      const base = atBase(row, fixed, MONTHS)?.reduce((sum, usd) => sum + usd, 0);
      expect([spread.tcoP50Usd, spread.tcoP80Usd]).toEqual([base, base]);
      expect([0, 1]).toContain(spread.cheaperShare);
      expect(spread.standardError).toBe(0);
      expect(new Set(spread.curve.map(({ differenceUsd }) => differenceUsd)).size).toBe(1);
    }
    expect(JSON.stringify(run({ drivers: fixed }))).toBe(JSON.stringify(run({ drivers: fixed })));
  });

  it("the baseline ties with itself in every draw it serves", () => {
    expect(run().alternatives[0]).toMatchObject({ cheaperShare: 0, tieShare: 1, differenceP50Usd: 0 });
  });

  it("draws that cannot be served are counted, not clamped", () => {
    const spread = run().alternatives.find(({ alternative }) => alternative === "own");
    const beyond = drawn(DRIVERS, "volume", 4000).filter((volume) => volume > 170).length / 4000;
    expect(beyond).toBeGreaterThan(0.005);
    expect(spread?.cannotServeShare).toBeCloseTo(beyond, 12);
    const never: Responding = { alternative: "never", respond: () => false };
    expect(run({ alternatives: [api, never] }).unserved).toEqual(["never"]);
  });

  it("the share of cheaper draws is what counting says", () => {
    const totals = totalsOf({
      drivers: DRIVERS,
      alternatives: [api, own],
      months: MONTHS,
      draws: 4000,
      seed: 1,
    });
    const [b, a] = [totals.get("api"), totals.get("own")];
    const cheaper = [...(a ?? [])].filter((usd, n) => usd < (b?.[n] ?? 0)).length;
    const spread = run().alternatives.find(({ alternative }) => alternative === "own");
    expect(spread?.cheaperShare).toBe(cheaper / 4000);
    expect(spread?.standardError).toBe(standardError(cheaper / 4000, 4000));
  });
});

describe("distributions", () => {
  it.each([
    [0, 50],
    [5 / 13, 100],
    [1, 180],
  ])("triangular 50, 100, 180 at u = %d is %d", (u, value) => {
    expect(triangular(VOLUME, u)).toBeCloseTo(value, 9);
  });

  it("law: a triangular value lies in its range, rises with u, and low = high is constant", () => {
    fc.assert(
      fc.property(
        fc.tuple(...[1, 2, 3].map(() => fc.double({ min: -1e6, max: 1e6, noNaN: true }))),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (points, u, v) => {
          const [low = 0, base = 0, high = 0] = points.toSorted((a, b) => a - b);
          const [x, y] = [Math.min(u, v), Math.max(u, v)].map((w) => triangular({ low, base, high }, w));
          const slack = 1e-9 * Math.max(1, high - low);
          expect(x).toBeGreaterThanOrEqual(low - slack);
          expect(y).toBeLessThanOrEqual(high + slack);
          expect(y).toBeGreaterThanOrEqual((x ?? 0) - slack);
          expect(triangular({ low: base, base, high: base }, u)).toBe(base);
        },
      ),
    );
  });

  it("the mean of 40,000 triangular draws is (l + m + h) ÷ 3", () => {
    const mean = drawn([VOLUME], "volume", 40_000).reduce((sum, value) => sum + value, 0) / 40_000;
    expect(Math.abs(mean - 110)).toBeLessThan(4 * (26.7 / Math.sqrt(40_000)));
  });

  it.each([
    [0, 0.2],
    [0.25, 0.455],
    [0.5, 0.71],
    [19 / 23, 1],
    [1, 1.95],
  ])("recorded factor at share %d is %d", (share, factor) => {
    expect(recordedFactor(RECORD, share)).toBeCloseTo(factor, 12);
  });

  it("a price without a change in 36 months: e^(−λ·3) of the draws; a median factor of 0.71 where there was one", () => {
    const paths = drawsOf([PRICE], MONTHS, 3);
    const factors: number[] = [];
    let still = 0;
    for (let n = 0; n < 20_000; n += 1) {
      paths.next();
      const path = paths.paths[0] ?? new Float64Array();
      const first = path.find((factor) => factor !== 1);
      if (first === undefined) still += 1;
      else factors.push(first);
      expect(path.length).toBe(MONTHS);
    }
    expect(Math.abs(still / 20_000 - Math.exp(-1.8))).toBeLessThan(4 * standardError(Math.exp(-1.8), 20_000));
    expect(percentile(Float64Array.from(factors).sort(), 0.5)).toBeCloseTo(0.71, 1);
  });

  it("the first change falls in month t with probability (1 − p)^(t − 1)·p", () => {
    const { paths, next } = drawsOf([PRICE], MONTHS, 5);
    const counts = new Float64Array(MONTHS);
    for (let n = 0; n < 40_000; n += 1) {
      next();
      const month = paths[0]?.findIndex((factor) => factor !== 1) ?? -1;
      if (month >= 0) counts[month] = (counts[month] ?? 0) + 1;
    }
    const p = 1 - Math.exp(-0.6 / 12);
    for (const month of [0, 1, 11, 35]) {
      const expected = (1 - p) ** month * p;
      expect(Math.abs((counts[month] ?? 0) / 40_000 - expected)).toBeLessThan(
        4.5 * standardError(expected, 40_000),
      );
    }
  });

  it.each([
    [0.1, 1],
    [0.2, 2],
    [0.5, 5],
    [0.55, 6],
    [0.8, 8],
    [1, 10],
  ])("of ten values 1 to 10, q = %d is the sorted value at ⌈qN⌉: %d", (q, value) => {
    expect(
      percentile(
        Float64Array.from({ length: 10 }, (_, i) => i + 1),
        q,
      ),
    ).toBe(value);
  });

  it("0.1 of 30 is the third value", () => {
    expect(
      percentile(
        Float64Array.from({ length: 30 }, (_, i) => i + 1),
        0.1,
      ),
    ).toBe(3);
  });
});
