import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { presentValue, tco } from "../../src/compare/cash-flow.ts";
import {
  downtimeHoursPerYear,
  expectedCost,
  expectedFlow,
  expectedTotal,
  monthsOfWeeks,
  type RiskTerms,
} from "../../src/decision/expected-cost.ts";
import type { Risk } from "../../src/scenario/risk.ts";
import { fig } from "./fixtures.ts";

const named = { name: "x", side: "buy", part: "llm" } as const;
const saving = (usdPerMonth: number) => ({
  hourlyUsd: 115,
  saving: { kind: "known" as const, usdPerMonth },
});
const open = { hourlyUsd: 115, saving: { kind: "unknown" as const, because: "no figure" } };

const outage = (sla: number | undefined, usdPerHourDown: number, credits = 0): Risk => ({
  ...named,
  kind: "outage",
  ...(sla !== undefined && { sla: fig("sla", sla) }),
  usdPerHourDown: fig("usdPerHourDown", usdPerHourDown),
  creditsUsdPerMonth: fig("credits", credits),
});
const delay = (probability: number, weeks: number, extraHours = 0): Risk => ({
  ...named,
  side: "self-host",
  kind: "delay",
  probability: fig("p", probability),
  weeks: fig("w", weeks),
  extraHours: fig("h", extraHours),
});

function known(risk: Risk, terms: RiskTerms = saving(0)) {
  const expected = expectedCost(risk, terms);
  if (expected.kind !== "known") throw new Error(expected.because);
  return expected.cost;
}

describe("figures", () => {
  it("A19, D35: 99.9 % leaves 8.76 hours a year, exactly", () => {
    expect(downtimeHoursPerYear(0.999)).toBe(8.76);
    expect(downtimeHoursPerYear(1)).toBe(0);
  });
  it("R17: 6 weeks late at 0.5, saving 1,000 USD/month: 1.3808 months, 690.41 USD", () => {
    expect(monthsOfWeeks(6)).toBeCloseTo(1.3808, 4);
    expect(known(delay(0.5, 6), saving(1000)).onceUsd).toBeCloseTo(690.41, 2);
  });
  it("a late build that saves nothing costs its extra hours only: 0.5 × 40 h × 115 = 2,300", () => {
    expect(known(delay(0.5, 6, 40), saving(-500)).onceUsd).toBe(2300);
    expect(known(delay(0.5, 0, 40), open).onceUsd).toBe(2300);
  });
  it("2 a year × 3,000 USD are 500 USD/month; 0.25 × 8,000 in month 7 are 2,000 once", () => {
    const repeating: Risk = { ...named, kind: "repeating", perYear: fig("l", 2), impactUsd: fig("x", 3000) };
    expect(known(repeating)).toEqual({ everyMonthUsd: 500, onceUsd: 0, onceMonth: 0 });
    const once: Risk = {
      ...named,
      kind: "once",
      probability: fig("p", 0.25),
      impactUsd: fig("x", 8000),
      month: 7,
    };
    expect(known(once)).toEqual({ everyMonthUsd: 0, onceUsd: 2000, onceMonth: 7 });
  });
  it("99.9 % at 4,000 USD per hour down less 100 of credits: 0.73 h × 4,000 − 100 = 2,820 USD/month", () => {
    expect(known(outage(0.999, 4000, 100)).everyMonthUsd).toBe(2820);
  });
});

describe("what nobody said stays unknown", () => {
  it.each<[string, Risk]>([
    ["an outage without an SLA", outage(undefined, 4000)],
    ["a delay of an unknown saving", delay(0.5, 6)],
    ["a word", { ...named, kind: "word", word: "high" }],
  ])("%s", (_, risk) => expect(expectedCost(risk, open).kind).toBe("unknown"));
});

describe("laws", () => {
  const usd = fc.double({ min: 0, max: 1e6, noNaN: true });
  const share = fc.double({ min: 0, max: 1, noNaN: true });
  const risks = fc.oneof(
    fc.tuple(share, usd).map(([sla, down]) => outage(sla, down)),
    fc.tuple(share, usd, usd).map(([p, w, h]) => delay(p, w, h)),
    fc.tuple(usd, usd).map(
      ([perYear, impact]): Risk => ({
        ...named,
        kind: "repeating",
        perYear: fig("l", perYear),
        impactUsd: fig("x", impact),
      }),
    ),
    fc.tuple(share, usd, fc.integer({ min: 0, max: 36 })).map(
      ([p, impact, month]): Risk => ({
        ...named,
        kind: "once",
        probability: fig("p", p),
        impactUsd: fig("x", impact),
        month,
      }),
    ),
  );
  it("a risk line is at least 0 unless credits exceed the loss", () => {
    fc.assert(
      fc.property(risks, fc.double({ min: -1e6, max: 1e6, noNaN: true }), (risk, monthly) => {
        const { everyMonthUsd, onceUsd } = known(risk, saving(monthly));
        expect(Math.min(everyMonthUsd, onceUsd)).toBeGreaterThanOrEqual(0);
      }),
    );
    expect(known(outage(1, 4000, 100)).everyMonthUsd).toBe(-100);
  });
  it("the lines sum to the flow's total, and at 0 % that is its present value", () => {
    fc.assert(
      fc.property(fc.array(risks, { maxLength: 5 }), (several) => {
        const costs = several.map((risk) => known(risk, saving(700)));
        const sum = costs.reduce((total, cost) => total + expectedTotal(cost, 36), 0);
        const flow = expectedFlow(costs, 36);
        expect(Math.abs(tco(flow) - sum)).toBeLessThanOrEqual(1e-9 * Math.max(1, sum));
        expect(presentValue(flow, 0)).toBe(tco(flow));
      }),
    );
  });
});
