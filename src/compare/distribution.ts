/** Ascending; the input is left as it is. */
export const sorted = (values: Float64Array): Float64Array => Float64Array.from(values).sort();

/**
 * The sorted value at ⌈qN⌉: a value that was drawn, never one between two.
 * @param ascending at least one value
 * @param q above 0, up to 1
 */
export function percentile(ascending: Float64Array, q: number): number {
  // 0.1 × 30 is 3.0000000000000004 in doubles: that is the third value, not the fourth.
  const place = Math.ceil(q * ascending.length - 1e-9);
  const value = ascending[Math.max(1, place) - 1];
  if (value === undefined) throw new Error("no draws");
  return value;
}

/** √(p(1 − p)/N) */
export function standardError(share: number, draws: number): number {
  return Math.sqrt((share * (1 - share)) / draws);
}
