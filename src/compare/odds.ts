import { standardError } from "./distribution.ts";

/** How often one alternative is cheaper than another, of all draws. */
export interface Odds {
  /** Strictly cheaper, and equal. */
  readonly cheaperShare: number;
  readonly tieShare: number;
  readonly standardError: number;
  /** No drawn input moves the difference: the share then says nothing of how sure it is. */
  readonly untouched?: true;
}

export interface OddsOf extends Odds {
  /** other − own in USD, of the draws that both serve. */
  readonly differences: Float64Array;
}

/** Costs that differ by less than this share are equal: sums of doubles are no better than that. */
const EQUAL_SHARE = 1e-12;

/** Differences that differ by less than this share of the costs are one: costs of whole horizons, added in doubles. */
const STILL_SHARE = 1e-9;

/**
 * Totals of the same draws in the same order; NaN where one cannot serve the draw.
 * @returns undefined where both serve none
 */
export function oddsOf(own: Float64Array, other: Float64Array): OddsOf | undefined {
  const differences = new Float64Array(own.length);
  let [both, cheaper, ties] = [0, 0, 0];
  let [least, most, largest] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0];
  for (let n = 0; n < own.length; n += 1) {
    const [b, a] = [other[n] as number, own[n] as number];
    if (Number.isNaN(a) || Number.isNaN(b)) continue;
    const size = Math.max(Math.abs(a), Math.abs(b));
    const difference = Math.abs(b - a) <= EQUAL_SHARE * size ? 0 : b - a;
    differences[both] = difference;
    both += 1;
    if (difference > 0) cheaper += 1;
    else if (difference === 0) ties += 1;
    if (difference < least) least = difference;
    if (difference > most) most = difference;
    if (size > largest) largest = size;
  }
  if (both === 0) return undefined;
  const share = cheaper / own.length;
  return {
    cheaperShare: share,
    tieShare: ties / own.length,
    standardError: standardError(share, own.length),
    // A draw that one of them cannot serve is a draw that moves them.
    ...(both === own.length && most - least <= STILL_SHARE * largest && { untouched: true as const }),
    differences: differences.subarray(0, both),
  };
}
