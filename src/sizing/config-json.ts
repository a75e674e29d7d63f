import { z } from "zod";
import data from "../../data/model-types.json" with { type: "json" };
import { InputError } from "../errors.ts";

const types = new Map(
  z
    .strictObject({
      source: z.string(),
      at: z.iso.date(),
      types: z.array(
        z.strictObject({
          type: z.string(),
          tiedByDefault: z.boolean(),
          wide: z.literal(true).optional().describe("no measurement has layers like these"),
          experts: z.literal(true).optional().describe("every layer has routed experts"),
        }),
      ),
    })
    .parse(data)
    .types.map(({ type, ...rest }) => [type, rest]),
);

const count = z.int().positive();

/** The keys of a repository's `config.json` that memory and throughput follow from; all others pass. */
const text = z.looseObject({
  model_type: z.string(),
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
export type ModelConfig = z.infer<typeof text>;

/** Keys of layers that the formulas know nothing of. */
const FOREIGN =
  /altup|cross_attention|expert|moe|mamba|ssm|shared|interleave|layer_period|lora|global_head|global_key_value|conv|recurrent/i;

/**
 * A repository's `config.json`, read and refused where a card of its own would be needed.
 * @throws InputError MODEL_CONFIG
 */
export function readModelConfig(
  config: unknown,
  file: string,
): { readonly read: ModelConfig; readonly tied: boolean; readonly wide: boolean; readonly nested: boolean } {
  const outer = z.looseObject({ text_config: z.looseObject({}).optional() }).safeParse(config);
  const inner = outer.success ? outer.data.text_config : undefined;
  const { text_config: _t, ...shell } = outer.success ? outer.data : {};
  const parsed = text.safeParse(inner === undefined ? config : { ...shell, ...inner });
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw configRefusal(file, `${issue?.path.join(".") || "it"}: ${issue?.message ?? "is not readable"}`);
  }
  const read = parsed.data;
  const type = types.get(read.model_type);
  if (type === undefined)
    throw configRefusal(
      file,
      `is of model_type ${read.model_type}, of which nobody checked that the formulas cover its layers (known: ${[...types.keys()].join(", ")})`,
    );
  refuseUncovered(read, file);
  refuseContradictions(read, type.experts === true, file);
  return {
    read,
    tied: read.tie_word_embeddings ?? type.tiedByDefault,
    wide: type.wide === true,
    nested: inner !== undefined,
  };
}

function refuseUncovered(read: ModelConfig, file: string): void {
  const linear = read.layer_types?.find((type) => !/^(full|sliding)_attention$/.test(type));
  const foreign = Object.keys(read).find((key) => FOREIGN.test(key) && !KNOWN.has(key) && counts(read[key]));
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
            : foreign !== undefined
              ? `a key ${foreign}`
              : undefined;
  if (uncovered !== undefined)
    throw configRefusal(
      file,
      `has ${uncovered}, which the formulas do not cover for a model without a card of its own`,
    );
}

/** What no server can run, and what a key of the family lacks. */
function refuseContradictions(read: ModelConfig, routed: boolean, file: string): void {
  const {
    num_attention_heads: heads,
    num_key_value_heads: kv,
    num_hidden_layers: layers,
    layer_types,
  } = read;
  const experts = read.num_local_experts ?? read.num_experts ?? read.n_routed_experts ?? undefined;
  const active = read.num_experts_per_tok ?? undefined;
  const wrong =
    kv != null && heads % kv !== 0
      ? `${heads} attention heads for ${kv} KV heads`
      : layer_types != null && layer_types.length !== layers
        ? `${layer_types.length} layer_types for ${layers} layers`
        : routed && (experts ?? 1) < 2
          ? `model_type ${read.model_type}, which has experts, and no number of them`
          : !routed && ((experts ?? 1) > 1 || read.moe_intermediate_size != null)
            ? `experts, which model_type ${read.model_type} has not`
            : experts !== undefined && active !== undefined && active > experts
              ? `${active} active of ${experts} experts`
              : read.is_encoder_decoder === true || read.cross_attention_layers != null
                ? "an encoder beside the decoder"
                : undefined;
  if (wrong !== undefined) throw configRefusal(file, `has ${wrong}`);
}

const KNOWN: ReadonlySet<string> = new Set(Object.keys(text.shape));
/** Training settings, switched-off parts and lists of nothing say nothing about layers. */
const counts = (value: unknown): boolean =>
  typeof value === "number" ? value > 1 : Array.isArray(value) ? value.length > 0 : false;

export const configRefusal = (file: string, what: string): InputError =>
  new InputError(
    "MODEL_CONFIG",
    `${file} ${what}.`,
    "Take a model of data/models.json, or add a card there: CONTRIBUTING.md says how.",
  );
