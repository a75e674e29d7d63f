import type { Staircase, VolumeInterval } from "./staircase.ts";

/** Volumes in stretches of both: a cost that is the higher of two lines is no more than a price where both lines are. */
export function inBoth(one: Staircase, other: Staircase): Staircase {
  const ends = [one.searchedTo, other.searchedTo].filter((end) => end !== null);
  return {
    intervals: one.intervals.flatMap((own) => other.intervals.flatMap((beside) => overlap(own, beside))),
    searchedTo: ends.length === 0 ? null : Math.min(...ends),
  };
}

function overlap(a: VolumeInterval, b: VolumeInterval): VolumeInterval[] {
  const from = Math.max(a.from, b.from);
  const to = Math.min(a.to ?? Number.POSITIVE_INFINITY, b.to ?? Number.POSITIVE_INFINITY);
  return from > to ? [] : [{ from, to: to === Number.POSITIVE_INFINITY ? null : to }];
}
