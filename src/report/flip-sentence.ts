import { pricedBy } from "../scenario/price-factors.ts";
import { bound, figure, percent } from "./number.ts";
import { find, fullName, type PartView, todayOf } from "./part-view.ts";
import type { ReportFlip } from "./report.ts";

/** Nearest first: numbers by their distance, then the answers, in the order they were found. */
export function nearestFirst(flips: readonly ReportFlip[]): ReportFlip[] {
  const distance = (flip: ReportFlip) => flip.distance ?? Number.POSITIVE_INFINITY;
  return [...flips].sort((a, b) => (distance(a) === distance(b) ? 0 : distance(a) - distance(b)));
}

/** "llm.peakToMean 6 → 2.1 (−65 %): run it on 3 × g7e.2xlarge". */
export function flipSentence(view: PartView, flip: ReportFlip): string {
  return `${flipName(flip)} ${changeText(flip)}: ${outcome(view, flip)}`;
}

/** Of a list price what it is the price of: its key is what `--set` takes. */
export function flipName({ key }: Pick<ReportFlip, "key">): string {
  const of = pricedBy(key);
  return of === undefined ? key : `price of ${of}`;
}

/** "× 0.73 (−27 %, inside its sourced range)": a factor on what is listed today. */
function priceText(flip: ReportFlip): string {
  const { value, range } = flip;
  const inside =
    range !== undefined && typeof value === "number" && value >= range.low && value <= range.high;
  const from = flip.base === 1 ? "" : `× ${baseText(flip)} → `;
  return `${from}× ${valueText(flip)}${distanceText(flip).replace(")", `, ${inside ? "inside" : "outside"} its sourced range)`)}`;
}

/** How anyone repeats a change of a list price, which is no figure of the file otherwise. */
export function repeatText(flip: ReportFlip): string | undefined {
  return pricedBy(flip.key) === undefined ? undefined : `--set ${flip.key}=${valueText(flip)}`;
}

export function changeText(flip: ReportFlip): string {
  if (pricedBy(flip.key) !== undefined) return priceText(flip);
  return `${baseText(flip)} → ${valueText(flip)}${distanceText(flip)}`;
}

export const baseText = ({ base }: ReportFlip) =>
  typeof base === "number" ? figure(base) : answerText(base);

/** Rounded away from the base, so that the printed value flips as the exact one does. */
export function valueText({ base, value }: ReportFlip): string {
  if (typeof value === "string") return answerText(value);
  return bound(value, typeof base === "number" && value < base ? "down" : "up");
}

/** A measured quality is an object in the file: "a gap of 0.05". */
function answerText(answer: string): string {
  const gap = /^\{"delta":(-?[\d.]+)\}$/.exec(answer)?.[1];
  return gap === undefined ? answer : `a gap of ${figure(gap)}`;
}

export function distanceText({ base, value, distance }: ReportFlip): string {
  if (typeof base !== "number" || typeof value !== "number" || distance === undefined) return "";
  return ` (${value < base ? "−" : "+"}${percent(distance)})`;
}

/** What the verdict would then be. */
export function outcome(view: PartView, flip: Pick<ReportFlip, "verdict" | "names" | "called">): string {
  const alternative = find(view, flip.names);
  const name = alternative === undefined ? (flip.called ?? flip.names) : fullName(view, alternative);
  switch (flip.verdict) {
    case "self-host":
      if (alternative !== undefined && alternative === todayOf(view)) return `keep ${name}`;
      return selfHost(view, alternative === undefined ? undefined : name);
    case "hybrid":
      return `split it, ${name}`;
    case "buy":
      return alternative !== undefined && alternative === todayOf(view) ? `keep ${name}` : `buy ${name}`;
    case "explain":
      return alternative === undefined || alternative.infeasible !== undefined
        ? "open"
        : `open, meanwhile ${name}`;
    default:
      return flip.verdict;
  }
}

/** "llm.requestsPerMonth from 170,000 to 17 M": what was searched and turned nothing. */
export function searchedWithout(view: PartView): string[] {
  const { searched, flips } = view.decision;
  return searched
    .filter(({ key }) => !flips.some((flip) => flip.key === key))
    .map(({ key, from, to }) =>
      pricedBy(key) === undefined
        ? `${key} from ${figure(from)} to ${figure(to)}`
        : `${flipName({ key })} × ${figure(from)} to × ${figure(to)}`,
    );
}

/** A fleet that only the flip brings has no row to be named by. */
function selfHost(view: PartView, name: string | undefined): string {
  if (name === undefined) return "run it ourselves";
  return view.part === "llm" ? `run it ourselves on ${name}` : `run ${name}`;
}
