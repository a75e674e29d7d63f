import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CashFlow } from "../../src/compare/cash-flow.ts";
import { presentValue, savingShare, tco } from "../../src/compare/cash-flow.ts";
import { payback, paybackOf } from "../../src/compare/payback.ts";

const flat = (oneOff: number, monthly: number, months = 36): CashFlow => ({
  oneOff,
  months: Array.from({ length: months }, () => monthly),
});

describe("R2: 5,000 + 3,750 USD bought against 46,000 once and 7,437.74 USD hosted, 36 months, 10 % a year", () => {
  const api = flat(0, 8750);
  const own = flat(46000, 7437.74);

  it("TCO 315,000.00 and 313,758.64, saving 1,241.36 (0.39 %)", () => {
    expect(tco(api)).toBeCloseTo(315000, 8);
    expect(tco(own)).toBeCloseTo(313758.64, 8);
    const share = savingShare(api, own);
    expect(share.kind === "at" && share.share).toBeCloseTo(1241.36 / 315000, 12);
  });

  it("PV 272,881.51 and 277,956.77, NPV −5,075.26: the saving turns into a loss", () => {
    expect(presentValue(api, 0.1)).toBeCloseTo(272881.51, 2);
    expect(presentValue(own, 0.1)).toBeCloseTo(277956.77, 2);
    expect(presentValue(api, 0.1) - presentValue(own, 0.1)).toBeCloseTo(-5075.26, 2);
  });

  it("pays back in 2300000/65613 = 35.0540 months", () => {
    const undiscounted = payback(api, own);
    expect(undiscounted.kind === "at" && undiscounted.months).toBeCloseTo(2300000 / 65613, 9);
  });
});

describe("R3: 1,000 once, 100 USD a month saved for 12 months", () => {
  it("NPV 140.05 at 10 %, 200.00 at 0 %, payback 10", () => {
    const lead = (rate: number) =>
      presentValue(flat(0, 100, 12), rate) - presentValue(flat(1000, 0, 12), rate);
    expect(lead(0.1)).toBeCloseTo(140.05, 2);
    expect(lead(0)).toBe(200);
    expect(payback(flat(0, 100, 12), flat(1000, 0, 12))).toEqual({ kind: "at", months: 10, lasting: true });
  });
});

describe("R4, R5: every kind of payback", () => {
  it("R4: 1,000 against 100, 150, 225, 337.5, 506.25 a month: 118/27 = 4.3704 months", () => {
    const result = paybackOf(1000, [100, 150, 225, 337.5, 506.25]);
    expect(result.kind === "at" && result.months).toBeCloseTo(118 / 27, 12);
  });

  it.each([
    [100, 0, { kind: "never", because: "it saves nothing a month" }],
    [-100, 1, { kind: "immediate" }],
    [-100, 0, { kind: "immediate" }],
    [0, 5, { kind: "immediate" }],
    [0, 0, { kind: "tie" }],
    [-100, -20, { kind: "leadLost", month: 5 }],
    [0, -1, { kind: "never", because: "it costs more a month" }],
    [100, -1, { kind: "never", because: "it costs more a month" }],
    [3700, 100, { kind: "beyond", lowerBound: 36 }],
    [3600, 100, { kind: "at", months: 36, lasting: true }],
  ])("R5: I = %d and s = %d a month", (investment, saving, expected) => {
    expect(
      paybackOf(
        investment,
        Array.from({ length: 12 }, () => saving),
      ),
    ).toEqual(expected);
  });

  it("a horizon of 48 months is searched to 48", () => {
    const savings = Array.from({ length: 48 }, () => 100);
    expect(paybackOf(4000, savings)).toEqual({ kind: "at", months: 40, lasting: true });
    expect(paybackOf(5000, savings)).toEqual({ kind: "beyond", lowerBound: 48 });
  });

  it("a lead of 100 that outlasts the horizon: lost after 50 months at −2 a month", () => {
    expect(
      paybackOf(
        -100,
        Array.from({ length: 36 }, () => -2),
      ),
    ).toEqual({ kind: "leadLost", month: 50 });
  });

  it("a growing saving: nothing to earn back, but behind by 10 first, even after 1.5 months", () => {
    expect(paybackOf(0, [-10, 20, 40])).toEqual({ kind: "at", months: 1.5, lasting: true });
  });

  it("earned back in month 2, lost again in month 4: not lasting", () => {
    expect(paybackOf(100, [60, 60, -10, -40])).toEqual({ kind: "at", months: 1 + 40 / 60, lasting: false });
    expect(paybackOf(100, [60, 60, -10, -10])).toEqual({ kind: "at", months: 1 + 40 / 60, lasting: true });
  });

  it("a lead lost half way through month 3", () => {
    expect(paybackOf(-100, [10, -100, -20, 500])).toEqual({ kind: "leadLost", month: 2.5 });
  });

  it("the same sums added in another order are a tie, not a saving of 1e-17", () => {
    const b = { oneOff: 0.3, months: [0.3, 0.3] };
    const a = { oneOff: 0.1 + 0.2, months: [0.1 + 0.2, 0.1 + 0.2] };
    expect(payback(b, a)).toEqual({ kind: "tie" });
  });
});

describe("laws", () => {
  const usd = fc.integer({ min: 0, max: 1e8 }).map((cents) => cents / 100);
  const flow = fc.record({ oneOff: usd, months: fc.array(usd, { minLength: 24, maxLength: 24 }) });

  it("PV at 0 % is the plain sum, and falls as the rate rises", () => {
    fc.assert(
      fc.property(flow, fc.double({ min: 0.01, max: 0.5, noNaN: true }), (f, r) => {
        expect(presentValue(f, 0)).toBe(tco(f));
        expect(presentValue(f, r)).toBeLessThanOrEqual(tco(f) * (1 + 1e-12));
      }),
    );
  });

  it("at the payback both sides have cost the same", () => {
    fc.assert(
      fc.property(flow, flow, (b, a) => {
        const result = payback(b, a);
        if (result.kind !== "at" || result.months > 24) return;
        const upTo = (f: CashFlow) =>
          f.months.reduce((sum, m, i) => sum + m * Math.min(1, Math.max(0, result.months - i)), f.oneOff);
        expect(Math.abs(upTo(a) - upTo(b))).toBeLessThanOrEqual(1e-6 * Math.max(1, upTo(a)));
      }),
    );
  });

  it("a higher price on the bought side never lengthens a payback", () => {
    const rank = (b: CashFlow, a: CashFlow) => {
      const p = payback(b, a);
      if (p.kind === "at") return p.months;
      if (p.kind === "immediate") return 0;
      return p.kind === "beyond" ? 1e6 : 1e9;
    };
    fc.assert(
      fc.property(flow, flow, fc.double({ min: 1, max: 3, noNaN: true }), (b, a, factor) => {
        fc.pre(a.oneOff > b.oneOff);
        const dearer = { oneOff: b.oneOff, months: b.months.map((m) => m * factor) };
        expect(rank(dearer, a)).toBeLessThanOrEqual(rank(b, a) + 1e-6);
      }),
    );
  });
});
