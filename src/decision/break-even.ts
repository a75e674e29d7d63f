import { type Alternative, runsMachines } from "../alternatives/alternative.ts";
import type { VolumeInterval } from "../compare/staircase.ts";
import { type StraightBreakEven, type StraightOption, straightBreakEvens } from "../compare/straight-line.ts";
import { type Entry, ownUnknowns } from "./entry.ts";
import { extraAMonth, onceUntil } from "./once-cost.ts";
import { cheaperThan, priceLine } from "./wins-at.ts";

/** What running it at one volume takes. */
interface VolumePlace {
  /** Of the part's unit a month. */
  readonly volume: number;
  readonly kind: "now" | "end" | "break-even";
  readonly instances: number;
  readonly replicas?: number;
  /** Requests per second that one replica has to carry there at the peak; LLM fleets only. */
  readonly rateNeeded?: number;
}

/** Where a fleet costs no more than one offer, over all volumes of the part's unit a month. */
export interface BreakEven {
  readonly alternative: string;
  readonly against: string;
  /** One-offs of neither side. */
  readonly runRate: readonly VolumeInterval[];
  /** With one-offs of both sides, those of later months too, spread evenly over so many months. */
  readonly spread: readonly VolumeInterval[];
  readonly spreadMonths: number;
  /** With what it costs more once earned back within the limit of a good payback. */
  readonly inTime: readonly VolumeInterval[];
  /** Nothing is claimed above this volume; absent: all volumes were judged. */
  readonly searchedTo?: number;
  /** Both sides as straight lines: the instances of month 1 whatever the volume. Absent: one of them is none. */
  readonly straight?: {
    readonly runRate: StraightBreakEven;
    readonly spread: StraightBreakEven;
    readonly instances: number;
    /** The most that these instances carry; absent: any volume. */
    readonly carries?: number;
  };
  readonly places: readonly VolumePlace[];
}

/** Places of this many break-evens are told; a staircase may have one on each step. */
const MOST_PLACES = 3;

/** @returns undefined where a line without a figure would count as nothing, or a cost follows no curve */
export function breakEvenOf(
  hosted: Entry,
  against: Entry,
  { spreadMonths, goodMonths }: { readonly spreadMonths: number; readonly goodMonths: number },
): BreakEven | undefined {
  if (ownUnknowns(hosted, against).length + ownUnknowns(against, hosted).length > 0) return undefined;
  const price = priceLine(against.source);
  if (price === undefined) return undefined;
  const horizon = hosted.flow.months.length;
  const extra = onceUntil(hosted, horizon) - onceUntil(against, horizon);
  const runRate = cheaperThan(hosted.source, price, 0);
  const spread = cheaperThan(hosted.source, price, extra / spreadMonths);
  const inTime = cheaperThan(hosted.source, price, Math.max(0, extraAMonth(hosted, against, goodMonths).usd));
  if (runRate === undefined || spread === undefined || inTime === undefined) return undefined;
  const ends = [runRate.searchedTo, spread.searchedTo, inTime.searchedTo].filter((end) => end !== null);
  const straight = straightOf(hosted, against, spreadMonths);
  return {
    alternative: hosted.id,
    against: against.id,
    runRate: runRate.intervals,
    spread: spread.intervals,
    spreadMonths,
    inTime: inTime.intervals,
    ...(ends.length > 0 && { searchedTo: Math.min(...ends) }),
    ...(straight && { straight }),
    places: placesOf(hosted.source, [...firstEnds(runRate.intervals), ...firstEnds(spread.intervals)]),
  };
}

const firstEnds = (intervals: readonly VolumeInterval[]) =>
  intervals.slice(0, MOST_PLACES).map(({ from }) => from);

function straightOf(hosted: Entry, against: Entry, spreadMonths: number): BreakEven["straight"] {
  const own = lineOf(hosted);
  const other = lineOf(against);
  const { capacity } = hosted.source;
  if (own === undefined || other === undefined || capacity === undefined) return undefined;
  const carries = capacity.volumeOf(capacity.instances);
  const { runRate, spread } = straightBreakEvens(other, own, spreadMonths);
  return {
    runRate,
    spread,
    instances: capacity.instances,
    ...(Number.isFinite(carries) && { carries }),
  };
}

/** A plan minimum and machines that change with the volume bend a line. */
function lineOf(entry: Entry): StraightOption | undefined {
  const { source } = entry;
  const { curve, capacity, redesigns } = source;
  if (curve === undefined || redesigns !== undefined) return undefined;
  if (curve.minimumUsd !== undefined && curve.minimumUsd > curve.fixedUsd) return undefined;
  if (curve.above !== undefined) return undefined;
  const units = runsMachines(source) && capacity !== undefined ? capacity.instances : 1;
  return {
    fixedUsd: curve.fixedUsd + units * curve.unitUsd,
    usdPerVolume: curve.perVolumeUsd,
    onceUsd: onceUntil(entry, entry.flow.months.length),
  };
}

function placesOf(source: Alternative, breakEvens: readonly number[]): VolumePlace[] {
  const { months, capacity } = source;
  // Where another volume gets other machines, more of these ones is not what it takes there.
  if (capacity === undefined || source.redesigns !== undefined) return [];
  const now = months[0]?.volume ?? 0;
  const end = months.at(-1)?.volume ?? now;
  const asked: [VolumePlace["kind"], number][] = [
    ["now", now],
    ...(end === now ? [] : [["end", end] as [VolumePlace["kind"], number]]),
    ...[...new Set(breakEvens)]
      .toSorted((a, b) => a - b)
      .map((v): [VolumePlace["kind"], number] => ["break-even", v]),
  ];
  return asked.filter(([, volume]) => volume > 0).map(([kind, volume]) => placeAt(capacity, kind, volume));
}

/** Just above a capacity limit the next instance runs: a break-even there is told for what it takes, not for less. */
function placeAt(
  capacity: NonNullable<Alternative["capacity"]>,
  kind: VolumePlace["kind"],
  volume: number,
): VolumePlace {
  const instances = capacity.unitsFor(volume);
  const { serving } = capacity;
  if (serving === undefined || capacity.instances === 0) return { volume, kind, instances };
  const carries = capacity.volumeOf(instances);
  return {
    volume,
    kind,
    instances,
    replicas: (instances * serving.replicas) / capacity.instances,
    ...(Number.isFinite(carries) && carries > 0 && { rateNeeded: (serving.rate * volume) / carries }),
  };
}
