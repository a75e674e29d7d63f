import { z } from "zod";

const moe = z.strictObject({
  routedShare: z.number().gt(0).lt(1).optional().describe("φ: share of all parameters in routed experts"),
  experts: z.int().positive(),
  topK: z.int().positive().describe("experts active per token"),
  intermediateSize: z.int().positive().optional(),
  sharedIntermediateSize: z.int().positive().optional(),
  firstDenseLayers: z.int().min(0).optional(),
});

/** Architecture and published facts of an open-weight model. Parameter counts in 10⁹. */
export const modelCardSchema = z.strictObject({
  id: z.string().describe("repository id"),
  calibrationNames: z.array(z.string()).optional(),
  licence: z.string(),
  totalB: z.number().positive().optional(),
  activeB: z.number().positive().optional().describe("active per token"),
  totalFrom: z.enum(["architecture", "vendor"]).optional().describe("architecture: the formula must agree"),
  activeFrom: z.enum(["architecture", "vendor"]).optional(),
  embeddingB: z.number().positive(),
  tiedEmbeddings: z.boolean(),
  layers: z.int().positive(),
  hidden: z.int().positive(),
  heads: z.int().positive(),
  kvHeads: z.int().positive().optional().describe("of full-attention layers; absent: latent attention"),
  headDim: z.int().positive().describe("of full-attention layers; latent attention: of the scores"),
  attention: z.enum(["gqa", "gqa-window", "gqa-linear", "mla", "unsupported"]),
  fullAttentionLayers: z.int().positive(),
  window: z
    .strictObject({
      tokens: z.int().positive(),
      layers: z.int().positive(),
      kvHeads: z.int().positive(),
      headDim: z.int().positive(),
    })
    .optional(),
  latentWidth: z.int().positive().optional(),
  stateBytesPerSequence: z.number().positive().optional().describe("σ: fixed state of linear attention"),
  vocabulary: z.int().positive().optional(),
  intermediateSize: z.int().positive().optional(),
  moe: moe.optional(),
  contextTokens: z.int().positive(),
  nativePrecision: z.string(),
  nativeWeightGiB: z.number().positive().optional().describe("loaded size, not the repository's size"),
  throughput: z.enum(["modelled", "wide", "memory-only", "refused"]),
  source: z.string(),
  at: z.string(),
  note: z.string().optional(),
});

export type ModelCard = Readonly<z.infer<typeof modelCardSchema>>;

/** φ, 0 for dense models. */
export function routedShare(card: ModelCard): number {
  return card.moe?.routedShare ?? 0;
}

/** Parameters of the input table and of the output head: with tied embeddings one table serves as head. */
export function embeddingParameters(card: ModelCard): { readonly input: number; readonly output: number } {
  const table = card.embeddingB * 1e9;
  return { input: card.tiedEmbeddings ? 0 : table, output: table };
}
