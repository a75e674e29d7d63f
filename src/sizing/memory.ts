import { BYTES_PER_GIB } from "../units.ts";
import type { Accelerator } from "./accelerator.ts";
import { constant } from "./constants.ts";
import { embeddingParameters, type ModelCard, routedShare } from "./model-card.ts";
import type { Precision } from "./precision.ts";
import type { Replica } from "./replica.ts";

/**
 * Bytes of the loaded weights.
 *
 *   16 bit:                     2·P
 *   4-bit experts (mxfp4 …):    P·φ·b_w + P·(1−φ)·2
 *   else:                       (P − E_in − E_out)·b_w + (E_in + E_out)·2        embeddings stay in 16 bit
 *
 * Where only a loaded size is published (latent attention), that size in its native precision.
 * @returns undefined when neither is known
 */
export function weightBytes(card: ModelCard, precision: Precision): number | undefined {
  const native = precision.precision === card.nativePrecision ? card.nativeWeightGiB : undefined;
  if (card.throughput === "memory-only" && native !== undefined) return native * BYTES_PER_GIB;
  if (card.totalB === undefined) return undefined;
  const total = card.totalB * 1e9;
  const bytes = precision.weightBytes;
  const routed = routedShare(card);
  if (precision.expertsOnly === true && routed > 0) return total * routed * bytes + total * (1 - routed) * 2;
  const embeddings = embeddingParameters(card).input + embeddingParameters(card).output;
  return (total - embeddings) * bytes + embeddings * 2;
}

/** KV bytes per token at 16 bit: 2 (keys, values) · 2 bytes · heads · size, summed over the layers of one kind. */
export function kvBytesPerToken(card: ModelCard): { readonly full: number; readonly windowed: number } {
  const { window, latentWidth, kvHeads } = card;
  const full =
    latentWidth !== undefined
      ? 2 * latentWidth * card.fullAttentionLayers
      : 4 * (kvHeads ?? card.heads) * card.headDim * card.fullAttentionLayers;
  return { full, windowed: window === undefined ? 0 : 4 * window.kvHeads * window.headDim * window.layers };
}

/** How often the heads of each kind of layer are held by the GPUs of a replica. */
interface Copies {
  readonly full: number;
  readonly windowed: number;
}

/**
 * κ(c) = (b_kv/2)·(k_f·c + k_w·min(c, w)) + σ: KV bytes of one sequence of c tokens, held once unless told otherwise.
 */
export function kvBytes(
  card: ModelCard,
  tokens: number,
  kv8: boolean,
  copies: Copies = { full: 1, windowed: 1 },
): number {
  const { full, windowed } = kvBytesPerToken(card);
  const inWindow = Math.min(tokens, card.window?.tokens ?? 0);
  const heads = full * tokens * copies.full + windowed * inWindow * copies.windowed;
  return (kv8 ? 0.5 : 1) * heads + (card.stateBytesPerSequence ?? 0) * copies.full;
}

/**
 * κ(c)·rep: the same over all GPUs of a replica, where rep = t / min(t, KV heads), latent attention t:
 * heads are split as far as they go and copied beyond. Windowed layers may have another number of heads.
 */
export function replicatedKvBytes(replica: Replica, tokens: number): number {
  const { model, tensorParallel, kv8 } = replica;
  const copies = (kvHeads: number): number => tensorParallel / Math.min(tensorParallel, kvHeads);
  return kvBytes(model, tokens, kv8, {
    full: copies(model.kvHeads ?? 1),
    windowed: model.window === undefined ? 1 : copies(model.window.kvHeads),
  });
}

/** act = min(5 GiB, 0.06·M): activations and CUDA graphs of one GPU, bytes. */
function activationBytes(accelerator: Accelerator): number {
  return (
    Math.min(constant("activationMaxGiB"), constant("activationShare") * accelerator.engineGiB) *
    BYTES_PER_GIB
  );
}

/** t·0.90·M, bytes. */
export function budgetBytes(replica: Replica): number {
  return replica.tensorParallel * constant("memoryShare") * replica.accelerator.engineGiB * BYTES_PER_GIB;
}

/** K = t·(0.90·M − act) − W: room for KV, bytes; negative when the weights alone do not fit. */
export function kvRoomBytes(replica: Replica): number {
  return (
    budgetBytes(replica) - replica.tensorParallel * activationBytes(replica.accelerator) - replica.weightBytes
  );
}

/** C_max = min( maxNumSeqs , K / (κ(I + 0.6·O)·rep) ): sequences in flight; below 1 the replica does not fit. */
export function maxConcurrency(
  replica: Replica,
  promptTokens: number,
  outputTokens: number,
  maxNumSeqs: number = replica.accelerator.defaultMaxNumSeqs,
): number {
  const mean = promptTokens + constant("cacheFill") * outputTokens;
  return Math.min(maxNumSeqs, kvRoomBytes(replica) / replicatedKvBytes(replica, mean));
}

/** need = W + κ(maxModelLen)·rep + t·act: what vLLM wants before it starts, bytes. */
export function startBytes(replica: Replica, maxModelLen: number): number {
  return (
    replica.weightBytes +
    replicatedKvBytes(replica, maxModelLen) +
    replica.tensorParallel * activationBytes(replica.accelerator)
  );
}
