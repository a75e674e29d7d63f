import type { Alternative } from "../alternatives/alternative.ts";
import { datedIn, datedUntil } from "../alternatives/dated.ts";
import { difference } from "../compare/difference.ts";
import type { Quotient } from "../compare/quotient.ts";
import { totalOf } from "../prices/charge.ts";

/**
 * What an option costs once, each month whatever the volume, and for each unit. A program of one's own costs much once and
 * little per use; a model bought by the token costs nothing once and the same for each use.
 */
export interface CostSplit {
  /** USD, month 0 and what later months of the horizon pay once. */
  readonly onceUsd: number;
  /** USD/month at the volume of month 1: base, machines, people. */
  readonly fixedUsd: number;
  /** USD for one unit of volume more, between two steps of machines. */
  readonly usdPerUnit: Quotient;
}

/** By the row's own cost curve, or by its line on the machines of month 1; without either it has no figure per unit. */
export function costSplit(alternative: Alternative): CostSplit {
  const { curve, months, oneOff, capacity } = alternative;
  const month = (months[0]?.usd ?? 0) - datedIn(alternative, 1);
  const onceUsd = totalOf(oneOff).usd.toNumber() + datedUntil(alternative, months.length);
  if (curve === undefined) {
    const slope = slopeOf(alternative);
    if (slope !== undefined) {
      const fixedUsd = month - slope * (months[0]?.volume ?? 0);
      return { onceUsd, fixedUsd, usdPerUnit: { kind: "at", value: slope } };
    }
    const because = "its cost follows no straight line";
    return { onceUsd, fixedUsd: month, usdPerUnit: { kind: "undefined", because } };
  }
  const units = capacity?.instances ?? 1;
  const fixedUsd = curve.fixedUsd + units * curve.unitUsd;
  return {
    onceUsd,
    // A sum of differences: beside the month it is no better than the doubles that it comes from.
    fixedUsd: difference(fixedUsd + month, month) === 0 ? 0 : fixedUsd,
    usdPerUnit: { kind: "at", value: curve.perVolumeUsd },
  };
}

/** USD for one unit more on the machines of month 1, where another volume gets others. */
function slopeOf({ months, usdAt, redesigns }: Alternative): number | undefined {
  const volume = months[0]?.volume ?? 0;
  const high = redesigns?.find((step) => step >= volume);
  if (redesigns === undefined || high === undefined || volume === 0) return undefined;
  const low = redesigns.findLast((step) => step < volume) ?? 0;
  // Well inside the step: at its ends other machines may run already.
  const [from, to] = [low + (high - low) / 4, high - (high - low) / 4];
  return (usdAt(to) - usdAt(from)) / (to - from);
}

/**
 * Incidents and compliance as a share of the fixed month: what a plan of machines alone forgets. It is printed; no
 * factor is ever applied to a total.
 *
 * @param fixedUsd USD/month, these hours in it
 */
export function hiddenShare(
  incidentHours: number,
  complianceHours: number,
  hourlyUsd: number,
  fixedUsd: number,
): Quotient {
  if (fixedUsd === 0) return { kind: "undefined", because: "nothing is fixed" };
  return { kind: "at", value: ((incidentHours + complianceHours) * hourlyUsd) / fixedUsd };
}
