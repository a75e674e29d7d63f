import { Decimal as Base } from "decimal.js";

/** Exact decimal of the whole program: 40 significant digits, so that no list price or quantity loses a digit. */
export const Decimal = Base.clone({ precision: 40, rounding: Base.ROUND_HALF_UP });
export type Decimal = Base;
export type DecimalValue = Base.Value;

/** A number that remembers what it counts. */
export interface Quantity<U extends string> {
  readonly amount: Decimal;
  readonly unit: U;
}

/** `amount` of M for one U, for example USD per hour. */
export interface Rate<M extends string, U extends string> {
  readonly amount: Decimal;
  readonly of: M;
  readonly per: U;
}

export function quantity<U extends string>(amount: DecimalValue, unit: U): Quantity<U> {
  return { amount: new Decimal(amount), unit };
}

export function rate<M extends string, U extends string>(amount: DecimalValue, of: M, per: U): Rate<M, U> {
  return { amount: new Decimal(amount), of, per };
}

/** Rate × quantity; does not compile when the units do not cancel. */
export function times<M extends string, U extends string>(
  price: Rate<M, U>,
  count: Quantity<NoInfer<U>>,
): Quantity<M> {
  return { amount: price.amount.times(count.amount), unit: price.of };
}

/**
 * 8,760 h ÷ 12. AWS's own pricing pages bill a month as 730 h; real months have 672 to 744 h.
 * The one billing constant that stands in code, because every monthly figure rests on it.
 */
export const HOURS_PER_MONTH = quantity(730, "hour");

/** The same 730 h in seconds, for request rates. */
export const SECONDS_PER_MONTH = 730 * 3600;

/** Bytes of 1 GiB and of 1 GB; AWS bills GiB where its lists print "GB-Mo". */
export const BYTES_PER_GIB = 2 ** 30;
export const BYTES_PER_GB = 1e9;
