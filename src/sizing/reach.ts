import type { Accelerator } from "./accelerator.ts";
import type { ModelCard } from "./model-card.ts";
import { isSupported, type Precision } from "./precision.ts";
import { splits } from "./replica.ts";

/**
 * True where the formulas are off by more than half on their own, and a benchmark of four loads can put them right:
 * latent attention and expert launches.
 */
export function measurable(model: ModelCard): boolean {
  return model.throughput === "memory-only" && model.totalB !== undefined && model.activeB !== undefined;
}

/** Why the throughput of a model cannot be predicted, whatever it runs on; undefined when it can. */
export function notModelledBecause(model: ModelCard): string | undefined {
  if (model.throughput === "refused") {
    return `${model.id}: the memory formula does not apply to its attention (${model.note ?? model.attention})`;
  }
  if (model.throughput === "memory-only") {
    return `${model.id}: latent attention and expert launches are outside the throughput model; only its memory is checked${measurable(model) ? "; a benchmark of your own makes it known: crossover calibrate --help" : ""}`;
  }
  return undefined;
}

/** Why this combination cannot run at all; undefined when it can. */
export function notSupportedBecause(
  model: ModelCard,
  accelerator: Accelerator,
  precision: Precision,
  tensorParallel: number,
): string | undefined {
  if (!splits(model, tensorParallel)) {
    const kv = model.kvHeads === undefined ? "" : ` and ${model.kvHeads} KV heads`;
    return `${model.heads} heads${kv} cannot be split over ${tensorParallel} GPUs`;
  }
  if (!isSupported(precision, accelerator)) {
    return `${accelerator.gpu} has no units for ${precision.precision}`;
  }
  const packed = precision.expertsOnly === true;
  if (model.nativePrecision === "mxfp4" && precision.precision !== "mxfp4") {
    return `${model.id} is published in mxfp4 only`;
  }
  if (packed && precision.precision === "mxfp4" && model.nativePrecision !== "mxfp4") {
    return `no mxfp4 weights of ${model.id}: its native precision is ${model.nativePrecision}`;
  }
  return undefined;
}
