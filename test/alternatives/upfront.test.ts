import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { upfrontOf } from "../../src/alternatives/upfront.ts";
import { type Charge, flatPrice } from "../../src/prices/charge.ts";
import { Decimal } from "../../src/units.ts";

/** 730 h of so many machines, of whose price 6 USD a month and machine were paid at the start of the term. */
function machines(count: number, termMonths: number, origin: Charge["origin"] = "resource"): Charge {
  const list = flatPrice("1", "hour", { kind: "yours", key: "test" });
  const upfront = { usdPerUnit: new Decimal(6).dividedBy(730), termMonths };
  return {
    id: "hours",
    name: "Instance usage",
    category: "compute",
    origin,
    quantity: new Decimal(730 * count),
    unit: "hour",
    formula: "",
    drivers: [],
    price: { ...list, overridden: { list, by: ["r"], upfront } },
    cost: { kind: "known", usd: new Decimal(730 * count) },
  };
}

const plan = (counts: readonly number[], termMonths = 12) =>
  upfrontOf((month) => [machines(counts[month - 1] ?? 0, termMonths)], counts.length);

const usd = (charge: Charge | undefined) =>
  charge?.cost.kind === "known" ? charge.cost.usd.toNumber() : undefined;
const rounded = (changes: readonly number[] | undefined) =>
  changes?.map((change) => Number(change.toFixed(6)));

describe("what is paid at the start of a term is cash of that month", () => {
  it("two machines for a year: 144 at the start, 12 a month less", () => {
    const upfront = plan(Array.from({ length: 12 }, () => 2));
    expect(usd(upfront?.oneOff)).toBeCloseTo(144, 9);
    expect(usd(upfront?.share)).toBeCloseTo(-12, 9);
    expect(rounded(upfront?.changes)).toEqual(Array.from({ length: 12 }, () => -12));
  });

  it("a term that ends inside the horizon is paid again in the month that follows", () => {
    const upfront = plan(Array.from({ length: 14 }, () => 1));
    expect(usd(upfront?.oneOff)).toBeCloseTo(72, 9);
    expect(rounded(upfront?.changes)?.[12]).toBe(66);
    expect(rounded(upfront?.changes)?.[13]).toBe(-6);
  });

  it("a machine more is paid for when it comes, one less when its term is over", () => {
    const upfront = plan([1, 1, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]);
    expect(rounded(upfront?.changes)?.slice(0, 5)).toEqual([-6, -6, 60, -12, -6]);
    // The first term is over in month 13 and nothing is bought: the second one's machine still runs until month 14.
    expect(rounded(upfront?.changes)?.slice(11)).toEqual([-6, -6, -6, 66]);
  });

  it("hours by which an update overlaps, and prices without a commitment, are no reason to pay ahead", () => {
    expect(upfrontOf(() => [machines(1, 12, "usage")], 12)).toBeUndefined();
    expect(upfrontOf(() => [], 12)).toBeUndefined();
  });

  it("law: over whole terms of steady machines the cash is what the spread prices add up to", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 9 }),
        fc.constantFrom(12, 36),
        fc.integer({ min: 1, max: 3 }),
        (n, term, terms) => {
          const upfront = plan(
            Array.from({ length: term * terms }, () => n),
            term,
          );
          const cash =
            (usd(upfront?.oneOff) ?? 0) + (upfront?.changes ?? []).reduce((sum, change) => sum + change, 0);
          expect(cash).toBeCloseTo(0, 6);
        },
      ),
    );
  });
});
