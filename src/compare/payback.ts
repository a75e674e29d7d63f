import { type CashFlow, requireSameHorizon } from "./cash-flow.ts";
import { difference, EQUAL_SHARE } from "./difference.ts";

/**
 * When the extra one-off cost of one alternative has been earned back against another.
 * Months; never Infinity, NaN or a clamped stand-in.
 */
export type Payback =
  | { readonly kind: "at"; readonly months: number; readonly lasting: boolean }
  | { readonly kind: "immediate" }
  | { readonly kind: "tie" }
  | { readonly kind: "leadLost"; readonly month: number }
  | { readonly kind: "never"; readonly because: string }
  | { readonly kind: "beyond"; readonly lowerBound: number }
  | { readonly kind: "unknown"; readonly because: string };

/**
 * Payback of choosing `a` over `b`, undiscounted.
 *
 *   s_t = C_b,t − C_a,t     I = oneOff_a − oneOff_b     K_t = −I + Σ_{k≤t} s_k
 *   I > 0: (t − 1) + (−K_{t−1}) ÷ s_t at the first t with K_t ≥ 0; with constant s that is I ÷ s.
 *
 * Searched up to max(H, 36) months, the last month's saving carried on past H; what leaving takes counts in month H alone.
 */
export function payback(b: CashFlow, a: CashFlow): Payback {
  requireSameHorizon(b, a);
  const savings = a.months.map((usd, i) => difference(b.months[i] ?? 0, usd));
  const exit = difference(b.exit ?? 0, a.exit ?? 0);
  const onward = savings.at(-1) ?? 0;
  const withExit = exit === 0 ? savings : savings.with(-1, onward + exit);
  return paybackOf(difference(a.oneOff, b.oneOff), withExit, onward);
}

/** Months that are looked at whatever the horizon: a payback of two to three years must show in a plan of one. */
const SHORTEST_WINDOW = 36;

/**
 * @param investment I, USD; negative when `a` also costs less at the start
 * @param savings s_1..s_H, USD a month
 * @param onward saving of each month after H
 */
export function paybackOf(
  investment: number,
  savings: readonly number[],
  onward: number = savings.at(-1) ?? 0,
): Payback {
  const first = savings.find((s) => s !== 0);
  if (first === undefined) return withoutSaving(investment);
  if (investment < 0 || (investment === 0 && first > 0)) return aheadFromTheStart(-investment, savings);
  return earnedBack(investment, savings, onward);
}

function withoutSaving(investment: number): Payback {
  if (investment > 0) return { kind: "never", because: "it saves nothing a month" };
  return { kind: investment < 0 ? "immediate" : "tie" };
}

/** I ≤ 0: nothing to earn back; the question is whether the lead lasts. */
function aheadFromTheStart(lead: number, savings: readonly number[]): Payback {
  const constant = savings.every((s) => s === savings[0]);
  const each = savings[0] ?? 0;
  if (constant && each < 0) return { kind: "leadLost", month: lead / -each };
  let ahead = lead;
  for (const [i, s] of savings.entries()) {
    const next = ahead + s;
    if (next < 0) return { kind: "leadLost", month: i + ahead / -s };
    ahead = next;
  }
  return { kind: "immediate" };
}

function earnedBack(investment: number, savings: readonly number[], onward: number): Payback {
  const window = Math.max(savings.length, SHORTEST_WINDOW);
  let behind = investment;
  let saving = 0;
  for (let t = 1; t <= window; t++) {
    saving = savings[t - 1] ?? onward;
    const left = behind - saving;
    if (left <= EQUAL_SHARE * investment && saving > 0) {
      return { kind: "at", months: t - 1 + behind / saving, lasting: staysAhead(-left, savings.slice(t)) };
    }
    behind = left;
  }
  if (saving > 0) return { kind: "beyond", lowerBound: window };
  return { kind: "never", because: neverBecause(saving, savings) };
}

function neverBecause(last: number, savings: readonly number[]): string {
  if (last === 0) return "it saves nothing a month";
  const first = savings.some((s) => s > 0);
  return first ? "it saves at first and costs more a month later" : "it costs more a month";
}

function staysAhead(lead: number, savings: readonly number[]): boolean {
  let ahead = Math.max(0, lead);
  return savings.every((s) => {
    ahead += s;
    return ahead >= 0;
  });
}
