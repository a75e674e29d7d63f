import { hours } from "../offers/one-off.ts";
import { type Charge, costOf, flatPrice, isUnknown } from "../prices/charge.ts";
import { qualityKeyOn, qualityOn, worstClass } from "../scenario/class-quality.ts";
import { type GateAnswer, gateAnswer } from "../scenario/quality-gate.ts";
import type { Candidate, LlmPart, Quality } from "../scenario/scenario.ts";
import { Decimal } from "../units.ts";
import type { Alternative } from "./alternative.ts";
import type { PlanContext } from "./context.ts";
import { type BoughtSide, cheapestOver } from "./llm-bought-side.ts";
import { placementsFor } from "./llm-placements.ts";
import { routedRow } from "./llm-routed.ts";
import { hostedShare } from "./llm-split.ts";
import { bestSplit, type Split } from "./llm-split-search.ts";
import { requestsIn, shortName } from "./llm-volume.ts";
import { joined } from "./joined.ts";
import type { RuledOut } from "./part-plan.ts";
import { shareOfPart } from "./part-share.ts";
import type { Route } from "./routes.ts";

/** What a search for hybrids starts from. */
export interface HybridInput {
  readonly context: PlanContext;
  readonly part: LlmPart;
  /** Weights that answer today; absent: nothing is bought yet. */
  readonly weights: string | undefined;
  /** Today's offer, if there is one. */
  readonly today: BoughtSide | undefined;
  /** The candidate's own weights, from a seller. */
  readonly seller: (candidate: Candidate, quality: Quality) => BoughtSide;
  /** True where the fleets of all classes were looked at and none works: then nobody else captures a graph. */
  readonly alone: boolean;
}

interface Hybrids {
  readonly rows: readonly Alternative[];
  readonly ruledOut: readonly RuledOut[];
}

/** One candidate with the classes that may leave today's model for it. */
export interface Moving {
  readonly input: HybridInput;
  readonly candidate: Candidate;
  readonly gates: readonly GateAnswer[];
  /** By class. */
  readonly eligible: readonly boolean[];
  /** True when some of them are not measured. */
  readonly asked: boolean;
  readonly several: boolean;
}

/** Rows whose requests go two ways: for each open candidate the classes that passed, and those that might. */
export function hybridRows(input: HybridInput): Hybrids {
  const { part } = input;
  if (part.hybrid === undefined || part.hosting.fixed !== undefined) return { rows: [], ruledOut: [] };
  const open = part.candidates.filter((candidate) => candidate.open);
  const found = open.map((candidate) => hybridsOf(input, candidate, open.length > 1));
  return { rows: found.flatMap(({ rows }) => rows), ruledOut: found.flatMap(({ ruledOut }) => ruledOut) };
}

function hybridsOf(input: HybridInput, candidate: Candidate, several: boolean): Hybrids {
  const { part } = input;
  const gates = part.classes.map((entry) => gateAnswer(qualityIn(input, candidate, entry), limitOf(input)));
  const may = part.classes.map(
    ({ name, requestsPerMonth }) =>
      requestsPerMonth.base > 0 && (part.hybrid?.classes === undefined || part.hybrid.classes.includes(name)),
  );
  const passed = gates.map((gate, i) => may[i] === true && gate === "pass");
  const asked = gates.map((gate, i) => may[i] === true && gate !== "fail");
  const sets = [
    { eligible: passed, asked: false },
    ...(asked.join() === passed.join() ? [] : [{ eligible: asked, asked: true }]),
  ].filter(({ eligible }) => eligible.includes(true));
  if (sets.length === 0)
    return { rows: [], ruledOut: [{ what: `hybrid with ${shortName(candidate.model)}`, because: "no class of requests may leave today's model" }] };
  const found = sets.map((set) => rowsOf({ input, candidate, gates, several, ...set }));
  return { rows: found.flatMap(({ rows }) => rows), ruledOut: found.flatMap(({ ruledOut }) => ruledOut) };
}

const limitOf = ({ context }: HybridInput) => context.scenario.criteria.qualityDelta.base;

/** Equal weights need no gate, and where nothing is bought yet there is nothing to be measured against. */
function qualityIn({ part, weights }: HybridInput, candidate: Candidate, entry: LlmPart["classes"][number]): Quality {
  if (weights === undefined || candidate.model === weights) return { kind: "same" };
  return qualityOn(part, candidate, entry);
}

/** The rest bought as today, or, where every class may move, from a seller of the same weights. */
function rowsOf(moving: Moving): Hybrids {
  const { input, candidate, gates } = moving;
  const same = gates.every((gate) => gate === "pass") ? [input.seller(candidate, { kind: "same" })] : [];
  const sides = [...(input.today === undefined ? [] : [input.today]), ...same];
  const routed = input.today === undefined ? undefined : routedRow(moving, input.today, namesOf(moving, "split"));
  const found = sides.map((side) => hybridRow(moving, side));
  return {
    rows: [...(routed === undefined ? [] : [routed]), ...found.filter((row) => "id" in row)],
    ruledOut: found.filter((row) => "what" in row),
  };
}

