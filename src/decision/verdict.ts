import { type Alternative, isOurs, type Part } from "../alternatives/alternative.ts";
import type { Answer } from "../scenario/figure.ts";
import type { Criteria, People } from "../scenario/scenario.ts";
import type { Verdict } from "./decision.ts";
import { byPresentValue, cheapest, type Entry, entryOf, type UnknownLine } from "./entry.ts";
import { type Expertise, expertiseOf, type HostingHours } from "./expertise.ts";
import type { Gate } from "./gate.ts";
import { gateOf, type Keep, keepOf } from "./keep.ts";
import { type OpenChoice, openChoice } from "./open-choice.ts";
import { type Outcome, outcomeOf } from "./rule.ts";
import { hybridOutcome, notUndercut } from "./undercut.ts";

/** Everything one part's decision rests on. */
export interface DecisionInput {
  readonly part: Part;
  readonly alternatives: readonly Alternative[];
  readonly criteria: Criteria;
  readonly people: People;
  /** context.kubernetes; absent: unanswered. */
  readonly kubernetes?: Answer;
  /** The part's own hours: `llm.hosting`, `vectors` or `tracking` of the scenario. */
  readonly hours: HostingHours;
  /** Whole months; every alternative has this many. */
  readonly horizonMonths: number;
  /** Share per year, above −1. */
  readonly discountRatePerYear: number;
  /** Scenario key that answers the quality question, by model; absent models get `llm.candidates`. */
  readonly qualityKeys?: Readonly<Record<string, string>>;
  /** Endpoint of the bought offers, llm only: with a region-bound policy "global" is a finding. */
  readonly geography?: string;
  /** True when the cost of leaving a running offer is among the one-offs. */
  readonly switchingGiven?: boolean;
}

/** One hosted alternative after the steps. */
export interface Judged {
  readonly host: Entry;
  readonly baselines: readonly Entry[];
  readonly sameModel?: Entry;
  readonly gate: Gate;
  /** Whether the team can run this one: what the reader prices himself has hours of its own. */
  readonly expertise: Expertise;
  readonly outcome: Outcome;
  /** A hybrid's pure option that costs no more, or hardly more. */
  readonly beatenBy?: Entry;
}

/** The verdict and what it was reached with; `decide` turns it into rows and lists. */
export interface Ruling {
  readonly verdict: Verdict;
  readonly names: string;
  readonly clause: string;
  readonly material: readonly UnknownLine[];
  readonly entries: readonly Entry[];
  readonly keep: Keep;
  /** Of the lead; with nothing hosted, of the part's own hours. */
  readonly expertise: Answer;
  readonly judged: readonly Judged[];
  readonly lead?: Judged;
  /** True when nothing bought is left. */
  readonly onlyHosted: boolean;
  /** Set where nothing says that the model which is named is good enough. */
  readonly choice?: OpenChoice;
}

/** The verdict alone: what a search for flips asks again and again. */
export function rule(input: DecisionInput): Ruling {
  const { criteria } = input;
  const terms = { policy: criteria.dataPolicy, ...input };
  const entries = input.alternatives.map((alternative) => entryOf(alternative, terms));
  const keep = keepOf(entries, criteria);
  const hosts = entries.filter((entry) => entry.source.kind === "hosted" && entry.ruledOut === undefined);
  const fleets = leadable(hosts).map((host) => judge(host, entries, keep, input));
  const whole = fleets.filter(({ gate }) => gate.kind === "pass").map(({ host }) => host);
  const hybrids = entries.filter((entry) => entry.source.kind === "hybrid" && entry.ruledOut === undefined);
  const judged = [
    ...fleets,
    ...leadable(hybrids).map((host) => beside(whole, judge(host, entries, keep, input), criteria)),
  ];
  const lead = leadOf(judged);
  const shared = {
    entries,
    keep,
    expertise: (lead?.expertise ?? expertiseOf({}, input)).answer,
    judged,
    ...(lead && { lead }),
    onlyHosted: [keep.offer, keep.open, keep.asked].every((entry) => entry === undefined) && hosts.length > 0,
  };
  const said = verdictOf(keep, lead);
  const chosen = isHosting(said.verdict) ? lead?.host : keep.offer;
  const choice = openChoice(chosen, entries, keep, input);
  return { ...shared, ...said, ...(choice && { choice }) };
}

/**
 * A row without a figure leads only if no priced one works. What all of them lack holds none back: the same line, or
 * the same price, which a cluster of more nodes lacks on more lines.
 */
function leadable(hosts: readonly Entry[]): readonly Entry[] {
  const common = ({ charge, because }: UnknownLine) =>
    hosts.every(({ unknowns }) =>
      unknowns.some((line) => line.charge === charge || line.because === because),
    );
  const priced = hosts.filter(({ unknowns }) => unknowns.every(common));
  return priced.length > 0 ? priced : hosts;
}

