import { monthlyRate } from "./cash-flow.ts";
import { difference, EQUAL_SHARE } from "./difference.ts";

export interface TriggerInput {
  /** Staying with what is bought: C_b of months 1..H, USD. */
  readonly stay: readonly number[];
  /** What it is left for: C_a of months 1..H without its one-offs, USD. */
  readonly move: readonly number[];
  /** O: one-offs of moving and of leaving, USD, paid at the end of the month before. */
  readonly onceUsd: number;
  /** One-offs of moving that are paid in its months 1, 2, …, USD; of what is due after the horizon, month H pays. Absent: none. */
  readonly owedUsd?: readonly number[];
  /** One-offs of its months 1, 2, … that nobody owes: what is due after the horizon is not paid. Absent: none. */
  readonly againUsd?: readonly number[];
  /** Share a year, above −1. */
  readonly discountRatePerYear: number;
  /** N: months in a row that moving must have been cheaper before the rule moves, at least 0. */
  readonly months: number;
}

type RuleMonth =
  | { readonly kind: "at"; readonly month: number }
  | { readonly kind: "none"; readonly because: string };

/** When to leave what is bought, month by month of the horizon. Months count from 1; USD over the whole horizon. */
export interface Trigger {
  /** V(1)..V(H + 1): what the horizon costs when one moves at the start of that month; the last is never moving. */
  readonly costs: readonly number[];
  /** τ*, the first month with the least cost; H + 1: stay. Known only with hindsight. */
  readonly best: number;
  /** τ_r: what a team that waits for N cheaper months would do. */
  readonly rule: RuleMonth;
  /** V(τ_r) − V(τ*): only where the rule has a month. */
  readonly waitingUsd: number | undefined;
  /** V(1) − V(τ*) */
  readonly nowUsd: number;
  /** V(H + 1) − V(τ*) */
  readonly neverUsd: number;
}

/**
 * V(τ) = Σ_{t<τ} C_b,t ÷ (1+i)^t + O ÷ (1+i)^(τ−1) + Σ_{t≥τ} C_a,t ÷ (1+i)^t for τ in 1..H, V(H+1) = Σ C_b,t ÷ (1+i)^t
 * One-offs of the k-th month after moving are O as well, ÷ (1+i)^(τ−1+k).
 *
 * @throws InputError when the discount rate is −1 or less
 */
export function trigger(input: TriggerInput): Trigger {
  const costs = switchingCosts(input);
  const best = firstLeast(costs);
  const rule = ruleMonth(input);
  const over = (month: number) => difference(costs[month - 1] ?? 0, costs[best - 1] ?? 0);
  return {
    costs,
    best,
    rule,
    waitingUsd: rule.kind === "at" ? over(rule.month) : undefined,
    nowUsd: over(1),
    neverUsd: over(costs.length),
  };
}

function switchingCosts(input: TriggerInput): number[] {
  const { stay, move, onceUsd } = input;
  if (stay.length !== move.length || stay.length === 0) {
    throw new Error(`a trigger needs the same months on both sides, got ${stay.length} and ${move.length}`);
  }
  const growth = 1 + monthlyRate(input.discountRatePerYear);
  let stayed = 0;
  let left = move.reduce((sum, usd, t) => sum + usd / growth ** (t + 1), 0);
  const costs = stay.map((usd, t) => {
    const whole = stayed + onceUsd / growth ** t + laterOnce(input, t, growth) + left;
    stayed += usd / growth ** (t + 1);
    left -= (move[t] ?? 0) / growth ** (t + 1);
    return whole;
  });
  return [...costs, stayed];
}

/** One-offs after moving at the start of month t + 1, at their present value. */
function laterOnce({ stay, owedUsd = [], againUsd = [] }: TriggerInput, t: number, growth: number): number {
  const horizon = stay.length;
  const owed = owedUsd.reduce((sum, usd, k) => sum + usd / growth ** Math.min(t + k + 1, horizon), 0);
  return againUsd.slice(0, horizon - t).reduce((sum, usd, k) => sum + usd / growth ** (t + k + 1), owed);
}

function firstLeast(costs: readonly number[]): number {
  const least = Math.min(...costs);
  return costs.findIndex((usd) => usd <= least + EQUAL_SHARE * Math.abs(least)) + 1;
}

/**
 * The first month whose N preceding months were all cheaper and whose remaining savings still earn O back.
 * Undiscounted, as the payback of the verdict is.
 */
function ruleMonth(input: TriggerInput): RuleMonth {
  const { stay, move, months } = input;
  const savings = stay.map((usd, t) => difference(usd, move[t] ?? 0));
  let left = savings.reduce((sum, s) => sum + s, 0);
  let row = 0;
  let waited = false;
  for (const [t, saving] of savings.entries()) {
    if (row >= months) {
      waited = true;
      const once = input.onceUsd + laterOnce(input, t, 1);
      if (left >= once - EQUAL_SHARE * Math.abs(once)) return { kind: "at", month: t + 1 };
    }
    row = saving > 0 ? row + 1 : 0;
    left -= saving;
  }
  return { kind: "none", because: waited ? TOO_LATE : notInARow(months) };
}

const TOO_LATE =
  "when it has been cheaper for long enough, too few months are left to earn its one-offs back";

function notInARow(months: number): string {
  return `it is not cheaper for ${months} ${months === 1 ? "month" : "months in a row"} before the last month`;
}
