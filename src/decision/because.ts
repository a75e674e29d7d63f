import { isOurs, runsMachines } from "../alternatives/alternative.ts";
import type { Payback } from "../compare/payback.ts";
import { cheapest, type Entry, statedPayback } from "./entry.ts";
import { hoursText } from "./expertise.ts";
import { type DecisionInput, type Judged, lacksPeople, type Ruling } from "./verdict.ts";

/** Whole dollars, as the table prints them. */
function usd(amount: number): string {
  return `${Math.round(amount).toLocaleString("en-US")} USD`;
}

function spoken(payback: Payback): string {
  switch (payback.kind) {
    case "at":
      return `pays back in ${span(Number(payback.months.toFixed(1)))}${payback.lasting ? "" : ", but not lastingly"}`;
    case "immediate":
      return "costs less from the first month";
    case "tie":
      return "costs the same";
    case "leadLost":
      return `is cheaper only until month ${payback.month.toFixed(1)}`;
    case "never":
      return "never pays back";
    case "beyond":
      return `does not pay back within ${span(payback.lowerBound)}`;
    case "unknown":
      return "has no known payback";
  }
}

/** The verdict's reason in one sentence, with the figures of both sides. */
export function becauseOf(ruling: Ruling, input: DecisionInput): string {
  const { lead, verdict, clause, keep } = ruling;
  if (verdict === "undecided") return undecided(ruling);
  if (lead === undefined) return withoutHost(ruling, input);
  if (lead.baselines.length === 0) return alone(lead);
  const duel = comparison(lead);
  // A payback that is not known is beside no limit.
  const beside = (limit: string) =>
    statedPayback(hardestOf(lead), lead.host).kind === "unknown" ? "" : limit;
  const { paybackGoodMonths: good, paybackBadMonths: bad } = input.criteria;
  if (clause === "3" && lead.outcome.verdict === "buy") {
    return lacksPeople(lead)
      ? `${unmannedText(lead)}; ${duel}`
      : `${duel}${beside(` (limit ${span(bad.base)})`)}`;
  }
  if (clause === "6" && lead.beatenBy !== undefined)
    return `${duel}, and undercuts ${lead.beatenBy.source.name} by no more than a tie`;
  if (clause === "6") return `${duel}${beside(` (limit ${span(good.base)})`)}`;
  if (clause === "7") return `${duel}${besideLimits(lead, good.base, bad.base)}`;
  if (clause === "5" && lead.gate.kind === "fail") {
    return `${lead.host.source.model} loses ${points(lead.gate.delta)} points of win rate, the limit is ${points(lead.gate.limit)}; ${duel}${classesThatPass(lead, ruling)}`;
  }
  if (keep.open) return openGate(keep.open, ruling);
  if (keep.offer === undefined && lead.gate.kind === "fail")
    return `No model that may be bought has passed the quality gate; ${duel}`;
  const asks = lead.gate.kind === "unanswered" ? "Its quality" : "Who runs it";
  return `${asks} is not answered; ${duel}`;
}

function unmannedText({ expertise }: Judged): string {
  const { short, neededHours, freeHours, skill, hired } = expertise;
  if (!short || (skill.answer === "no" && hired === undefined)) return "Nobody is there to run it";
  return `The team has ${hoursText(freeHours ?? 0)} h a month, and running it needs ${hoursText(neededHours)}`;
}

/** What a model that failed as a whole may still do: the classes on which it passed. */
function classesThatPass({ host }: Judged, { judged }: Ruling): string {
  const hybrid = judged.find(
    (other) =>
      other.host.source.routes?.model === host.source.model &&
      other.gate.kind === "pass" &&
      other.outcome.verdict !== "buy",
  );
  return hybrid === undefined ? "" : `; next: a hybrid for the classes that pass, ${hybrid.host.source.name}`;
}

const points = (share: number) => (100 * share).toFixed(1);