function judge(host: Entry, entries: readonly Entry[], keep: Keep, input: DecisionInput): Judged {
  const { criteria } = input;
  const sameModel = sameModelBought(host, entries, keep);
  const baselines = [
    ...new Set(
      [keep.offer ?? keep.open ?? keep.asked, keep.improved, sameModel].filter(
        (entry) => entry !== undefined,
      ),
    ),
  ];
  const gate = gateOf(host, keep.referenceModel, criteria);
  const expertise = expertiseOf(host.source, input);
  const outcome =
    baselines.length === 0
      ? withoutRival(gate)
      : outcomeOf({ host, baselines, gate, expertise: expertise.answer }, criteria);
  return { host, baselines, ...(sameModel && { sameModel }), gate, expertise, outcome };
}

/** A hybrid beside the pure options: what is bought alone, and the fleets that may carry all requests. */
function beside(whole: readonly Entry[], judged: Judged, criteria: Criteria): Judged {
  const beatenBy = notUndercut(judged.host, [...judged.baselines, ...whole], criteria);
  return {
    ...judged,
    ...(beatenBy && { beatenBy }),
    outcome: hybridOutcome(judged.outcome, beatenBy),
  };
}

/** Nobody can run it, and there is something else: where nothing may be bought, nobody asks. */
export const lacksPeople = ({ baselines, expertise }: Judged): boolean =>
  baselines.length > 0 && expertise.answer === "no";

/** Nothing may be bought: hosting is what is left, unless its quality bars it. */
function withoutRival(gate: Gate): Outcome {
  if (gate.kind === "unanswered") return { verdict: "explain", clause: "4", material: [] };
  if (gate.kind === "fail") return { verdict: "explain", clause: "5", material: [] };
  return { verdict: "self-host", clause: "1", material: [] };
}

/**
 * The same weights from their cheapest seller; when today's offer runs them, today's with its levers counts too. A hybrid's
 * are two models: bought from two sellers, or the open one alone where it passed on every class.
 */
export function sameModelBought(host: Entry, entries: readonly Entry[], keep: Keep): Entry | undefined {
  const { model, routes, quality } = host.source;
  const measured = routes !== undefined && quality.kind !== "unanswered";
  const sellers = entries.filter(
    (entry) =>
      entry.ruledOut === undefined &&
      (entry.source.model === model ||
        (routes?.everyClassPassed === true && entry.source.model === routes.model)) &&
      (entry.source.kind === "bought" || entry === keep.improved) &&
      !(measured && entry.source.quality.kind === "unanswered"),
  );
  const priced = sellers.filter((entry) => entry.unknowns.length === 0);
  return cheapest(priced.length > 0 ? priced : sellers);
}

/** What a verdict names is run by us, all of it or some. */
export const isHosting = (verdict: Verdict): boolean => verdict === "self-host" || verdict === "hybrid";

/** The fleet that the verdict starts; nothing where what runs today is kept, whoever runs it. */
export function startedBy({
  verdict,
  names,
  lead,
}: Pick<Ruling, "verdict" | "names" | "lead">): Entry | undefined {
  return isHosting(verdict) && lead?.host.id === names ? lead.host : undefined;
}

/** Of several that reach step 6 the lowest present value; else undecided, then explain, then buy. */
const RANK: Readonly<Record<Verdict, number>> = {
  "self-host": 0,
  hybrid: 0,
  undecided: 1,
  explain: 2,
  buy: 3,
};

function leadOf(judged: readonly Judged[]): Judged | undefined {
  return [...judged].sort(
    (x, y) =>
      RANK[x.outcome.verdict] - RANK[y.outcome.verdict] ||
      losingHybrid(x) - losingHybrid(y) ||
      byPresentValue(x.host, y.host),
  )[0];
}

/** Where nothing is hosted, what hosting would cost is said of a whole fleet. */
function losingHybrid({ host, outcome }: Judged): number {
  return Number(host.source.kind === "hybrid" && outcome.verdict === "buy");
}

function verdictOf(
  keep: Keep,
  lead: Judged | undefined,
): Pick<Ruling, "verdict" | "names" | "clause" | "material"> {
  const offer = keep.offer?.id;
  if (lead !== undefined && isHosting(lead.outcome.verdict)) return { ...lead.outcome, names: lead.host.id };
  const names = offer ?? keep.today?.id ?? keep.open?.id ?? "none";
  if (keep.asked !== undefined) return { verdict: "undecided", clause: "2", names, material: keep.material };
  if (lead !== undefined && lead.outcome.verdict !== "buy") return { ...lead.outcome, names };
  if (offer === undefined) return { verdict: "explain", clause: keep.open ? "4" : "1", names, material: [] };
  if (keep.material.length > 0) return { verdict: "undecided", clause: "2", names, material: keep.material };
  // Machines of ours that run today and are kept are no purchase.
  const verdict = keep.offer !== undefined && isOurs(keep.offer.source) ? "self-host" : "buy";
  return { verdict, clause: lead?.outcome.clause ?? "none", names, material: [] };
}
