import type { LlmPart } from "../scenario/llm-terms.ts";
import { instancesFor } from "../sizing/capacity.ts";
import type { LlmFleet } from "../sizing/fleet.ts";
import type { Placed } from "../sizing/fleet-search.ts";
import { sizeCandidate } from "../sizing/fleet-search.ts";
import { rateAtSpeed } from "../sizing/rate-at-speed.ts";
import type { Alternative } from "./alternative.ts";
import type { PlanContext } from "./context.ts";
import { hostedBill } from "./hosted-bill.ts";
import { COMPONENT } from "./llm-hosted.ts";
import { hostedRow, ratePerRequest } from "./llm-row.ts";
import { requestFor } from "./llm-search.ts";

/**
 * The row of a fleet again under another scenario, on the same machines at the same precision: a change of the requests
 * is answered with more or fewer of them.
 * @param context of the other scenario
 * @returns undefined where these machines cannot serve it
 */
export function sameFleet(context: PlanContext, row: Alternative): Alternative | undefined {
  const fleet = row.fleet;
  const part = context.scenario.llm;
  const candidate = part && candidateOf(part, fleet?.llm);
  if (fleet?.llm === undefined || part === undefined || candidate === undefined) return undefined;
  const request = requestFor(context, part, candidate, candidate.reasoningMultiplier.base);
  const sized = sizeCandidate(request, placedOf(fleet.llm));
  const graph = context.similar(fleet);
  if (sized.kind !== "fleet" || graph?.kind !== "graph") return undefined;
  const bill = hostedBill(graph, context, { component: COMPONENT, instanceType: fleet.llm.instanceType });
  const instances = instancesFor(sized, request.demand.sizeRate);
  const contender = { row: sized, instances, computeUsd: undefined };
  return hostedRow(context, part, { candidate, quality: row.quality, several: false, contender, bill });
}

/** Requests a month that one of these machines carries under another scenario; undefined: none within the objective. */
export function sameFleetVolume(context: PlanContext, { fleet }: Alternative): number | undefined {
  const part = context.scenario.llm;
  const candidate = part && candidateOf(part, fleet?.llm);
  if (fleet?.llm === undefined || part === undefined || candidate === undefined) return undefined;
  const multiplier = candidate.reasoningMultiplier.base;
  const sized = sizeCandidate(requestFor(context, part, candidate, multiplier), placedOf(fleet.llm));
  if (sized.kind !== "fleet") return undefined;
  return (sized.rate * sized.replicasPerInstance) / ratePerRequest(part, multiplier);
}

/** Requests per second of one replica of that fleet, by the factor that its throughput differs from the planned one. */
export function fleetRateAt(
  context: PlanContext,
  row: Alternative,
): ((factor: number) => number | undefined) | undefined {
  const part = context.scenario.llm;
  const candidate = part && candidateOf(part, row.fleet?.llm);
  if (row.fleet?.llm === undefined || part === undefined || candidate === undefined) return undefined;
  const request = requestFor(context, part, candidate, candidate.reasoningMultiplier.base);
  return rateAtSpeed(request, placedOf(row.fleet.llm));
}

const candidateOf = (part: LlmPart, fleet: LlmFleet | undefined) =>
  part.candidates.find(({ model }) => model === fleet?.modelId);

const placedOf = ({ instanceType, precision, kvCacheDtype, tensorParallelSize }: LlmFleet): Placed => ({
  instanceType,
  precision,
  kvCacheDtype,
  tensorParallel: tensorParallelSize,
});
