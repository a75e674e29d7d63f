import { z } from "zod";

/**
 * The decision as one object: what the planner chooses, `crossover choose` writes into the stack config,
 * `platform()` deploys and the bill prices. Keys carry their unit.
 */
const llmFleet = z.strictObject({
  instanceType: z.string().describe("EC2 type of one instance, e.g. g6e.xlarge"),
  instances: z.int().min(1).describe("identical instances, spare included"),
  maxInstances: z
    .int()
    .min(1)
    .describe("upper bound of the Auto Scaling group; equal to instances without a policy"),
  modelId: z.string().describe("repository id of the weights, e.g. openai/gpt-oss-120b"),
  precision: z.string().describe("bf16, fp8, w8a16, w4a16, mxfp4, nvfp4 or int8"),
  tensorParallelSize: z.int().min(1),
  dataParallelSize: z.int().min(1).describe("replicas per instance"),
  maxModelLen: z.int().min(1).describe("tokens"),
  maxNumSeqs: z.int().min(1),
  kvCacheDtype: z.enum(["auto", "fp8"]),
  gpuMemoryUtilization: z.number().gt(0).max(1),
  vllmVersion: z.string(),
  weightsGiB: z.number().gt(0),
  exposure: z.enum(["internal", "public"]),
});

const vectorFleet = z.strictObject({
  instanceType: z.string().describe("Graviton memory type, e.g. r6g.xlarge"),
  nodes: z
    .int()
    .min(1)
    .refine((n) => n !== 2, "2 nodes: losing one stops all collection operations; use 1 or at least 3"),
  replicationFactor: z.int().min(1),
  shardsPerNode: z.int().min(1),
  dataVolumeGiB: z.int().min(1),
  dataVolumeIops: z.int().min(3000),
  dataVolumeThroughputMiBps: z.int().min(125),
  version: z.string(),
});

const trackingFleet = z.strictObject({
  instanceType: z.string(),
  workers: z.int().min(1),
  databaseClass: z.string().describe("RDS class, e.g. db.m7g.large"),
  databaseGiB: z.int().min(20),
  databaseMaxGiB: z.int().min(20),
  multiAz: z.boolean(),
  version: z.string(),
});

export const fleetSchema = z.strictObject({
  schema: z.literal(1),
  name: z
    .string()
    .regex(/^[a-z][a-z0-9-]{1,15}$/)
    .describe("prefix of every resource name"),
  region: z.string(),
  zones: z.array(z.string()).min(2).max(3),
  environment: z.enum(["dev", "prod"]),
  llm: llmFleet.optional(),
  vectors: vectorFleet.optional(),
  tracking: trackingFleet.optional(),
});

export type Fleet = z.infer<typeof fleetSchema>;
export type LlmFleet = z.infer<typeof llmFleet>;
export type VectorFleet = z.infer<typeof vectorFleet>;
export type TrackingFleet = z.infer<typeof trackingFleet>;
