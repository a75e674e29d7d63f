import { z } from "zod";
import { constant } from "../sizing/constants.ts";
import type { ModelCard } from "../sizing/model-card.ts";
import {
  type BenchmarkPoint,
  measuredReplica,
  possible,
  type ReplicaWords,
  refusal,
} from "./benchmark-point.ts";

const positive = z.number().positive();
const word = z.union([z.string(), z.number().transform(String)]).optional();

/** What `vllm bench serve --save-result` writes; metadata stands at the top level as text. */
const resultSchema = z
  .looseObject({
    date: z
      .string()
      .regex(/^\d{4}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])/, "must be a day like 20261102-143000"),
    model_id: z.string(),
    max_concurrency: z.number().min(1).nullish(),
    request_rate: z.union([z.literal("inf"), positive]),
    num_prompts: positive,
    completed: positive,
    failed: z.number().min(0).default(0),
    duration: positive,
    total_input_tokens: positive,
    total_output_tokens: positive,
    output_throughput: positive,
    mean_ttft_ms: positive.optional(),
    p95_ttft_ms: positive.optional(),
    mean_tpot_ms: positive.optional(),
    prefix_cache_hit_share: z.number().min(0).max(1).optional(),
    gpu: word,
    instance_type: word,
    tensor_parallel_size: word,
    precision: word,
    kv_cache_dtype: z
      .string()
      .regex(
        /^(auto|bf?loat16|float16|bf16|fp16|half|fp8.*|int8.*)$/i,
        "must be auto, a 16-bit or an 8-bit type",
      )
      .optional(),
    vllm_version: word,
  })
  .refine(
    ({ mean_ttft_ms: mean, p95_ttft_ms: p95 }) => mean === undefined || p95 === undefined || p95 >= mean,
    { path: ["p95_ttft_ms"], message: "cannot lie below the mean" },
  );
type Result = z.infer<typeof resultSchema>;

/**
 * The points of one result file: an object, or JSON lines as `--append-result` writes them.
 * @param words what the reader says where the file does not
 * @throws InputError BENCHMARK_METADATA with both sides of what is wrong; exit 2
 */
export function readBenchmark(
  text: string,
  file: string,
  words: Partial<ReplicaWords> = {},
  cards?: ReadonlyMap<string, ModelCard>,
): readonly BenchmarkPoint[] {
  const results = jsonIn(text, file);
  if (results.length === 0)
    throw refusal(file, "holds no result", "Give the output of: vllm bench serve … --save-result");
  return results.map((value, i) => {
    const where = results.length === 1 ? file : `${file}, result ${i + 1},`;
    return possible(pointOf(value, where, file, words, cards), where);
  });
}

function jsonIn(text: string, file: string): readonly unknown[] {
  try {
    const value: unknown = JSON.parse(text.replace(/^\uFEFF/, ""));
    return Array.isArray(value) ? value : [value];
  } catch {
    const lines = text.split("\n").filter((line) => line.trim() !== "");
    return lines.map((line, i) => {
      try {
        return JSON.parse(line) as unknown;
      } catch {
        throw refusal(
          lines.length === 1 ? file : `${file}, line ${i + 1},`,
          "is not JSON",
          "Give the output of: vllm bench serve … --save-result",
        );
      }
    });
  }
}

function pointOf(
  value: unknown,
  where: string,
  file: string,
  words: Partial<ReplicaWords>,
  cards: ReadonlyMap<string, ModelCard> | undefined,
): BenchmarkPoint {
  const parsed = resultSchema.safeParse(value);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw refusal(
      where,
      `is no result of vllm bench serve: ${issue?.path.join(".")}: ${issue?.message}`,
      "Give the output of: vllm bench serve … --save-result",
    );
  }
  const result = parsed.data;
  const concurrency = refuseUnfit(result, where);
  const on = measuredReplica(
    {
      model: words.model ?? result.model_id,
      ...wordsOf(result),
      ...words,
    },
    where,
    cards,
  );
  const { completed, mean_ttft_ms: ttft, p95_ttft_ms: p95, mean_tpot_ms: tpot } = result;
  return {
    on,
    concurrency,
    promptTokens: result.total_input_tokens / completed,
    outputTokens: result.total_output_tokens / completed,
    outputRate: result.output_throughput,
    ...(ttft !== undefined && {
      ttft: {
        meanSeconds: ttft / 1e3,
        ...(p95 !== undefined && { p95Seconds: p95 / 1e3 }),
      },
    }),
    ...(tpot !== undefined && { tpotSeconds: tpot / 1e3 }),
    ...(result.prefix_cache_hit_share !== undefined && { prefixShare: result.prefix_cache_hit_share }),
    at: dayOf(result.date),
    file,
  };
}

