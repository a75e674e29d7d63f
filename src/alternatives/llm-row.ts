import { impliedUsage } from "../bill/usage/implied-usage.ts";
import { llmDemand } from "../demand/llm-demand.ts";
import { driverOf, uniqueByName } from "../offers/formula.ts";
import { tuning } from "../offers/tuning.ts";
import type { Driver } from "../prices/charge.ts";
import type { Candidate, LlmPart } from "../scenario/llm-terms.ts";
import type { Quality } from "../scenario/quality.ts";
import { instancesFor, instancesRange, rateOf } from "../sizing/capacity.ts";
import { defaultVersion } from "../sizing/engine-version.ts";
import { flagSentence } from "../sizing/fleet-row.ts";
import { sizeCandidate } from "../sizing/fleet-search.ts";
import { llmFleetOf } from "../sizing/llm-fleet.ts";
import type { FleetRow, FleetVerdict } from "../sizing/verdict.ts";
import { builtOf, labelOf, slugOf, weightsName } from "./adapted.ts";
import type { Alternative, Capacity } from "./alternative.ts";
import { fleetOf, type PlanContext } from "./context.ts";
import { datedDrivers, hostedAlternative } from "./hosted.ts";
import type { HostedBill } from "./hosted-bill.ts";
import { instanceDrivers } from "./instance-count.ts";
import { upkeepOf } from "./llm-hosted.ts";
import { type Contender, requestFor, searched } from "./llm-search.ts";
import { usageOf } from "./llm-usage.ts";
import { requestsIn } from "./llm-volume.ts";

interface RowInput {
  readonly candidate: Candidate;
  readonly quality: Quality;
  readonly several: boolean;
  readonly contender: Contender;
  readonly bill: HostedBill;
}

