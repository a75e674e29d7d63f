import { impliedUsage } from "../bill/usage/implied-usage.ts";
import type { LlmUsage } from "../bill/usage/llm.ts";
import { llmDemand } from "../demand/llm-demand.ts";
import { InputError } from "../errors.ts";
import { tuning } from "../offers/one-off.ts";
import { isUnknown, tieredCost } from "../prices/charge.ts";
import { ec2Instance } from "../prices/price-key.ts";
import type { Figure } from "../scenario/figure.ts";
import type { Candidate, LlmPart, Quality } from "../scenario/scenario.ts";
import { instancesFor, instancesRange, rateOf } from "../sizing/capacity.ts";
import type { Fleet, LlmFleet } from "../sizing/fleet.ts";
import type { FleetRequest } from "../sizing/fleet-request.ts";
import { flagSentence } from "../sizing/fleet-row.ts";
import { searchFleets } from "../sizing/fleet-search.ts";
import { llmFleetOf } from "../sizing/llm-fleet.ts";
import { resolveModel } from "../sizing/model-catalogue.ts";
import type { FleetRow, FleetVerdict } from "../sizing/verdict.ts";
import { Decimal, HOURS_PER_MONTH } from "../units.ts";
import type { Alternative, Capacity } from "./alternative.ts";
import { fleetOf, type PlanContext } from "./context.ts";
import { datedDrivers, hostedAlternative } from "./hosted.ts";
import { type HostedBill, hostedBill } from "./hosted-bill.ts";
import { requestsIn, shortName } from "./llm-volume.ts";
import type { RuledOut } from "./part-plan.ts";

const COMPONENT = "crossover:index:VllmService";

interface HostedModels {
  readonly rows: readonly Alternative[];
  readonly ruledOut: readonly RuledOut[];
  readonly fleet?: Fleet;
  readonly free?: HostedBill["free"];
}

/** The cheapest fleet of each GPU model for each open candidate. */
export function hostedModels(
  context: PlanContext,
  part: LlmPart,
  qualityOf: (candidate: Candidate) => Quality,
): HostedModels {
  const open = part.hosting.fixed === undefined ? part.candidates.filter((candidate) => candidate.open) : [];
  const found = open.map((candidate) =>
    hostedModel(context, part, candidate, qualityOf(candidate), open.length > 1),
  );
  const rows = found.flatMap((model) => model.rows);
  const leading = cheapest(rows);
  return {
    rows,
    ruledOut: found.flatMap((model) => model.ruledOut),
    ...(leading?.fleet && { fleet: leading.fleet }),
    ...(found[0]?.free && { free: found[0].free }),
  };
}

function cheapest(rows: readonly Alternative[]): Alternative | undefined {
  const month = (row: Alternative) => row.months[0];
  return rows.toSorted((a, b) => {
    const [x, y] = [month(a), month(b)];
    if (x === undefined || y === undefined) return 0;
    return Number(x.atLeast) - Number(y.atLeast) || x.usd - y.usd;
  })[0];
}

export function upkeepOf(part: LlmPart): readonly { id: string; name: string; hours: Figure }[] {
  const h = part.hosting;
  return [
    { id: "upkeep", name: "Upkeep", hours: h.upkeepHoursPerMonth },
    ...(h.incidentHoursPerMonth
      ? [{ id: "incidents", name: "Incidents and on call", hours: h.incidentHoursPerMonth }]
      : []),
    ...(h.complianceHoursPerMonth
      ? [{ id: "compliance", name: "Compliance", hours: h.complianceHoursPerMonth }]
      : []),
    ...(h.securityHoursPerMonth
      ? [{ id: "security", name: "Security", hours: h.securityHoursPerMonth }]
      : []),
  ];
}

/** A fleet that works, with what its instances alone cost a month. */
interface Contender {
  readonly row: FleetRow;
  readonly instances: number;
  /** Undefined: the region has no price for the type. */
  readonly computeUsd: number | undefined;
}

function hostedModel(
  context: PlanContext,
  part: LlmPart,
  candidate: Candidate,
  quality: Quality,
  several: boolean,
): HostedModels {
  const request = requestFor(context, part, candidate, candidate.reasoningMultiplier.base);
  const verdicts = searched(context, request);
  const contenders = contendersOf(context, verdicts, request.demand.sizeRate);
  const ruledOut = rejected(verdicts, candidate, contenders.length);
  const rows: Alternative[] = [];
  let free: HostedBill["free"] | undefined;
  for (const contender of bestPerGpu(contenders)) {
    if (rows.length === context.mostRows) break;
    const bill = billOf(context, contender, rows.length === 0);
    if (bill.kind === "bill") free ??= bill.free;
    if (bill.kind === "bill")
      rows.push(hostedRow(context, part, { candidate, quality, several, contender, bill }));
    // Without the leading fleet's graph there is nothing to price the others from.
    if (bill.kind === "missing") break;
    if (bill.kind === "refused") ruledOut.push({ what: contender.row.instanceType, because: bill.because });
  }
  return { rows, ruledOut, ...(free && { free }) };
}

