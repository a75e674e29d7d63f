import type { Risk } from "../scenario/risk.ts";
import { Decimal, HOURS_PER_MONTH } from "../units.ts";

/** Expected cost of one event, USD. Below 0 only where a seller's credits exceed what the outage costs. */
export interface ExpectedCost {
  /** In each of the months 1..H. */
  readonly everyMonthUsd: number;
  /** On top, once, in month `onceMonth` (0..H). */
  readonly onceUsd: number;
  readonly onceMonth: number;
}

export type Expectation =
  | { readonly kind: "known"; readonly cost: ExpectedCost }
  | { readonly kind: "unknown"; readonly because: string };

/** What an expected cost needs beside the risk. */
export interface RiskTerms {
  readonly hourlyUsd: number;
  /** What the build saves a month beside what is bought; only a delay asks for it. */
  readonly saving:
    | { readonly kind: "known"; readonly usdPerMonth: number }
    | { readonly kind: "unknown"; readonly because: string };
}

const MONTHS_PER_YEAR = 12;
const HOURS_PER_WEEK = 168;

/** (1 − SLA) × 8,760: 99.9 % leaves 8.76 hours a year. Exact, because 1 − 0.999 is not 0.001 in doubles. */
export function downtimeHoursPerYear(sla: number): number {
  return downtimeHoursPerMonth(sla).times(MONTHS_PER_YEAR).toNumber();
}

const downtimeHoursPerMonth = (sla: number) => new Decimal(1).minus(sla).times(HOURS_PER_MONTH.amount);

/** Weeks in months of 730 h: 6 weeks are 1.3808. */
export function monthsOfWeeks(weeks: number): number {
  return (weeks * HOURS_PER_WEEK) / HOURS_PER_MONTH.amount.toNumber();
}

/**
 * repeating  λ·x ÷ 12 each month
 * once       π·x in its month
 * outage     (1 − SLA) × 730 h × USD/h − credits, each month
 * delay      π·weeks·(168 ÷ 730) × max(0, saving a month) + π × extra hours × rate, in month 1
 * word       no amount
 */
export function expectedCost(risk: Risk, terms: RiskTerms): Expectation {
  switch (risk.kind) {
    case "repeating":
      return monthly((risk.perYear.base * risk.impactUsd.base) / MONTHS_PER_YEAR);
    case "once":
      return once(risk.probability.base * risk.impactUsd.base, risk.month);
    case "outage":
      return outage(risk);
    case "delay":
      return delay(risk, terms);
    case "word":
      return { kind: "unknown", because: "only a word was given" };
  }
}

const monthly = (usd: number): Expectation => ({
  kind: "known",
  cost: { everyMonthUsd: usd, onceUsd: 0, onceMonth: 0 },
});

const once = (usd: number, month: number): Expectation => ({
  kind: "known",
  cost: { everyMonthUsd: 0, onceUsd: usd, onceMonth: month },
});

function outage({
  sla,
  usdPerHourDown,
  creditsUsdPerMonth,
}: Risk & { readonly kind: "outage" }): Expectation {
  if (sla === undefined) return { kind: "unknown", because: "nobody said how much of the time it is up" };
  const lost = downtimeHoursPerMonth(sla.base).times(usdPerHourDown.base);
  return monthly(lost.minus(creditsUsdPerMonth.base).toNumber());
}

/** The first month that the build was meant to run in. */
const FIRST_MONTH = 1;

function delay(risk: Risk & { readonly kind: "delay" }, { saving, hourlyUsd }: RiskTerms): Expectation {
  const months = monthsOfWeeks(risk.weeks.base);
  if (saving.kind === "unknown" && months > 0) return saving;
  const lost = saving.kind === "unknown" ? 0 : months * Math.max(0, saving.usdPerMonth);
  return once(risk.probability.base * (lost + risk.extraHours.base * hourlyUsd), FIRST_MONTH);
}

/** Over the horizon, undiscounted. */
export function expectedTotal(cost: ExpectedCost, horizonMonths: number): number {
  return cost.everyMonthUsd * horizonMonths + cost.onceUsd;
}

/** Months 0..H as a cash flow of its own, so that it can be discounted like any other. */
export function expectedFlow(costs: readonly ExpectedCost[], horizonMonths: number) {
  const spentIn = (month: number) =>
    costs.reduce((sum, { onceUsd, onceMonth }) => sum + (onceMonth === month ? onceUsd : 0), 0);
  const every = costs.reduce((sum, { everyMonthUsd }) => sum + everyMonthUsd, 0);
  return {
    oneOff: spentIn(0),
    months: Array.from({ length: horizonMonths }, (_, i) => every + spentIn(i + 1)),
  };
}