function hybridRow(moving: Moving, rest: BoughtSide): Alternative | RuledOut {
  const { input, candidate, several } = moving;
  const { context, part } = input;
  const splits = placementsFor(moving).flatMap((placed) => bestSplit(placed, moving.eligible, rest));
  const made = splits.flatMap((split) => rowOf(moving, rest, split));
  const best = cheapestOver(made);
  if (best !== undefined) return best;
  const what = `hybrid with ${shortName(candidate.model)}${moving.asked ? ", if it passes" : ""}, the rest ${rest.name}`;
  void [several, context, part];
  return { what, because: splits.length === 0 ? "no whole number of machines carries requests for less than they cost bought" : "its fleet would carry every request" };
}

function rowOf(moving: Moving, side: BoughtSide, { placed, shares, fleet, loads, boughtUsd }: Split): Alternative[] {
  const { input, candidate, several, gates, eligible } = moving;
  const { part, context } = input;
  const restPart = shareOfPart(part, shares.map((share) => 1 - share));
  const rest = restPart && side.row(restPart);
  if (rest === undefined) return [];
  const hosted = hostedShare(placed, shares, fleet, several);
  const terms = part.hybrid;
  if (terms === undefined) return [];
  const classes = part.classes.map((entry, i): Route => {
    const load = loads[i];
    const usd = boughtUsd[i];
    const gate = gates[i] ?? "unanswered";
    const share = shares[i] ?? 0;
    return {
      name: entry.name,
      requestsPerMonth: requestsIn({ ...part, classes: [entry] }, 1),
      share,
      gate,
      ...(usd !== undefined && { boughtUsdPerRequest: usd }),
      ...(load && { ownUsdPerRequest: load.usdPerRequest, replicasPerMillion: 1e6 * load.replicasPerRequest }),
      ...(share === 0 && { stays: staysBecause(part, entry.name, gate, eligible[i] === true, load !== undefined) }),
    };
  });
  void context;
  const names = namesOf(moving, "hybrid", `.${fleet.row.instanceType}${side.suffix}`);
  return [
    joined(hosted, rest, {
      ...describe(moving, shares, { ...names, kind: "hybrid", moved: hosted.name, rest, classes }),
      ...routerOf(input),
    }),
  ];
}

/** Month 0 and each month of what sends requests both ways. */
export function routerOf({ context, part }: HybridInput): { oneOff: readonly Charge[]; monthly: readonly Charge[] } {
  const terms = part.hybrid;
  if (terms === undefined) throw new Error("a hybrid that nobody asked for");
  const { people } = context.scenario;
  const { routingUsdPerMonth: routing, routerHours } = terms;
  const price = flatPrice(routing.base, "month", routing.provenance, { key: routing.key });
  const one = new Decimal(1);
  const line: Charge = {
    id: "routing",
    name: "Routing",
    category: "adjustment",
    origin: "yours",
    quantity: one,
    unit: "month",
    formula: "each month",
    drivers: [],
    price,
    cost: costOf(one, price),
  };
  return { oneOff: [hours("router", "Router", routerHours, people)], monthly: routing.base === 0 ? [] : [line] };
}

const listed = (names: readonly string[]) =>
  names.length < 2 ? (names[0] ?? "") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;

interface Described {
  readonly id: string;
  readonly kind: "hybrid" | "bought";
  /** As a row calls what takes requests over. */
  readonly moved: string;
  readonly rest: Alternative;
  readonly classes: readonly Route[];
}

/** How a row whose requests go two ways is called, and what is known of its quality. */
export function describe(moving: Moving, shares: readonly number[], { id, kind, moved, rest, classes }: Described) {
  const { input, candidate, gates } = moving;
  const { part } = input;
  const going = part.classes.filter((_, i) => (shares[i] ?? 0) > 0);
  const worst = worstClass(part, candidate, going, limitOf(input));
  const quality = worst === undefined ? candidate.quality : qualityIn(input, candidate, worst);
  const all = classes.reduce((sum, c) => sum + c.requestsPerMonth, 0);
  const share = classes.reduce((sum, c) => sum + c.share * c.requestsPerMonth, 0) / all;
  const verb = kind === "hybrid" ? "Host" : "Buy";
  const some = classes.filter((c) => c.share > 0).map((c) => (c.share < 1 ? `${Math.round(100 * c.share)} % of ${c.name}` : c.name));
  return {
    id,
    kind,
    name: `${moved} + ${rest.name}`,
    model: rest.model === candidate.model ? candidate.model : `${candidate.model} + ${rest.model}`,
    quality,
    doing: `${verb} ${listed(some)} ${kind === "hybrid" ? "on" : "from"} ${moved}, the rest from ${rest.name}`,
    notes: [],
    routes: {
      classes,
      share,
      model: candidate.model,
      rest: rest.name,
      everyClassPassed: gates.every((gate) => gate === "pass"),
      ...(quality.kind === "unanswered" && worst && { openKey: qualityKeyOn(part, candidate, worst) }),
    },
  };
}

function namesOf({ several, candidate, asked }: Moving, word: string, rest = ""): { id: string } {
  const model = several || word === "split" ? `.${shortName(candidate.model)}` : "";
  return { id: `${word}${model}${rest}${asked ? ".untested" : ""}` };
}

function staysBecause(part: LlmPart, name: string, gate: GateAnswer, eligible: boolean, served: boolean): string {
  if (gate === "fail") return "failed the quality gate";
  if (part.hybrid?.classes !== undefined && !part.hybrid.classes.includes(name)) return "not in llm.hybrid.classes";
  if (gate === "unanswered" && !eligible) return "its quality is not measured";
  if (!eligible) return "no requests";
  return served ? "costs less bought, or finds no room on a machine" : "these machines cannot serve it";
}

void isUnknown;
