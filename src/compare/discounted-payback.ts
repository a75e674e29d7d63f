import { type CashFlow, monthlyRate, requireSameHorizon } from "./cash-flow.ts";
import { difference } from "./difference.ts";
import { type Payback, paybackOf } from "./payback.ts";

/** Payback with savings at their present value: a second line beside the undiscounted one, which the verdict uses. */
export function discountedPayback(b: CashFlow, a: CashFlow, discountRatePerYear: number): Payback {
  requireSameHorizon(b, a);
  const savings = a.months.map((usd, i) => difference(b.months[i] ?? 0, usd));
  return discountedPaybackOf(difference(a.oneOff, b.oneOff), savings, discountRatePerYear);
}

/**
 * As `paybackOf` with s_t ÷ (1 + i)^t; at 0 % the same. What the undiscounted savings earn back inside the window is
 * followed for as long as it takes: the last month's saving carried on is a geometric series, which either reaches the
 * investment or never does.
 *
 * @param investment I, USD of month 0
 * @param savings s_1..s_H, USD a month, undiscounted
 * @throws InputError when the rate is −1 or less
 */
export function discountedPaybackOf(
  investment: number,
  savings: readonly number[],
  discountRatePerYear: number,
): Payback {
  const shrink = 1 / (1 + monthlyRate(discountRatePerYear));
  const plain = paybackOf(investment, savings);
  if (shrink === 1 || plain.kind === "beyond" || plain.kind === "tie") return plain;
  if (plain.kind === "leadLost" && savings.every((s) => s === savings[0])) {
    return leadLost(-investment, savings[0] ?? 0, shrink);
  }
  const discounted = savings.map((s, i) => s * shrink ** (i + 1));
  const inside = paybackOf(investment, discounted);
  if (inside.kind !== "beyond" && !(inside.kind === "at" && inside.months > savings.length)) return inside;
  return afterwards(investment, savings, discounted, shrink);
}

/** A lead that shrinks by the same sum each month. */
function leadLost(lead: number, each: number, shrink: number): Payback {
  const month = monthsUntil(lead, -each, shrink);
  return month === undefined ? { kind: "immediate" } : { kind: "leadLost", month };
}

function afterwards(
  investment: number,
  savings: readonly number[],
  discounted: readonly number[],
  shrink: number,
): Payback {
  const behind = discounted.reduce((left, s) => left - s, investment);
  const more = monthsUntil(behind, discounted.at(-1) ?? 0, shrink);
  if (more === undefined) {
    return { kind: "never", because: "what it saves, discounted, never adds up to its one-off cost" };
  }
  return { kind: "at", months: savings.length + more, lasting: true };
}

/**
 * Months n with each × (q + q² + … + qⁿ) = amount, the last one in part; undefined when the series ends below it.
 * Whole months: 1 − qⁿ = amount × (1 − q) ÷ (each × q).
 */
function monthsUntil(amount: number, each: number, q: number): number | undefined {
  const share = (amount * (1 - q)) / (each * q);
  if (share >= 1) return undefined;
  const whole = Math.floor(Math.log(1 - share) / Math.log(q));
  const left = amount - (each * q * (1 - q ** whole)) / (1 - q);
  return whole + left / (each * q ** (whole + 1));
}
