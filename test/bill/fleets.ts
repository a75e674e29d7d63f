import type { RegisteredResource } from "../../src/bill/registered-resource.ts";
import { captureFleet } from "../../src/graph/capture-fleet.ts";
import type { Fleet } from "../../src/sizing/fleet.ts";
import { planningSite } from "../../stacks/site.ts";

/** All three parts, as the planner may choose them for production. */
export const PROD: Fleet = {
  schema: 1,
  name: "demo",
  region: "us-east-1",
  zones: ["us-east-1a", "us-east-1b", "us-east-1c"],
  environment: "prod",
  llm: {
    instanceType: "g5.12xlarge",
    instances: 2,
    maxInstances: 2,
    modelId: "openai/gpt-oss-20b",
    precision: "mxfp4",
    tensorParallelSize: 4,
    dataParallelSize: 1,
    maxModelLen: 10240,
    maxNumSeqs: 64,
    kvCacheDtype: "auto",
    gpuMemoryUtilization: 0.92,
    vllmVersion: "0.20.0",
    weightsGiB: 12.8,
    exposure: "internal",
  },
  vectors: {
    instanceType: "r6g.xlarge",
    nodes: 3,
    replicationFactor: 2,
    shardsPerNode: 2,
    dataVolumeGiB: 100,
    dataVolumeIops: 4000,
    dataVolumeThroughputMiBps: 150,
    version: "1.19.0",
  },
  tracking: {
    instanceType: "m7g.large",
    workers: 4,
    databaseClass: "db.m7g.large",
    databaseGiB: 37,
    databaseMaxGiB: 100,
    multiAz: true,
    version: "3.14.0",
  },
};

const { tracking } = PROD;

export const DEV: Fleet = {
  ...PROD,
  environment: "dev",
  ...(PROD.llm && {
    llm: { ...PROD.llm, instances: 1, maxInstances: 1, instanceType: "g6e.xlarge", tensorParallelSize: 1 },
  }),
  ...(PROD.vectors && { vectors: { ...PROD.vectors, nodes: 1, replicationFactor: 1 } }),
  ...(tracking && { tracking: { ...tracking, multiAz: false, databaseClass: "db.t4g.medium" } }),
};

export const withLlm = (more: Partial<NonNullable<Fleet["llm"]>>, fleet = PROD): Fleet => {
  if (fleet.llm === undefined) throw new Error("the fleet has no llm part");
  return { ...fleet, llm: { ...fleet.llm, ...more } };
};

export const withVectors = (more: Partial<NonNullable<Fleet["vectors"]>>, fleet = PROD): Fleet => {
  if (fleet.vectors === undefined) throw new Error("the fleet has no vectors part");
  return { ...fleet, vectors: { ...fleet.vectors, ...more } };
};

export const captured = (fleet: Fleet): Promise<readonly RegisteredResource[]> =>
  captureFleet(fleet, planningSite(fleet.region));
