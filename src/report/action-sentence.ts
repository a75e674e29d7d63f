import { sumOf } from "./charge-sum.ts";
import { againTexts, partsOf, spreadTexts } from "./later-once.ts";
import { grouped, usd } from "./number.ts";
import { find, fullName, type PartView, todayOf } from "./part-view.ts";
import { paybackPhrase } from "./payback-text.ts";
import type { ReportAction, ReportAlternative, ReportCharge } from "./report.ts";
import { clause, listed, sentence } from "./wording.ts";

/** What choosing a row means, as an order. */
export function imperative(view: PartView, alternative: ReportAlternative): string {
  if (alternative.doing !== undefined) return clause(alternative.doing);
  const name = fullName(view, alternative);
  switch (alternative.kind) {
    case "today":
      return `Keep ${name}`;
    case "lever":
      return `Change to ${name}`;
    case "bought":
      return `Buy ${name}`;
    case "hybrid":
      return `Go two ways with ${name}`;
    case "hosted":
      return view.part === "llm" ? `Run it ourselves on ${name}` : `Run ${name} ourselves`;
  }
}

/** One entry of Now: what, how much less a month, what it takes, when it is earned back. */
export function nowSentence(view: PartView, action: ReportAction): string {
  const alternative = find(view, action.alternative);
  const what = alternative === undefined ? `Choose ${action.alternative}` : imperative(view, alternative);
  const same = alternative?.kind === "lever" ? ["same model"] : [];
  const work = effort(view, alternative, action);
  const figures = [saving(view, action), ...work, paybackPhrase(action.payback), ...same].join(", ");
  const doubt = alternative?.doubt === undefined ? "" : `; ${alternative.doubt}`;
  return `${what}: ${figures}${doubt}.`;
}

/** One entry of Test: the saving at stake and the question between here and there. */
export function testSentence(view: PartView, action: ReportAction): string {
  const alternative = find(view, action.alternative);
  const what = alternative === undefined ? `Choose ${action.alternative}` : imperative(view, alternative);
  if (action.alternative === action.against) return choiceSentence(action);
  const figures = `${what}: ${[saving(view, action, besideNow(view, action)), paybackPhrase(action.payback)].join(", ")}.`;
  const open = action.open.map(({ question, test }) => `${sentence(question)} ${sentence(test)}`);
  return [figures, "Not advised yet.", ...open].join(" ");
}

/** Of a model that nothing in use stands beside, the question alone: what it costs is the verdict's. */
function choiceSentence({ open }: ReportAction): string {
  return open.map(({ question, test }) => `${sentence(question)} ${sentence(test)}`).join(" ");
}

/** " than with the changes above (16,565 less than today)": what Now has saved by then, both sums of the same month. */
function besideNow(view: PartView, action: ReportAction): string | undefined {
  const last = view.decision.now.at(-1);
  const [own, today] = [find(view, action.alternative)?.row, todayOf(view)?.row];
  if (last === undefined || last.alternative !== action.against) return undefined;
  const above = ` than with the change${view.decision.now.length > 1 ? "s" : ""} above`;
  if (own === undefined || today === undefined) return above;
  const less = today.monthUsd - own.monthUsd;
  return `${above} (${usd(Math.abs(less))} ${less < 0 ? "more" : "less"} than today)`;
}

/** "5,226 USD/month less (4,900 to 5,300) than …": the difference of two rows, before rounding. */
function saving(view: PartView, action: ReportAction, than = comparedWith(view, action)): string {
  const amount = action.savingUsdPerMonth;
  if (amount === 0) return `the same cost a month${than}`;
  const further = isFurther(view, action) ? "a further " : "";
  const word = amount > 0 ? "less" : "more";
  const size = `${certainty(view, action)}${further}${usd(Math.abs(amount))} USD/month ${word}`;
  return `${size}${savingRange(action, amount > 0 ? 1 : -1)}${than}${oncePaid(view, action)}`;
}

/** " until month 12, then 13,900 less": a set-up that is paid in parts makes the first months dearer. */
function oncePaid(view: PartView, action: ReportAction): string {
  const parts = [action.alternative, action.against].map((id) => {
    const row = find(view, id);
    return row === undefined ? undefined : partsOf(row);
  });
  const later = (parts[0]?.monthUsd ?? 0) - (parts[1]?.monthUsd ?? 0);
  if (later === 0) return "";
  const after = action.savingUsdPerMonth + later;
  const until = Math.max(...parts.map((part) => part?.until ?? 0));
  return ` until month ${until}, then ${usd(Math.abs(after))} ${after < 0 ? "more" : "less"}`;
}

