import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { breakEven, costLine, firstWholeVolume, monthlyAt } from "../../src/compare/break-even.ts";
import { Decimal } from "../../src/units.ts";

const fraction = (n: number, d: number) => new Decimal(n).div(d);
const exactly = (volume: Decimal, n: number, d: number) =>
  volume.minus(fraction(n, d)).abs().div(fraction(n, d)).lessThan("1e-30");

describe("break-even of a hosted 7,437.74 USD a month against requests of 0.0175 USD", () => {
  const api = costLine(0, new Decimal(8750).div(500000));

  it("A16: run-rate 2975096/7 = 425,013.71, first whole request 425,014 (not 1,000,000)", () => {
    const result = breakEven(api, costLine("7437.74", 0));
    expect(result.kind === "above" && exactly(result.volume, 2975096, 7)).toBe(true);
    expect(result.kind === "above" && firstWholeVolume(result.volume).toFixed()).toBe("425014");
  });

  it("A16b: 46,000 USD of build spread over 36 months: 31375864/63 = 498,029.59", () => {
    const result = breakEven(api, costLine("7437.74", 0, { usd: 46000, spreadMonths: 36 }));
    expect(result.kind === "above" && exactly(result.volume, 31375864, 63)).toBe(true);
    expect(result.kind === "above" && firstWholeVolume(result.volume).toFixed()).toBe("498030");
  });

  it("A17: at 0.50/1.50 USD per Mtok 29750960/7 = 4,250,137.14 requests a month", () => {
    const cheap = costLine(0, new Decimal("0.50").times(2000).plus(new Decimal("1.50").times(500)).div(1e6));
    const result = breakEven(cheap, costLine("7437.74", 0));
    expect(result.kind === "above" && exactly(result.volume, 29750960, 7)).toBe(true);
  });
});

describe("I1-I7: 50,000 + 0.002 against 250,000 + 0.0002 a request, spread over 12 months", () => {
  const api = costLine(0, "0.002", { usd: 50000, spreadMonths: 12 });
  const tuned = costLine(0, "0.0002", { usd: 250000, spreadMonths: 12 });

  it.each([
    ["I1", api, 1e6, 18500, 3],
    ["I2", tuned, 1e6, 63100, 3],
    ["I4", api, 1e7, 72500, 3],
    ["I5", tuned, 1e7, 68500, 3],
    ["I6", api, 5e7, 312500, 3],
    ["I7", tuned, 5e7, 92500, 3],
  ])("%s: at a given volume", (_id, line, volume, n, d) => {
    expect(exactly(monthlyAt(line, volume), n, d)).toBe(true);
  });

  it("I3: 250000000/27 = 9,259,259.26 requests (the sum in place of the difference would give 13,888,889)", () => {
    const result = breakEven(api, tuned);
    expect(result.kind === "above" && exactly(result.volume, 250000000, 27)).toBe(true);
  });
});

describe("R6 and the sign table: fixed and per-unit of b, then of a", () => {
  it.each([
    [100, 3, 200, 2, "above", "100"],
    [200, 2, 100, 3, "below", "100"],
    [100, 3, 100, 2, "anyVolume", undefined],
    [200, 3, 100, 2, "everywhere", undefined],
    [100, 2, 200, 2, "never", undefined],
    [100, 2, 100, 2, "equal", undefined],
    [200, 2, 100, 2, "everywhere", undefined],
    [100, 2, 200, 3, "never", undefined],
    [100, 2, 100, 3, "never", undefined],
  ])("b %d + %d·v, a %d + %d·v: %s %s", (fb, cb, fa, ca, kind, volume) => {
    const result = breakEven(costLine(fb, cb), costLine(fa, ca));
    expect(result.kind).toBe(kind);
    expect("volume" in result ? result.volume.toFixed() : undefined).toBe(volume);
  });

  it("law: at a break-even both sides cost the same", () => {
    const amount = fc.integer({ min: 0, max: 1e6 });
    fc.assert(
      fc.property(amount, amount, amount, amount, (fb, cb, fa, ca) => {
        const [b, a] = [costLine(fb, cb), costLine(fa, ca)];
        const result = breakEven(b, a);
        if (!("volume" in result)) return;
        const gap = monthlyAt(a, result.volume).minus(monthlyAt(b, result.volume)).abs();
        expect(gap.lessThan("1e-20")).toBe(true);
      }),
    );
  });

  it("a spread over 0 months is refused", () => {
    expect(() => costLine(0, 1, { usd: 100, spreadMonths: 0 })).toThrow(/spread over 0/);
  });
});
