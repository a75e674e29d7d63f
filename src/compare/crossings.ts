import { type CashFlow, requireSameHorizon } from "./cash-flow.ts";
import { difference, EQUAL_SHARE } from "./difference.ts";

/** A moment when the lead of the summed costs changes: from then on `a` is ahead of, or behind, `b`. */
export interface Crossing {
  /** Months from the decision, a month's saving spread evenly over it. */
  readonly month: number;
  readonly to: "ahead" | "behind";
}

/**
 * Every change of lead within the horizon; the first to "ahead" is the payback. More than one: a price change, a
 * commitment's end or growth took the lead back, and the payback is not lasting.
 */
export function crossings(b: CashFlow, a: CashFlow): readonly Crossing[] {
  requireSameHorizon(b, a);
  const savings = a.months.map((usd, i) => difference(b.months[i] ?? 0, usd));
  return crossingsOf(difference(a.oneOff, b.oneOff), savings);
}

/**
 * K_t = −I + Σ_{k≤t} s_k
 *
 * @param investment I, USD; negative when `a` also costs less at the start
 * @param savings s_1..s_H, USD a month
 */
export function crossingsOf(investment: number, savings: readonly number[]): readonly Crossing[] {
  const found: Crossing[] = [];
  let lead = -investment;
  let side: Crossing["to"] | undefined = lead === 0 ? undefined : sideOf(lead);
  let whole = Math.abs(investment);
  for (const [i, saving] of savings.entries()) {
    whole += Math.abs(saving);
    const next = Math.abs(lead + saving) <= EQUAL_SHARE * whole ? 0 : lead + saving;
    if (side === undefined) {
      side = next === 0 ? undefined : sideOf(next);
    } else if (sideOf(next) !== side) {
      side = sideOf(next);
      found.push({ month: i + lead / -saving, to: side });
    }
    lead = next;
  }
  return found;
}

/** Costs that are level have been earned back. */
function sideOf(lead: number): Crossing["to"] {
  return lead < 0 ? "behind" : "ahead";
}
