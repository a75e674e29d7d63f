import { InputError } from "../../errors.ts";
import { diffOf, isEmpty, type RegionDiff } from "./book-diff.ts";
import { snapshotsUpTo } from "./book-index.ts";
import { type BookFiles, openBook } from "./price-book.ts";
import { requireRegion } from "./region.ts";
import type { Snapshot } from "./snapshot.ts";

/** What a book knew on one day beside what it knew on a later one. */
export interface DatedDiff {
  /** "YYYY-MM-DD", the days that were asked for; each region's own snapshots may be older. */
  readonly from: string;
  readonly to: string;
  readonly regions: readonly RegionDiff[];
  /** Regions that the book had nothing of on the first day: there is nothing to compare. */
  readonly begun: readonly {
    readonly region: string;
    readonly snapshotAt: string;
    readonly entries: number;
  }[];
}

/**
 * Per region the newest snapshots known on both days; diff(a, a) is empty.
 * @param regions named ones must have prices on both days; none named: all of the book, those that came later apart
 * @param to absent: the newest snapshot of the book
 * @throws InputError NO_SNAPSHOT, REGION_UNKNOWN and the like, DATES_REVERSED; exit 2.
 */
export function datedDiff(
  files: BookFiles,
  regions: readonly string[],
  from: string,
  to = newestDay(files, from),
): DatedDiff {
  if (to < from)
    throw new InputError(
      "DATES_REVERSED",
      `${from} is after ${to}.`,
      `The earlier day comes first: ${to} ${from}`,
    );
  const [old, now] = [openBook(files, from), openBook(files, to)];
  for (const region of regions) requireRegion(old, region);
  if (regions.length === 0 && old.regions().length === 0) requireRegion(old, now.regions()[0] ?? "us-east-1");
  const held = regions.length > 0 ? [...new Set(regions)] : regionsOf(files, to);
  const pairs = held.map((region) => ({
    region,
    before: known(files, region, from),
    after: known(files, region, to),
  }));
  return {
    from,
    to,
    regions: pairs.flatMap(({ before, after }) => (before && after ? [diffOf(before, after)] : [])),
    begun: pairs.flatMap(({ region, before, after }) =>
      before === undefined && after !== undefined
        ? [{ region, snapshotAt: after.snapshotAt, entries: Object.keys(after.entries).length }]
        : [],
    ),
  };
}

/** True when the book says the same on both days. */
export function saysNothing({ regions, begun }: DatedDiff): boolean {
  return begun.length === 0 && regions.every(isEmpty);
}

/** True when both days stand on the very same snapshots: there is nothing to compare before a refresh. */
export function isOneSnapshot({ regions, begun }: DatedDiff): boolean {
  return begun.length === 0 && regions.every(({ from, to }) => from === to);
}

/** Day of the newest snapshot, or the day asked for where that is later still. */
function newestDay({ index }: BookFiles, from: string): string {
  const days = index.snapshots.map(({ snapshotAt }) => snapshotAt);
  return [...days, from].sort().at(-1) ?? from;
}

function regionsOf({ index }: BookFiles, to: string): readonly string[] {
  const held = index.snapshots.filter(({ snapshotAt }) => snapshotAt <= to);
  return [...new Set(held.map(({ region }) => region))].sort();
}

function known(files: BookFiles, region: string, day: string): Snapshot | undefined {
  const newest = snapshotsUpTo(files.index, region, day).at(-1);
  return newest && files.snapshots(newest);
}
