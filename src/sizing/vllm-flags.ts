import type { LlmFleet } from "./fleet.ts";

/** A server's arguments that a plan rests on, by vLLM's own names: without them it cannot be repeated. */
export function vllmFlags(fleet: LlmFleet): Readonly<Record<string, string | number>> {
  return {
    "tensor-parallel-size": fleet.tensorParallelSize,
    "data-parallel-size": fleet.dataParallelSize,
    "max-model-len": fleet.maxModelLen,
    "max-num-seqs": fleet.maxNumSeqs,
    "gpu-memory-utilization": fleet.gpuMemoryUtilization,
    "kv-cache-dtype": fleet.kvCacheDtype,
  };
}
