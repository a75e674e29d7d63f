import gpus from "../../data/gpus.json" with { type: "json" };
import { type Accelerator, acceleratorNamed } from "../../src/sizing/accelerator.ts";
import { kvRoomBytes, maxConcurrency, replicatedKvBytes } from "../../src/sizing/memory.ts";
import { resolveModel } from "../../src/sizing/model-catalogue.ts";
import { parsePrecision } from "../../src/sizing/precision.ts";
import { type Replica, replicaOf } from "../../src/sizing/replica.ts";
import { type Serving, servingOf } from "../../src/sizing/serving.ts";
import { CURRENT_SET, type ThroughputSet, throughputSet } from "../../src/sizing/throughput-set.ts";

export const GIB = 2 ** 30;

/** The constants that the first acceptance figures were computed with, and those that plans are made with. */
export const EARLIER = throughputSet("2026-08");
export const CURRENT = CURRENT_SET;

export const MODELS = {
  "8B": "meta-llama/Llama-3.1-8B-Instruct",
  "70B": "meta-llama/Llama-3.3-70B-Instruct",
  "gpt-oss-20b": "openai/gpt-oss-20b",
  "gpt-oss-120b": "openai/gpt-oss-120b",
  "Qwen3-30B-A3B": "Qwen/Qwen3-30B-A3B",
} as const;

/** "1 L40S", "8 A100-40GB" with a model's short or full name and a precision such as "fp8+kv8". */
export function replica(model: string, precision: string, gpus: string): Replica {
  const [count = "", gpu = ""] = gpus.split(" ");
  const accelerator = acceleratorNamed(gpu);
  if (accelerator === undefined) throw new Error(`no GPU ${gpu}`);
  const id = Object.entries(MODELS).find(([short]) => short === model)?.[1] ?? model;
  return replicaOf({
    model: resolveModel(id),
    accelerator,
    ...parsePrecision(precision),
    tensorParallel: Number(count),
  });
}

export function serving(
  of: Replica,
  promptTokens: number,
  outputTokens: number,
  options: {
    set?: ThroughputSet;
    speed?: number;
    prefixShare?: number;
    engine?: string;
    maxNumSeqs?: number;
  } = {},
): { serving: Serving; maxConcurrency: number } {
  const shape = { promptTokens, outputTokens, prefixShare: options.prefixShare ?? 0 };
  const engine = { version: options.engine ?? "0.32.0", set: options.set ?? EARLIER };
  return {
    serving: servingOf(of, shape, engine, options.speed),
    maxConcurrency: maxConcurrency(of, promptTokens, outputTokens, options.maxNumSeqs),
  };
}

/** The tolerance of the acceptance figures, or half a unit of the last printed digit where that is coarser. */
export function printed(
  actual: number,
  text: string,
  relative = 1e-3,
): { ok: boolean; actual: number; text: string } {
  const expected = Number(text.replaceAll(",", ""));
  const digits = text.split(".")[1]?.length ?? 0;
  const half = 0.5000001 * 10 ** -digits;
  return { ok: Math.abs(actual - expected) <= Math.max(Math.abs(expected) * relative, half), actual, text };
}

/** Tokens of the longest single sequence whose KV fits into K; 0 when the weights leave no room. */
export function longestSequence(replica: Replica): number {
  const room = kvRoomBytes(replica);
  if (room <= replicatedKvBytes(replica, 0)) return 0;
  const window = replica.model.window?.tokens ?? 0;
  // κ is linear on both sides of the window, so two points give each line.
  const atWindow = replicatedKvBytes(replica, window);
  const [from, base] = room < atWindow ? [0, replicatedKvBytes(replica, 0)] : [window, atWindow];
  const slope = replicatedKvBytes(replica, from + 1) - base;
  return Math.floor(from + (room - base) / slope);
}

/** Every GPU that the program has a card of. */
export function accelerators(): Accelerator[] {
  return gpus.flatMap(({ gpu }) => acceleratorNamed(gpu) ?? []);
}
