import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { boughtAt, boughtCost } from "../../src/compare/bought-cost.ts";
import {
  type HostedCost,
  staircase,
  type VolumeInterval,
  withOneOff,
  withoutSteps,
} from "../../src/compare/staircase.ts";

/** k(v) = max(minimum, ⌈(⌈v/cap⌉ + spare)/perInstance⌉), the shape of a fleet. */
function fleet(
  fixedUsd: number,
  unitUsd: number,
  cap: number,
  more: { c?: number; spare?: number; per?: number; least?: number } = {},
): HostedCost {
  const { c = 0, spare = 0, per = 1, least = 1 } = more;
  return {
    fixedUsd,
    unitUsd,
    usdPerVolume: c,
    unitsFor: (v) => Math.max(least, Math.ceil((Math.max(1, Math.ceil(v / cap - 1e-9)) + spare) / per)),
    volumeOf: (k) => (k < least ? 0 : Math.max(0, (k * per - spare) * cap)),
  };
}

/** S(v) from its own words. */
const hostedAt = ({ fixedUsd, unitUsd, usdPerVolume, unitsFor }: HostedCost, volume: number) =>
  fixedUsd + unitsFor(volume) * unitUsd + usdPerVolume * volume;

const price = (usdPerVolume: number, baseUsd = 0, minimumUsd?: number) =>
  boughtCost({ baseUsd, usdPerVolume, ...(minimumUsd !== undefined && { minimumUsd }) });

const rounded = (intervals: readonly VolumeInterval[]) =>
  intervals.map((i) => [Number(i.from.toFixed(2)), i.to === null ? null : Number(i.to.toFixed(2))]);

describe("R7, R8: 500 USD fixed, 1,000 USD a unit of 100 Mtok", () => {
  it.each([
    [
      "R7",
      16,
      [
        [93.75, 100],
        [156.25, 200],
        [218.75, null],
      ],
    ],
    ["R8", 25, [[60, null]]],
    [
      "R8",
      15,
      [
        [100, 100],
        [166.67, 200],
        [233.33, null],
      ],
    ],
    ["R8", 10, []],
  ])("%s: bought at %d USD per Mtok: %j", (_id, p, expected) => {
    const result = staircase(fleet(500, 1000, 100), price(p), 250);
    expect(rounded(result.intervals)).toEqual(expected);
    expect(result.searchedTo).toBeNull();
  });

  it("p·cap equals the unit and the base equals the fixed part: each limit is a tie, for ever; told up to 10 × plan", () => {
    const result = staircase(fleet(500, 1000, 100), price(10, 500), 250);
    expect(result.intervals.slice(0, 3)).toEqual([
      { from: 100, to: 100 },
      { from: 200, to: 200 },
      { from: 300, to: 300 },
    ]);
    expect(result.searchedTo).toBe(2500);
  });

  it("a plan minimum of 1,600: cheaper from 0 to 100 already, and again from 166.67", () => {
    const result = staircase(fleet(500, 1000, 100), price(15, 0, 1600), 250);
    expect(rounded(result.intervals)).toEqual([
      [0, 100],
      [166.67, 200],
      [233.33, null],
    ]);
  });

  it("36,000 of one-offs spread over 36 months move the first win from 60 to 100, lost again up to 140", () => {
    const result = staircase(withOneOff(fleet(500, 1000, 100), 36000, 36), price(25), 250);
    expect(rounded(result.intervals)).toEqual([
      [100, 100],
      [140, null],
    ]);
  });

  it("one spare, at least 2 instances: 2 carry 100 and 3 carry 200, too few for 156.25 and 218.75; first win at 281.25 on 4", () => {
    const result = staircase(fleet(500, 1000, 100, { spare: 1, least: 2 }), price(16), 250);
    expect(rounded(result.intervals)).toEqual([
      [281.25, 300],
      [343.75, 400],
      [406.25, null],
    ]);
  });

  it("own cost per volume above the price: cheaper only below, where the plan's base carries it", () => {
    const result = staircase(fleet(0, 1000, 100, { c: 5 }), price(2, 1090), 250);
    expect(rounded(result.intervals)).toEqual([[0, 30]]);
  });

  it("a thin gain of 1 USD a step: the first cheaper volume lies 1,500 steps out and is found", () => {
    const result = staircase(fleet(1500.5, 1000, 100), price(10.01), 250);
    expect(result.intervals[0]?.from).toBeGreaterThan(150_000);
    const first = result.intervals[0]?.from ?? 0;
    expect(hostedAt(fleet(1500.5, 1000, 100), first)).toBeCloseTo(boughtAt(price(10.01), first), 6);
  });

  it("a fleet that ends at 3 units: [93.75, 100], [156.25, 200], [218.75, 300], and nothing is claimed above 300", () => {
    const endless = fleet(500, 1000, 100);
    const ends = { ...endless, volumeOf: (k: number) => endless.volumeOf(Math.min(k, 3)) };
    const result = staircase(ends, price(16), 250);
    expect(rounded(result.intervals)).toEqual([
      [93.75, 100],
      [156.25, 200],
      [218.75, 300],
    ]);
    expect(result.searchedTo).toBe(300);
  });

  it("2 nodes are illegal: 1 node to 100, 3 nodes to 300, no step in between", () => {
    const legal = (k: number) => (k === 2 ? 1 : k);
    const nodes = {
      ...fleet(500, 1000, 100),
      unitsFor: (v: number) => (v <= 100 ? 1 : Math.max(3, Math.ceil(v / 100))),
      volumeOf: (k: number) => legal(k) * 100,
    };
    expect(rounded(staircase(nodes, price(16), 250).intervals)).toEqual([
      [93.75, 100],
      [218.75, null],
    ]);
  });

  it("no steps: 7,437.74 against 0.0175 a request crosses once, at 425,013.71", () => {
    const result = staircase(withoutSteps(7437.74, 0), price(0.0175), 500000);
    expect(rounded(result.intervals)).toEqual([[425013.71, null]]);
  });

  it("equal lines: everywhere; never cheaper: nowhere", () => {
    expect(staircase(withoutSteps(5, 1), price(1, 5), 10).intervals).toEqual([{ from: 0, to: null }]);
    expect(staircase(withoutSteps(5, 1), price(1, 4), 10).intervals).toEqual([]);
  });
});

