import { type Figure, inMonth } from "../scenario/figure.ts";

/**
 * Volume of month t: v_t = v₁·(1+g)^(t−1), or the reader's own list.
 *
 * A list of volumes already says how they grow, so growth is not applied to it again.
 * A list of growth rates compounds rate by rate: month t carries the rates of months 2..t.
 *
 * @param month whole, 1 or more
 */
export function volumeInMonth(volume: Figure, growth: Figure | undefined, month: number): number {
  requireMonth(month);
  if (volume.months !== undefined && volume.months.length > 0) return inMonth(volume, month);
  return volume.base * (growth === undefined ? 1 : growthFactor(growth, month));
}

function growthFactor(growth: Figure, month: number): number {
  if (growth.months === undefined) return (1 + growth.base) ** (month - 1);
  let factor = 1;
  for (let t = 2; t <= month; t += 1) factor *= 1 + inMonth(growth, t);
  return factor;
}

export function requireMonth(month: number): void {
  if (!Number.isInteger(month) || month < 1) throw new Error(`month must be 1 or more, got ${month}`);
}
