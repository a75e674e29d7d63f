import { type Alternative, runsMachines } from "../alternatives/alternative.ts";
import { type BoughtCost, boughtCost } from "../compare/bought-cost.ts";
import { cheaperRedesigned } from "../compare/redesigned.ts";
import {
  type HostedCost,
  type Staircase,
  staircase,
  withOneOff,
  withoutSteps,
} from "../compare/staircase.ts";
import type { Rejection } from "./decision.ts";
import { type Entry, ownUnknowns } from "./entry.ts";

/**
 * Volumes at which `loser` would win against `against`: month by month, and with its extra one-offs
 * earned back within `goodMonths` (at a constant volume that is the extra spread over so many months); one-offs that it
 * saves count over the horizon.
 * Empty object when either side's cost is not known as a function of volume.
 */
export function winsAt(
  loser: Entry,
  against: Entry,
  goodMonths: number,
): Pick<Rejection, "winsAt" | "cheaperAt" | "searchedTo"> {
  // A line without a figure would count as nothing, on either side.
  if (ownUnknowns(loser, against).length + ownUnknowns(against, loser).length > 0) return {};
  const price = priceLine(against.source);
  if (price === undefined) return {};
  const extra = loser.flow.oneOff - against.flow.oneOff;
  const cheaper = cheaperThan(loser.source, price, 0);
  // What costs less once may cost more a month for as long as the horizon: a lead that is lost later counts as kept.
  const months = extra > 0 ? goodMonths : loser.flow.months.length;
  const wins = extra === 0 ? cheaper : cheaperThan(loser.source, price, extra / months);
  if (cheaper === undefined || wins === undefined) return {};
  const ends = [cheaper.searchedTo, wins.searchedTo].filter((end) => end !== null);
  return {
    winsAt: wins.intervals,
    cheaperAt: cheaper.intervals,
    ...(ends.length > 0 && { searchedTo: Math.min(...ends) }),
  };
}

/** Volumes at which it costs no more than the price with so many USD a month on top; undefined: its cost follows no curve. */
export function cheaperThan(source: Alternative, price: BoughtCost, extraUsd: number): Staircase | undefined {
  const { redesigns, usdAt, months } = source;
  if (redesigns !== undefined)
    return cheaperRedesigned((volume) => usdAt(volume) + extraUsd, redesigns, price);
  const own = steppedCost(source);
  if (own === undefined) return undefined;
  return staircase(withOneOff(own, extraUsd, 1), price, Math.max(...months.map(({ volume }) => volume)));
}

/** The loser may come in steps; a bought one has none, and one with a plan minimum is not a line. */
function steppedCost(source: Alternative): HostedCost | undefined {
  const { curve, capacity } = source;
  if (curve === undefined) return undefined;
  if (!runsMachines(source) || capacity === undefined) {
    const straight = curve.minimumUsd === undefined || curve.minimumUsd <= curve.fixedUsd;
    return straight ? withoutSteps(curve.fixedUsd + curve.unitUsd, curve.perVolumeUsd) : undefined;
  }
  return {
    fixedUsd: curve.fixedUsd,
    unitUsd: curve.unitUsd,
    usdPerVolume: curve.perVolumeUsd,
    unitsFor: capacity.unitsFor,
    volumeOf: capacity.volumeOf,
  };
}

export function priceLine(source: Alternative): BoughtCost | undefined {
  const { curve, capacity } = source;
  if (curve === undefined || (runsMachines(source) && capacity !== undefined)) return undefined;
  return boughtCost({
    baseUsd: curve.fixedUsd + curve.unitUsd,
    usdPerVolume: curve.perVolumeUsd,
    ...(curve.minimumUsd !== undefined && { minimumUsd: curve.minimumUsd }),
  });
}