describe("R6 and the sign table: fixed and per-unit of b, then of a", () => {
  it.each([
    ["above", 100, 3, 200, 2, [[100, null]]],
    ["below", 200, 2, 100, 3, [[0, 100]]],
    ["at any volume above 0", 100, 3, 100, 2, [[0, null]]],
    ["everywhere", 200, 3, 100, 2, [[0, null]]],
    ["never", 100, 2, 200, 2, []],
    ["equal, so no dearer", 100, 2, 100, 2, [[0, null]]],
    ["everywhere", 200, 2, 100, 2, [[0, null]]],
    ["never", 100, 2, 200, 3, []],
    ["at 0 alone", 100, 2, 100, 3, [[0, 0]]],
  ])("%s: b %d + %d·v, a %d + %d·v", (_kind, fb, cb, fa, ca, expected) => {
    expect(rounded(staircase(withoutSteps(fa, ca), price(cb, fb), 10).intervals)).toEqual(expected);
  });
});

describe("laws", () => {
  const money = fc.integer({ min: 0, max: 3000 });
  const hosted = fc
    .record({
      f: money,
      u: money,
      cap: fc.integer({ min: 10, max: 300 }),
      c: fc.integer({ min: 0, max: 20 }),
      spare: fc.integer({ min: 0, max: 2 }),
      per: fc.integer({ min: 1, max: 8 }),
      least: fc.integer({ min: 1, max: 3 }),
    })
    .map(({ f, u, cap, ...more }) => fleet(f, u, cap, more));
  const bought = fc
    .record({ p: fc.integer({ min: 0, max: 40 }), base: money, least: money })
    .map(({ p, base, least }) => price(p, base, least));

  it("agrees with trying every volume up to 4,000 one by one", () => {
    fc.assert(
      fc.property(hosted, bought, (own, offer) => {
        const { intervals, searchedTo } = staircase(own, offer, 400);
        for (let v = 1; v < Math.min(4000, searchedTo ?? 4000); v += 7) {
          const gap = boughtAt(offer, v) - hostedAt(own, v);
          const inside = intervals.some((i) => i.from <= v + 1e-9 && (i.to === null || v - 1e-9 <= i.to));
          if (Math.abs(gap) > 1e-6) expect([v, inside]).toEqual([v, gap > 0]);
        }
      }),
      { numRuns: 300 },
    );
  });

  it("both sides cost the same at each left end that is not the start of a step", () => {
    fc.assert(
      fc.property(hosted, bought, (own, offer) => {
        for (const { from } of staircase(own, offer, 400).intervals) {
          if (from === 0) continue;
          const gap = Math.abs(boughtAt(offer, from) - hostedAt(own, from));
          expect(gap).toBeLessThanOrEqual(1e-6 * Math.max(1, boughtAt(offer, from)));
        }
      }),
    );
  });

  it("a higher unit price never raises the first break-even", () => {
    fc.assert(
      fc.property(
        hosted,
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 0, max: 20 }),
        (own, p, more) => {
          const first = (unitPrice: number) =>
            staircase(own, price(unitPrice), 400).intervals[0]?.from ?? Number.POSITIVE_INFINITY;
          expect(first(p + more)).toBeLessThanOrEqual(first(p) * (1 + 1e-9));
        },
      ),
    );
  });
});
