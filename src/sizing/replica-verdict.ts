import { BYTES_PER_GIB } from "../units.ts";
import { type ErrorRange, errorRange } from "./error-class.ts";
import type { SearchTerms } from "./fleet-request.ts";
import { budgetBytes, maxConcurrency, startBytes, weightBytes } from "./memory.ts";
import type { Placement } from "./placement.ts";
import { notModelledBecause, notSupportedBecause } from "./reach.ts";
import { type Replica, replicaOf } from "./replica.ts";
import { type ServableRate, servableRate } from "./servable-rate.ts";
import { type Serving, servingOf } from "./serving.ts";

/** One replica that works: what it serves at s = 1 and at both ends of its range. */
export interface ServingReplica {
  readonly kind: "serves";
  readonly serving: Serving;
  readonly maxConcurrency: number;
  readonly planned: Extract<ServableRate, { kind: "rate" }>;
  readonly rateLow: number | null;
  readonly rateHigh: number;
  readonly range: ErrorRange;
}

export type ReplicaVerdict =
  | ServingReplica
  | {
      readonly kind: "notModelled";
      readonly because: string;
      readonly neededGiB?: number;
      readonly availableGiB?: number;
    }
  | { readonly kind: "notSupported"; readonly because: string }
  | { readonly kind: "doesNotFit"; readonly neededGiB: number; readonly availableGiB: number }
  | {
      readonly kind: "cannotMeetSlo";
      readonly metric: "tpot" | "ttft";
      readonly limitMs: number;
      readonly bestMs: number;
    };

/** In this order: modelled? supported? does it fit? does it meet the objective? then how much it serves. */
export function replicaVerdict(placement: Placement, terms: SearchTerms): ReplicaVerdict {
  const { accelerator, wish, candidate } = placement;
  const { model, contextLength } = terms;
  if (accelerator === undefined) {
    return {
      kind: "notModelled",
      because: `no card for ${candidate.gpu} GPUs: no peak, bandwidth or measurement`,
    };
  }
  const parts = { model, accelerator, ...wish, tensorParallel: candidate.tensorParallel };
  const outside = notModelledBecause(model);
  if (outside !== undefined) {
    const known = model.throughput === "memory-only" && weightBytes(model, wish.precision) !== undefined;
    return {
      kind: "notModelled",
      because: outside,
      ...(known && startMemory(replicaOf(parts), contextLength)),
    };
  }
  const unsupported = notSupportedBecause(model, accelerator, wish.precision, candidate.tensorParallel);
  if (unsupported !== undefined) return { kind: "notSupported", because: unsupported };
  const { promptTokens, outputTokens } = terms.demand;
  if (promptTokens + outputTokens > contextLength) {
    const because = `a mean request of ${Math.round(promptTokens + outputTokens)} tokens exceeds the context length of ${contextLength}`;
    return { kind: "notSupported", because };
  }
  return throughputVerdict(replicaOf(parts), terms);
}

function throughputVerdict(replica: Replica, terms: SearchTerms): ReplicaVerdict {
  const { demand, engine } = terms;
  const start = startMemory(replica, terms.contextLength);
  if (start.neededGiB > start.availableGiB) return { kind: "doesNotFit", ...start };
  // At least 1: what starts has room for the longest request, and the mean one is shorter.
  const sequences = maxConcurrency(replica, demand.promptTokens, demand.outputTokens);
  const range = errorRange(replica, demand, engine.set);
  if (range === undefined) {
    return {
      kind: "notModelled",
      because: `${replica.accelerator.gpu} only calibrates the model: no range for it`,
    };
  }
  const at = (speed: number): ServableRate =>
    servableRate(servingOf(replica, demand, engine, speed), sequences, demand);
  const planned = at(1);
  if (planned.kind === "missed") return { ...planned, kind: "cannotMeetSlo" };
  const low = at(1 - range.low);
  const high = at(1 + range.high);
  return {
    kind: "serves",
    serving: servingOf(replica, demand, engine),
    maxConcurrency: sequences,
    planned,
    rateLow: low.kind === "rate" ? low.rate : null,
    rateHigh: high.kind === "rate" ? high.rate : planned.rate,
    range,
  };
}

/** need = W + κ(maxModelLen)·rep + t·act, have = t·0.90·M, GiB: vLLM refuses to start otherwise. */
function startMemory(
  replica: Replica,
  contextLength: number,
): { readonly neededGiB: number; readonly availableGiB: number } {
  return {
    neededGiB: startBytes(replica, contextLength) / BYTES_PER_GIB,
    availableGiB: budgetBytes(replica) / BYTES_PER_GIB,
  };
}
