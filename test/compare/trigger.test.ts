import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { trigger } from "../../src/compare/trigger.ts";

const R11 = {
  stay: [100, 200, 300, 400, 500, 600],
  move: [250, 250, 250, 250, 250, 250],
  onceUsd: 400,
  discountRatePerYear: 0,
};

describe("R11: buying 100 to 600 USD in months 1 to 6, hosting 250, 400 to switch, 0 % a year", () => {
  it("V = 1,900, 1,750, 1,700, 1,750, 1,900, 2,150; stay 2,100; τ* = 3", () => {
    const { costs, best } = trigger({ ...R11, months: 1 });
    expect(costs).toEqual([1900, 1750, 1700, 1750, 1900, 2150, 2100]);
    expect(best).toBe(3);
  });

  it("going now costs 200 more than month 3, never going 400", () => {
    expect(trigger({ ...R11, months: 1 })).toMatchObject({ nowUsd: 200, neverUsd: 400 });
  });

  it.each([
    [0, 1, 200],
    [1, 4, 50],
    [2, 5, 200],
  ])("N = %d: the rule moves in month %d, waiting costs %d", (months, month, waitingUsd) => {
    expect(trigger({ ...R11, months })).toMatchObject({ rule: { kind: "at", month }, waitingUsd });
  });

  it("N = 3: in month 6 the 350 left do not earn 400 back", () => {
    const { rule, waitingUsd } = trigger({ ...R11, months: 3 });
    expect(rule).toEqual({
      kind: "none",
      because: "when it has been cheaper for long enough, too few months are left to earn its one-offs back",
    });
    expect(waitingUsd).toBeUndefined();
  });

  it("N = 4: months 3 to 6 are cheaper, but no month is left after them", () => {
    expect(trigger({ ...R11, months: 4 }).rule).toEqual({
      kind: "none",
      because: "it is not cheaper for 4 months in a row before the last month",
    });
  });
});

describe("discounting", () => {
  it("12 months, 10 % a year: staying is the present value of what is bought, moving in month 1 pays O in full", () => {
    const twelve = (usd: number) => Array.from({ length: 12 }, () => usd);
    const growth = 1.1 ** (1 / 12);
    const annuity = (1 - 1 / 1.1) / (growth - 1);
    const { costs } = trigger({
      stay: twelve(100),
      move: twelve(40),
      onceUsd: 300,
      discountRatePerYear: 0.1,
      months: 3,
    });
    expect(costs[12]).toBeCloseTo(100 * annuity, 9);
    expect(costs[0]).toBeCloseTo(300 + 40 * annuity, 9);
    expect(costs[11]).toBeCloseTo(100 * (annuity - 1 / 1.1) + 300 / growth ** 11 + 40 / 1.1, 9);
  });
});

describe("laws", () => {
  const usd = fc.integer({ min: 0, max: 1e6 });
  const input = fc
    .record({
      pairs: fc.array(fc.tuple(usd, usd), { minLength: 1, maxLength: 40 }),
      onceUsd: usd,
      discountRatePerYear: fc.double({ min: 0, max: 0.5, noNaN: true }),
      months: fc.integer({ min: 0, max: 4 }),
    })
    .map(({ pairs, ...rest }) => ({ ...rest, stay: pairs.map(([b]) => b), move: pairs.map(([, a]) => a) }));

  it("V(1) ≥ V(τ*), V(H + 1) ≥ V(τ*), V(τ_r) ≥ V(τ*)", () => {
    fc.assert(
      fc.property(input, (given) => {
        const result = trigger(given);
        expect(result.nowUsd).toBeGreaterThanOrEqual(0);
        expect(result.neverUsd).toBeGreaterThanOrEqual(0);
        expect(result.waitingUsd ?? 0).toBeGreaterThanOrEqual(0);
        expect(result.costs).toHaveLength(given.stay.length + 1);
      }),
    );
  });

  it("the rule never moves when N + 1 months do not fit, and moving on its month saves at 0 %", () => {
    fc.assert(
      fc.property(input, (given) => {
        const { rule, costs } = trigger({ ...given, discountRatePerYear: 0 });
        if (rule.kind === "none") return;
        expect(rule.month).toBeGreaterThan(given.months);
        expect(costs[rule.month - 1] ?? 0).toBeLessThanOrEqual((costs.at(-1) ?? 0) * (1 + 1e-9));
      }),
    );
  });
});

describe("one-offs that are paid after moving", () => {
  const year = (usd: number) => Array.from({ length: 12 }, () => usd);
  const moved = { stay: year(100), move: year(40), discountRatePerYear: 0, months: 3 };

  it("400 in four parts is 400 whenever one moves: month 12 owes all four", () => {
    const atOnce = trigger({ ...moved, onceUsd: 400 });
    const parts = trigger({ ...moved, onceUsd: 0, owedUsd: [100, 100, 100, 100, ...year(0).slice(4)] });
    expect(parts.costs).toEqual(atOnce.costs);
    expect(parts.rule).toEqual(atOnce.rule);
    expect([parts.costs[0], parts.costs[11]]).toEqual([880, 1540]);
  });

  it("tuned again in its 7th month for 50: who moves in month 7 or later is not tuned again inside the horizon", () => {
    const again = year(0).with(6, 50);
    const plain = trigger({ ...moved, onceUsd: 100 }).costs;
    const tuned = trigger({ ...moved, onceUsd: 100, againUsd: again }).costs;
    expect(tuned.map((usd, t) => usd - (plain[t] ?? 0))).toEqual([
      50,
      50,
      50,
      50,
      50,
      50,
      ...year(0).slice(5),
    ]);
  });

  it("discounted, moving in month 1 costs the present value of the row as it is planned", () => {
    const growth = 1.1 ** (1 / 12);
    const owed = year(0).with(0, 120).with(1, 60);
    const { costs } = trigger({ ...moved, discountRatePerYear: 0.1, onceUsd: 30, owedUsd: owed });
    const row = year(40).map((usd, t) => usd + (owed[t] ?? 0));
    const value = row.reduce((sum, usd, t) => sum + usd / growth ** (t + 1), 30);
    expect(costs[0]).toBeCloseTo(value, 9);
  });
});
