import type { CostCurve } from "./alternative.ts";

/** Relative difference below which two doubles are the same cost. */
const SAME = 1e-9;

const same = (a: number, b: number): boolean =>
  Math.abs(a - b) <= SAME * Math.max(1, Math.abs(a), Math.abs(b));

/** USD of a difference of sums: what doubles cannot tell from nothing beside the sums is nothing. */
const settled = (usd: number, of: number): number => (Math.abs(usd) <= SAME * Math.abs(of) ? 0 : usd);

/** Share of month 1's volume at which a minimum is taken to hold. */
const NEAR_NOTHING = 1e-3;

/** Volumes are tried up to so many times month 1's for where a plan's minimum ends. */
const FARTHEST = 1e9;

/** Mean USD of months 1 to horizon at one volume, for what piles up in them. */
export function meanMonth(
  usdIn: (month: number, volume: number) => number,
  horizon: number,
  volume: number,
): number {
  const months = Array.from({ length: horizon }, (_, i) => usdIn(i + 1, volume));
  return months.reduce((sum, usd) => sum + usd, 0) / horizon;
}

/**
 * The straight line of a bought cost, with its floor: max(minimum + least × v, fixed + perVolume × v).
 *
 * @param usdAt month-1 cost at a volume
 * @param volume month 1's
 * @returns undefined where the cost is no such line (tiers, floors of single lines): then nothing is claimed of it
 */
export function boughtCurve(usdAt: (volume: number) => number, volume: number): CostCurve | undefined {
  if (!(volume > 0)) return undefined;
  const none = usdAt(0);
  const line = risingLine(usdAt, volume);
  if (line === undefined) return same(none, usdAt(volume)) ? flat(usdAt, volume) : undefined;
  const { fixedUsd, perVolumeUsd } = line;
  const onLine = (factor: number) =>
    same(usdAt(volume / factor), fixedUsd + (perVolumeUsd * volume) / factor);
  if (same(none, fixedUsd))
    return [10, 2, 1].every(onLine) ? { fixedUsd, unitUsd: 0, perVolumeUsd } : undefined;
  if (none < fixedUsd) return undefined;
  // What stands beside the minimum (embeddings of a store) follows the volume below it too.
  const near = NEAR_NOTHING * volume;
  const least = settled(usdAt(near) - none, none) / near;
  const floored = (v: number) => same(usdAt(v), Math.max(none + least * v, fixedUsd + perVolumeUsd * v));
  if (![100, 10, 2, 1, 0.5, 0.1].every((factor) => floored(volume / factor))) return undefined;
  return {
    fixedUsd,
    unitUsd: 0,
    perVolumeUsd,
    minimumUsd: none,
    ...(least !== 0 && { minimumPerVolumeUsd: least }),
  };
}

/** The line that the cost follows from some volume on: month 1's, or a larger one where that lies below a minimum. */
function risingLine(usdAt: (volume: number) => number, volume: number) {
  for (let from = volume; from <= FARTHEST * volume; from *= 10) {
    const perVolumeUsd = (usdAt(2 * from) - usdAt(from)) / from;
    const fixedUsd = settled(usdAt(from) - perVolumeUsd * from, usdAt(from));
    const onLine = (v: number) => same(usdAt(v), fixedUsd + perVolumeUsd * v);
    if (perVolumeUsd > 0 && onLine(3 * from) && onLine(100 * from)) return { fixedUsd, perVolumeUsd };
  }
  return undefined;
}

/** A price that no volume moves. */
function flat(usdAt: (volume: number) => number, volume: number): CostCurve | undefined {
  const fixedUsd = usdAt(volume);
  const still = [3, 100, FARTHEST].every((factor) => same(usdAt(factor * volume), fixedUsd));
  return still ? { fixedUsd, unitUsd: 0, perVolumeUsd: 0 } : undefined;
}

/**
 * Two straight lines, one up to and with a volume and one above it.
 *
 * @param usdAt month-1 cost at a volume
 * @param last the largest volume of the first line, above 0
 */
export function jumpingCurve(usdAt: (volume: number) => number, last: number): CostCurve {
  const low = lineThrough(usdAt, last / 2, last);
  return { ...low, unitUsd: 0, above: { volume: last, ...lineThrough(usdAt, 2 * last, 4 * last) } };
}

function lineThrough(usdAt: (volume: number) => number, from: number, to: number) {
  const perVolumeUsd = (usdAt(to) - usdAt(from)) / (to - from);
  return { fixedUsd: usdAt(from) - perVolumeUsd * from, perVolumeUsd };
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
  const unitUsd = settled(usdWith(units + 1, volume) - here, here);
  const perVolumeUsd = settled(usdWith(units, 2 * volume) - here, here) / volume;
  return { fixedUsd: settled(here - units * unitUsd - perVolumeUsd * volume, here), unitUsd, perVolumeUsd };
}
