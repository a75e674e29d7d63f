import { describe, expect, test } from "vitest";
import { InputError } from "../../src/errors.ts";
import { kvBytes, weightBytes } from "../../src/sizing/memory.ts";
import type { ModelCard } from "../../src/sizing/model-card.ts";
import { modelCards, resolveModel } from "../../src/sizing/model-catalogue.ts";
import { cardOfConfig } from "../../src/sizing/model-config.ts";
import { parsePrecision } from "../../src/sizing/precision.ts";
import { GIB } from "./replicas.ts";

const bf16 = parsePrecision("bf16").precision;
const read = (config: object, checkpointBytes?: number): ModelCard =>
  cardOfConfig({
    id: "me/mine",
    file: "config.json",
    config,
    ...(checkpointBytes !== undefined && { checkpointBytes }),
    at: "2026-11-21",
  });

/** As the repository of Llama 3.1 8B publishes it. */
const LLAMA = {
  architectures: ["LlamaForCausalLM"],
  model_type: "llama",
  hidden_size: 4096,
  intermediate_size: 14336,
  max_position_embeddings: 131072,
  num_attention_heads: 32,
  num_hidden_layers: 32,
  num_key_value_heads: 8,
  tie_word_embeddings: false,
  torch_dtype: "bfloat16",
  vocab_size: 128256,
};
const EXPERTS = {
  model_type: "qwen3_moe",
  hidden_size: 2048,
  intermediate_size: 6144,
  moe_intermediate_size: 768,
  num_experts: 128,
  num_experts_per_tok: 8,
  num_hidden_layers: 48,
  num_attention_heads: 32,
  num_key_value_heads: 4,
  head_dim: 128,
  max_position_embeddings: 40960,
  tie_word_embeddings: false,
  torch_dtype: "bfloat16",
  vocab_size: 151936,
};

