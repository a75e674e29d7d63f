import { InputError } from "../errors.ts";
import type { Accelerator } from "../sizing/accelerator.ts";
import { constant } from "../sizing/constants.ts";
import { instanceTypes } from "../sizing/instance-type.ts";
import { weightBytes } from "../sizing/memory.ts";
import type { ModelCard } from "../sizing/model-card.ts";
import { type PrecisionWish, precisionCalled } from "../sizing/precision.ts";
import { measurable, notModelledBecause, notSupportedBecause } from "../sizing/reach.ts";
import { replicaOf } from "../sizing/replica.ts";
import { servingOf } from "../sizing/serving.ts";
import { CURRENT_SET } from "../sizing/throughput-set.ts";
import { BYTES_PER_GIB } from "../units.ts";
import { gpuNamed } from "./gpu-name.ts";
import { cardNamed } from "./model-name.ts";
import { peakShare } from "./peak-share.ts";

/** What was measured on: all that a prediction needs beside the load. */
export interface MeasuredReplica {
  readonly model: ModelCard;
  readonly accelerator: Accelerator;
  readonly wish: PrecisionWish;
  readonly tensorParallel: number;
  readonly vllmVersion: string;
}

/** One load on one replica of the reader's own. Tokens are means per request. */
export interface BenchmarkPoint {
  readonly on: MeasuredReplica;
  /** Requests in flight. */
  readonly concurrency: number;
  readonly promptTokens: number;
  readonly outputTokens: number;
  /** Output tokens per second. */
  readonly outputRate: number;
  readonly ttft?: {
    readonly meanSeconds: number;
    readonly p95Seconds?: number;
  };
  readonly tpotSeconds?: number;
  /** Share of prompt tokens that came from the cache, where the server counts it. */
  readonly prefixShare?: number;
  /** "YYYY-MM-DD" */
  readonly at: string;
  readonly file: string;
}

/** How a benchmark or its reader names what was measured on. */
export interface ReplicaWords {
  readonly model: string;
  readonly gpu?: string;
  readonly instanceType?: string;
  readonly tensorParallel?: string;
  readonly precision?: string;
  readonly kvCacheDtype?: string;
  readonly vllmVersion?: string;
}

/** What `vllm bench serve --metadata` must carry, and the flag that says the same. */
const NEEDED = [
  ["gpu", "gpu=… or instance_type=…", "--gpu"],
  ["tensorParallel", "tensor_parallel_size=…", "--tp"],
  ["precision", "precision=…", "--precision"],
  ["vllmVersion", "vllm_version=…", "--vllm"],
] as const;

/**
 * @param cards the reader's own models, by id
 * @throws InputError BENCHMARK_METADATA for what is missing or unknown; exit 2
 */
export function measuredReplica(
  words: ReplicaWords,
  file: string,
  cards: ReadonlyMap<string, ModelCard> = new Map(),
): MeasuredReplica {
  const ofType = gpuOf(words.instanceType);
  const gpu = words.gpu ?? ofType;
  if (ofType !== undefined && words.gpu !== undefined && gpuNamed(words.gpu)?.gpu !== ofType)
    throw refusal(file, `says gpu ${words.gpu}, but ${words.instanceType} has ${ofType}`);
  const missing = NEEDED.filter(([key]) => (key === "gpu" ? gpu : words[key]) === undefined);
  if (missing.length > 0)
    throw refusal(
      file,
      `does not say ${missing.map(([, name]) => name).join(", ")}`,
      `Measure with --metadata ${missing.map(([, name]) => name).join(" ")}, or say it here: ${missing.map(([, , flag]) => `${flag} …`).join(" ")}`,
    );
  const model = cards.get(words.model) ?? cardNamed(words.model);
  if (model === undefined)
    throw refusal(
      file,
      `is of "${words.model}", which has no model card`,
      "Name a scenario whose candidate of that name has a config: --scenario <file>; or say the model: --model <id>",
    );
  const accelerator = gpuNamed(gpu ?? "");
  if (accelerator === undefined) throw refusal(file, `is of a GPU "${gpu}", which has no card`);
  const plain = precisionCalled(words.precision ?? "");
  if (plain === undefined)
    throw refusal(file, `is of a precision "${words.precision}", which sizing does not know`);
  const tensorParallel = Number(words.tensorParallel);
  if (!Number.isInteger(tensorParallel) || tensorParallel < 1)
    throw refusal(file, `says tensor_parallel_size ${words.tensorParallel}, which is no number of GPUs`);
  const kv8 = plain.kv8 || /fp8|int8/.test(words.kvCacheDtype ?? "");
  const vllmVersion = (words.vllmVersion ?? "").replace(/^(vllm)?[-= ]*v?/i, "");
  return { model, accelerator, wish: { ...plain, kv8 }, tensorParallel, vllmVersion };
}

/**
 * The point, where a server can have done it: the model is one that throughput is modelled of, the GPUs can run it, its
 * weights fit and the rate stays below the peaks.
 * @throws InputError BENCHMARK_METADATA; exit 2
 */
export function possible(point: BenchmarkPoint, where: string): BenchmarkPoint {
  const { model, accelerator, wish, tensorParallel, vllmVersion } = point.on;
  const outside =
    (measurable(model) ? undefined : notModelledBecause(model)) ??
    notSupportedBecause(model, accelerator, wish.precision, tensorParallel);
  if (outside !== undefined)
    throw refusal(
      where,
      `cannot be used: ${outside}`,
      "No benchmark lifts that: the formulas do not describe it.",
    );
  const most = Math.max(
    ...instanceTypes().map(({ gpu }) => (gpu?.model === accelerator.gpu ? gpu.count : 0)),
    8,
  );
  if (tensorParallel > most)
    throw refusal(where, `is of ${tensorParallel} GPUs in one replica, no instance has more than ${most}`);
  const weights = weightBytes(model, wish.precision);
  if (weights === undefined)
    throw refusal(
      where,
      `cannot be used: the size of its weights in ${wish.precision.precision} is not known`,
    );
  const memory = tensorParallel * accelerator.engineGiB * BYTES_PER_GIB;
  const gib = (bytes: number) => (bytes / BYTES_PER_GIB).toFixed(1);
  if (weights > memory)
    throw refusal(where, `has weights of ${gib(weights)} GiB on GPUs of ${gib(memory)} GiB`);
  const replica = replicaOf({ model, accelerator, ...wish, tensorParallel });
  const { promptTokens, outputTokens, prefixShare = 0, outputRate, concurrency } = point;
  const shape = { promptTokens, outputTokens, prefixShare };
  const serving = servingOf(replica, shape, { version: vllmVersion, set: CURRENT_SET });
  const least = outputRate / Math.max(1, concurrency);
  if (least < constant("slowestRequest"))
    throw refusal(
      where,
      `says ${outputRate} tokens/s for ${concurrency} requests in flight: nobody waits for that`,
    );
  const { share, of } = peakShare(serving, outputRate, concurrency);
  if (share > 1)
    throw refusal(
      where,
      `says ${Math.round(outputRate)} tokens/s, which would be ${Math.round(100 * share)} % of the peak ${of}`,
    );
  return point;
}

function gpuOf(type: string | undefined): string | undefined {
  return instanceTypes().find(({ instanceType }) => instanceType === type)?.gpu?.model;
}

export const refusal = (file: string, what: string, hint?: string): InputError =>
  new InputError("BENCHMARK_METADATA", `${file} ${what}.`, hint);
