/**
 * Exact sums and products of the decimal texts in a report, on whole numbers: nothing of the program's own arithmetic.
 * value = digits ÷ 10^scale
 */
export interface Exact {
  readonly digits: bigint;
  readonly scale: number;
}

export const ZERO: Exact = { digits: 0n, scale: 0 };

/** @throws Error for a text that is no plain decimal: a report holds nothing else. */
export function exact(text: string): Exact {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text);
  if (match === null) throw new Error(`"${text}" is no decimal`);
  const [, sign, whole = "0", fraction = ""] = match;
  const digits = BigInt(whole + fraction);
  return { digits: sign === "-" ? -digits : digits, scale: fraction.length };
}

function at(value: Exact, scale: number): bigint {
  return value.digits * 10n ** BigInt(scale - value.scale);
}

export function plus(a: Exact, b: Exact): Exact {
  const scale = Math.max(a.scale, b.scale);
  return { digits: at(a, scale) + at(b, scale), scale };
}

export function minus(a: Exact, b: Exact): Exact {
  return plus(a, { digits: -b.digits, scale: b.scale });
}

export function times(a: Exact, b: Exact): Exact {
  return { digits: a.digits * b.digits, scale: a.scale + b.scale };
}

export function compare(a: Exact, b: Exact): number {
  const { digits } = minus(a, b);
  return digits > 0n ? 1 : digits < 0n ? -1 : 0;
}

export const least = (a: Exact, b: Exact): Exact => (compare(a, b) <= 0 ? a : b);

export function sum(values: readonly Exact[]): Exact {
  return values.reduce(plus, ZERO);
}

/** Nearest double. */
export function number(value: Exact): number {
  return Number(text(value));
}

export function text({ digits, scale }: Exact): string {
  const whole = (digits < 0n ? -digits : digits).toString().padStart(scale + 1, "0");
  const cut = whole.length - scale;
  const body = scale === 0 ? whole : `${whole.slice(0, cut)}.${whole.slice(cut)}`;
  return digits < 0n ? `-${body}` : body;
}

/** Whole cents, half away from zero. */
export function cents(value: Exact): bigint {
  const unit = 10n ** BigInt(Math.max(0, value.scale - 2));
  const scaled = value.scale < 2 ? at(value, 2) : value.digits;
  const size = scaled < 0n ? -scaled : scaled;
  const rounded = (2n * size + unit) / (2n * unit);
  return scaled < 0n ? -rounded : rounded;
}

/** Relative distance of two figures; 0 where both are 0. */
export function apart(a: number, b: number): number {
  return a === b ? 0 : Math.abs(a - b) / Math.max(Math.abs(a), Math.abs(b));
}
