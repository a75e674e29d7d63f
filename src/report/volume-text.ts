import { monthSpan, stretch, volume, wholeBound } from "./number.ts";
import { find, type PartView, volumeToday, volumeUnit } from "./part-view.ts";
import type { ReportRejection } from "./report.ts";
import { listed } from "./wording.ts";

type Interval = NonNullable<ReportRejection["winsAt"]>[number];

/** "from 9.8 M", "between 1.2 M and 1.4 M": whole units, ends rounded into the interval, so that each printed volume is in it. */
function intervalText({ from, to }: Interval): string[] {
  if (to === null) return [`from ${wholeBound(from, "up")}`];
  const ends = stretch(from, to);
  if (ends === undefined) return [];
  const [low, high] = ends;
  if (low === high) return [`at exactly ${low}`];
  return [from <= 0 ? `up to ${high}` : `between ${low} and ${high}`];
}

/**
 * At no volume at all nothing costs nothing, that is no win; nor is a stretch without a whole unit. One that ends where the
 * search did has no end.
 */
function realStretches(intervals: readonly Interval[], searchedTo: number | undefined): readonly Interval[] {
  return intervals
    .filter((interval) => interval.to !== 0 && intervalText(interval).length > 0)
    .map(({ from, to }) => ({ from, to: to === searchedTo ? null : to }));
}

/** Where it would win, as a cell of a table that names the unit and the volume of today. */
export function stretchesText(
  intervals: readonly Interval[] | undefined,
  searchedTo: number | undefined,
): string {
  if (intervals === undefined) return "not computed";
  const real = realStretches(intervals, searchedTo);
  if (real.length > 0) return stretchesOf(real);
  return searchedTo === undefined ? "at no volume" : `at no volume up to ${wholeBound(searchedTo, "down")}`;
}

const atEvery = (intervals: readonly Interval[]): boolean =>
  intervals.some(({ from, to }) => from <= 0 && to === null);

function winsText(view: PartView, intervals: readonly Interval[]): string {
  if (atEvery(intervals)) return stretchesOf(intervals);
  const now = volumeToday(view);
  const today = now === undefined ? "" : ` (now ${volume(now)})`;
  const on = onAndOff(intervals);
  if (on !== undefined) return `${on} ${countedUnit(view)}${today}, on and off (whole instances)`;
  return `${stretchesOf(intervals)} ${countedUnit(view)}${today}`;
}

/** A staircase wins on short stretches at first: where the first begins is what a sentence has room for. */
function onAndOff(intervals: readonly Interval[]): string | undefined {
  const [first] = intervals;
  const open = intervals.at(-1)?.to === null;
  if (first === undefined || intervals.length <= MOST_TOLD || !open || first.from <= 0) return undefined;
  return `from about ${wholeBound(first.from, "up")}`;
}

/** Stretches that a sentence tells one by one. */
const MOST_TOLD = 2;

/** Stretches that a table lists one by one; a staircase that repeats may have thousands. */
const MOST_LISTED = 8;

/** Of more than a table lists the first few, how many follow, and where the last one begins. */
function stretchesOf(intervals: readonly Interval[]): string {
  if (atEvery(intervals)) return "at every volume";
  if (intervals.length <= MOST_LISTED) return listed(intervals.flatMap(intervalText));
  const last = intervals.slice(-1);
  const more = `in ${intervals.length - 4} further stretches`;
  return listed([...intervals.slice(0, 3).flatMap(intervalText), more, ...last.flatMap(intervalText)]);
}

/** "requests a month", "vectors", "seats". */
export const countedUnit = ({ part }: PartView) => `${volumeUnit(part)}${part === "llm" ? " a month" : ""}`;

/** Where it would win, and what is not claimed; nothing where no volume helps or none was computed. */
export function volumeSentence(view: PartView, rejection: ReportRejection): string | undefined {
  const { searchedTo } = rejection;
  if (rejection.winsAt === undefined) return undefined;
  const winsAt = realStretches(rejection.winsAt, searchedTo);
  const cheaperAt = realStretches(rejection.cheaperAt ?? [], searchedTo);
  const end = searchedTo === undefined ? "" : `; searched up to ${wholeBound(searchedTo, "down")}`;
  const held = growing(view, rejection) ? ", if the volume then stayed as it is," : "";
  if (winsAt.length > 0)
    return `It would win${held} ${winsText(view, winsAt)}${onceMeasured(view, rejection)}${end}.`;
  if (cheaperAt.length === 0) return undefined;
  const limit = view.report.criteria?.paybackGoodMonths;
  const inTime = limit === undefined ? "in time" : `within ${monthSpan(limit)}`;
  return `Its month costs less${held} ${winsText(view, cheaperAt)}, but no volume earns the set-up back ${inTime}${end}.`;
}

/** No volume turns a verdict for a model that has not passed its gate. */
function onceMeasured(view: PartView, { alternative }: ReportRejection): string {
  return find(view, alternative)?.needsGate === true ? ", once its quality is measured" : "";
}

/** Volumes are judged as if each stayed what it is: with growth a smaller one may win. */
function growing(view: PartView, { alternative }: ReportRejection): boolean {
  const months = find(view, alternative)?.months ?? [];
  return months[0]?.volume !== months.at(-1)?.volume;
}
