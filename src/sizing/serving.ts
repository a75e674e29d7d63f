import { constant } from "./constants.ts";
import { replicatedKvBytes } from "./memory.ts";
import { embeddingParameters, routedShare } from "./model-card.ts";
import { peakTflops } from "./precision.ts";
import type { Replica } from "./replica.ts";
import type { EngineOverhead } from "./vllm-engine.ts";

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
}

/**
 * B = t·BW·MBU · F = t·peak·MFU·(MOE if φ > 0) · ring = 4·h·(t−1)/t bytes per token of one 16-bit all-reduce
 *
 * @throws Error when the replica is outside the model's reach: callers ask `reach.ts` first
 */
export function servingOf(
  replica: Replica,
  shape: RequestShape,
  overhead: EngineOverhead,
  speed = 1,
): Serving {
  const { model, accelerator, tensorParallel } = replica;
  const peak = peakTflops(replica.precision, accelerator);
  if (model.totalB === undefined || model.activeB === undefined || peak === undefined) {
    throw new Error(`${model.id} in ${replica.precision.precision} on ${accelerator.gpu} is not modelled`);
  }
  const bandwidth = tensorParallel * accelerator.bandwidthGBps * 1e9 * constant("mbu");
  const routed = routedShare(model);
  const flops = tensorParallel * peak * 1e12 * constant("mfu") * (routed > 0 ? constant("moeFactor") : 1);
  const embeddings = embeddingParameters(model);
  const active = model.activeB * 1e9;
  const denseRead = replica.weightBytes * (1 - embeddings.input / (model.totalB * 1e9));
  const comm = communication(replica);
  return {
    replica,
    shape,
    speed,
    sharedReadSeconds: (routed > 0 ? replica.weightBytes * (1 - routed) : denseRead) / bandwidth,
    routedReadSeconds: (replica.weightBytes * routed) / bandwidth,
    untouched: model.moe === undefined ? 0 : 1 - model.moe.topK / model.moe.experts,
    computePerSequence: (2 * (active - embeddings.input)) / flops,
    kvPerSequence: replicatedKvBytes(replica, shape.promptTokens + shape.outputTokens / 2) / bandwidth,
    commSeconds: comm.perStep,
    commPerSequence: comm.perToken,
    fixedSeconds: overhead.stepFixMs / 1e3,
    fixedPerSequence: overhead.stepPerSequenceUs / 1e6,
    prefillSeconds:
      prefillOf(replica, shape, flops, active - embeddings.input - embeddings.output, comm.perToken) / speed,
    knee: constant("kneeExponent"),
  };
}

/** t > 1: 2·L·( α + C·ring/(0.5·link) ), two all-reduces a layer; else 0. */
function communication(replica: Replica): { readonly perStep: number; readonly perToken: number } {
  const { model, accelerator, tensorParallel } = replica;
  if (tensorParallel === 1) return { perStep: 0, perToken: 0 };
  const alpha = constant(accelerator.link === "nvlink" ? "allReduceNvlinkUs" : "allReducePcieUs") / 1e6;
  const ring = (4 * model.hidden * (tensorParallel - 1)) / tensorParallel;
  const link = accelerator.linkGBps * 1e9 * constant("linkEfficiency");
  return { perStep: 2 * model.layers * alpha, perToken: (2 * model.layers * ring) / link };
}

/**
 * t_pre = (1 − η)·I·( (2·(A − E_in − E_out) + 2·L_f·n_h·d·I)/F + [t > 1] 2·L·ring/(0.5·link) )
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
