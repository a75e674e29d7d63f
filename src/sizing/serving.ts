import { arithmeticTflops } from "./arithmetic.ts";
import { constant } from "./constants.ts";
import { replicatedKvBytes } from "./memory.ts";
import { embeddingParameters, routedShare } from "./model-card.ts";
import type { Replica } from "./replica.ts";
import { constantOf, generationOf, type ThroughputSet } from "./throughput-set.ts";

/** Which engine runs, and by which constants it is predicted. */
export interface EngineTerms {
  readonly version: string;
  readonly set: ThroughputSet;
  /** Measured by the reader; absent: the assumed one. */
  readonly ttftP95Factor?: number;
}

/** Mean request: prompt and generated tokens, and the share of the prompt whose KV is already there (η). */
export interface RequestShape {
  readonly promptTokens: number;
  readonly outputTokens: number;
  readonly prefixShare: number;
}

/**
 * One replica serving one mean request, reduced to the coefficients of its engine step.
 * Seconds throughout; C is the number of sequences in flight. `step.ts` turns them into times.
 */
export interface Serving {
  readonly replica: Replica;
  readonly shape: RequestShape;
  /** s: 1 for the plan, 1 − b and 1 + b for its range. */
  readonly speed: number;
  /** Time to read what every step reads, and what the routed experts add when all are touched. */
  readonly sharedReadSeconds: number;
  readonly routedReadSeconds: number;
  /** Least time of a step's weight kernels. */
  readonly weightFloorSeconds: number;
  /** 1 − k/E: chance that one token leaves a given expert alone. */
  readonly untouched: number;
  readonly computePerSequence: number;
  readonly kvPerSequence: number;
  readonly commSeconds: number;
  readonly commPerSequence: number;
  readonly fixedSeconds: number;
  readonly fixedPerSequence: number;
  readonly prefillSeconds: number;
  readonly knee: number;
  /** T_IN: parse, tokenise, first scheduling of one request. */
  readonly requestOverheadSeconds: number;
  /** 95th percentile of the time to first token ÷ its mean. */
  readonly ttftP95Factor: number;
  readonly set: ThroughputSet;
}

/**
 * B = t·BW·MBU · F = t·arithmetic·MFU·(MOE if φ > 0) · ring = 4·h·(t−1)/t bytes per token of one 16-bit all-reduce
 *
 * @throws Error when the replica is outside the model's reach: callers ask `reach.ts` first
 */
export function servingOf(replica: Replica, shape: RequestShape, engine: EngineTerms, speed = 1): Serving {
  const { model, accelerator, tensorParallel, precision } = replica;
  const { set } = engine;
  const arithmetic = arithmeticTflops(precision, accelerator, set);
  if (model.totalB === undefined || model.activeB === undefined || arithmetic === undefined) {
    throw new Error(`${model.id} in ${precision.precision} on ${accelerator.gpu} is not modelled`);
  }
  const bandwidth = tensorParallel * accelerator.bandwidthGBps * 1e9 * constantOf(set, "mbu");
  const routed = routedShare(model);
  const flops =
    tensorParallel *
    arithmetic *
    1e12 *
    constantOf(set, "mfu") *
    (routed > 0 ? constantOf(set, "moeFactor") : 1);
  const embeddings = embeddingParameters(model);
  const active = model.activeB * 1e9;
  const denseRead = replica.weightBytes * (1 - embeddings.input / (model.totalB * 1e9));
  const launches = launchesOf(replica, engine);
  return {
    replica,
    shape,
    speed,
    sharedReadSeconds: (routed > 0 ? replica.weightBytes * (1 - routed) : denseRead) / bandwidth,
    routedReadSeconds: (replica.weightBytes * routed) / bandwidth,
    weightFloorSeconds:
      precision.precision === "w4a16" ? (model.layers * constantOf(set, "fourBitLayerFloorUs")) / 1e6 : 0,
    untouched: model.moe === undefined ? 0 : 1 - model.moe.topK / model.moe.experts,
    computePerSequence: (2 * (active - embeddings.input)) / flops,
    kvPerSequence: replicatedKvBytes(replica, shape.promptTokens + shape.outputTokens / 2) / bandwidth,
    ...launches,
    prefillSeconds:
      prefillOf(
        replica,
        shape,
        flops,
        active - embeddings.input - embeddings.output,
        launches.commPerSequence,
      ) / speed,
    knee: constantOf(set, "kneeExponent"),
    requestOverheadSeconds: constantOf(set, "requestOverheadMs") / 1e3,
    ttftP95Factor: engine.ttftP95Factor ?? constant("ttftP95Factor"),
    set,
  };
}

/**
 * Time that is there whatever is computed, v = launch factor of the engine's generation:
 *
 *   τ_fix  = v·( T_FIX + L·(T_LAYER + T_MOE if φ > 0) ) + T_REQ·C
 *   τ_comm = t > 1: 2·L·( v·α + C·ring/link ), two all-reduces a layer; else 0
 */
function launchesOf(
  replica: Replica,
  { version, set }: EngineTerms,
): Pick<Serving, "fixedSeconds" | "fixedPerSequence" | "commSeconds" | "commPerSequence"> {
  const { model, tensorParallel } = replica;
  const { launchFactor, stepFixMs, stepPerSequenceUs } = generationOf(set, version);
  const layer = constantOf(set, "layerUs") + (routedShare(model) > 0 ? constantOf(set, "expertLayerUs") : 0);
  const { latencyUs, bytesPerSecond } = allReduceOf(replica, set);
  const ring = (4 * model.hidden * (tensorParallel - 1)) / tensorParallel;
  const split = tensorParallel > 1;
  return {
    fixedSeconds: launchFactor * (stepFixMs / 1e3 + (model.layers * layer) / 1e6),
    fixedPerSequence: stepPerSequenceUs / 1e6,
    commSeconds: split ? (2 * model.layers * launchFactor * latencyUs) / 1e6 : 0,
    commPerSequence: split ? (2 * model.layers * ring) / bytesPerSecond : 0,
  };
}

/** Directly over the link, or through the host's memory where GPUs cannot reach each other's. */
function allReduceOf(
  { accelerator }: Replica,
  set: ThroughputSet,
): { readonly latencyUs: number; readonly bytesPerSecond: number } {
  const host = set.gpus[accelerator.gpu]?.hostAllReduceGBps;
  return host === undefined
    ? {
        latencyUs: constantOf(set, "allReduceUs"),
        bytesPerSecond: accelerator.linkGBps * 1e9 * constantOf(set, "linkEfficiency"),
      }
    : { latencyUs: constantOf(set, "allReduceHostUs"), bytesPerSecond: host * 1e9 };
}

/**
 * t_pre = (1 − η)·I·( (2·(A − E_in − E_out) + 2·L_f·n_h·d·I)/F + [t > 1] 2·L·ring/link )
 *
 * Quadratic in I on purpose: causal attention reads half of the prompt on average.
 */
function prefillOf(
  replica: Replica,
  shape: RequestShape,
  flops: number,
  matrixParameters: number,
  commPerToken: number,
): number {
  const { fullAttentionLayers, heads, headDim } = replica.model;
  const attention = 2 * fullAttentionLayers * heads * headDim * shape.promptTokens;
  return (
    (1 - shape.prefixShare) * shape.promptTokens * ((2 * matrixParameters + attention) / flops + commPerToken)
  );
}