describe("a config.json", () => {
  test.each([
    ["meta-llama/Llama-3.1-8B-Instruct", LLAMA],
    ["Qwen/Qwen3-30B-A3B", EXPERTS],
  ])("of %s says what its card says: parameters, weights, KV", (id, config) => {
    const [own, known] = [read(config), resolveModel(id)];
    expect(own.totalB).toBeCloseTo(known.totalB ?? 0, 1);
    expect(own.activeB).toBeCloseTo(known.activeB ?? 0, 1);
    expect(own.moe?.routedShare ?? 0).toBeCloseTo(known.moe?.routedShare ?? 0, 2);
    expect((weightBytes(own, bf16) ?? 0) / (weightBytes(known, bf16) ?? 1)).toBeCloseTo(1, 2);
    expect(kvBytes(own, 8192, false)).toBe(kvBytes(known, 8192, false));
  });

  test("every grouped-query card of the list survives the way through a config", () => {
    const cards = modelCards().filter(
      (card) => card.attention === "gqa" && card.totalFrom === "architecture",
    );
    expect(cards.length).toBeGreaterThan(15);
    for (const card of cards) {
      const own = read({
        model_type: card.moe === undefined ? "llama" : "mixtral",
        hidden_size: card.hidden,
        num_hidden_layers: card.layers,
        num_attention_heads: card.heads,
        num_key_value_heads: card.kvHeads,
        head_dim: card.headDim,
        vocab_size: card.vocabulary,
        intermediate_size: card.intermediateSize,
        moe_intermediate_size: card.moe?.intermediateSize,
        num_local_experts: card.moe?.experts,
        num_experts_per_tok: card.moe?.topK,
        max_position_embeddings: card.contextTokens,
        tie_word_embeddings: card.tiedEmbeddings,
        dtype: "bfloat16",
      });
      expect([card.id, (own.totalB ?? 0) / (card.totalB ?? 1)]).toEqual([card.id, expect.closeTo(1, 2)]);
      expect(kvBytes(own, 4096, false)).toBe(kvBytes(card, 4096, false));
    }
  });

  test("nested text_config, head size from hidden ÷ heads, KV heads missing: as many as heads", () => {
    const { num_key_value_heads: _k, tie_word_embeddings: _t, ...bare } = LLAMA;
    const nested = { model_type: "mistral3", tie_word_embeddings: true, text_config: bare };
    expect(() => read(nested)).toThrow(/a language model inside a larger one/);
    const card = read(nested, 15.48 * GIB);
    expect(card).toMatchObject({ headDim: 128, kvHeads: 32, tiedEmbeddings: true });
  });

  test("windows by layer keep their own KV; a window that is switched off does not count", () => {
    const layers = Array.from({ length: 32 }, (_, i) =>
      i % 2 === 0 ? "sliding_attention" : "full_attention",
    );
    const windowed = read({ ...LLAMA, sliding_window: 1024, layer_types: layers });
    expect(windowed).toMatchObject({ attention: "gqa-window", throughput: "wide", fullAttentionLayers: 16 });
    expect(kvBytes(windowed, 8192, false)).toBe(4 * 8 * 128 * 16 * (8192 + 1024));
    expect(read({ ...LLAMA, sliding_window: 4096, use_sliding_window: false }).attention).toBe("gqa");
  });

  test.each([
    [{ quant_method: "fp8" }, "fp8"],
    [{ quant_method: "awq", bits: 4 }, "w4a16"],
    [{ quant_method: "gptq", bits: 8 }, "w8a16"],
    [{ quant_method: "mxfp4" }, "mxfp4"],
    [
      {
        quant_method: "compressed-tensors",
        config_groups: { a: { weights: { num_bits: 8, type: "int" }, input_activations: { num_bits: 8 } } },
      },
      "int8",
    ],
  ])("packed as %o it is %s", (quantization_config, precision) => {
    expect(read({ ...LLAMA, quantization_config }).nativePrecision).toBe(precision);
  });

  test("a family that shares its two tables unless it says otherwise is read so", () => {
    const { tie_word_embeddings: _t, ...silent } = LLAMA;
    expect(read({ ...silent, model_type: "gemma2" })).toMatchObject({
      tiedEmbeddings: true,
      throughput: "wide",
    });
    expect(read(silent).tiedEmbeddings).toBe(false);
    expect(read({ ...LLAMA, model_type: "gemma2" }).tiedEmbeddings).toBe(false);
  });

  test("without a checkpoint the card says that nobody checked its weights", () => {
    expect(read(LLAMA).note).toContain("not checked");
    expect(read(LLAMA, 14.96 * GIB).note).toBeUndefined();
  });

  test("the checkpoint agrees within 3 %, or the card is refused with both sizes", () => {
    expect(read(LLAMA, 14.96 * GIB).totalB).toBeCloseTo(8.03, 2);
    expect(() => read(LLAMA, 15.6 * GIB)).toThrow(
      /^config\.json implies 14\.96 GiB of weights, its checkpoint holds 15\.60/,
    );
  });

  test.each([
    [{ model_type: "jamba" }, /is of model_type jamba, of which nobody checked/],
    [{ model_type: undefined }, /model_type: /],
    [{ num_local_experts: 64, moe_topk: 8 }, /a key moe_topk/],
    [{ model_type: "mixtral" }, /model_type mixtral, which has experts, and no number of them/],
    [{ num_local_experts: 64, num_experts_per_tok: 2 }, /experts, which model_type llama has not/],
    [{ model_type: "mixtral", num_local_experts: 8, num_experts_per_tok: 16 }, /16 active of 8 experts/],
    [{ num_key_value_heads: 3 }, /32 attention heads for 3 KV heads/],
    [{ layer_types: ["full_attention"] }, /1 layer_types for 32 layers/],
    [{ is_encoder_decoder: true }, /an encoder beside the decoder/],
    [{ model_type: "mixtral", num_local_experts: 64 }, /has 64 experts and does not say num_experts_per_tok/],
    [{ shared_intermediate_size: 4096 }, /a key shared_intermediate_size/],
    [{ global_head_dim: 512 }, /a key global_head_dim/],
    [{ kv_lora_rank: 512 }, /latent attention/],
    [{ layer_types: ["linear_attention", "full_attention"] }, /layers of linear_attention/],
    [{ n_shared_experts: 1 }, /shared experts/],
    [{ num_experts: 8, num_experts_per_tok: 2, first_k_dense_replace: 1 }, /experts on some layers only/],
    [{ quantization_config: { quant_method: "bitsandbytes" } }, /packed by bitsandbytes/],
    [{ torch_dtype: undefined }, /does not say dtype or torch_dtype/],
    [{ torch_dtype: "float32" }, /weights of float32/],
    [{ hidden_size: undefined }, /hidden_size: /],
    [{ hidden_size: 100, num_attention_heads: 3, head_dim: undefined, num_key_value_heads: 3 }, /headDim: /],
  ])("%o is refused with the reason", (change, reason) => {
    expect(() => read({ ...LLAMA, ...change })).toThrow(InputError);
    expect(() => read({ ...LLAMA, ...change })).toThrow(reason);
  });
});
