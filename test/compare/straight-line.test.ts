import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { payback } from "../../src/compare/payback.ts";
import {
  type StraightLine,
  spreadOver,
  straightBreakEven,
  straightBreakEvens,
} from "../../src/compare/straight-line.ts";

const monthlyUsd = (of: StraightLine, volume: number) => of.fixedUsd + of.usdPerVolume * volume;

const line = (fixedUsd: number, usdPerVolume: number): StraightLine => ({ fixedUsd, usdPerVolume });

/** Equal to a relative 1e-12, as exact fractions are compared with doubles. */
function expectExactly(actual: number, expected: number): void {
  expect(Math.abs(actual / expected - 1)).toBeLessThanOrEqual(1e-12);
}

function expectAbove(b: StraightLine, a: StraightLine, exact: number, whole: number): void {
  const result = straightBreakEven(b, a);
  expect(result.kind).toBe("above");
  if (result.kind !== "above") return;
  expectExactly(result.volume, exact);
  expect(result.firstWholeVolume).toBe(whole);
}

describe("the nine sign cases of v* = (F_a − F_b) ÷ (c_b − c_a)", () => {
  it.each([
    [
      "ΔF > 0, Δc > 0 (R6)",
      line(100, 3),
      line(200, 2),
      { kind: "above", volume: 100, firstWholeVolume: 100 },
    ],
    ["ΔF = 0, Δc > 0", line(100, 3), line(100, 2), { kind: "everyVolumeAboveZero", cheaper: "a" }],
    ["ΔF < 0, Δc > 0", line(200, 3), line(100, 2), { kind: "everywhere" }],
    [
      "ΔF > 0, Δc = 0",
      line(100, 2),
      line(200, 2),
      { kind: "never", because: "it costs more at first and the same per unit" },
    ],
    ["ΔF = 0, Δc = 0", line(100, 2), line(100, 2), { kind: "tie" }],
    ["ΔF < 0, Δc = 0", line(200, 2), line(100, 2), { kind: "everywhere" }],
    [
      "ΔF > 0, Δc < 0",
      line(100, 2),
      line(200, 3),
      { kind: "never", because: "it costs more at every volume" },
    ],
    ["ΔF = 0, Δc < 0", line(100, 2), line(100, 3), { kind: "everyVolumeAboveZero", cheaper: "b" }],
    [
      "ΔF < 0, Δc < 0 (R6 swapped)",
      line(200, 2),
      line(100, 3),
      { kind: "below", volume: 100, lastWholeVolume: 100 },
    ],
  ])("%s", (_title, b, a, expected) => {
    expect(straightBreakEven(b, a)).toEqual(expected);
  });

  it("0.1 + 0.2 and 0.3 USD are the same fixed part", () => {
    expect(straightBreakEven(line(0.3, 1), line(0.1 + 0.2, 1))).toEqual({ kind: "tie" });
  });
});

describe("I: 50,000 once + 0.002 a request against 250,000 + 0.0002, spread over 12 months", () => {
  const api = spreadOver(line(0, 0.002), 50000, 12);
  const tuned = spreadOver(line(0, 0.0002), 250000, 12);

  it.each([
    ["I1", api, 1e6, 18500 / 3],
    ["I2", tuned, 1e6, 63100 / 3],
    ["I4", api, 1e7, 72500 / 3],
    ["I5", tuned, 1e7, 68500 / 3],
    ["I6", api, 5e7, 312500 / 3],
    ["I7", tuned, 5e7, 92500 / 3],
  ])("%s: USD a month", (_id, option, requests, exact) => expectExactly(monthlyUsd(option, requests), exact));

  it("I3: 250000000/27 = 9,259,259.26 requests a month, the first whole one 9,259,260", () =>
    expectAbove(api, tuned, 250000000 / 27, 9259260));

  it("both lines: without the one-offs cheaper at every volume above 0; spread as I3", () => {
    const both = straightBreakEvens(
      { fixedUsd: 0, usdPerVolume: 0.002, onceUsd: 50000 },
      { fixedUsd: 0, usdPerVolume: 0.0002, onceUsd: 250000 },
      12,
    );
    expect(both.runRate).toEqual({ kind: "everyVolumeAboveZero", cheaper: "a" });
    expect(both.spread.kind === "above" && both.spread.firstWholeVolume).toBe(9259260);
    expect(both.spreadMonths).toBe(12);
  });

  it.each([0, -1, Number.NaN])("a spread over %d months is bad input", (months) => {
    expect(() => spreadOver(line(0, 1), 100, months)).toThrow("spreadMonths must be above 0");
  });
});

