import { z } from "zod";
import { InputError } from "../errors.ts";
import { BYTES_PER_GIB } from "../units.ts";
import { constant } from "./constants.ts";
import { weightBytes } from "./memory.ts";
import { type ModelCard, modelCardSchema } from "./model-card.ts";
import { parametersOfArchitecture } from "./parameters.ts";
import { precisionNamed } from "./precision.ts";

const count = z.int().positive();

/** The keys of a repository's `config.json` that memory and throughput follow from; all others pass. */
const text = z.looseObject({
  model_type: z.string().optional(),
  hidden_size: count,
  num_hidden_layers: count,
  num_attention_heads: count,
  num_key_value_heads: count.nullish(),
  head_dim: count.nullish(),
  vocab_size: count,
  intermediate_size: count.nullish(),
  moe_intermediate_size: count.nullish(),
  num_local_experts: count.nullish(),
  num_experts: count.nullish(),
  n_routed_experts: count.nullish(),
  num_experts_per_tok: count.nullish(),
  n_shared_experts: z.int().nullish(),
  shared_expert_intermediate_size: z.int().nullish(),
  first_k_dense_replace: z.int().nullish(),
  decoder_sparse_step: z.int().nullish(),
  mlp_only_layers: z.array(z.int()).nullish(),
  kv_lora_rank: z.int().nullish(),
  sliding_window: count.nullish(),
  use_sliding_window: z.boolean().nullish(),
  layer_types: z.array(z.string()).nullish(),
  max_position_embeddings: count,
  tie_word_embeddings: z.boolean().nullish(),
  torch_dtype: z.string().nullish(),
  dtype: z.string().nullish(),
  quantization_config: z
    .looseObject({
      quant_method: z.string().nullish(),
      bits: z.int().nullish(),
      config_groups: z
        .record(
          z.string(),
          z.looseObject({
            weights: z.looseObject({ num_bits: z.int(), type: z.string() }).nullish(),
            input_activations: z.looseObject({ num_bits: z.int() }).nullish(),
          }),
        )
        .nullish(),
    })
    .nullish(),
});
type Config = z.infer<typeof text>;

/** A model of the reader's own choice: the files of its repository, as JSON, and what to call them. */
export interface OwnModel {
  readonly id: string;
  readonly file: string;
  readonly config: unknown;
  /** Bytes of the checkpoint, from `model.safetensors.index.json` beside it. */
  readonly checkpointBytes?: number;
  /** "YYYY-MM-DD" of the scenario. */
  readonly at: string;
}

/**
 * The card that a `config.json` implies. Parameters come from the architecture; where the checkpoint's size is known,
 * the weight formula has to agree with it within 3 %.
 *
 * @throws InputError MODEL_CONFIG for a config that lacks a term, or an architecture that the formulas do not cover
 */
export function cardOfConfig({ id, file, config, checkpointBytes, at }: OwnModel): ModelCard {
  const read = readConfig(config, file);
  refuseUncovered(read, file);
  const experts = expertsOf(read);
  const windowed = windowOf(read);
  const head = read.head_dim ?? read.hidden_size / read.num_attention_heads;
  const kvHeads = read.num_key_value_heads ?? read.num_attention_heads;
  const architecture = {
    id,
    licence: "not read",
    embeddingB: (read.vocab_size * read.hidden_size) / 1e9,
    tiedEmbeddings: tiedOf(config, read),
    layers: read.num_hidden_layers,
    hidden: read.hidden_size,
    heads: read.num_attention_heads,
    kvHeads,
    headDim: head,
    attention: windowed === 0 ? "gqa" : "gqa-window",
    fullAttentionLayers: read.num_hidden_layers - windowed,
    ...(windowed > 0 && {
      window: { tokens: read.sliding_window, layers: windowed, kvHeads, headDim: head },
    }),
    vocabulary: read.vocab_size,
    ...(read.intermediate_size && { intermediateSize: read.intermediate_size }),
    ...(experts && { moe: experts }),
    contextTokens: read.max_position_embeddings,
    nativePrecision: precisionOf(read, file),
    // No row of the calibration data has this architecture but those of the list.
    throughput: windowed === 0 ? "modelled" : "wide",
    source: file,
    at,
  };
  const draft = parsed(architecture, file);
  const parameters = parametersOfArchitecture(draft);
  if (parameters === undefined) throw refusal(file, "lacks a term of the parameter formula");
  const routed = experts === undefined ? 0 : routedParameters(read, experts) / parameters.total;
  const card = parsed(
    {
      ...architecture,
      totalB: parameters.total / 1e9,
      activeB: parameters.active / 1e9,
      totalFrom: "architecture",
      activeFrom: "architecture",
      ...(experts && { moe: { ...experts, routedShare: routed } }),
    },
    file,
  );
  if (checkpointBytes !== undefined) refuseDisagreement(card, checkpointBytes, file);
  return card;
}

