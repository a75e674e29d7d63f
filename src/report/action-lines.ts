import { imperative, nowSentence, testSentence } from "./action-sentence.ts";
import { type Line, labelled, type Span } from "./layout.ts";
import { monthSpan, percent, usd } from "./number.ts";
import {
  find,
  leadingParts,
  leadOf,
  nameOf,
  type PartView,
  partViews,
  restsOnQuality,
  todayOf,
} from "./part-view.ts";
import { rejectionSentence } from "./rejection-sentence.ts";
import type { Report, ReportAction, ReportRejection } from "./report.ts";
import { shownRows } from "./shown-rows.ts";
import { clause, sentence } from "./wording.ts";

const LABEL = 6;
const LABELS = { NOW: "good", TEST: "warn", NOT: "bad" } as const;

/** Now, Test, Not as the one screen shows them: the first few of each, and how many more there are. */
export function actionLines(report: Report, width: number, most: Shown, where: string): Line[] {
  const views = leadingParts(report);
  const losers = views.map((view) => failedEarly(view, told(view)));
  const not = losers.flatMap(({ view, list }) => list.map((rejection) => rejectionSentence(view, rejection)));
  const failed = losers.reduce((most, { until }) => Math.max(most, until), 0);
  const left = views.reduce((sum, { decision }) => sum + decision.not.length, 0) - not.length;
  return [
    ...entries("NOW", nowTexts(report), width, { most: most.now, lines: 3, where }),
    ...entries("TEST", testTexts(report), width, { most: most.test, lines: 4, where }),
    ...entries("NOT", not, width, {
      most: Math.max(most.not, failed),
      lines: most.counts ? 1 : 3,
      left,
      where,
    }),
  ];
}

/** Entries of each list that have room. */
interface Shown {
  readonly now: number;
  readonly test: number;
  readonly not: number;
  /** A loser is told in one line. */
  readonly counts?: true;
}

interface Room {
  readonly most: number;
  /** Of one entry, at 100 columns. */
  readonly lines: number;
  /** Entries that were not even offered. */
  readonly left?: number;
  /** Where the others stand. */
  readonly where: string;
}

function entries(
  label: keyof typeof LABELS,
  texts: readonly string[],
  width: number,
  { most, lines, left = 0, where }: Room,
): Line[] {
  const shown = texts.slice(0, most);
  const more = texts.length - shown.length + left;
  const all =
    more > 0 && shown.length > 0
      ? [...shown.slice(0, -1), `${shown.at(-1)} (${more} more: ${where})`]
      : shown;
  const style = LABELS[label];
  return all
    .flatMap((text, index) => labelled(index === 0 ? label : "", LABEL, text, width, lines))
    .map((line) => line.map((span): Span => (span.style === undefined ? span : { ...span, style })));
}

/** What the one screen says of the losers: the leading fleet, then each other model once, changes of today's offer first. */
function told(view: PartView): ReportRejection[] {
  const tested = view.decision.test.map(({ alternative }) => find(view, alternative)?.model);
  const seen = new Set([...tested, find(view, view.decision.names)?.model]);
  return inOrder(view).filter(({ alternative }, index) => {
    const loser = find(view, alternative);
    if (index === 0 || loser === undefined || loser.kind === "lever") return true;
    if (loser.kind === "hosted" || seen.has(loser.model)) return false;
    seen.add(loser.model);
    return true;
  });
}

/** Offers of the table that failed their gate stand behind the first loser, and however little room there is they are told. */
function failedEarly(view: PartView, list: readonly ReportRejection[]) {
  const shown = new Set(
    shownRows(view).rows.flatMap((a) => (a.failsGate && a.kind === "bought" ? [a.id] : [])),
  );
  const [first, ...rest] = list;
  if (first === undefined || shown.size === 0) return { view, list, until: 0 };
  const failed = rest.filter(({ alternative }) => shown.has(alternative));
  const others = rest.filter((rejection) => !failed.includes(rejection));
  return { view, list: [first, ...failed, ...others], until: failed.length === 0 ? 0 : 1 + failed.length };
}

/** Best saving first over all parts; where a part has nothing to do, its reason, for the leading parts only. */
export function nowTexts(report: Report): string[] {
  const actions = partViews(report).flatMap((view) => view.decision.now.map((action) => ({ view, action })));
  const still = leadingParts(report).filter((view) => view.decision.now.length === 0);
  const several = report.decisions.length > 1;
  const named = (view: PartView, text: string) =>
    several && view.part !== "llm" ? `${partName(view)}: ${text}` : text;
  return [
    ...ordered(actions).map(({ view, action }) =>
      named(view, `${nowSentence(view, action)}${waitText(view, action)}`),
    ),
    ...still.map((view) => named(view, nothingToDo(view))),
  ];
}