function savingRange(action: ReportAction, sign: 1 | -1): string {
  const { savingLowUsdPerMonth: low, savingHighUsdPerMonth: high } = action;
  if (low === undefined || high === undefined || low === high) return "";
  const ends = [low * sign, high * sign].sort((a, b) => a - b).map((end) => usd(end));
  return ` (${ends.join(" to ")})`;
}

/** An unpriced line on the new side can only shrink the saving, one on the old side only raise it. */
function certainty(view: PartView, action: ReportAction): string {
  const open = find(view, action.alternative)?.row?.atLeast ?? false;
  const old = find(view, action.against)?.row?.atLeast ?? false;
  if (open && old) return "by the lines that have a price, ";
  const gain = action.savingUsdPerMonth > 0;
  if (open) return gain ? "at most " : "at least ";
  if (old) return gain ? "at least " : "at most ";
  return "";
}

const isFurther = (view: PartView, action: ReportAction) =>
  find(view, action.alternative)?.kind === "lever" && find(view, action.against)?.kind === "lever";

function comparedWith(view: PartView, action: ReportAction): string {
  const against = find(view, action.against);
  if (against === undefined || against.kind === "today" || isFurther(view, action)) return "";
  return ` than ${fullName(view, against)}`;
}

/**
 * Work, and beside it what is paid once and is nobody's hours. One change of today's offer stands on another: only what
 * is left to do counts. A fleet or a new offer counts whole.
 */
function effort(view: PartView, alternative: ReportAlternative | undefined, action: ReportAction): string[] {
  if (alternative === undefined) return [];
  const against = find(view, action.against);
  const before = isFurther(view, action) && against !== undefined ? against : undefined;
  const work = workOnce(alternative);
  const done = before === undefined ? { hours: 0, usd: 0 } : workOnce(before);
  const once = before === undefined ? (alternative.row?.oneOffUsd ?? action.oneOffUsd) : action.oneOffUsd;
  const later = [...spreadTexts(alternative), ...againTexts(alternative)];
  return [onceText(alternative, work, done, once), ...later].filter((text) => text !== "");
}

function onceText(alternative: ReportAlternative, work: Work, done: Work, once: number): string {
  const hours = work.hours - done.hours;
  if (hours <= 0) return once > 0 ? `${usd(once)} USD once` : "";
  const paid = work.usd - done.usd;
  const rest = once - paid;
  if (rest < 0.5) return `${span(hours)} of work (${usd(paid)} USD)`;
  return `${usd(once)} USD once (${span(hours).replace("about ", "")} of work, ${bought(alternative)})`;
}

interface Work {
  readonly hours: number;
  readonly usd: number;
}

/** People's hours before it runs and what they cost; a line without a figure adds nothing. */
function workOnce({ oneOff }: ReportAlternative): Work {
  const lines = oneOff.filter(isWork);
  const hours = lines.reduce(
    (sum, { quantity }) => sum + (typeof quantity === "string" ? Number(quantity) : 0),
    0,
  );
  return { hours, usd: sumOf(lines).usd.toNumber() };
}

const isWork = ({ origin, unit }: ReportCharge) => origin === "people" && /^(h|hours?)$/.test(unit);

/** "labelling and training": what else is paid once. */
function bought({ oneOff }: ReportAlternative): string {
  const lines = oneOff.filter(
    (line) => !isWork(line) && !(line.cost.kind === "known" && line.cost.usd === "0"),
  );
  const names = [...new Set(lines.map(({ name }) => name.charAt(0).toLowerCase() + name.slice(1)))];
  return names.length === 0 || names.length > 3 ? "other things" : listed(names);
}

/** Hours as a team plans them: 8 a day, 40 a week. */
function span(hours: number): string {
  if (hours < 12) return "about a day";
  if (hours < 36) return `about ${grouped(hours / 8, 0)} days`;
  return hours < 60 ? "about a week" : `about ${grouped(hours / 40, 0)} weeks`;
}