function wordsOf(result: Result): Partial<ReplicaWords> {
  const { gpu, instance_type, tensor_parallel_size, precision, kv_cache_dtype, vllm_version } = result;
  return {
    ...(gpu !== undefined && { gpu }),
    ...(instance_type !== undefined && { instanceType: instance_type }),
    ...(tensor_parallel_size !== undefined && { tensorParallel: tensor_parallel_size }),
    ...(precision !== undefined && { precision }),
    ...(kv_cache_dtype !== undefined && { kvCacheDtype: kv_cache_dtype }),
    ...(vllm_version !== undefined && { vllmVersion: vllm_version }),
  };
}

/** @returns the clients of the closed loop */
function refuseUnfit(result: Result, where: string): number {
  const { num_prompts: asked, completed, failed, max_concurrency: clients, request_rate: rate } = result;
  if (rate !== "inf" || clients == null)
    throw refusal(
      where,
      `sent ${rate === "inf" ? "all requests at once" : `${rate} requests/s`}: how many were in flight is not known`,
      "Measure a closed loop: --request-rate inf --max-concurrency C, for C = 1, 8, 32, 128",
    );
  if (failed / Math.max(1, completed + failed) > constant("benchmarkMostFailed"))
    throw refusal(
      where,
      `had ${failed} of ${completed + failed} requests fail, more than ${100 * constant("benchmarkMostFailed")} %`,
    );
  if (asked < constant("benchmarkRounds") * clients)
    throw refusal(
      where,
      `sent ${asked} requests from ${clients} clients: filling and draining are most of it`,
      `Send at least ${constant("benchmarkRounds") * clients}: --num-prompts ${constant("benchmarkRounds") * clients}`,
    );
  refuseLatency(result, clients, where);
  const counted = result.total_output_tokens / result.duration;
  if (Math.abs(result.output_throughput / counted - 1) > constant("benchmarkRateTolerance"))
    throw refusal(
      where,
      `says output_throughput ${result.output_throughput.toFixed(1)}, its tokens and duration make ${counted.toFixed(1)} tokens/s`,
    );
  return clients;
}

/** C clients finish C·O/latency tokens a second: what TTFT and TPOT make must be near the rate that was counted. */
function refuseLatency(result: Result, clients: number, where: string): void {
  const { mean_ttft_ms: ttft, p95_ttft_ms: p95, mean_tpot_ms: tpot, completed, duration } = result;
  if (p95 !== undefined && p95 / 1e3 > duration)
    throw refusal(where, `says p95_ttft_ms ${p95}, longer than the whole run of ${Math.round(duration)} s`);
  if (ttft === undefined || tpot === undefined) return;
  const output = result.total_output_tokens / completed;
  const implied = (clients * output) / ((ttft + tpot * (output - 1)) / 1e3);
  const off = implied / result.output_throughput;
  if (off < 1 / constant("benchmarkLatencyFactor") || off > constant("benchmarkLatencyFactor"))
    throw refusal(
      where,
      `counts ${Math.round(result.output_throughput)} tokens/s where ${clients} clients at its TTFT and TPOT make ${Math.round(implied)}`,
    );
}

/** "20261102-143000" → "2026-11-02" */
const dayOf = (date: string): string => date.slice(0, 8).replace(/^(\d{4})(\d{2})(\d{2})$/, "$1-$2-$3");