type Bill =
  | ({ readonly kind: "bill" } & HostedBill)
  | { readonly kind: "refused"; readonly because: string }
  | { readonly kind: "missing" };

/** The leading fleet's own graph; the rows beside it are priced from one like it. */
function billOf(context: PlanContext, { row, instances }: Contender, leads: boolean): Bill {
  const fleet = fleetOf(context.scenario, { llm: llmFleetOf(row, { instances }) });
  const graph = leads ? context.graph(fleet) : context.similar(fleet);
  if (graph === undefined) {
    context.miss(fleet);
    return { kind: "missing" };
  }
  if (graph.kind === "refused") return graph;
  return {
    kind: "bill",
    ...hostedBill(graph, context, { component: COMPONENT, instanceType: row.instanceType }),
  };
}

function requestFor(
  context: PlanContext,
  part: LlmPart,
  candidate: Candidate,
  multiplier: number,
): FleetRequest {
  const { hosting } = part;
  const precisions = candidate.precision === undefined ? hosting.precisions : [candidate.precision];
  return {
    model: resolveModel(candidate.model),
    demand: llmDemand(part, multiplier, 1, { tokenizer: part.tokenizerFactor.base }),
    environment: context.scenario.environment,
    ...(hosting.instanceTypes.join() !== "*" && { instanceTypes: hosting.instanceTypes }),
    ...(precisions && { precisions }),
    ...(hosting.spare && { spare: hosting.spare }),
    ...(hosting.maxModelLen !== undefined && { maxModelLen: hosting.maxModelLen }),
  };
}

/** R depends on the shape of a request, not on how many there are: volume and peak may change without a new search. */
function searched(context: PlanContext, request: FleetRequest): readonly FleetVerdict[] {
  const { requestsPerMonth: _v, meanRate: _m, peakRate: _p, sizeRate: _s, ...shape } = request.demand;
  const key = JSON.stringify({ ...request, model: request.model.id, demand: shape });
  const known = context.searches.get(key);
  if (known !== undefined) return known;
  const found = searchFleets(request);
  context.searches.set(key, found);
  return found;
}

function contendersOf(
  context: PlanContext,
  verdicts: readonly FleetVerdict[],
  sizeRate: number,
): Contender[] {
  return verdicts.flatMap((verdict): Contender[] => {
    const row = verdict.kind === "fleet" ? verdict : verdict.kind === "dominated" ? verdict.fleet : undefined;
    if (row === undefined) return [];
    const instances = instancesFor(row, sizeRate);
    const price = context.prices.find(ec2Instance(row.instanceType), context.scenario.region);
    if (isUnknown(price)) return [{ row, instances, computeUsd: undefined }];
    const hours = HOURS_PER_MONTH.amount.times(instances);
    return [{ row, instances, computeUsd: tieredCost(hours, price.tiers).toNumber() }];
  });
}

/** Cheapest first, a fleet without a price last; at a tie the one that carries more with a machine down. */
function byCompute(a: Contender, b: Contender): number {
  if (a.computeUsd === undefined || b.computeUsd === undefined) {
    return Number(a.computeUsd === undefined) - Number(b.computeUsd === undefined);
  }
  return a.computeUsd - b.computeUsd || b.row.capacityOneDown - a.row.capacityOneDown;
}

function bestPerGpu(contenders: readonly Contender[]): Contender[] {
  const best = new Map<string, Contender>();
  for (const contender of contenders.toSorted(byCompute)) {
    if (!best.has(contender.row.gpu)) best.set(contender.row.gpu, contender);
  }
  return [...best.values()];
}

interface RowInput {
  readonly candidate: Candidate;
  readonly quality: Quality;
  readonly several: boolean;
  readonly contender: Contender;
  readonly bill: HostedBill;
}

