import { type FleetRequest, searchTerms } from "./fleet-request.ts";
import { type Placed, placementOf } from "./fleet-search.ts";
import { replicaVerdict } from "./replica-verdict.ts";

/**
 * Requests per second of one replica within the objective, were every throughput of the model a factor higher or lower.
 * @returns a function of that factor (undefined: the objective is missed at any load); undefined where the placement
 * serves nothing even as planned
 */
export function rateAtSpeed(
  request: FleetRequest,
  candidate: Placed,
): ((factor: number) => number | undefined) | undefined {
  const terms = searchTerms(request);
  const replica = replicaVerdict(placementOf(request, terms, candidate), terms);
  if (replica.kind !== "serves") return undefined;
  return (factor) => {
    const found = replica.rateAt(factor);
    return found.kind === "rate" ? found.rate : undefined;
  };
}
