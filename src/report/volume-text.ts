import { bound, exact, figure, volume } from "./number.ts";
import { type PartView, volumeToday, volumeUnit } from "./part-view.ts";
import type { ReportRejection } from "./report.ts";
import { listed } from "./wording.ts";

type Interval = NonNullable<ReportRejection["winsAt"]>[number];

/** "from 9.8 M", "between 1.2 M and 1.4 M": ends rounded into the interval, so that each printed volume is in it. */
export function intervalText({ from, to }: Interval): string {
  if (to === null) return from <= 0 ? "at every volume" : `from ${bound(from, "up")}`;
  if (from === to) return `at exactly ${exact(from)}`;
  const [low, high] = inside(from, to);
  return from <= 0 ? `up to ${high}` : `between ${low} and ${high}`;
}

/** A stretch narrower than four digits would turn inside out; it keeps its own. */
function inside(from: number, to: number): readonly [string, string] {
  const narrow = (to - from) / to < 0.002;
  return narrow ? [exact(from), exact(to)] : [bound(from, "up"), bound(to, "down")];
}

/** Where it would win, beside the volume of today. */
export function winsText(view: PartView, intervals: readonly Interval[]): string {
  const shown = intervals.slice(0, 3).map(intervalText);
  const more = intervals.length > 3 ? [`in ${intervals.length - 3} further stretches`] : [];
  const now = volumeToday(view);
  const today = now === undefined ? "" : ` (now ${volume(now)})`;
  return `${listed([...shown, ...more])} ${countedUnit(view)}${today}`;
}

/** "requests a month", "vectors", "seats". */
export const countedUnit = ({ part }: PartView) => `${volumeUnit(part)}${part === "llm" ? " a month" : ""}`;

/** Where it would win, and what is not claimed; nothing where no volume helps or none was computed. */
export function volumeSentence(
  view: PartView,
  { winsAt, cheaperAt, searchedTo }: ReportRejection,
): string | undefined {
  if (winsAt === undefined) return undefined;
  const end = searchedTo === undefined ? "" : `; searched up to ${bound(searchedTo, "down")}`;
  if (winsAt.length > 0) return `It would win ${winsText(view, winsAt)}${end}.`;
  if (cheaperAt === undefined || cheaperAt.length === 0) return undefined;
  const limit = view.report.criteria?.paybackGoodMonths;
  const inTime = limit === undefined ? "in time" : `within ${figure(limit)} months`;
  return `Its month costs less ${winsText(view, cheaperAt)}, but no volume earns the set-up back ${inTime}${end}.`;
}
