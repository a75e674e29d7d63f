/** A quotient of two figures; where the divisor is 0 it is not a number, and says why. */
export type Quotient =
  | { readonly kind: "at"; readonly value: number }
  | { readonly kind: "undefined"; readonly because: string };

/** @param because said when `divisor` is 0 */
export function quotient(dividend: number, divisor: number, because: string): Quotient {
  return divisor === 0 ? { kind: "undefined", because } : { kind: "at", value: dividend / divisor };
}