function hostedRow(context: PlanContext, part: LlmPart, input: RowInput): Alternative {
  const { scenario } = context;
  const { candidate, contender, bill } = input;
  const { row, instances } = contender;
  const multiplier = candidate.reasoningMultiplier.base;
  const tokenizer = part.tokenizerFactor.base;
  const first = requestsIn(part, 1);
  const fleet = fleetOf(scenario, { llm: llmFleetOf(row, { instances }) });
  const short = shortName(candidate.model);
  const lines = (month: number, units: number, volume: number) => [
    ...bill.linesFor(units),
    ...impliedUsage({
      fleet,
      deployed: bill.deployed,
      llm: usageOf(part, candidate, row, month, volume / requestsIn(part, month)),
      units: { llm: units },
      drivers: scenario.usage,
      rules: context.rules,
      metrics: { llm: context.metrics.llm },
      month,
    }),
  ];
  const { sizeRate, meanRate } = llmDemand(part, multiplier, 1, { tokenizer });
  const reasoning = context.quick ? undefined : reasoningEnds(context, part, candidate, row);
  const unitsFor = (volume: number) =>
    instancesFor(row, llmDemand(part, multiplier, 1, { volume: volume / first, tokenizer }).sizeRate);
  return hostedAlternative(context, {
    id: input.several ? `host.${short}.${row.instanceType}` : `host.${row.instanceType}`,
    part: "llm",
    name: input.several
      ? `${instances} × ${row.instanceType}, ${short}`
      : `${instances} × ${row.instanceType}`,
    model: candidate.model,
    quality: input.quality,
    notes: [],
    fleet,
    capacity: {
      ...capacityOf(row, instances, {
        unitsFor,
        sizeRate,
        meanRate,
        first,
        surge: scenario.environment === "prod",
      }),
      ...ends(row, sizeRate),
    },
    ...(reasoning && {
      range: {
        unitsLow: reasoning.low,
        unitsHigh: reasoning.high,
        because: `reasoning × ${candidate.reasoningMultiplier.low} to × ${candidate.reasoningMultiplier.high} of the visible output`,
      },
    }),
    buildHours: part.hosting.buildHours,
    monthlyHours: upkeepOf(part),
    oneOff: tuning(candidate),
    instead: part.today === undefined ? "starts" : "leaves",
    usageKey: JSON.stringify([
      part.classes.map(shapeOfRequest),
      multiplier,
      tokenizer,
      row.ttftP95MsAtPeak,
      row.tpotMsAtPeak,
    ]),
    dated: datedDrivers(scenario.usage) ? "monthly" : part.classes.length > 1 ? "together" : undefined,
    volumeOf: (month) => requestsIn(part, month),
    unitsOf: (month) => instancesFor(row, llmDemand(part, multiplier, month, { tokenizer }).sizeRate),
    lines,
  });
}

/** Of one request, whatever their number: what traffic and logs follow from. */
function shapeOfRequest(c: LlmPart["classes"][number]) {
  return [c.promptTokens, c.outputTokens, c.sharedPrefixTokens, c.retryRate].map(
    ({ base, months }) => months ?? base,
  );
}

/** The fleet that the ends of the throughput range ask for. */
function ends(row: FleetRow, sizeRate: number): { instancesLow: number; instancesHigh: number | null } {
  const { low, high } = instancesRange(row, sizeRate);
  return { instancesLow: low, instancesHigh: high };
}

/** Instances for the least and the most reasoning, at the planned throughput; null when some end cannot be served. */
function reasoningEnds(
  context: PlanContext,
  part: LlmPart,
  candidate: Candidate,
  row: FleetRow,
): { low: number; high: number | null } | undefined {
  const m = candidate.reasoningMultiplier;
  if (!m.ranged) return undefined;
  const at = (multiplier: number): number | null => {
    const request = requestFor(context, part, candidate, multiplier);
    const verdict = searched(context, { ...request, instanceTypes: [row.instanceType] }).find((v) =>
      samePlacement(v, row),
    );
    const found = verdict?.kind === "dominated" ? verdict.fleet : verdict;
    return found?.kind === "fleet" ? instancesFor(found, request.demand.sizeRate) : null;
  };
  return { low: at(m.low) ?? row.minimumInstances, high: at(m.high) };
}

function samePlacement(a: FleetVerdict, b: FleetRow): boolean {
  return (
    a.precision === b.precision && a.tensorParallel === b.tensorParallel && a.kvCacheDtype === b.kvCacheDtype
  );
}

