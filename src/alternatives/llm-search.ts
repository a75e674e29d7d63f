import { llmDemand } from "../demand/llm-demand.ts";
import { isUnknown } from "../prices/charge.ts";
import { ec2Instance } from "../prices/price-key.ts";
import type { Candidate, LlmPart } from "../scenario/llm-terms.ts";
import { instancesFor } from "../sizing/capacity.ts";
import type { FleetRequest } from "../sizing/fleet-request.ts";
import { searchFleets } from "../sizing/fleet-search.ts";
import { resolveModel } from "../sizing/model-catalogue.ts";
import type { FleetRow, FleetVerdict } from "../sizing/verdict.ts";
import { HOURS_PER_MONTH, rate, times } from "../units.ts";
import type { PlanContext } from "./context.ts";
import { shortName } from "./llm-volume.ts";
import type { RuledOut } from "./part-plan.ts";

/** A fleet that works, with what its instances alone cost a month. */
export interface Contender {
  readonly row: FleetRow;
  readonly instances: number;
  /** Undefined: the region has no price for the type. */
  readonly computeUsd: number | undefined;
}

/** What a fleet of this candidate has to carry in month 1, and where it may run. */
export function requestFor(
  { scenario, own }: Pick<PlanContext, "scenario" | "own">,
  part: LlmPart,
  candidate: Candidate,
  multiplier: number,
): FleetRequest {
  const { hosting } = part;
  const precisions = candidate.precision === undefined ? hosting.precisions : [candidate.precision];
  return {
    model: own.cards.get(candidate.model) ?? resolveModel(candidate.model),
    demand: llmDemand(part, multiplier, 1, { tokenizer: part.tokenizerFactor.base }),
    environment: scenario.environment,
    measurements: own.measurements,
    ...(hosting.instanceTypes.join() !== "*" && { instanceTypes: hosting.instanceTypes }),
    ...(precisions && { precisions }),
    ...(hosting.spare && { spare: hosting.spare }),
    ...(hosting.maxModelLen !== undefined && { maxModelLen: hosting.maxModelLen }),
  };
}

/** R depends on the shape of a request, not on how many there are: volume and peak may change without a new search. */
export function searched(context: PlanContext, request: FleetRequest): readonly FleetVerdict[] {
  const { requestsPerMonth: _v, meanRate: _m, peakRate: _p, sizeRate: _s, ...shape } = request.demand;
  // Cards and measurements are the same throughout a run.
  const key = JSON.stringify({ ...request, model: request.model.id, measurements: [], demand: shape });
  const known = context.searches.get(key);
  if (known !== undefined) return known;
  const found = searchFleets(request);
  context.searches.set(key, found);
  return found;
}

export function contendersOf(
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
    const hourly = rate(price.tiers[0]?.usd ?? 0, "USD", "hour");
    const month = times(hourly, HOURS_PER_MONTH).amount.times(instances);
    return [{ row, instances, computeUsd: month.toNumber() }];
  });
}

/** Cheapest first, a fleet without a price last; at a tie the one that carries more with a machine down. */
function byCompute(a: Contender, b: Contender): number {
  if (a.computeUsd === undefined || b.computeUsd === undefined) {
    return Number(a.computeUsd === undefined) - Number(b.computeUsd === undefined);
  }
  return a.computeUsd - b.computeUsd || b.row.capacityOneDown - a.row.capacityOneDown;
}

export function bestPerGpu(contenders: readonly Contender[]): Contender[] {
  const best = new Map<string, Contender>();
  for (const contender of contenders.toSorted(byCompute)) {
    if (!best.has(contender.row.gpu)) best.set(contender.row.gpu, contender);
  }
  return [...best.values()];
}

export function rejected(verdicts: readonly FleetVerdict[], candidate: Candidate, works: number): RuledOut[] {
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
