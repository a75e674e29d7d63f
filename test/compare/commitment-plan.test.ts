import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { commitmentHours, commitmentPlan } from "../../src/compare/commitment-plan.ts";

const R12 = {
  unitsNeeded: [3, 2, 0, 4],
  committedUnits: 2,
  committedUsd: 60,
  onDemandUsd: 100,
  termMonths: 3,
  startMonth: 1,
};

describe("R12: 3, 2, 0 and 4 units needed, 2 committed for 3 months at 60, on demand 100", () => {
  it("220, 120, 120, 400 USD a month, nothing owed", () => {
    expect(commitmentPlan(R12)).toEqual({ months: [220, 120, 120, 400], termInside: 3, owedUsd: 0 });
  });

  it("from month 2: 300, 120, 120, 320", () => {
    expect(commitmentPlan({ ...R12, startMonth: 2 }).months).toEqual([300, 120, 120, 320]);
  });

  it("a term of 12 months: 8 × 120 = 960 USD still owed after month 4", () => {
    expect(commitmentPlan({ ...R12, termMonths: 12 })).toMatchObject({ termInside: 4, owedUsd: 960 });
  });

  it("from month 6: outside the horizon, all on demand, 360 owed", () => {
    const { months, owedUsd } = commitmentPlan({ ...R12, startMonth: 6 });
    expect(months).toEqual([300, 200, 0, 400]);
    expect(owedUsd).toBe(360);
  });
});

describe("break-even hours: 730 × rate ÷ on demand", () => {
  it.each([
    [0.6, 1, 438],
    [1, 1, 730],
    [0, 1, 0],
  ])("%d against %d USD/h: %d h a month", (rate, onDemand, hours) => {
    expect(commitmentHours(rate, onDemand)).toEqual({ kind: "at", value: hours });
  });

  it("an hour on demand that costs nothing: not defined", () => {
    expect(commitmentHours(1, 0)).toEqual({ kind: "undefined", because: "an hour on demand costs nothing" });
  });
});

describe("laws", () => {
  const amount = fc.integer({ min: 0, max: 1000 });
  const given = fc.record({
    unitsNeeded: fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 40 }),
    committedUnits: fc.integer({ min: 0, max: 9 }),
    committedUsd: amount,
    onDemandUsd: amount,
    termMonths: fc.integer({ min: 1, max: 60 }),
    startMonth: fc.integer({ min: 1, max: 12 }),
  });

  it("what is paid inside the term and what is owed add up to the whole term", () => {
    fc.assert(
      fc.property(given, (plan) => {
        const { months, owedUsd } = commitmentPlan({ ...plan, onDemandUsd: 0 });
        const paid = months.reduce((sum, usd) => sum + usd, 0);
        expect(paid + owedUsd).toBe(plan.termMonths * plan.committedUnits * plan.committedUsd);
      }),
    );
  });

  it("at the on-demand rate a commitment never saves; used in full at less, it never costs more", () => {
    fc.assert(
      fc.property(given, (plan) => {
        const onDemand = plan.unitsNeeded.map((units) => units * plan.onDemandUsd);
        const same = commitmentPlan({ ...plan, committedUsd: plan.onDemandUsd }).months;
        expect(same.every((usd, i) => usd >= (onDemand[i] ?? 0))).toBe(true);
        const least = Math.min(...plan.unitsNeeded);
        const less = commitmentPlan({
          ...plan,
          committedUnits: least,
          committedUsd: plan.onDemandUsd / 2,
        }).months;
        expect(less.every((usd, i) => usd <= (onDemand[i] ?? 0))).toBe(true);
      }),
    );
  });
});