/** A language model inside a larger one stands in `text_config`. */
function readConfig(config: unknown, file: string): Config {
  const nested = z.looseObject({ text_config: z.looseObject({}).optional() }).safeParse(config);
  const inner =
    nested.success && nested.data.text_config !== undefined
      ? { ...nested.data, ...nested.data.text_config }
      : config;
  const read = text.safeParse(inner);
  if (read.success) return read.data;
  const issue = read.error.issues[0];
  throw refusal(file, `${issue?.path.join(".") ?? "it"}: ${issue?.message ?? "is not readable"}`);
}

/** The outer config speaks for the head; two tables are the rule where nobody says. */
function tiedOf(config: unknown, read: Config): boolean {
  const outer = z.looseObject({ tie_word_embeddings: z.boolean().nullish() }).safeParse(config);
  return read.tie_word_embeddings ?? (outer.success ? outer.data.tie_word_embeddings : undefined) ?? false;
}

function refuseUncovered(read: Config, file: string): void {
  const linear = read.layer_types?.find((type) => !/^(full|sliding)_attention$/.test(type));
  const uncovered =
    read.kv_lora_rank != null
      ? "latent attention (kv_lora_rank)"
      : linear !== undefined
        ? `layers of ${linear}`
        : (read.n_shared_experts ?? 0) > 0 || (read.shared_expert_intermediate_size ?? 0) > 0
          ? "shared experts"
          : (read.first_k_dense_replace ?? 0) > 0 ||
              (read.mlp_only_layers ?? []).length > 0 ||
              (read.decoder_sparse_step ?? 1) > 1
            ? "experts on some layers only"
            : undefined;
  if (uncovered !== undefined)
    throw refusal(
      file,
      `has ${uncovered}, which the formulas do not cover for a model without a card of its own`,
    );
}

function expertsOf(read: Config) {
  const experts = read.num_local_experts ?? read.num_experts ?? read.n_routed_experts;
  const size = read.moe_intermediate_size ?? read.intermediate_size;
  if (experts == null || experts === 1 || read.num_experts_per_tok == null || size == null) return undefined;
  return { experts, topK: read.num_experts_per_tok, intermediateSize: size };
}

const routedParameters = (
  { num_hidden_layers: layers, hidden_size: hidden }: Config,
  { experts, intermediateSize }: { readonly experts: number; readonly intermediateSize: number },
): number => layers * experts * 3 * hidden * intermediateSize;

/** Layers whose attention ends at the window. Where no layer is named, KV of the full length is the upper bound. */
function windowOf({ layer_types, sliding_window, use_sliding_window }: Config): number {
  if (sliding_window == null || use_sliding_window === false || layer_types == null) return 0;
  return layer_types.filter((type) => type === "sliding_attention").length;
}

function precisionOf({ quantization_config: packed, torch_dtype, dtype }: Config, file: string): string {
  const method = packed?.quant_method ?? undefined;
  const group = Object.values(packed?.config_groups ?? {})[0];
  if (method === "fp8" || method === "fbgemm_fp8") return "fp8";
  if (method === "mxfp4") return "mxfp4";
  if (method === "awq" || method === "gptq") {
    if ((packed?.bits ?? 4) === 4) return "w4a16";
    if (packed?.bits === 8) return "w8a16";
  }
  if (group?.weights != null) {
    const { num_bits: bits, type } = group.weights;
    if (bits === 8 && type === "float") return "fp8";
    if (bits === 8) return group.input_activations == null ? "w8a16" : "int8";
    if (bits === 4 && type === "int") return "w4a16";
  }
  if (packed != null)
    throw refusal(
      file,
      `is packed by ${method ?? "an unnamed method"}, which no precision of sizing stands for`,
    );
  const plain = dtype ?? torch_dtype ?? "bfloat16";
  if (plain === "bfloat16" || plain === "float16") return plain === "bfloat16" ? "bf16" : "fp16";
  throw refusal(
    file,
    `has weights of ${plain}; vLLM serves it in 16 bit, so its size is not known from here`,
  );
}

function refuseDisagreement(card: ModelCard, checkpointBytes: number, file: string): void {
  const precision = precisionNamed(card.nativePrecision);
  const formula = precision && weightBytes(card, precision);
  if (formula === undefined) return;
  if (Math.abs(formula / checkpointBytes - 1) <= constant("nativeWeightTolerance")) return;
  const gib = (bytes: number) => (bytes / BYTES_PER_GIB).toFixed(2);
  throw refusal(
    file,
    `implies ${gib(formula)} GiB of weights, its checkpoint holds ${gib(checkpointBytes)}: a part of the model is missing from the formula`,
  );
}

function parsed(card: object, file: string): ModelCard {
  const read = modelCardSchema.safeParse(card);
  if (read.success) return read.data;
  const issue = read.error.issues[0];
  throw refusal(file, `${issue?.path.join(".") ?? "it"}: ${issue?.message ?? "is not readable"}`);
}

const refusal = (file: string, what: string): InputError =>
  new InputError(
    "MODEL_CONFIG",
    `${file} ${what}.`,
    "Take a model of data/models.json, or measure yours: crossover calibrate --help",
  );