export function hostedRow(context: PlanContext, part: LlmPart, input: RowInput): Alternative {
  const { scenario } = context;
  const { candidate, contender, bill } = input;
  const { row, instances } = contender;
  const multiplier = candidate.reasoningMultiplier.base;
  const tokenizer = part.tokenizerFactor.base;
  const fleet = fleetOf(scenario, { llm: llmFleetOf(row, { instances }) });
  const lines = (month: number, units: number, volume: number) => [
    ...bill.linesFor(units),
    ...impliedUsage({
      fleet,
      deployed: bill.deployed,
      llm: usageOf(part, candidate, row, month, shareOf(volume, requestsIn(part, month))),
      units: { llm: units },
      drivers: scenario.usage,
      rules: context.rules,
      metrics: { llm: context.metrics.llm },
      month,
    }),
  ];
  const { sizeRate, meanRate } = llmDemand(part, multiplier, 1, { tokenizer });
  const reasoning = context.quick ? undefined : reasoningEnds(context, part, candidate, row);
  const perRequest = ratePerRequest(part, multiplier);
  return hostedAlternative(context, {
    id: input.several ? `host.${slugOf(candidate)}.${row.instanceType}` : `host.${row.instanceType}`,
    part: "llm",
    name:
      input.several || builtOf(candidate) !== undefined
        ? `${instances} × ${row.instanceType}, ${labelOf(candidate)}`
        : `${instances} × ${row.instanceType}`,
    model: weightsName(candidate),
    quality: input.quality,
    notes: [],
    fleet,
    capacity: {
      ...capacityOf(row, instances, {
        perRequest,
        sizeRate,
        meanRate,
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
    countedBy: countedBy(part, candidate, row),
    usageKey: JSON.stringify([
      part.classes.map((c) => [...shapeOfRequest(c), shareOf(c.requestsPerMonth.base, requestsIn(part, 1))]),
      multiplier,
      tokenizer,
      row.ttftP95MsAtPeak,
      row.tpotMsAtPeak,
    ]),
    dated: datedDrivers(scenario.usage) ? "monthly" : part.classes.length > 1 ? "together" : undefined,
    volumeOf: (month) => requestsIn(part, month),
    unitsOf: unitsIn(context, part, candidate, row),
    lines,
  });
}

/** What one replica carries, and of whose requests at which peak. */
function countedBy(part: LlmPart, candidate: Candidate, row: FleetRow): Driver[] {
  const replica: Driver = {
    name: "one replica at the objective",
    value: String(row.rate),
    unit: "requests/s",
    provenance: {
      kind: "fitted",
      source: `throughput model: ${row.range.classes.map(({ name }) => name).join(", ")}`,
      at: "this run",
    },
  };
  const [count, rate, ...peaks] = instanceDrivers(part, candidate, row);
  const asked = part.classes.flatMap((c) => [
    driverOf(c.requestsPerMonth, "requests/month"),
    driverOf(c.promptTokens, "tokens"),
    driverOf(c.outputTokens, "tokens"),
    driverOf(c.peakToMean, "busiest hour ÷ mean"),
  ]);
  const { reasoningMultiplier } = candidate;
  const reasons = reasoningMultiplier.ranged || reasoningMultiplier.base !== 1;
  return uniqueByName([
    ...(count && rate ? [count, rate] : []),
    replica,
    ...asked,
    ...peaks,
    ...(reasons ? [driverOf(reasoningMultiplier, "billed ÷ visible")] : []),
  ]);
}

const shareOf = (volume: number, whole: number): number => (whole === 0 ? 0 : volume / whole);

/** λ_size for one request a month: classes in their own proportions, in equal ones where nothing is requested yet. */
export function ratePerRequest(part: LlmPart, multiplier: number): number {
  const requests = requestsIn(part, 1);
  if (requests > 0) return llmDemand(part, multiplier, 1).sizeRate / requests;
  const one = part.classes.map((c) => ({
    ...c,
    requestsPerMonth: { ...c.requestsPerMonth, low: 1, base: 1, high: 1 },
  }));
  return llmDemand({ ...part, classes: one }, multiplier, 1).sizeRate / one.length;
}

/** Instances of month t. Where classes grow apart their mean request changes, so the row is sized again. */
function unitsIn(
  context: PlanContext,
  part: LlmPart,
  candidate: Candidate,
  row: FleetRow,
): (month: number) => number {
  const multiplier = candidate.reasoningMultiplier.base;
  const tokenizer = part.tokenizerFactor.base;
  const growths = new Set(
    part.classes.map(({ growthPerMonth, requestsPerMonth: r }) =>
      JSON.stringify([growthPerMonth.base, growthPerMonth.months, r.months]),
    ),
  );
  const tokensMove = part.classes.some((c) =>
    [c.promptTokens, c.outputTokens, c.sharedPrefixTokens].some(({ months }) => months !== undefined),
  );
  const sameMix = !tokensMove && (part.classes.length === 1 || growths.size === 1);
  return (month) => {
    const demand = llmDemand(part, multiplier, month, { tokenizer });
    if (sameMix || month === 1) return instancesFor(row, demand.sizeRate);
    const sized = sizeCandidate({ ...requestFor(context, part, candidate, multiplier), demand }, row);
    return sized.kind === "fleet" ? instancesFor(sized, demand.sizeRate) : instancesFor(row, demand.sizeRate);
  };
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
    /** Requests per second to be carried for one request a month. */
    perRequest: number;
    sizeRate: number;
    meanRate: number;
    surge: boolean;
  },
): Omit<Capacity, "instancesLow" | "instancesHigh"> {
  const running = instances * row.replicasPerInstance;
  const { perRequest } = volume;
  return {
    instanceType: row.instanceType,
    instances,
    unitsFor: (requests) => instancesFor(row, requests * perRequest),
    volumeOf: (units) => rateOf(row, units) / perRequest,
    peakLoad: volume.sizeRate / (running * row.saturationRate),
    serving: {
      rate: row.rate,
      rateLow: row.rateLow,
      rateHigh: row.rateHigh,
      rangeShare: { low: row.range.low, high: row.range.high },
      rangeBecause: row.range.classes.map(({ name }) => name).join(", "),
      binds: row.binds,
      replicas: running,
      tpotMsAtPeak: row.tpotMsAtPeak,
      ttftP95MsAtPeak: row.ttftP95MsAtPeak,
      engine: `vLLM ${defaultVersion("vllm").version}, ${row.precision}, tensor parallel ${row.tensorParallel}, context ${row.maxModelLen} tokens, ${row.maxNumSeqs} sequences`,
    },
    flags: row.flags.map((flag) => flagSentence(flag, row)),
    meanLoad: volume.meanRate / (running * row.saturationRate),
    oneInstanceVolume: (row.rate * row.replicasPerInstance) / perRequest,
    quotaName: row.quotaName,
    // An update starts the new instances before the old ones leave.
    quotaVcpus: row.vcpu * instances * (volume.surge ? 2 : 1),
    quotaFormula: `${instances} × ${row.vcpu}${volume.surge ? ", twice during updates" : ""}`,
  };
}
