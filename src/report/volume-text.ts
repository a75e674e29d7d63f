import { bound, exact, monthSpan, stretch, volume } from "./number.ts";
import { find, type PartView, volumeToday, volumeUnit } from "./part-view.ts";
import type { ReportRejection } from "./report.ts";
import { listed } from "./wording.ts";

type Interval = NonNullable<ReportRejection["winsAt"]>[number];

/** "from 9.8 M", "between 1.2 M and 1.4 M": ends rounded into the interval, so that each printed volume is in it. */
function intervalText({ from, to }: Interval): string {
  if (to === null) return `from ${bound(from, "up")}`;
  if (from === to) return `at exactly ${exact(from)}`;
  const [low, high] = stretch(from, to);
  return from <= 0 ? `up to ${high}` : `between ${low} and ${high}`;
}

/** At no volume at all nothing costs nothing, that is no win; a stretch that ends where the search did has no end. */
function realStretches(intervals: readonly Interval[], searchedTo: number | undefined): readonly Interval[] {
  return intervals
    .filter(({ to }) => to !== 0)
    .map(({ from, to }) => ({ from, to: to === searchedTo ? null : to }));
}

/** Where it would win, beside the volume of today, as a row of a table. */
export function stretchesText(
  view: PartView,
  intervals: readonly Interval[] | undefined,
  searchedTo: number | undefined,
): string {
  if (intervals === undefined) return "not computed";
  const real = realStretches(intervals, searchedTo);
  if (real.length > 0) return winsText(view, real);
  return searchedTo === undefined ? "at no volume" : `at no volume up to ${bound(searchedTo, "down")}`;
}

function winsText(view: PartView, intervals: readonly Interval[]): string {
  if (intervals.some(({ from, to }) => from <= 0 && to === null)) return "at every volume";
  const shown = intervals.slice(0, 3).map(intervalText);
  const more =
    intervals.length > 3
      ? [intervals.length === 4 ? "in one further stretch" : `in ${intervals.length - 3} further stretches`]
      : [];
  const now = volumeToday(view);
  const today = now === undefined ? "" : ` (now ${volume(now)})`;
  return `${listed([...shown, ...more])} ${countedUnit(view)}${today}`;
}

/** "requests a month", "vectors", "seats". */
export const countedUnit = ({ part }: PartView) => `${volumeUnit(part)}${part === "llm" ? " a month" : ""}`;

/** Where it would win, and what is not claimed; nothing where no volume helps or none was computed. */
export function volumeSentence(view: PartView, rejection: ReportRejection): string | undefined {
  const { searchedTo } = rejection;
  if (rejection.winsAt === undefined) return undefined;
  const winsAt = realStretches(rejection.winsAt, searchedTo);
  const cheaperAt = realStretches(rejection.cheaperAt ?? [], searchedTo);
  const end = searchedTo === undefined ? "" : `; searched up to ${bound(searchedTo, "down")}`;
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