describe("published break-evens", () => {
  const llm = { api: line(0, 8750 / 500000), own: line(7437.74, 0) };

  it("A16: run-rate 2975096/7 = 425,013.71 requests a month", () =>
    expectAbove(llm.api, llm.own, 2975096 / 7, 425014));

  it("A16b: 46,000 once over 36 months: 31375864/63 = 498,029.59", () =>
    expectAbove(llm.api, spreadOver(llm.own, 46000, 36), 31375864 / 63, 498030));

  it("A17: at 0.00175 a request 29750960/7 = 4,250,137.14", () =>
    expectAbove(line(0, 0.00175), llm.own, 29750960 / 7, 4250138));

  it("B9: 7600/13 USD a month against 50 a seat: 152/13 = 11.69 seats, the first whole one 12", () =>
    expectAbove(line(0, 50), line(7600 / 13, 0), 152 / 13, 12));

  it.each([
    ["G5", 450, 960_000_000],
    ["G6", 160, 2_700_000_000],
    ["G7", 108, 4_000_000_000],
  ])("%s: 3,600 USD against %d for 120 M tokens: %d tokens a month", (_id, usd, tokens) =>
    expectAbove(line(0, usd / 120e6), line(3600, 0), tokens, tokens),
  );

  it("M1: 12,500 + 0.0005 against 7,650 + 0.001: 9,700,000 requests a month", () =>
    expectAbove(line(7650, 0.001), line(12500, 0.0005), 9_700_000, 9_700_000));

  it("P4: 2,383.30 against 0.50 USD per Mtok: 4,766,600,000 tokens a month", () =>
    expectAbove(line(0, 0.5e-6), line(1.21 * 730 + 10 * 150, 0), 4_766_600_000, 4_766_600_000));

  it("C11: 5,769.23 once to cost 1,061.23 a month instead of 75.144: never", () => {
    const months = (usd: number) => Array.from({ length: 36 }, () => usd);
    const stay = { oneOff: 0, months: months(75.144) };
    const leave = { oneOff: 75000 / 13, months: months(13796 / 13) };
    expect(payback(stay, leave)).toEqual({ kind: "never", because: "it costs more a month" });
  });
});

describe("laws", () => {
  const usd = fc.integer({ min: 0, max: 1e7 }).map((cents) => cents / 100);
  const option = fc.record({ fixedUsd: usd, usdPerVolume: usd });
  const volume = fc.double({ min: 0, max: 1e6, noNaN: true });

  it("at a break-even both sides cost the same", () => {
    fc.assert(
      fc.property(option, option, (b, a) => {
        const result = straightBreakEven(b, a);
        if (result.kind !== "above" && result.kind !== "below") return;
        const [costB, costA] = [monthlyUsd(b, result.volume), monthlyUsd(a, result.volume)];
        expect(Math.abs(costB - costA)).toBeLessThanOrEqual(1e-9 * Math.max(1, costB));
      }),
    );
  });

  it("at any volume the case says which one is cheaper", () => {
    const leads = (b: StraightLine, a: StraightLine, v: number): boolean => {
      const result = straightBreakEven(b, a);
      if (result.kind === "above") return v > result.volume;
      if (result.kind === "below") return v < result.volume;
      if (result.kind === "everyVolumeAboveZero") return v > 0 && result.cheaper === "a";
      return result.kind === "everywhere";
    };
    fc.assert(
      fc.property(option, option, volume, (b, a, v) => {
        const lead = monthlyUsd(b, v) - monthlyUsd(a, v);
        fc.pre(Math.abs(lead) > 1e-6 * Math.max(1, monthlyUsd(b, v)));
        expect(leads(b, a, v)).toBe(lead > 0);
      }),
    );
  });

  it("a higher unit price on the bought side never raises the break-even", () => {
    fc.assert(
      fc.property(option, option, usd, (b, a, more) => {
        const [before, after] = [b, { ...b, usdPerVolume: b.usdPerVolume + more }].map((x) =>
          straightBreakEven(x, a),
        );
        if (before?.kind !== "above") return;
        expect(after?.kind === "above" && after.volume <= before.volume * (1 + 1e-9)).toBe(true);
      }),
    );
  });
});
