import { InputError } from "../errors.ts";

/** What one alternative costs: month 0 and months 1..H, USD, doubles. */
export interface CashFlow {
  readonly oneOff: number;
  readonly months: readonly number[];
}

/**
 * i = (1 + r)^(1/12) − 1
 * @throws InputError when r ≤ −1: money a year away would be worth nothing or less.
 */
export function monthlyRate(discountRatePerYear: number): number {
  if (!(discountRatePerYear > -1)) {
    throw new InputError(
      "DISCOUNT_RATE",
      `discountRatePerYear must be above -1, got ${discountRatePerYear}.`,
      "10 % a year is written 0.1.",
    );
  }
  return (1 + discountRatePerYear) ** (1 / 12) - 1;
}

/** Total cost of ownership, undiscounted: one-offs + Σ months. */
export function tco(flow: CashFlow): number {
  return flow.months.reduce((sum, usd) => sum + usd, flow.oneOff);
}

/** one-offs + Σ C_t ÷ (1 + i)^t: monthly costs fall at the month's end, month 0 counts in full. At 0 % exactly `tco`. */
export function presentValue(flow: CashFlow, discountRatePerYear: number): number {
  const growth = 1 + monthlyRate(discountRatePerYear);
  let factor = 1;
  let sum = flow.oneOff;
  for (const usd of flow.months) {
    factor *= growth;
    sum += usd / factor;
  }
  return sum;
}

export type SavingShare =
  | { readonly kind: "at"; readonly share: number }
  | { readonly kind: "undefined"; readonly because: string };

/** (TCO_b − TCO_a) ÷ TCO_b; not defined when `b` costs nothing. */
export function savingShare(b: CashFlow, a: CashFlow): SavingShare {
  requireSameHorizon(b, a);
  const whole = tco(b);
  if (whole === 0) return { kind: "undefined", because: "the baseline costs nothing over the horizon" };
  return { kind: "at", share: (whole - tco(a)) / whole };
}

/** Inside the band the two are a tie, both ends included. */
export function isTie(saving: SavingShare, tieBand: number): boolean {
  return saving.kind === "at" && Math.abs(saving.share) <= tieBand;
}

/** @throws Error when the flows cover different horizons: they are made by us. */
export function requireSameHorizon(b: CashFlow, a: CashFlow): void {
  if (b.months.length !== a.months.length) {
    throw new Error(`cash flows of ${b.months.length} and ${a.months.length} months cannot be compared`);
  }
}
