import { BYTES_PER_GIB } from "../units.ts";
import { type ErrorRange, errorRange } from "./error-class.ts";
import type { SearchTerms } from "./fleet-request.ts";
import { budgetBytes, maxConcurrency, startBytes, weightBytes } from "./memory.ts";
import {
  measuredRange,
  measurementOf,
  type OwnMeasurement,
  outsideBecause,
  reachOf,
} from "./own-measurement.ts";
import type { Placement } from "./placement.ts";
import { measurable, notModelledBecause, notSupportedBecause } from "./reach.ts";
import { type Replica, replicaOf } from "./replica.ts";
import { type ServableRate, servableRate } from "./servable-rate.ts";
import { type EngineTerms, type Serving, servingOf } from "./serving.ts";

/** One replica that works: what it serves at s = 1 and at both ends of its range. */
export interface ServingReplica {
  readonly kind: "serves";
  readonly serving: Serving;
  readonly maxConcurrency: number;
  readonly planned: Extract<ServableRate, { kind: "rate" }>;
  readonly rateLow: number | null;
  readonly rateHigh: number;
  readonly range: ErrorRange;
  /** The same at any other speed, as a factor on the planned throughput. */
  readonly rateAt: (factor: number) => ServableRate;
  readonly measured?: MeasuredNote;
}

/** What a benchmark of the reader's own has to do with a row. */
export interface MeasuredNote {
  readonly name: string;
  readonly warnings: readonly string[];
  /** Why it does not hold here, so that the constants and ranges of the classes do. */
  readonly outside?: string;
  /** Requests in flight that are planned with at most: twice what was measured. */
  readonly cappedAt?: number;
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
      readonly measured?: MeasuredNote;
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
  if (outside !== undefined && !isMeasured(parts, terms)) {
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

/** A model that only benchmarks make known, with one that reaches these requests. */
function isMeasured(
  parts: Omit<Replica, "weightBytes">,
  { measurements = [], demand }: SearchTerms,
): boolean {
  if (!measurable(parts.model) || weightBytes(parts.model, parts.precision) === undefined) return false;
  const own = measurementOf(measurements, replicaOf(parts));
  return own !== undefined && outsideBecause(own, demand) === undefined;
}

function throughputVerdict(replica: Replica, terms: SearchTerms): ReplicaVerdict {
  const { demand, engine } = terms;
  const start = startMemory(replica, terms.contextLength);
  if (start.neededGiB > start.availableGiB) return { kind: "doesNotFit", ...start };
  // At least 1: what starts has room for the longest request, and the mean one is shorter.
  const sequences = maxConcurrency(replica, demand.promptTokens, demand.outputTokens);
  const own = measurementOf(terms.measurements ?? [], replica);
  const outside = own && outsideBecause(own, demand);
  if (own === undefined || outside !== undefined) {
    const verdict = rangedVerdict(replica, terms, sequences, { engine, speed: 1 });
    return own === undefined ? verdict : noted(verdict, { ...noteOf(own), ...(outside && { outside }) });
  }
  // No further than measurements reach: a cap, so that a looser objective never serves less.
  const most = Math.min(sequences, Math.max(1, reachOf(own)));
  const { ttftP95Factor } = own;
  const verdict = rangedVerdict(replica, terms, most, {
    engine: { version: engine.version, set: own.set, ...(ttftP95Factor !== undefined && { ttftP95Factor }) },
    speed: own.speed,
    range: measuredRange(own),
  });
  return noted(verdict, { ...noteOf(own), ...(most < sequences && { cappedAt: most }) });
}

const noteOf = ({ name, warnings }: OwnMeasurement): MeasuredNote => ({ name, warnings });

const noted = (verdict: ReplicaVerdict, measured: MeasuredNote): ReplicaVerdict =>
  verdict.kind === "serves" || verdict.kind === "cannotMeetSlo" ? { ...verdict, measured } : verdict;

interface Prediction {
  readonly engine: EngineTerms;
  readonly speed: number;
  /** Absent: of the error classes that apply. */
  readonly range?: ErrorRange;
}

function rangedVerdict(
  replica: Replica,
  { demand }: SearchTerms,
  sequences: number,
  { engine, speed, range = errorRange(replica, demand, engine.set) }: Prediction,
): ReplicaVerdict {
  if (range === undefined) {
    return {
      kind: "notModelled",
      because: `${replica.accelerator.gpu} only calibrates the model: no range for it`,
    };
  }
  const at = (factor: number): ServableRate =>
    servableRate(servingOf(replica, demand, engine, speed * factor), sequences, demand);
  const planned = at(1);
  if (planned.kind === "missed") return { ...planned, kind: "cannotMeetSlo" };
  const low = at(1 - range.low);
  const high = at(1 + range.high);
  return {
    kind: "serves",
    serving: servingOf(replica, demand, engine, speed),
    maxConcurrency: sequences,
    planned,
    rateLow: low.kind === "rate" ? low.rate : null,
    rateHigh: high.kind === "rate" ? high.rate : planned.rate,
    range,
    rateAt: at,
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
