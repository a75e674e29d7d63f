import { bound, exact, volume } from "./number.ts";
import { type PartView, volumeToday, volumeUnit } from "./part-view.ts";
import type { ReportRejection } from "./report.ts";
import { listed } from "./wording.ts";

type Interval = ReportRejection["winsAt"][number];

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
  const more = intervals.length > 3 ? [`${intervals.length - 3} further stretches`] : [];
  const now = volumeToday(view);
  const today = now === undefined ? "" : ` (now ${volume(now)})`;
  return `${listed([...shown, ...more])} ${volumeUnit(view.part)}${view.part === "llm" ? " a month" : ""}${today}`;
}
