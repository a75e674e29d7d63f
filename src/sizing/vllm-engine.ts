import { z } from "zod";
import records from "../../data/vllm-engine.json" with { type: "json" };
import type { Accelerator } from "./accelerator.ts";
import { minorOf } from "./throughput-set.ts";

const defaultsSchema = z.strictObject({
  fromMinor: z.int().min(0).describe("applies from vLLM 0.<fromMinor>"),
  gpuMemoryUtilization: z
    .number()
    .gt(0)
    .max(1)
    .describe("what to deploy; computed with 0.90 in every version"),
  maxNumSeqs: z.int().positive().optional().describe("sequences in flight on every GPU; absent: by GPU"),
  source: z.string(),
  at: z.string(),
});

/** What a server does unless it is told otherwise. */
type EngineDefaults = Readonly<z.infer<typeof defaultsSchema>>;

const byMinor: readonly EngineDefaults[] = z
  .array(defaultsSchema)
  .parse(records)
  .toSorted((a, b) => b.fromMinor - a.fromMinor);

/** @throws InputError for another engine than vLLM 0.x */
export function engineDefaults(version: string): EngineDefaults {
  const minor = minorOf(version);
  const found = byMinor.find(({ fromMinor }) => minor >= fromMinor);
  if (found === undefined) throw new Error(`no defaults of vLLM 0.${minor}`);
  return found;
}

/** Sequences in flight that a vLLM version allows on a GPU unless it is told otherwise. */
export function usualMaxNumSeqs(accelerator: Accelerator, version: string): number {
  const { maxNumSeqs } = engineDefaults(version);
  return Math.min(accelerator.defaultMaxNumSeqs, maxNumSeqs ?? accelerator.defaultMaxNumSeqs);
}
