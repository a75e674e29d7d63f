import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { discountedPaybackOf } from "../../src/compare/discounted-payback.ts";
import { type Payback, paybackOf } from "../../src/compare/payback.ts";

const same = (usd: number, months: number) => Array.from({ length: months }, () => usd);
const monthsOf = (result: Payback) => (result.kind === "at" ? result.months : Number.NaN);

describe("discounted payback", () => {
  it("R2: 46,000 against 1,312.26 USD a month: 35.05 months, 41.28 at 10 % a year", () => {
    expect(monthsOf(paybackOf(46000, same(1312.26, 36)))).toBeCloseTo(35.054, 4);
    expect(monthsOf(discountedPaybackOf(46000, same(1312.26, 36), 0.1))).toBeCloseTo(41.28, 2);
  });

  it("a plan of 12, 36 or 60 months gives the same month", () => {
    const months = [12, 36, 60].map((h) => monthsOf(discountedPaybackOf(46000, same(1312.26, h), 0.1)));
    expect(months[1]).toBeCloseTo(months[0] ?? 0, 9);
    expect(months[2]).toBeCloseTo(months[0] ?? 0, 9);
  });

  it("100 USD a month for ever are worth 1,000 today at 213.84 % a year (10 % a month): 1,001 never, 990 at last", () => {
    const rate = 1.1 ** 12 - 1;
    expect(discountedPaybackOf(1001, same(100, 36), rate)).toEqual({
      kind: "never",
      because: "what it saves, discounted, never adds up to its one-off cost",
    });
    expect(monthsOf(discountedPaybackOf(990, same(100, 36), rate))).toBeGreaterThan(36);
  });

  it.each([
    [100, 0, "never"],
    [100, -1, "never"],
    [-100, 1, "immediate"],
    [0, 0, "tie"],
    [0, -1, "never"],
    [3700, 100, "beyond"],
  ])("I = %d and s = %d a month: %s, as undiscounted", (investment, saving, kind) => {
    expect(discountedPaybackOf(investment, same(saving, 12), 0.1).kind).toBe(kind);
  });

  it("a lead of 100 at −2 a month: lost after 50 months, after 64.0 at 10 % a year; at −0.5 never", () => {
    const lost = discountedPaybackOf(-100, same(-2, 36), 0.1);
    const paid = (months: number) => {
      const q = 1.1 ** (-1 / 12);
      const whole = Math.floor(months);
      return (2 * q * (1 - q ** whole)) / (1 - q) + (months - whole) * 2 * q ** (whole + 1);
    };
    expect(lost.kind === "leadLost" && lost.month).toBeCloseTo(64.04, 2);
    expect(lost.kind === "leadLost" && paid(lost.month)).toBeCloseTo(100, 9);
    expect(discountedPaybackOf(-100, same(-0.5, 36), 0.1)).toEqual({ kind: "immediate" });
  });
});

describe("laws", () => {
  const usd = fc.integer({ min: -1000, max: 1000 });
  const savings = fc.array(usd, { minLength: 1, maxLength: 60 });

  it("at 0 % it is the undiscounted payback", () => {
    fc.assert(
      fc.property(usd, savings, (investment, s) => {
        expect(discountedPaybackOf(investment, s, 0)).toEqual(paybackOf(investment, s));
      }),
    );
  });

  it("with savings that are never negative a higher rate never pays back sooner", () => {
    const rank = (p: Payback) => (p.kind === "at" ? p.months : p.kind === "immediate" ? 0 : 1e9);
    const never = fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 36, maxLength: 60 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9000 }), never, (investment, s) => {
        const [none, some, more] = [0, 0.1, 0.3].map((rate) =>
          rank(discountedPaybackOf(investment, s, rate)),
        );
        expect(some).toBeGreaterThanOrEqual((none ?? 0) - 1e-9);
        expect(more).toBeGreaterThanOrEqual((some ?? 0) - 1e-9);
      }),
    );
  });
});
