import type { Fleet, LlmFleet, TrackingFleet, VectorFleet } from "../../src/sizing/fleet.ts";

/** Fleets of the size that a small team would run; tests change what they are about. */
export const LLM: LlmFleet = {
  instanceType: "g6e.xlarge",
  instances: 2,
  maxInstances: 2,
  modelId: "openai/gpt-oss-20b",
  precision: "mxfp4",
  tensorParallelSize: 1,
  dataParallelSize: 1,
  maxModelLen: 16_384,
  maxNumSeqs: 64,
  kvCacheDtype: "auto",
  gpuMemoryUtilization: 0.92,
  vllmVersion: "0.20.0",
  weightsGiB: 13,
  exposure: "internal",
};

export const VECTORS: VectorFleet = {
  instanceType: "r6g.xlarge",
  nodes: 3,
  replicationFactor: 2,
  shardsPerNode: 2,
  dataVolumeGiB: 100,
  dataVolumeIops: 3000,
  dataVolumeThroughputMiBps: 125,
  version: "1.19.0",
};

export const TRACKING: TrackingFleet = {
  instanceType: "t4g.medium",
  workers: 2,
  databaseClass: "db.t4g.medium",
  databaseGiB: 20,
  databaseMaxGiB: 100,
  multiAz: true,
  version: "3.14.0",
};

export function fleet(
  environment: "dev" | "prod",
  parts: Pick<Fleet, "llm" | "vectors" | "tracking">,
): Fleet {
  return {
    schema: 1,
    name: "support",
    region: "us-east-1",
    zones: ["us-east-1a", "us-east-1b", "us-east-1c"],
    environment,
    ...parts,
  };
}
