import { presentValue } from "./cash-flow.ts";
import { baseDraw, type DrawnDriver } from "./drawn-driver.ts";
import { type FlipValue, flipValue } from "./flip-value.ts";
import type { Responding } from "./response.ts";

/** NPV of choosing one alternative over another with one driver at the ends of its range, the others at their base. */
export interface Bar {
  readonly key: string;
  readonly low: number;
  readonly high: number;
  readonly baseNpvUsd: number;
  /** Absent: one of the two cannot serve that end. */
  readonly npvAtLowUsd?: number;
  readonly npvAtHighUsd?: number;
  /** Where the NPV changes its sign inside the range, nearest to the base; absent: it does not. */
  readonly flip?: FlipValue;
}

export interface TornadoTerms {
  readonly drivers: readonly DrawnDriver[];
  readonly alternative: Responding;
  readonly against: Responding;
  readonly months: number;
  readonly discountRatePerYear: number;
}

/**
 * Longest bar first; a bar with an end that cannot be served counts from the base. A driver that moves neither side
 * has no bar.
 */
export function tornado(terms: TornadoTerms): readonly Bar[] {
  const npv = npvOf(terms);
  const base = npv(undefined, 0);
  if (base === undefined) return [];
  return terms.drivers
    .map((driver, i) => barOf(driver, base, (value) => npv(i, value)))
    .filter((bar) => bar.npvAtLowUsd !== base || bar.npvAtHighUsd !== base)
    .toSorted((a, b) => lengthOf(b) - lengthOf(a) || (a.key < b.key ? -1 : 1));
}

const lengthOf = ({ npvAtLowUsd, npvAtHighUsd, baseNpvUsd }: Bar): number =>
  Math.abs((npvAtHighUsd ?? baseNpvUsd) - (npvAtLowUsd ?? baseNpvUsd));

function barOf(
  { key, low, base, high }: DrawnDriver,
  baseNpvUsd: number,
  npv: (value: number) => number | undefined,
): Bar {
  const [npvAtLowUsd, npvAtHighUsd] = [npv(low), npv(high)];
  const flip = flipValue(npv, { low, base, high });
  return {
    key,
    low,
    high,
    baseNpvUsd,
    ...(npvAtLowUsd !== undefined && { npvAtLowUsd }),
    ...(npvAtHighUsd !== undefined && { npvAtHighUsd }),
    ...(flip && { flip }),
  };
}

/** A price that jumps is put to one factor from month 1 on: what one recorded change would mean. */
function npvOf({ drivers, alternative, against, months, discountRatePerYear }: TornadoTerms) {
  const { values, paths } = baseDraw(drivers, months);
  const usd = new Float64Array(months + 1);
  const presentValueOf = ({ respond }: Responding): number | undefined => {
    if (!respond(values, paths, usd)) return undefined;
    return presentValue({ oneOff: usd[0] ?? 0, months: [...usd.subarray(1)] }, discountRatePerYear);
  };
  return (index: number | undefined, value: number): number | undefined => {
    const path = index === undefined ? undefined : paths[index];
    const before = index === undefined ? 0 : (values[index] ?? 0);
    if (index !== undefined) values[index] = value;
    path?.fill(value);
    const [ours, theirs] = [presentValueOf(alternative), presentValueOf(against)];
    if (index !== undefined) values[index] = before;
    path?.fill(1);
    return ours === undefined || theirs === undefined ? undefined : theirs - ours;
  };
}
