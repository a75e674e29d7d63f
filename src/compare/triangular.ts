/** low ≤ base ≤ high: least plausible, planned with, most plausible. */
export interface ThreePoints {
  readonly low: number;
  readonly base: number;
  readonly high: number;
}

/**
 * The triangular distribution's value at a share u of its draws, mode at the base:
 *
 *   u ≤ (m − l)/(h − l) ? l + √(u(h − l)(m − l)) : h − √((1 − u)(h − l)(h − m));  l = h → constant
 *
 * @param u 0 to 1
 */
export function triangular({ low, base, high }: ThreePoints, u: number): number {
  const width = high - low;
  if (width === 0) return base;
  return u <= (base - low) / width
    ? low + Math.sqrt(u * width * (base - low))
    : high - Math.sqrt((1 - u) * width * (high - base));
}
