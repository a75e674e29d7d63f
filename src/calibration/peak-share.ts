import { embeddingParameters } from "../sizing/model-card.ts";
import type { Serving } from "../sizing/serving.ts";

/** The largest share of a physical peak that an output rate implies: arithmetic of all tokens, or weight reads of the steps. */
export function peakShare(
  { replica, shape }: Serving,
  outputRate: number,
  concurrency: number,
): { readonly share: number; readonly of: "FLOPS" | "bandwidth" } {
  const { model, accelerator, tensorParallel, precision } = replica;
  const { activeB, totalB } = model;
  if (activeB === undefined || totalB === undefined) throw new Error(`${model.id} has no parameter count`);
  const peak = (precision.units8 === undefined ? undefined : accelerator.fp8Tflops) ?? accelerator.bf16Tflops;
  const tokens = outputRate * (1 + ((1 - shape.prefixShare) * shape.promptTokens) / shape.outputTokens);
  const flops = (2 * activeB * 1e9 * tokens) / (peak * 1e12 * tensorParallel);
  // At best a step gives every sequence in flight one token and reads only what one token needs, one line of the input table.
  const needed = activeB - embeddingParameters(model).input / 1e9;
  const once = replica.weightBytes * (needed / totalB);
  const bytes = (once * outputRate) / Math.max(1, concurrency);
  const bandwidth = bytes / (accelerator.bandwidthGBps * 1e9 * tensorParallel);
  return flops >= bandwidth ? { share: flops, of: "FLOPS" } : { share: bandwidth, of: "bandwidth" };
}
