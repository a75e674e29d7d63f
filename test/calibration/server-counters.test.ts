import { describe, expect, test } from "vitest";
import { isCounters, readCounters } from "../../src/calibration/server-counters.ts";

const WORDS = { gpu: "H100", tensorParallel: "1", precision: "bf16", vllmVersion: "0.18.0" };

/** As a vLLM server prints them; `n` requests have finished. */
function scrape(n: number, engine = "0"): string {
  const label = `{engine="${engine}",model_name="meta-llama/Llama-3.1-8B-Instruct"}`;
  const lines: Record<string, number> = {
    "vllm:generation_tokens_total": 200 * n,
    "vllm:prompt_tokens_total": 1000 * n,
    "vllm:e2e_request_latency_seconds_sum": 4.5 * n,
    "vllm:e2e_request_latency_seconds_count": n,
    "vllm:time_to_first_token_seconds_sum": 0.25 * n,
    "vllm:time_to_first_token_seconds_count": n,
    "vllm:inter_token_latency_seconds_sum": 0.02 * 199 * n,
    "vllm:inter_token_latency_seconds_count": 199 * n,
    "vllm:prefix_cache_hits_total": 300 * n,
    "vllm:prefix_cache_queries_total": 1000 * n,
  };
  const counters = Object.entries(lines).map(([name, value]) => `${name}${label} ${value}`);
  const bucket = `vllm:e2e_request_latency_seconds_bucket{engine="${engine}",le="1.0"} 7`;
  return [
    "# HELP vllm:generation_tokens_total Tokens.",
    ...counters,
    bucket,
    "process_cpu_seconds_total 5",
  ].join("\n");
}
const read = (before: string, after: string, seconds = 900, words = WORDS) =>
  readCounters([before, after], { file: "a and b", seconds, at: "2026-11-02", words });

describe("two scrapes of a server", () => {
  test("rates from differences, requests in flight by Little's law", () => {
    const point = read(scrape(1000), scrape(10_000));
    expect(point).toMatchObject({ promptTokens: 1000, outputTokens: 200, outputRate: 2000, concurrency: 45 });
    expect(point.ttft?.meanSeconds).toBeCloseTo(0.25, 12);
    expect(point.tpotSeconds).toBeCloseTo(0.02, 12);
    expect(point.prefixShare).toBeCloseTo(0.3, 12);
    expect(point.on).toMatchObject({ accelerator: { gpu: "H100" }, vllmVersion: "0.18.0" });
  });

  test("older servers name time per output token otherwise", () => {
    const old = (n: number) => scrape(n).replaceAll("inter_token_latency", "time_per_output_token");
    expect(read(old(1000), old(2000)).tpotSeconds).toBeCloseTo(0.02, 12);
  });

  test.each([
    [() => read(scrape(1000), scrape(9000), 300), /over 300 s, at least 600/],
    [() => read(scrape(9000), scrape(1000)), /fall from 9000 to 1000: the server was restarted in between/],
    [
      () => read(scrape(1), scrape(9).replaceAll("prefix_cache_", "other_")),
      /lacks vllm:prefix_cache_queries_total/,
    ],
    [() => read(scrape(1000), scrape(1000)), /no finished request/],
    [() => read(scrape(1000), scrape(2000, "1")), /two engines/],
    [() => read(scrape(1) + scrape(1, "1"), scrape(2)), /holds 2 engines/],
    [
      () => read(scrape(1), scrape(9).replace(/(generation_tokens_total\{[^}]*\}) .*/, "$1 NaN")),
      /has vllm:generation_tokens_total at NaN/,
    ],
    [
      () => read(scrape(1), scrape(9).replace(/(generation_tokens_total\{[^}]*\}) .*/, "$1 200")),
      /counts no tokens/,
    ],
    [
      () => read(scrape(1), scrape(9).replace(/(prefix_cache_hits_total\{[^}]*\}) .*/, "$1 99999")),
      /prefix cache hits of 8000 queries/,
    ],
    [() => read("vllm:x 1", "vllm:x 2"), /lacks vllm:e2e_request_latency_seconds_count/],
    [() => read(scrape(1), scrape(9000), 900, { ...WORDS, gpu: "TPU" }), /has no card/],
  ])("%# is refused with the reason", (reading, reason) => {
    expect(reading).toThrow(reason);
  });

  test("is told from JSON", () => {
    expect([isCounters(scrape(1)), isCounters('{"model_id": "vllm:x"}')]).toEqual([true, false]);
  });
});
