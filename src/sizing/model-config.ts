import { BYTES_PER_GIB } from "../units.ts";
import { configRefusal, type ModelConfig, readModelConfig } from "./config-json.ts";
import { constant } from "./constants.ts";
import { weightBytes } from "./memory.ts";
import { type ModelCard, modelCardSchema } from "./model-card.ts";
import { parametersOfArchitecture } from "./parameters.ts";
import { precisionNamed } from "./precision.ts";

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
export function cardOfConfig(model: OwnModel): ModelCard {
  const { file, config, checkpointBytes } = model;
  const { read, nested, ...family } = readModelConfig(config, file);
  if (nested && checkpointBytes === undefined)
    throw configRefusal(
      file,
      "holds a language model inside a larger one, whose other parts take memory too: put its model.safetensors.index.json beside it",
    );
  const experts = expertsOf(read, file);
  const architecture = architectureOf(model, read, family);
  const parameters = parametersOfArchitecture(
    parsed({ ...architecture, ...(experts && { moe: experts }) }, file),
  );
  if (parameters === undefined) throw configRefusal(file, "lacks a term of the parameter formula");
  const routed = experts === undefined ? 0 : routedParameters(read, experts) / parameters.total;
  const card = parsed(
    {
      ...architecture,
      totalB: parameters.total / 1e9,
      activeB: parameters.active / 1e9,
      totalFrom: "architecture",
      activeFrom: "architecture",
      ...(experts && { moe: { ...experts, routedShare: routed } }),
      ...(checkpointBytes === undefined && { note: "size of its weights not checked against a checkpoint" }),
    },
    file,
  );
  if (checkpointBytes !== undefined) refuseDisagreement(card, checkpointBytes, file);
  return card;
}

/** What a model type says where its config does not. */
type Family = Pick<ReturnType<typeof readModelConfig>, "tied" | "wide">;

/** Everything but counts that follow from it. */
function architectureOf({ id, file, at }: OwnModel, read: ModelConfig, { tied, wide }: Family): object {
  const windowed = windowOf(read);
  const head = read.head_dim ?? read.hidden_size / read.num_attention_heads;
  const kvHeads = read.num_key_value_heads ?? read.num_attention_heads;
  return {
    id,
    licence: "not read",
    embeddingB: (read.vocab_size * read.hidden_size) / 1e9,
    tiedEmbeddings: tied,
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
    contextTokens: read.max_position_embeddings,
    nativePrecision: precisionOf(read, file),
    // No row of the calibration data has windows but those of models with a card.
    throughput: windowed === 0 && !wide ? "modelled" : "wide",
    source: file,
    at,
  };
}

/** @throws InputError for experts of which nobody says how many are active: they are not a dense model */
function expertsOf(read: ModelConfig, file: string) {
  const experts = read.num_local_experts ?? read.num_experts ?? read.n_routed_experts;
  const size = read.moe_intermediate_size ?? read.intermediate_size;
  if (experts == null || experts === 1) return undefined;
  if (read.num_experts_per_tok == null || size == null)
    throw configRefusal(file, `has ${experts} experts and does not say num_experts_per_tok or their size`);
  return { experts, topK: read.num_experts_per_tok, intermediateSize: size };
}

const routedParameters = (
  { num_hidden_layers: layers, hidden_size: hidden }: ModelConfig,
  { experts, intermediateSize }: { readonly experts: number; readonly intermediateSize: number },
): number => layers * experts * 3 * hidden * intermediateSize;

/** Layers whose attention ends at the window. Where no layer is named, KV of the full length is the upper bound. */
function windowOf({ layer_types, sliding_window, use_sliding_window }: ModelConfig): number {
  if (sliding_window == null || use_sliding_window === false || layer_types == null) return 0;
  return layer_types.filter((type) => type === "sliding_attention").length;
}

function precisionOf({ quantization_config: packed, torch_dtype, dtype }: ModelConfig, file: string): string {
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
    throw configRefusal(
      file,
      `is packed by ${method ?? "an unnamed method"}, which no precision of sizing stands for`,
    );
  const plain = dtype ?? torch_dtype;
  if (plain == null) throw configRefusal(file, "does not say dtype or torch_dtype: how large a weight is");
  if (plain === "bfloat16" || plain === "float16") return plain === "bfloat16" ? "bf16" : "fp16";
  throw configRefusal(
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
  throw configRefusal(
    file,
    `implies ${gib(formula)} GiB of weights, its checkpoint holds ${gib(checkpointBytes)}: a part of the model is missing from the formula`,
  );
}

function parsed(card: object, file: string): ModelCard {
  const read = modelCardSchema.safeParse(card);
  if (read.success) return read.data;
  const issue = read.error.issues[0];
  throw configRefusal(file, `${issue?.path.join(".") ?? "it"}: ${issue?.message ?? "is not readable"}`);
}