const span = (months: number) => `${months} ${months === 1 ? "month" : "months"}`;

/** Between the limits by its months, or by a lead that does not last: then the limits say nothing. */
function besideLimits(judged: Judged, good: number, bad: number): string {
  const payback = statedPayback(hardestOf(judged), judged.host);
  if (payback.kind !== "at") return "";
  if (payback.months >= good) return `, between the limits of ${good} and ${span(bad)}`;
  return ", and costs more over the horizon";
}

export function hardestOf({ baselines, host }: Judged): Entry {
  return baselines.reduce((x, y) => (y.presentValueUsd < x.presentValueUsd ? y : x), baselines[0] ?? host);
}

/** Against the baseline that is hardest to beat: the one that costs least. */
function comparison(judged: Judged): string {
  const { host, sameModel } = judged;
  const hardest = hardestOf(judged);
  const what = hardest === sameModel ? "the same model bought" : hardest.source.name;
  const least = host.unknowns.length > 0 ? "at least " : "";
  return `${host.source.name} costs ${least}${usd(host.monthUsd)}/month against ${usd(hardest.monthUsd)} for ${what} and ${spoken(statedPayback(hardest, host))}`;
}

function undecided({ material, entries }: Ruling): string {
  const first = material[0];
  if (first === undefined) return "A line without a figure decides";
  const owner = entries.find(({ id }) => id === first.alternative)?.source.name ?? first.alternative;
  return `${first.name} of ${owner} has no figure and could turn it: ${first.because}`;
}

function withoutHost(ruling: Ruling, { criteria }: DecisionInput): string {
  const { keep, entries } = ruling;
  if (keep.open) return openGate(keep.open, ruling);
  if (keep.offer === undefined) return `No alternative is feasible${forbidding(entries)}`;
  if (isOurs(keep.offer.source)) return runsAlready(keep.offer, entries, criteria.paybackGoodMonths.base);
  const hosted = entries.some(({ source }) => runsMachines(source));
  return `Nothing hosted is ${hosted ? "feasible" : "compared"}; ${keep.offer.source.name} costs ${usd(keep.offer.monthUsd)}/month`;
}

/** Nothing is started: what stays is measured against the cheapest that it could be left for. */
function runsAlready(own: Entry, entries: readonly Entry[], limit: number): string {
  const other = cheapest(entries.filter((entry) => entry !== own && entry.ruledOut === undefined));
  const runs = `${own.source.name} runs already and costs ${usd(own.monthUsd)}/month`;
  if (other === undefined) return runs;
  const payback = statedPayback(own, other);
  const beside = payback.kind === "at" && payback.months >= limit ? ` (limit ${span(limit)})` : "";
  return `${runs}; ${other.source.name} costs ${usd(other.monthUsd)} and ${spoken(payback)}${beside}`;
}

/** " under criteria.dataPolicy": what rules out rows that can do the work. */
function forbidding(entries: readonly Entry[]): string {
  const keys = [...new Set(entries.flatMap(({ forbiddenBy }) => forbiddenBy))];
  return keys.length === 0 ? "" : ` under ${keys.join(" and ")}`;
}

function openGate(offer: Entry, { entries }: Ruling): string {
  const failed = entries.some(
    ({ source, ruledOut, presentValueUsd }) =>
      source.quality.kind === "measured" && ruledOut === undefined && presentValueUsd < offer.presentValueUsd,
  );
  const left = failed ? "the cheapest left that has not failed its gate" : "the cheapest that is left";
  return `Today's offer is ruled out, and ${left}, ${offer.source.name} at ${usd(offer.monthUsd)}/month, is another model whose quality is not measured`;
}

function alone({ host, gate }: Judged): string {
  const cost = `${host.source.name} at ${usd(host.monthUsd)}/month is the only kind left`;
  return gate.kind === "pass"
    ? cost
    : `${cost}, and its quality ${gate.kind === "fail" ? "failed the gate" : "is not measured"}`;
}
