import { HOURS_PER_MONTH } from "../units.ts";
import { type Quotient, quotient } from "./quotient.ts";

/** K units taken for a term, USD a month of one unit. */
export interface CommitmentPlan {
  /** Units in use in months 1..H. */
  readonly unitsNeeded: readonly number[];
  readonly committedUnits: number;
  readonly committedUsd: number;
  readonly onDemandUsd: number;
  readonly termMonths: number;
  /** First month of the term, from 1 on. */
  readonly startMonth: number;
}

export interface CommittedMonths {
  /** Months 1..H, USD. */
  readonly months: readonly number[];
  /** Months of the term inside the horizon. */
  readonly termInside: number;
  /** "Still owed": what the term costs after the horizon, USD. */
  readonly owedUsd: number;
}

/**
 * Inside the term K units are paid, used or not, and those above K on demand; outside it all are on demand: nothing is
 * renewed by itself.
 */
export function commitmentPlan(plan: CommitmentPlan): CommittedMonths {
  const { unitsNeeded, committedUnits, committedUsd, onDemandUsd } = plan;
  const months = unitsNeeded.map((needed, i) => {
    const committed = runsIn(plan, i + 1) ? committedUnits : 0;
    return committed * committedUsd + Math.max(0, needed - committed) * onDemandUsd;
  });
  const termInside = unitsNeeded.filter((_, i) => runsIn(plan, i + 1)).length;
  const owedUsd = (plan.termMonths - termInside) * committedUnits * committedUsd;
  return { months, termInside, owedUsd };
}

/** Months count from 1. */
export function runsIn(plan: Pick<CommitmentPlan, "startMonth" | "termMonths">, month: number): boolean {
  return month >= plan.startMonth && month < plan.startMonth + plan.termMonths;
}

/**
 * Hours a month of one unit above which its commitment is the cheaper one: 730 × rate ÷ on-demand rate. It is paid for
 * all 730, so above 730 it never is.
 *
 * @param rate USD/h, upfront payments spread over the term
 * @param onDemand USD/h
 */
export function commitmentHours(rate: number, onDemand: number): Quotient {
  return quotient(HOURS_PER_MONTH.amount.toNumber() * rate, onDemand, "an hour on demand costs nothing");
}
