import type { ModelCard } from "./model-card.ts";

/**
 * Parameters that the architecture implies (grouped-query attention):
 *
 *   P = vocab·h·(2, or 1 if tied) + L·( 2·h·n_h·d + 2·h·n_kv·d + MLP )
 *   MLP = 3·h·intermediate, or with experts E·3·h·moeIntermediate + h·E; active: k in place of E
 *
 * Undefined where a term is missing (latent attention, no vocabulary).
 */
export function parametersOfArchitecture(
  card: ModelCard,
): { readonly total: number; readonly active: number } | undefined {
  const { hidden, layers, heads, kvHeads, headDim, vocabulary } = card;
  const mlp = mlpParameters(card);
  if (kvHeads === undefined || vocabulary === undefined || mlp === undefined) return undefined;
  const embeddings = vocabulary * hidden * (card.tiedEmbeddings ? 1 : 2);
  const attention = 2 * hidden * heads * headDim + 2 * hidden * kvHeads * headDim;
  return {
    total: embeddings + layers * (attention + mlp.total),
    active: embeddings + layers * (attention + mlp.active),
  };
}

function mlpParameters(card: ModelCard): { readonly total: number; readonly active: number } | undefined {
  const { hidden, moe, intermediateSize } = card;
  if (moe === undefined) {
    if (intermediateSize === undefined) return undefined;
    const dense = 3 * hidden * intermediateSize;
    return { total: dense, active: dense };
  }
  if (moe.intermediateSize === undefined) return undefined;
  const expert = 3 * hidden * moe.intermediateSize;
  const router = hidden * moe.experts;
  return { total: moe.experts * expert + router, active: moe.topK * expert + router };
}
