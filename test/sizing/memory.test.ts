import { readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import { describe, expect, test } from "vitest";
import {
  budgetBytes,
  kvBytes,
  kvBytesPerToken,
  kvRoomBytes,
  replicatedKvBytes,
  startBytes,
  weightBytes,
} from "../../src/sizing/memory.ts";
import { modelCards, resolveModel } from "../../src/sizing/model-catalogue.ts";
import { parsePrecision } from "../../src/sizing/precision.ts";
import { GIB, longestSequence, printed, replica } from "./replicas.ts";

/** model, bytes per token on full layers, on windowed layers, per sequence; GiB of 8,192 tokens */
const KV = [
  ["Qwen/Qwen2.5-7B-Instruct", 57_344, 0, 0, "0.4375"],
  ["meta-llama/Llama-3.1-8B-Instruct", 131_072, 0, 0, "1.0"],
  ["mistralai/Mistral-7B-Instruct-v0.3", 131_072, 0, 0, "1.0"],
  ["mistralai/Mixtral-8x7B-Instruct-v0.1", 131_072, 0, 0, "1.0"],
  ["Qwen/Qwen3-8B", 147_456, 0, 0, "1.125"],
  ["Qwen/Qwen3-14B", 163_840, 0, 0, "1.25"],
  ["mistralai/Mistral-Small-3.2-24B-Instruct-2506", 163_840, 0, 0, "1.25"],
  ["mistralai/Mistral-Nemo-Instruct-2407", 163_840, 0, 0, "1.25"],
  ["microsoft/phi-4", 204_800, 0, 0, "1.5625"],
  ["Qwen/Qwen3-32B", 262_144, 0, 0, "2.0"],
  ["meta-llama/Llama-3.3-70B-Instruct", 327_680, 0, 0, "2.5"],
  ["meta-llama/Llama-3.1-405B-Instruct", 516_096, 0, 0, "3.9375"],
  ["Qwen/Qwen3-30B-A3B", 98_304, 0, 0, "0.75"],
  ["Qwen/Qwen3-235B-A22B", 192_512, 0, 0, "1.4688"],
  ["openai/gpt-oss-20b", 24_576, 24_576, 0, "0.1904"],
  ["openai/gpt-oss-120b", 36_864, 36_864, 0, "0.2856"],
  ["google/gemma-3-27b-it", 81_920, 425_984, 0, "1.0312"],
  ["google/gemma-4-31B-it", 81_920, 819_200, 0, "1.4062"],
  ["Qwen/Qwen3.6-27B", 65_536, 0, 150_994_944, "0.6406"],
  ["deepseek-ai/DeepSeek-R1-0528", 70_272, 0, 0, "0.5361"],
] as const;

describe("S3: KV bytes from the architecture, exact", () => {
  test.each(KV)(
    "%s: %i B/token, %i in the window, %i a sequence; 8,192 tokens: %s GiB",
    (id, full, windowed, state, gib) => {
      const card = resolveModel(id);
      expect(kvBytesPerToken(card)).toEqual({ full, windowed });
      expect(kvBytes(card, 0, false)).toBe(state);
      expect(printed(kvBytes(card, 8192, false) / GIB, gib, 1e-4)).toMatchObject({ ok: true });
      // 8-bit KV: half, the fixed state unchanged.
      expect(kvBytes(card, 8192, true) - state).toBe((kvBytes(card, 8192, false) - state) / 2);
    },
  );

  test("a window counts up to its tokens: gpt-oss-20b holds 128 of them, one more costs only the full layers", () => {
    const card = resolveModel("openai/gpt-oss-20b");
    expect(kvBytes(card, 128, false)).toBe(49_152 * 128);
    expect(kvBytes(card, 129, false) - kvBytes(card, 128, false)).toBe(24_576);
  });
});

describe("KV heads are split as far as they go and copied beyond", () => {
  test.each([
    ["Qwen/Qwen3-30B-A3B", "fp8", "4 H100", 1],
    ["Qwen/Qwen3-30B-A3B", "fp8", "8 H100", 2],
    ["70B", "fp8", "8 H100", 1],
    ["deepseek-ai/DeepSeek-R1-0528", "fp8", "8 H200", 8],
  ])("%s %s on %s: %i copies of 8,192 tokens", (model, precision, gpus, copies) => {
    const of = replica(model, precision, gpus);
    expect(replicatedKvBytes(of, 8192)).toBe(copies * kvBytes(of.model, 8192, false));
  });

  test("Gemma 4 26B on 8 GPUs: 2 full KV heads are copied 4 times, 8 windowed ones not at all", () => {
    const of = replica("google/gemma-4-26B-A4B-it", "bf16", "8 H100");
    expect(replicatedKvBytes(of, 8192)).toBe(4 * 20_480 * 8192 + 204_800 * 1024);
  });
});

/** model | precision | replica | W K tokens need have | fits 4K 8K 32K 128K */
const FITS = `
8B | bf16 | 1 A10G | 14.96 3.82 31,268 17.30 20.12 | yes yes no no
8B | bf16 | 1 L4 | 14.96 3.82 31,268 17.30 20.12 | yes yes no no
8B | bf16 | 1 L40S | 14.96 22.59 185,065 18.64 40.23 | yes yes yes yes
Qwen/Qwen3-14B | bf16 | 1 A10G | 27.51 -8.74 0 30.10 20.12 | no no no no
Qwen/Qwen3-32B | bf16 | 1 H100 | 61.02 5.51 22,559 67.77 71.28 | yes yes no no
70B | bf16 | 8 A10G | 131.41 18.78 61,546 144.64 160.92 | yes yes yes no
70B | bf16 | 4 L40S | 131.41 18.78 61,546 144.64 160.92 | yes yes yes no
70B | bf16 | 4 A100-40GB | 131.41 1.31 4,293 143.39 142.20 | yes no no no
70B | fp8 | 2 H100 | 67.66 65.40 214,287 79.66 142.56 | yes yes yes yes
70B | w4a16 | 1 L40S | 39.61 -2.06 0 44.79 40.23 | no no no no
70B | w4a16 | 4 A10G | 39.61 35.48 116,277 47.48 80.46 | yes yes yes no
gpt-oss-20b | mxfp4 | 1 A10G | 13.31 5.46 238,567 14.84 20.12 | yes yes yes yes
gpt-oss-120b | mxfp4 | 1 H100 | 64.05 2.48 72,084 69.09 71.28 | yes yes yes no
Qwen/Qwen3-235B-A22B | fp8 | 4 H100 | 220.11 46.00 256,563 240.59 285.12 | yes yes yes yes
`
  .trim()
  .split("\n")
  .map((line) => line.split("|").map((part) => part.trim()) as [string, string, string, string, string]);

describe("S4: what fits, GiB; need and have at 8,192 tokens", () => {
  test.each(FITS)(
    "%s %s on %s: W K tokens need have %s; 4K 8K 32K 128K: %s",
    (model, precision, gpus, figures, fits) => {
      const of = replica(model, precision, gpus);
      const [weights = "", room = "", tokens = "", need = "", have = ""] = figures.split(" ");
      expect(printed(of.weightBytes / GIB, weights)).toMatchObject({ ok: true });
      expect(printed(kvRoomBytes(of) / GIB, room)).toMatchObject({ ok: true });
      expect(longestSequence(of)).toBe(Number(tokens.replace(",", "")));
      expect(printed(startBytes(of, 8192) / GIB, need)).toMatchObject({ ok: true });
      expect(printed(budgetBytes(of) / GIB, have)).toMatchObject({ ok: true });
      const answers = [4096, 8192, 32_768, 131_072].map((length) =>
        startBytes(of, length) <= budgetBytes(of) ? "yes" : "no",
      );
      expect(answers.join(" ")).toBe(fits);
    },
  );

  test("S2's refusals: 70B fp8 on 1 H100 needs 74.91 of 71.28, bf16 on 2 H100 143.41 of 142.56", () => {
    const pairs = [replica("70B", "fp8", "1 H100"), replica("70B", "bf16", "2 H100")].map((of) => [
      startBytes(of, 8192) / GIB,
      budgetBytes(of) / GIB,
    ]);
    expect(pairs.map((pair) => pair.map((value) => value.toFixed(2)))).toEqual([
      ["74.91", "71.28"],
      ["143.41", "142.56"],
    ]);
  });
});

const FACTS: Record<string, string>[] = parse(
  readFileSync(new URL("./fixtures/model-facts.csv", import.meta.url)),
  {
    columns: true,
  },
);

describe("computed sizes meet the published columns", () => {
  test("KV bytes per token, window and state of all 40 models", () => {
    expect(FACTS).toHaveLength(modelCards().length);
    const wrong = FACTS.filter((row) => row.kv_bytes_per_token !== "").filter((row) => {
      const card = resolveModel(row.id ?? "");
      const { full, windowed } = kvBytesPerToken(card);
      return (
        full !== Number(row.kv_bytes_per_token) ||
        windowed !== Number(row.window_bytes_per_token) ||
        (card.stateBytesPerSequence ?? 0) !== Number(row.state_bytes)
      );
    });
    expect(wrong).toEqual([]);
  });

  test("weights in 16, 8 and 4 bit to the printed hundredth of a GiB", () => {
    const columns = [
      ["bf16", "weight_gib_bf16"],
      ["fp8", "weight_gib_fp8"],
      ["w4a16", "weight_gib_int4"],
    ] as const;
    const wrong = FACTS.flatMap((row) =>
      columns.flatMap(([precision, column]) => {
        const text = row[column] ?? "";
        const bytes = weightBytes(resolveModel(row.id ?? ""), parsePrecision(precision).precision);
        // 5 parts in 10⁵: the columns were rounded from the same rounded counts.
        return text === "" || printed((bytes ?? 0) / GIB, text, 5e-5).ok
          ? []
          : [`${row.id} ${precision} ${bytes} ${text}`];
      }),
    );
    expect(wrong).toEqual([]);
  });
});
