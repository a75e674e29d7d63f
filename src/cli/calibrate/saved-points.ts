import { writeFileSync } from "node:fs";
import type { BenchmarkPoint } from "../../calibration/benchmark-point.ts";
import { InputError } from "../../errors.ts";

/** Seconds that a saved point stands for; only ratios of it are read again. */
const SECONDS = 600;

/**
 * Writes points in the form of `vllm bench serve`, so that a scenario reads every measurement in one way.
 * @throws InputError SAVE_FAILED for a file that is there already or cannot be written
 */
export function savePoints(file: string, points: readonly BenchmarkPoint[]): void {
  try {
    writeFileSync(file, `${JSON.stringify(points.map(resultOf), null, 2)}\n`, { flag: "wx" });
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    throw new InputError(
      "SAVE_FAILED",
      `${file} ${code === "EEXIST" ? "exists already" : `cannot be written (${code})`}.`,
      "Name another file with --save.",
    );
  }
}

function resultOf(point: BenchmarkPoint): object {
  const { on, concurrency, promptTokens, outputTokens, outputRate, ttft, tpotSeconds, prefixShare } = point;
  const completed = (outputRate * SECONDS) / outputTokens;
  return {
    date: `${point.at.replaceAll("-", "")}-000000`,
    measured_in: point.file,
    model_id: on.model.id,
    max_concurrency: concurrency,
    request_rate: "inf",
    num_prompts: Math.max(completed, 10 * concurrency),
    completed,
    failed: 0,
    duration: SECONDS,
    total_input_tokens: completed * promptTokens,
    total_output_tokens: completed * outputTokens,
    output_throughput: outputRate,
    ...(ttft && { mean_ttft_ms: 1e3 * ttft.meanSeconds }),
    ...(ttft?.p95Seconds !== undefined && { p95_ttft_ms: 1e3 * ttft.p95Seconds }),
    ...(tpotSeconds !== undefined && { mean_tpot_ms: 1e3 * tpotSeconds }),
    ...(prefixShare !== undefined && { prefix_cache_hit_share: prefixShare }),
    gpu: on.accelerator.gpu,
    tensor_parallel_size: String(on.tensorParallel),
    precision: on.wish.precision.precision,
    kv_cache_dtype: on.wish.kv8 ? "fp8" : "auto",
    vllm_version: on.vllmVersion,
  };
}
