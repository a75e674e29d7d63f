import { acceleratorNamed } from "./accelerator.ts";
import { markDominated } from "./dominance.ts";
import { type FleetRequest, type SearchTerms, searchTerms } from "./fleet-request.ts";
import { fleetRow } from "./fleet-row.ts";
import { gpuTypesMatching, type InstanceType, instanceTypes } from "./instance-type.ts";
import { type Placement, placementsOn } from "./placement.ts";
import { type ReplicaVerdict, replicaVerdict } from "./replica-verdict.ts";
import type { Candidate, FleetVerdict } from "./verdict.ts";

/**
 * Every placement of the model with its verdict, in the order of the instance table; no prices, no choice.
 *
 * @throws InputError for a glob without a match, an unknown precision, or a context length the model does not have
 */
export function searchFleets(request: FleetRequest): readonly FleetVerdict[] {
  const terms = searchTerms(request);
  // R depends on GPU, precision and t, not on the instance around them: g5.xlarge to g5.16xlarge share one.
  const verdictByReplica = new Map<string, ReplicaVerdict>();
  const verdicts = typesOf(request).flatMap((type) =>
    placementsOn(type, request.model, request.precisions, terms.contextLength).map((placement) => {
      const { gpu, precision, kvCacheDtype, tensorParallel } = placement.candidate;
      const key = `${gpu} ${precision} ${kvCacheDtype} ${tensorParallel}`;
      const replica = verdictByReplica.get(key) ?? replicaVerdict(placement, terms);
      verdictByReplica.set(key, replica);
      return placementVerdict(placement, replica, terms);
    }),
  );
  return markDominated(verdicts);
}

/**
 * One placement again, at another demand (another month's mix, another objective); never `dominated`.
 * Only needed when tokens, prefix share or objective change: for volume alone use `instancesFor`.
 */
export function sizeCandidate(request: FleetRequest, candidate: Placed): FleetVerdict {
  const terms = searchTerms(request);
  const placement = placementOf(request, terms, candidate);
  return placementVerdict(placement, replicaVerdict(placement, terms), terms);
}

/** What says which placement a candidate is. */
export type Placed = Pick<Candidate, "instanceType" | "precision" | "kvCacheDtype" | "tensorParallel">;

/** @throws Error when the instance type has no such placement: candidates are made by us. */
export function placementOf(request: FleetRequest, terms: SearchTerms, candidate: Placed): Placement {
  const type = typesOf({ ...request, instanceTypes: [candidate.instanceType] })[0];
  const wish = candidate.kvCacheDtype === "fp8" ? `${candidate.precision}+kv8` : candidate.precision;
  const placement =
    type === undefined
      ? undefined
      : placementsOn(type, request.model, [wish], terms.contextLength).find(
          (entry) => entry.candidate.tensorParallel === candidate.tensorParallel,
        );
  if (placement === undefined)
    throw new Error(`${candidate.instanceType} does not hold ${candidate.tensorParallel} GPUs`);
  return placement;
}

function placementVerdict(placement: Placement, replica: ReplicaVerdict, terms: SearchTerms): FleetVerdict {
  return replica.kind === "serves"
    ? fleetRow(placement, replica, terms)
    : { ...placement.candidate, ...replica };
}

function typesOf(request: FleetRequest): readonly InstanceType[] {
  if (request.instanceTypes !== undefined) return gpuTypesMatching(request.instanceTypes);
  return instanceTypes().filter(
    (type) => type.gpu !== undefined && acceleratorNamed(type.gpu.model) !== undefined,
  );
}
