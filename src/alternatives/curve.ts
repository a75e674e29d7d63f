import type { CostCurve } from "./alternative.ts";

/** Relative difference below which two doubles are the same cost. */
const SAME = 1e-9;

const same = (a: number, b: number): boolean =>
  Math.abs(a - b) <= SAME * Math.max(1, Math.abs(a), Math.abs(b));

/**
 * The straight line of a bought cost, with its floor: max(minimum, fixed + perVolume × v).
 *
 * @param usdAt month-1 cost at a volume
 * @param volume month 1's
 * @returns undefined where the cost is no such line (tiers, floors of single lines): then nothing is claimed of it
 */
export function boughtCurve(usdAt: (volume: number) => number, volume: number): CostCurve | undefined {
  if (!(volume > 0)) return undefined;
  const perVolumeUsd = (usdAt(2 * volume) - usdAt(volume)) / volume;
  const fixedUsd = usdAt(volume) - perVolumeUsd * volume;
  const onLine = (v: number) => same(usdAt(v), fixedUsd + perVolumeUsd * v);
  if (!onLine(3 * volume) || !onLine(100 * volume)) return undefined;
  const none = usdAt(0);
  if (same(none, fixedUsd)) return { fixedUsd, unitUsd: 0, perVolumeUsd };
  if (none < fixedUsd) return undefined;
  const floored = (v: number) => same(usdAt(v), Math.max(none, fixedUsd + perVolumeUsd * v));
  if (!floored(volume / 2) || !floored(volume / 10)) return undefined;
  return { fixedUsd, unitUsd: 0, perVolumeUsd, minimumUsd: none };
}

/**
 * fixed + units × unit + perVolume × v of a hosted cost, from three of its points.
 *
 * @param usdWith month-1 cost with that many units at that volume
 */
export function hostedCurve(
  usdWith: (units: number, volume: number) => number,
  units: number,
  volume: number,
): CostCurve | undefined {
  if (!(volume > 0)) return undefined;
  const here = usdWith(units, volume);
  const unitUsd = usdWith(units + 1, volume) - here;
  const perVolumeUsd = (usdWith(units, 2 * volume) - here) / volume;
  return { fixedUsd: here - units * unitUsd - perVolumeUsd * volume, unitUsd, perVolumeUsd };
}
