import { Decimal, type DecimalValue } from "../units.ts";

/**
 * The only rounding of the program, half away from zero. A double is read by its shortest decimal text,
 * so 1.005 is exactly that; NaN and Infinity are mistakes of ours.
 */
export function round(value: DecimalValue, decimals: number): Decimal {
  const exact = new Decimal(value);
  if (!exact.isFinite()) throw new Error(`cannot print ${exact}`);
  return exact.toDecimalPlaces(decimals, Decimal.ROUND_HALF_UP);
}

/** 1234567.5 → "1,234,567.50"; the minus is U+2212, and nothing prints as minus zero. */
export function grouped(value: DecimalValue, decimals: number): string {
  return separated(round(value, decimals).toFixed(decimals));
}

function separated(digits: string): string {
  const [whole = "", fraction] = digits.replace("-", "").split(".");
  const body = whole.replace(/\B(?=(\d{3})+$)/g, ",") + (fraction === undefined ? "" : `.${fraction}`);
  return digits.startsWith("-") && /[1-9]/.test(digits) ? `−${body}` : body;
}

/** Smallest number of decimals, from `least` on, at which a value that is not zero does not print as zero. */
function decimalsThatShow(value: DecimalValue, least: number): number {
  const exact = new Decimal(value);
  if (exact.isZero() || !round(exact, least).isZero()) return least;
  return round(exact, 2).isZero() ? -exact.abs().log(10).floor().toNumber() : 2;
}

/** The amount that `usd` prints. */
export function usdShown(value: DecimalValue, decimals: 0 | 2 = 0): Decimal {
  return round(value, decimalsThatShow(value, decimals));
}

/** USD in whole dollars or cents. An amount that would print as 0 and is not keeps as many digits as it takes. */
export function usd(value: DecimalValue, decimals: 0 | 2 = 0): string {
  return grouped(value, decimalsThatShow(value, decimals));
}

/** Every digit, no exponent: prices and other figures that a reader looks up or multiplies. */
export function exact(value: DecimalValue): string {
  return separated(new Decimal(value).toFixed());
}

/** Decimals that the longest list price has; a price that a division made goes on for ever. */
const PRICE_DECIMALS = 10;

/** A unit price: every digit of a list price, a divided one to ten decimals. */
export function unitUsd(value: DecimalValue): string {
  const amount = new Decimal(value);
  return exact(amount.decimalPlaces() <= PRICE_DECIMALS ? amount : round(amount, PRICE_DECIMALS));
}

/** USD per hour to six decimals, as reservation rates are told: "0.024843". */
export function hourlyUsd(value: DecimalValue): string {
  return trimmed(separated(round(value, decimalsThatShow(value, 6)).toFixed()));
}

/** A quantity with as many decimals as its price needs for the product to hold to a twentieth of a cent. */
export function quantityBeside(quantity: DecimalValue, usdPerUnit: DecimalValue): string {
  const full = new Decimal(quantity);
  for (let decimals = 0; decimals < 12; decimals += 1) {
    const shown = round(full, decimals);
    const error = shown.minus(full).abs();
    const close =
      error.times(usdPerUnit).lessThan("0.0005") && error.times(1e4).lessThanOrEqualTo(full.abs());
    if (error.isZero() || close) return grouped(full, decimals);
  }
  return exact(full);
}

const trimmed = (text: string) => (text.includes(".") ? text.replace(/\.?0+$/, "") : text);

/** Requests, vectors, tokens a month: "93.75", "52,400", "0.72 M", "4.77 B". */
export function volume(value: DecimalValue): string {
  const size = new Decimal(value).abs();
  if (size.lessThan(100)) return trimmed(grouped(value, decimalsThatShow(value, 2)));
  if (size.lessThan(99_999.5)) return grouped(value, 0);
  const [unit, letter] = size.lessThan("999995000") ? [1e6, "M"] : [1e9, "B"];
  return `${trimmed(grouped(new Decimal(value).dividedBy(unit), 2))} ${letter}`;
}

/** Any other figure of an input: at most four significant digits below 1,000, whole above; "1.7 M" where that is all of it. */
export function figure(value: DecimalValue): string {
  const amount = new Decimal(value);
  if (amount.abs().greaterThanOrEqualTo(1e6) && amount.precision() <= 4) return bound(amount, "up");
  if (amount.abs().greaterThanOrEqualTo(1000))
    return amount.isInteger() ? grouped(amount, 0) : trimmed(grouped(amount, 1));
  return trimmed(separated(amount.toSignificantDigits(4, Decimal.ROUND_HALF_UP).toFixed()));
}

/** The value of a fact or driver: every digit of a number that was typed or published, else the words that it is. */
export function amountText(value: string): string {
  if (value.trim() === "" || !Number.isFinite(Number(value))) return value;
  return new Decimal(value).decimalPlaces() <= 6 ? exact(value) : figure(value);
}

