import { describe, expect, it } from "vitest";
import { flipValue } from "../../src/compare/flip-value.ts";
import type { Responding } from "../../src/compare/response.ts";
import { tornado } from "../../src/compare/tornado.ts";

const RANGE = { low: 0, base: 50, high: 100 };

describe("flip value", () => {
  it.each([
    ["x − 60", (x: number) => x - 60, 60],
    ["40 − x", (x: number) => 40 - x, 40],
    ["(x − 30)(x − 55): the nearer of two", (x: number) => (x - 30) * (x - 55), 55],
    ["three roots at 20, 45 and 90", (x: number) => (x - 20) * (x - 45) * (x - 90), 45],
    ["a jump at 70.5", (x: number) => (x > 70.5 ? 1 : -1), 70.5],
  ])("%s from 50", (_, difference, value) => {
    expect(flipValue(difference, RANGE)?.value).toBeCloseTo(value, 9);
  });

  it("the value printed turns the sign", () => {
    for (const root of [12.34, 49.9, 50.1, 87.65]) {
      const difference = (x: number) => x - root;
      const flip = flipValue(difference, RANGE);
      expect(difference(flip?.value ?? 50) > 0).not.toBe(difference(50) > 0);
    }
  });

  it("none in the range, an empty range, a side that cannot serve: no flip", () => {
    expect(flipValue((x) => x + 1, RANGE)).toBeUndefined();
    expect(flipValue((x) => x - 50, { low: 50, base: 50, high: 50 })).toBeUndefined();
    expect(flipValue((x) => (x > 60 ? undefined : -1), RANGE)).toBeUndefined();
    expect(flipValue(() => undefined, RANGE)).toBeUndefined();
  });
});

describe("tornado", () => {
  const drivers = [
    { key: "wage", low: 80, base: 100, high: 110 },
    { key: "price", low: 0.5, base: 1, high: 2, jumps: { ratePerYear: 0.1, record: [] } },
    { key: "nothing", low: 1, base: 2, high: 3 },
  ];
  const bought: Responding = {
    alternative: "bought",
    respond: (_values, paths, usd) => {
      usd[0] = 0;
      for (let t = 1; t < usd.length; t += 1) usd[t] = 100 * (paths[1]?.[t - 1] ?? 0);
      return true;
    },
  };
  const own: Responding = {
    alternative: "own",
    respond: (values, _paths, usd) => {
      usd.fill(0);
      usd[0] = 10 * (values[0] ?? 0);
      return (values[0] ?? 0) < 105;
    },
  };
  const bars = tornado({ drivers, alternative: own, against: bought, months: 12, discountRatePerYear: 0 });

  it("the longest bar first; what moves nothing has none; an end that cannot be served has no figure", () => {
    expect(bars).toEqual([
      expect.objectContaining({ key: "price", npvAtLowUsd: -400, npvAtHighUsd: 1400, baseNpvUsd: 200 }),
      { key: "wage", low: 80, high: 110, baseNpvUsd: 200, npvAtLowUsd: 400 },
    ]);
  });

  it("a price turns the lead where 12 months of it cost the 1,000 USD of the build: × 0.8333", () => {
    expect(bars[0]?.flip).toEqual({ value: expect.closeTo(1000 / 1200, 9), inRange: true });
  });
});