function capacityOf(
  row: FleetRow,
  instances: number,
  volume: {
    unitsFor: (v: number) => number;
    sizeRate: number;
    meanRate: number;
    first: number;
    surge: boolean;
  },
): Omit<Capacity, "instancesLow" | "instancesHigh"> {
  const running = instances * row.replicasPerInstance;
  const perRequest = volume.sizeRate / volume.first;
  return {
    instanceType: row.instanceType,
    instances,
    unitsFor: volume.unitsFor,
    volumeOf: (units) => rateOf(row, units) / perRequest,
    peakLoad: volume.sizeRate / (running * row.saturationRate),
    flags: row.flags.map((flag) => flagSentence(flag, row)),
    meanLoad: volume.meanRate / (running * row.saturationRate),
    oneInstanceVolume: (row.rate * row.replicasPerInstance) / perRequest,
    quotaName: row.quotaName,
    // An update starts the new instances before the old ones leave.
    quotaVcpus: row.vcpu * instances * (volume.surge ? 2 : 1),
    quotaFormula: `${instances} × ${row.vcpu}${volume.surge ? ", twice during updates" : ""}`,
  };
}

/**
 * Usage of month 1 on a fleet that was chosen earlier.
 * @throws InputError when the scenario no longer leads to such a fleet.
 */
export function usageOfFleet(context: PlanContext, part: LlmPart, fleet: LlmFleet): LlmUsage {
  const candidate = part.candidates.find(({ model }) => model === fleet.modelId);
  const row =
    candidate &&
    searched(context, requestFor(context, part, candidate, candidate.reasoningMultiplier.base))
      .map((verdict) => (verdict.kind === "dominated" ? verdict.fleet : verdict))
      .find(
        (v) =>
          v.kind === "fleet" &&
          v.instanceType === fleet.instanceType &&
          v.precision === fleet.precision &&
          v.tensorParallel === fleet.tensorParallelSize,
      );
  if (candidate === undefined || row?.kind !== "fleet") {
    throw new InputError(
      "FLEET_NOT_OF_SCENARIO",
      `The fleet serves ${fleet.modelId} on ${fleet.instanceType}, but the scenario ${candidate === undefined ? "has no such candidate" : "does not lead there any more"}.`,
      "Choose again with: crossover choose <scenario.yaml>",
    );
  }
  return usageOf(part, candidate, row, 1, 1);
}

/** Traffic of a month: requests of that month, tokens of the hosted model. */
function usageOf(
  part: LlmPart,
  candidate: Candidate,
  row: FleetRow,
  month: number,
  volume: number,
): LlmUsage {
  const demand = llmDemand(part, candidate.reasoningMultiplier.base, month, {
    volume,
    tokenizer: part.tokenizerFactor.base,
  });
  const [only] = part.classes;
  const source = (figure: Figure | undefined) =>
    figure?.provenance ?? { kind: "yours" as const, key: "llm.classes" };
  const seconds = new Decimal(row.ttftP95MsAtPeak)
    .div(2)
    .plus(new Decimal(row.tpotMsAtPeak).times(demand.outputTokens))
    .div(1000);
  return {
    requestsPerMonth: { value: demand.requestsPerMonth, provenance: source(only?.requestsPerMonth) },
    promptTokens: { value: demand.promptTokens, provenance: source(only?.promptTokens) },
    outputTokens: {
      value: demand.outputTokens,
      provenance:
        candidate.reasoningMultiplier.base === 1
          ? source(only?.outputTokens)
          : candidate.reasoningMultiplier.provenance,
    },
    responseSeconds: {
      value: seconds.toNumber(),
      provenance: { kind: "fitted", source: "throughput model at the peak", at: "this run" },
    },
    weightsFrom: "s3",
  };
}

function rejected(verdicts: readonly FleetVerdict[], candidate: Candidate, works: number): RuledOut[] {
  const short = shortName(candidate.model);
  const reasons = verdicts.flatMap((v): RuledOut[] => {
    const what = `${short} ${v.precision} on ${v.instanceType}${v.tensorParallel > 1 ? ` (TP ${v.tensorParallel})` : ""}`;
    if (v.kind === "doesNotFit")
      return [
        {
          what,
          because: `does not fit: needs ${v.neededGiB.toFixed(1)} GiB, has ${v.availableGiB.toFixed(1)}`,
        },
      ];
    if (v.kind === "cannotMeetSlo")
      return [{ what, because: `${v.metric} ${v.bestMs.toFixed(0)} ms at best, limit ${v.limitMs} ms` }];
    if (v.kind === "notModelled" || v.kind === "notSupported") return [{ what, because: v.because }];
    return [];
  });
  return works > 0 || reasons.length > 0
    ? reasons
    : [{ what: short, because: "no GPU instance type is left to try" }];
}