/** Where the fleet that is moved to costs less over the horizon when it takes over later, when and how much. */
function waitText({ decision, report }: PartView, { alternative }: ReportAction): string {
  const { trigger } = decision;
  if (trigger?.alternative !== alternative || trigger.best.kind !== "at" || trigger.best.month === 1)
    return "";
  const { horizonMonths, discountRatePerYear: rate } = report.scenario;
  const over = `over ${monthSpan(horizonMonths)}${rate === 0 ? "" : ` at ${percent(rate)} a year`}`;
  return ` Best from month ${trigger.best.month}: moving now costs ${usd(trigger.nowUsd)} USD more ${over}.`;
}

export function testTexts(report: Report): string[] {
  const several = report.decisions.length > 1;
  const actions = partViews(report).flatMap((view) => view.decision.test.map((action) => ({ view, action })));
  const text = ({ view, action }: Listed) => testSentence(view, action);
  return ordered(actions).map((entry) =>
    several && entry.view.part !== "llm" ? `${partName(entry.view)}: ${text(entry)}` : text(entry),
  );
}

interface Listed {
  readonly view: PartView;
  readonly action: ReportAction;
}

/** Best saving first. Levers stand on each other: they keep their order and go together, by the best of them. */
function ordered(actions: readonly Listed[]): Listed[] {
  const isLever = ({ view, action }: Listed) => find(view, action.alternative)?.kind === "lever";
  const best = Math.max(...actions.filter(isLever).map(({ action }) => action.savingUsdPerMonth));
  const rank = (entry: Listed) => (isLever(entry) ? best : entry.action.savingUsdPerMonth);
  return [...actions].sort((a, b) => rank(b) - rank(a));
}

export const partName = ({ part }: PartView) =>
  ({ llm: "LLM", vectors: "Vectors", tracking: "Tracking" })[part];

/** Why nothing is to be done now: each verdict has its own reason. */
function nothingToDo(view: PartView): string {
  const { decision } = view;
  const named = find(view, decision.names);
  const today = todayOf(view);
  if (named?.infeasible !== undefined)
    return `Nothing yet, and ${nameOf(view, named.id)} may not stay: ${clause(named.infeasible)}.`;
  if (decision.verdict === "undecided") return `Nothing yet: ${missing(view)}.`;
  if (decision.verdict === "explain" && named !== undefined)
    return `Nothing yet: ${meanwhile(view)} until that is answered.`;
  if (named === undefined) return sentence(decision.because);
  if (named === today) return `Nothing to change: keep ${nameOf(view, named.id)}.`;
  const amount =
    named.row === undefined
      ? ""
      : `: ${named.row.atLeast ? "at least " : ""}${usd(named.row.monthUsd)} USD/month`;
  const once =
    named.row === undefined || named.row.oneOffUsd === 0 ? "" : `, ${usd(named.row.oneOffUsd)} USD once`;
  if (restsOnQuality(view))
    return `Nothing before the test below; if it holds, ${meanwhile(view)}${amount}${once}.`;
  const nothing = decision.byConstraint
    ? "; the constraint leaves nothing else"
    : today === undefined
      ? "; nothing is bought yet"
      : "";
  return `${imperative(view, named)}${amount}${once}${nothing}.`;
}

function meanwhile(view: PartView): string {
  const named = find(view, view.decision.names);
  if (named === undefined) return view.decision.names;
  const order = imperative(view, named);
  return order.charAt(0).toLowerCase() + order.slice(1);
}

function missing(view: PartView): string {
  const { material, because } = view.decision;
  const first = material[0];
  if (first === undefined) return clause(because);
  const rest = material.length > 1 ? ` (and ${material.length - 1} more)` : "";
  return `${clause(first.because)}${rest}. To settle it: ${clause(first.resolve)}`;
}

/** The leading fleet's reason, then what is bought, then the other fleets. */
function inOrder(view: PartView): ReportRejection[] {
  const lead = leadOf(view)?.id;
  const { not } = view.decision;
  const kind = (rejection: ReportRejection) => find(view, rejection.alternative)?.kind;
  const hosted = not.filter((rejection) => kind(rejection) === "hosted");
  const first = hosted.find((rejection) => rejection.alternative === lead) ?? hosted[0];
  const others = not.filter((rejection) => kind(rejection) !== "hosted");
  return first === undefined
    ? others
    : [first, ...others, ...hosted.filter((rejection) => rejection !== first)];
}

/** Every rejection as a sentence, the leading fleet's first. */
export function notTexts(view: PartView): string[] {
  return inOrder(view).map((rejection) => rejectionSentence(view, rejection));
}
