import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { oddsOf } from "../../src/compare/odds.ts";

const NaN_ = Number.NaN;

describe("how often one is cheaper than another", () => {
  it.each([
    { own: [90, 110, 100, 80], other: [100, 100, 100, 100], cheaper: 0.5, tie: 0.25, untouched: undefined },
    { own: [90, 95, 100], other: [100, 105, 110], cheaper: 1, tie: 0, untouched: true },
    { own: [100, 105], other: [100, 105], cheaper: 0, tie: 1, untouched: true },
    { own: [90, NaN_], other: [100, 100], cheaper: 0.5, tie: 0, untouched: undefined },
  ])("$own against $other: cheaper in $cheaper, equal in $tie, untouched: $untouched", (row) => {
    const odds = oddsOf(Float64Array.from(row.own), Float64Array.from(row.other));
    expect(odds).toMatchObject({ cheaperShare: row.cheaper, tieShare: row.tie });
    expect(odds?.untouched).toBe(row.untouched);
  });

  it("none where both serve no draw", () => {
    expect(oddsOf(Float64Array.of(NaN_, 1), Float64Array.of(1, NaN_))).toBeUndefined();
  });

  it("law: the shares of a pair and of the pair turned round, and of ties, are the whole", () => {
    const totals = fc.array(fc.tuple(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 20 })), {
      minLength: 1,
    });
    fc.assert(
      fc.property(totals, (pairs) => {
        const [own, other] = [0, 1].map((i) => Float64Array.from(pairs, (pair) => pair[i] as number));
        const [one, back] = [
          oddsOf(own as Float64Array, other as Float64Array),
          oddsOf(other as Float64Array, own as Float64Array),
        ];
        const whole = (one?.cheaperShare ?? 0) + (back?.cheaperShare ?? 0) + (one?.tieShare ?? 0);
        expect(whole).toBeCloseTo(1, 12);
      }),
    );
  });
});
