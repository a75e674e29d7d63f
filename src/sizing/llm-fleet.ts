import { defaultVersion } from "./engine-version.ts";
import type { LlmFleet } from "./fleet.ts";
import type { FleetRow } from "./verdict.ts";
import { engineDefaults } from "./vllm-engine.ts";

/** What sizing leaves open. */
export interface Deployment {
  readonly exposure?: "internal" | "public";
  readonly vllmVersion?: string;
  /** Other than planned: another month's fleet, or the n + 1 of a capture. */
  readonly instances?: number;
}

/**
 * The fleet as it is written into the stack's config: everything that was assumed becomes a setting,
 * so that the plan can be repeated. Without a scaling policy, both bounds are the number of instances.
 */
export function llmFleetOf(row: FleetRow, deployment: Deployment = {}): LlmFleet {
  const vllmVersion = deployment.vllmVersion ?? defaultVersion("vllm").version;
  const instances = deployment.instances ?? row.instances;
  return {
    instanceType: row.instanceType,
    instances,
    maxInstances: instances,
    modelId: row.modelId,
    precision: row.precision,
    tensorParallelSize: row.tensorParallel,
    dataParallelSize: row.replicasPerInstance,
    maxModelLen: row.maxModelLen,
    maxNumSeqs: row.maxNumSeqs,
    kvCacheDtype: row.kvCacheDtype,
    gpuMemoryUtilization: engineDefaults(vllmVersion).gpuMemoryUtilization,
    vllmVersion,
    weightsGiB: row.weightsGiB,
    exposure: deployment.exposure ?? "internal",
  };
}
