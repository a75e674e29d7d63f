import { constraintLine } from "./constraint-text.ts";
import { flipSentence, nearestFirst } from "./flip-sentence.ts";
import { usd } from "./number.ts";
import { byTotal, find, fullName, leadOf, type PartView, todayOf } from "./part-view.ts";
import { paybackOver } from "./payback-over.ts";
import { paybackPhrase } from "./payback-text.ts";
import type { ReportAlternative } from "./report.ts";
import { verdictLine } from "./verdict-sentence.ts";
import { clause } from "./wording.ts";

/** A part beside the leading one, in a line: what to do, what the others cost, what would turn it. */
export function partLine(view: PartView): string {
  return [
    start(view),
    ...others(view).map((a) => priced(view, a)),
    ...slowPayback(view),
    ...remark(view),
    ...turn(view),
  ].join(" · ");
}

function start(view: PartView): string {
  const { verdict, names, because } = view.decision;
  const named = find(view, names);
  if (named === undefined || verdict === "undecided")
    return clause(verdictLine(view, 0)).replace(/^./, (letter) => letter.toLowerCase());
  const limited = constraintLine(view);
  const constrained = limited === undefined ? "" : `by constraint (${limited}) `;
  const text = priced(view, named, true);
  // What may not stay runs on meanwhile without anyone's advice.
  if (verdict === "explain")
    return `${constrained}open: ${clause(because)}${named.infeasible === undefined ? "; meanwhile " : " · "}${text}`;
  if (verdict === "hybrid") return `${constrained}split: ${text}`;
  const order = verdict === "self-host" ? "run" : "buy";
  return `${constrained}${named === todayOf(view) ? "keep" : order} ${text}`;
}

/** "Qdrant 3 × r6g.xlarge 1,524 (people 920)"; the first figure of the line says its unit. */
function priced(view: PartView, alternative: ReportAlternative, first = false): string {
  const name = fullName(view, alternative);
  if (alternative.infeasible !== undefined) return `${name}: ${clause(alternative.infeasible)}`;
  if (alternative.row === undefined) return `${name}: no figures`;
  const people = alternative.split?.peopleUsd ?? 0;
  const part = people > 0 ? ` (people ${usd(people)})` : "";
  const amount = `${alternative.row.atLeast ? "at least " : ""}${usd(alternative.row.monthUsd)}`;
  return `${name} ${amount}${first ? " USD/month" : ""}${part}`;
}

/** What the verdict turns down or replaces: today, the cheapest other offer, the leading fleet. */
function others(view: PartView): ReportAlternative[] {
  const named = find(view, view.decision.names);
  const bought = byTotal(
    view.alternatives.filter((a) => a.kind === "bought" && a.infeasible === undefined && a !== named),
  );
  const hosted = leadOf(view) ?? view.alternatives.find((a) => a.kind === "hosted");
  const candidates = [todayOf(view), named?.kind === "bought" ? undefined : bought[0], hosted];
  return candidates.filter((a): a is ReportAlternative => a !== undefined && a !== named);
}

/** A fleet that is cheaper a month and still not advised needs its payback beside it. */
function slowPayback(view: PartView): string[] {
  const lead = leadOf(view);
  const named = find(view, view.decision.names);
  if (lead?.row === undefined || named?.row === undefined || lead.row.monthUsd >= named.row.monthUsd)
    return [];
  const payback = paybackOver(view, lead.row, named);
  return payback === undefined ? [] : [`against ${fullName(view, named)} it ${paybackPhrase(payback)}`];
}

const remark = (view: PartView): string[] => {
  const note = find(view, view.decision.names)?.notes[0] ?? todayOf(view)?.notes[0];
  return note === undefined ? [] : [clause(note)];
};

function turn(view: PartView): string[] {
  const nearest = nearestFirst(view.decision.flips)[0];
  if (nearest !== undefined) return [`turns at ${flipSentence(view, nearest)}`];
  return view.decision.searched.length > 0 ? ["nothing searched turns it"] : [];
}
