import { z } from "zod";
import overheads from "../../data/vllm-overheads.json" with { type: "json" };
import { InputError } from "../errors.ts";
import type { Accelerator } from "./accelerator.ts";

const overheadSchema = z.strictObject({
  fromMinor: z.int().min(0).describe("applies from vLLM 0.<fromMinor>"),
  stepFixMs: z.number().positive(),
  stepPerSequenceUs: z.number().positive(),
  gpuMemoryUtilization: z
    .number()
    .gt(0)
    .max(1)
    .describe("what to deploy; computed with 0.90 in every version"),
  maxNumSeqs: z
    .int()
    .positive()
    .optional()
    .describe("sequences in flight by default, on every GPU; absent: by GPU"),
  mark: z.literal("fitted"),
  source: z.string(),
  at: z.string(),
});

/** Fixed cost of one engine step and per sequence in it; both fell sharply with asynchronous scheduling. */
export type EngineOverhead = Readonly<z.infer<typeof overheadSchema>>;

const byMinor: readonly EngineOverhead[] = z
  .array(overheadSchema)
  .parse(overheads)
  .toSorted((a, b) => b.fromMinor - a.fromMinor);

/**
 * Overheads of a vLLM version ("0.32.0", "vllm-0.11").
 * @throws InputError when the text is no version of the 0.x series: another engine is not modelled
 */
export function engineOverhead(version: string): EngineOverhead {
  const minor = /^(?:vllm-)?v?0\.(\d+)/.exec(version)?.[1];
  const found = minor === undefined ? undefined : byMinor.find((entry) => Number(minor) >= entry.fromMinor);
  if (found !== undefined) return found;
  throw new InputError(
    "ENGINE_VERSION",
    `"${version}" is not a vLLM version of the 0.x series, the only one that sizing has constants for.`,
    "Give it as 0.32.0; other engines are not modelled.",
  );
}

/** Sequences in flight that a vLLM version allows on a GPU unless it is told otherwise. */
export function usualMaxNumSeqs(accelerator: Accelerator, version: string): number {
  const { maxNumSeqs } = engineOverhead(version);
  return Math.min(accelerator.defaultMaxNumSeqs, maxNumSeqs ?? accelerator.defaultMaxNumSeqs);
}
