import { type Alternative, runsMachines } from "../alternatives/alternative.ts";
import { inBoth } from "../compare/both-staircases.ts";
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
import { extraAMonth } from "./once-cost.ts";

/**
 * Volumes at which `loser` would win against `against`: month by month, and with its extra one-offs, those of later months
 * too, earned back within `goodMonths` and over the horizon. At both ends of a stretch what both cost over
 * `winsOverMonths` is equal, the volume staying what it is.
 * Empty object when either side's cost is not known as a function of volume.
 */
export function winsAt(
  loser: Entry,
  against: Entry,
  goodMonths: number,
): Pick<Rejection, "winsAt" | "winsOverMonths" | "winsBy" | "cheaperAt" | "searchedTo"> {
  // A line without a figure would count as nothing, on either side.
  if (ownUnknowns(loser, against).length + ownUnknowns(against, loser).length > 0) return {};
  const price = priceLine(against.source);
  if (price === undefined) return {};
  const extra = extraAMonth(loser, against, goodMonths);
  const cheaper = cheaperThan(loser.source, price, 0);
  const wins = extra.usd === 0 ? cheaper : cheaperThan(loser.source, price, extra.usd);
  if (cheaper === undefined || wins === undefined) return {};
  const ends = [cheaper.searchedTo, wins.searchedTo].filter((end) => end !== null);
  return {
    winsAt: wins.intervals,
    winsOverMonths: extra.months,
    winsBy: extra.winsBy,
    cheaperAt: cheaper.intervals,
    ...(ends.length > 0 && { searchedTo: Math.min(...ends) }),
  };
}

/** Volumes at which it costs no more than the price with so many USD a month on top; undefined: its cost follows no curve. */
export function cheaperThan(source: Alternative, price: BoughtCost, extraUsd: number): Staircase | undefined {
  const { redesigns, usdAt, months } = source;
  if (redesigns !== undefined)
    return withoutNone(cheaperRedesigned((volume) => usdAt(volume) + extraUsd, redesigns, price));
  const largest = Math.max(...months.map(({ volume }) => volume));
  const own = steppedCost(source);
  const lines = own === undefined ? minimumAndLine(source) : [own];
  const found = lines.map((line) => staircase(withOneOff(line, extraUsd, 1), price, largest));
  const [first, ...others] = found;
  if (first === undefined) return undefined;
  return withoutNone(others.reduce(inBoth, first));
}

/** At no volume nothing costs nothing: a stretch below one unit is no win. */
function withoutNone({ intervals, searchedTo }: Staircase): Staircase {
  return { intervals: intervals.filter(({ to }) => to === null || to >= 1), searchedTo };
}

/** The two lines of which a plan with a minimum costs the higher one; none where it is no such plan. */
function minimumAndLine({ curve }: Alternative): readonly HostedCost[] {
  if (curve?.minimumUsd === undefined) return [];
  return [
    withoutSteps(curve.minimumUsd, curve.minimumPerVolumeUsd ?? 0),
    withoutSteps(curve.fixedUsd + curve.unitUsd, curve.perVolumeUsd),
  ];
}

/** The loser may come in steps; a bought one has none, and one with a plan minimum is not a line. */
function steppedCost(source: Alternative): HostedCost | undefined {
  const { curve, capacity } = source;
  if (curve === undefined) return undefined;
  if (!runsMachines(source) || capacity === undefined) {
    const straight = curve.minimumUsd === undefined || curve.minimumUsd <= curve.fixedUsd;
    return straight && curve.above === undefined
      ? withoutSteps(curve.fixedUsd + curve.unitUsd, curve.perVolumeUsd)
      : undefined;
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
  const { fixedUsd, unitUsd, perVolumeUsd, minimumUsd, minimumPerVolumeUsd, above } = curve;
  return boughtCost({
    baseUsd: fixedUsd + unitUsd,
    usdPerVolume: perVolumeUsd,
    ...(minimumUsd !== undefined && { minimumUsd }),
    ...(minimumPerVolumeUsd !== undefined && { minimumPerVolumeUsd }),
    ...(above && {
      above: { volume: above.volume, baseUsd: above.fixedUsd + unitUsd, usdPerVolume: above.perVolumeUsd },
    }),
  });
}