/**
 * A limit, so printed that it still holds: rounded towards `up` or `down`, at four significant digits if not told.
 * Half away from zero could print a flip value that does not flip.
 */
export function bound(value: DecimalValue, towards: "up" | "down", digits = 4): string {
  const amount = towardsSide(value, towards, digits);
  if (amount.abs().greaterThanOrEqualTo(1e9))
    return `${trimmed(separated(amount.dividedBy(1e9).toFixed()))} B`;
  if (amount.abs().greaterThanOrEqualTo(1e6))
    return `${trimmed(separated(amount.dividedBy(1e6).toFixed()))} M`;
  return trimmed(separated(amount.toFixed()));
}

function towardsSide(value: DecimalValue, towards: "up" | "down", digits: number): Decimal {
  return new Decimal(value).toSignificantDigits(
    digits,
    towards === "up" ? Decimal.ROUND_CEIL : Decimal.ROUND_FLOOR,
  );
}

/** Sums of doubles carry noise in their last digits; a whole number plus noise is that whole number. */
const WITHOUT_NOISE = 12;

/** The first whole unit at or above a limit, or the last at or below it: nobody has half a seat or half a request. */
function whole(value: DecimalValue, towards: "up" | "down"): Decimal {
  const amount = new Decimal(value).toSignificantDigits(WITHOUT_NOISE);
  return amount.toDecimalPlaces(0, towards === "up" ? Decimal.ROUND_CEIL : Decimal.ROUND_FLOOR);
}

/** A limit of volume in whole units: every digit below a million, else rounded so that it still holds. */
export function wholeBound(value: DecimalValue, towards: "up" | "down", digits = 4): string {
  const units = whole(value, towards);
  return units.abs().lessThan(1e6) ? grouped(units, 0) : bound(units, towards, digits);
}

/**
 * Both ends of a stretch in whole units, rounded into it with as few digits as leave something of it; undefined where no
 * whole unit lies in it.
 */
export function stretch(from: number, to: number): readonly [string, string] | undefined {
  const [low, high] = [whole(from, "up"), whole(to, "down")];
  if (low.greaterThan(high)) return undefined;
  for (let digits = 4; digits < 16; digits += 1) {
    const ends = [towardsSide(low, "up", digits), towardsSide(high, "down", digits)] as const;
    if (ends[0].lessThan(ends[1])) return [wholeBound(low, "up", digits), wholeBound(high, "down", digits)];
  }
  return [exact(low), exact(high)];
}

/** "8.5 mo"; below a tenth of a month "<0.1 mo". */
export function months(value: DecimalValue): string {
  return `${monthFigure(value)} mo`;
}

/** "36 months", "1 month". */
export function monthSpan(value: DecimalValue): string {
  const count = figure(value);
  return `${count} ${count === "1" ? "month" : "months"}`;
}

export function monthFigure(value: DecimalValue): string {
  const amount = new Decimal(value);
  return amount.greaterThan(0) && amount.lessThan("0.05") ? "<0.1" : grouped(amount, 1);
}

/** 0.286 → "28.6 %"; whole per cents print without a decimal. */
export function percent(value: DecimalValue): string {
  const amount = new Decimal(value).times(100);
  return `${trimmed(grouped(amount, decimalsThatShow(amount, 1)))} %`;
}

export function atLeast(text: string, yes: boolean): string {
  return yes ? `at least ${text}` : text;
}

/**
 * Two figures that are compared with each other, with the fewest decimals from `least` on that keep them apart:
 * 24.04 against a limit of 24 must not print as 24.0.
 */
export function apart(a: DecimalValue, b: DecimalValue, least: number): readonly [string, string] {
  const same = new Decimal(a).equals(b);
  for (let decimals = least; decimals < 12; decimals += 1) {
    if (same || !round(a, decimals).equals(round(b, decimals)))
      return [grouped(a, decimals), grouped(b, decimals)];
  }
  return [exact(a), exact(b)];
}

/** Two amounts that a sentence compares: whole dollars, or the digits that keep the dearer one dearer. */
export function usdApart(a: DecimalValue, b: DecimalValue): readonly [string, string] {
  const close = !new Decimal(a).equals(b) && usd(a) === usd(b);
  return close ? apart(a, b, 2) : [usd(a), usd(b)];
}

/** Digits of an amount beside a limit: three, or all of the whole dollars. */
const BESIDE_A_LIMIT = 3;

/** A cost and the limit that somebody typed: the limit as typed, the cost with as many digits as keep it on its side. */
export function besideLimit(cost: DecimalValue, limit: DecimalValue): readonly [string, string] {
  const amount = new Decimal(cost);
  const least = Math.max(0, BESIDE_A_LIMIT - 1 - amount.e);
  for (let decimals = least; decimals < least + 12; decimals += 1) {
    if (round(amount, decimals).comparedTo(limit) === amount.comparedTo(limit))
      return [grouped(amount, decimals), exact(limit)];
  }
  return [exact(amount), exact(limit)];
}
