import { describe, expect, test } from "vitest";
import { readBenchmark } from "../../src/calibration/benchmark-file.ts";
import { InputError } from "../../src/errors.ts";
import { benchResult } from "./bench-result.ts";

const read = (change: Readonly<Record<string, unknown>> = {}) =>
  readBenchmark(JSON.stringify(benchResult(change)), "bench.json")[0];

describe("a result of vllm bench serve", () => {
  test("means per request, rate and latencies, and what it was measured on", () => {
    expect(read()).toMatchObject({
      concurrency: 16,
      promptTokens: 922,
      outputTokens: 922,
      outputRate: 2005.8,
      ttft: { meanSeconds: 0.12, p95Seconds: 0.3 },
      tpotSeconds: expect.closeTo(0.00786, 4),
      at: "2026-11-02",
      file: "bench.json",
    });
    expect(read()?.on).toMatchObject({
      model: { id: "openai/gpt-oss-120b" },
      accelerator: { gpu: "H200" },
      tensorParallel: 2,
      vllmVersion: "0.18.0",
    });
  });

  test("JSON lines and arrays hold several", () => {
    const two = [benchResult(), benchResult({ concurrency: 64, rate: 4383.8 })];
    const lines = two.map((one) => JSON.stringify(one)).join("\n");
    expect(readBenchmark(lines, "a.jsonl").map(({ concurrency }) => concurrency)).toEqual([16, 64]);
    expect(readBenchmark(JSON.stringify(two), "a.json")).toHaveLength(2);
  });

  test("an instance type names its GPU; the reader's words fill what the file lacks", () => {
    expect(read({ gpu: undefined, instance_type: "p5en.48xlarge" })?.on.accelerator.gpu).toBe("H200");
    const bare = JSON.stringify(benchResult({ gpu: undefined, precision: undefined }));
    const words = { gpu: "H100", precision: "mxfp4" };
    expect(readBenchmark(bare, "b.json", words)[0]?.on.accelerator.gpu).toBe("H100");
  });

  test("an 8-bit KV cache is one, by metadata or in the precision", () => {
    expect(read({ kv_cache_dtype: "fp8_e4m3" })?.on.wish.kv8).toBe(true);
    expect(read({ precision: "mxfp4+kv8" })?.on.wish.kv8).toBe(true);
    expect(read({ kv_cache_dtype: "auto" })?.on.wish.kv8).toBe(false);
  });

  test.each([
    [{ gpu: undefined, vllm_version: undefined }, /does not say gpu=… or instance_type=…, vllm_version=…/],
    [{ model_id: "me/unheard-of" }, /has no model card/],
    [{ gpu: "MI300X" }, /has no card/],
    [{ precision: "q4" }, /precision "q4", which sizing does not know/],
    [{ tensor_parallel_size: "two" }, /no number of GPUs/],
    [{ request_rate: 4 }, /sent 4 requests\/s: how many were in flight is not known/],
    [{ max_concurrency: null }, /sent all requests at once/],
    [{ failed: 9 }, /had 9 of 329 requests fail, more than 1 %/],
    [{ num_prompts: 150 }, /sent 150 requests from 16 clients/],
    [{ output_throughput: 2100 }, /says output_throughput 2100\.0, its tokens and duration make 2005\.8/],
    [{ duration: undefined }, /is no result of vllm bench serve: duration/],
    [{ completed: 0 }, /completed: /],
    [{ concurrency: 16, max_concurrency: 0 }, /max_concurrency: /],
    [{ mean_ttft_ms: -3 }, /mean_ttft_ms: /],
    [{ mean_ttft_ms: 500 }, /p95_ttft_ms: cannot lie below the mean/],
    [{ date: "20269999" }, /date: must be a day/],
    [{ failed: -5 }, /failed: /],
    [{ mean_tpot_ms: 78 }, /counts 2006 tokens\/s where 16 clients at its TTFT and TPOT make 205/],
    [{ p95_ttft_ms: 1e12 }, /longer than the whole run/],
    [{ gpu: "H100", instance_type: "p5en.48xlarge" }, /says gpu H100, but p5en\.48xlarge has H200/],
    [{ kv_cache_dtype: "nonsense" }, /kv_cache_dtype: must be auto/],
    [{ tensor_parallel_size: "16" }, /16 GPUs/],
    [
      { rate: 5e6, mean_ttft_ms: undefined, p95_ttft_ms: undefined },
      /would be \d+ % of the peak (FLOPS|bandwidth)/,
    ],
    [{ tensor_parallel_size: "3" }, /cannot be split over 3 GPUs/],
    [{ precision: "nvfp4", gpu: "A10G" }, /cannot be used: A10G has no units for nvfp4/],
    [{ precision: "bf16" }, /published in mxfp4 only/],
    [{ model_id: "deepseek-ai/DeepSeek-V4-Flash-0731", precision: "fp8" }, /memory formula does not apply/],
    [
      { model_id: "meta-llama/Llama-3.1-405B-Instruct", precision: "bf16" },
      /weights of 756\.\d GiB on GPUs of 279\.6/,
    ],
  ])("%o is refused with both sides", (change, reason) => {
    expect(() => read(change)).toThrow(InputError);
    expect(() => read(change)).toThrow(reason);
  });

  test("a file without a result is refused, and its words are not repeated", () => {
    expect(() => readBenchmark("[]", "x.json")).toThrow(/^x\.json holds no result/);
    expect(() => readBenchmark("sk-live-01", "key")).toThrow(/^key is not JSON\.$/);
  });

  test("no JSON: the file and the line", () => {
    expect(() => readBenchmark("{", "x.json")).toThrow(/^x\.json is not JSON/);
    expect(() => readBenchmark(`${JSON.stringify(benchResult())}\n{`, "x.jsonl")).toThrow(
      /^x\.jsonl, line 2, is not JSON/,
    );
  });
});
