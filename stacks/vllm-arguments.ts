import type { Input } from "@pulumi/pulumi";
import { Environment, environmentDefaults } from "./environment.ts";
import type { ExposedServiceArgs } from "./service-arguments.ts";

/** How the GPUs are bought. The last two only use what was reserved elsewhere: nothing here reserves. */
export const Capacity = {
  OnDemand: "on-demand",
  Spot: "spot",
  Reservation: "reservation",
  CapacityBlock: "capacity-block",
} as const;
export type Capacity = (typeof Capacity)[keyof typeof Capacity];

/** Whether weights are copied to the instance's own disk first or streamed from S3 into the GPU. */
export const ModelLoader = { Copy: "copy", Stream: "stream" } as const;
export type ModelLoader = (typeof ModelLoader)[keyof typeof ModelLoader];

export interface VllmServiceArgs extends ExposedServiceArgs {
  /** EC2 type with GPUs, e.g. g6e.xlarge. */
  readonly instanceType: string;
  /** Image of the server as repository@sha256:<64 hex>. */
  readonly image: string;
  /** Version inside the image, 0.20.0 or newer. */
  readonly vllmVersion: string;
  /** s3://bucket/prefix, or hf://organisation/name@<40 hex commit>. */
  readonly modelUri: string;
  /** @default "copy" */
  readonly modelLoader?: ModelLoader;
  /** Secret with a Hugging Face token, read by the unit that fetches the model and by nothing else. @default none */
  readonly huggingFaceTokenSecretArn?: Input<string>;
  /** Name under which clients ask for the model. */
  readonly servedModelName: string;
  /** Longest prompt and answer together, tokens. */
  readonly maxModelLen: number;
  /** Size of the weights, GiB: decides the time to boot and whether the disk suffices. */
  readonly weightsGiB: number;
  /** Share of GPU memory that the engine may use, the one that the sizing assumed. @default 0.92 */
  readonly gpuMemoryUtilization?: number;
  /** GPUs that hold one copy of the model together. @default 1 */
  readonly tensorParallelSize?: number;
  /** @default 1 */
  readonly pipelineParallelSize?: number;
  /** Copies of the model on one instance. @default GPUs ÷ (tensor × pipeline) */
  readonly dataParallelSize?: number;
  /** Requests that run together on one copy. */
  readonly maxNumSeqs: number;
  /** @default "auto" */
  readonly kvCacheDtype?: string;
  /** Instances. @default 1 */
  readonly minReplicas?: number;
  /** A scaling policy exists when it differs from `minReplicas`. @default 1 */
  readonly maxReplicas?: number;
  /** Waiting requests per instance that the scaling policy aims at. @default 2 */
  readonly targetWaiting?: number;
  /** Seconds until a new instance counts. @default 900 */
  readonly warmupSeconds?: number;
  /** @default "on-demand" */
  readonly capacity?: Capacity;
  /** Existing reservation or capacity block. @default none */
  readonly capacityReservationId?: string;
  /** Private subnet in the reservation's zone. @default none */
  readonly reservationSubnetId?: Input<string>;
  /** Other types that spot may give instead: same GPU count, no less memory. @default [] */
  readonly spotAlternateTypes?: string[];
  /** GiB, at least 150. @default 200 */
  readonly rootVolumeGiB?: number;
  /** MiB/s. @default 125 */
  readonly rootVolumeThroughput?: number;
  /** @default 3000 */
  readonly rootVolumeIops?: number;
  /** Seconds in which running requests may end; at most 90 with spot. @default 90 */
  readonly drainSeconds?: number;
  /** Start new instances before old ones stop: twice the GPUs for a while. @default true in prod */
  readonly surgeOnUpdate?: boolean;
  /** Existing API key, 32 characters or more. @default created */
  readonly apiKeySecretArn?: Input<string>;
  /** Exact paths that the load balancer serves; all others are 404. @default the OpenAI-compatible ones */
  readonly allowedPaths?: string[];
  /** Hosts from which the server may load images; none: it refuses remote media. @default [] */
  readonly allowedMediaDomains?: string[];
  /** Further keys of the server's config file. @default {} */
  readonly extraArgs?: { [key: string]: string };
  /** Further environment variables of the server. @default {} */
  readonly extraEnv?: { [key: string]: string };
}

/** The arguments with every default filled in; all plain values, so that they can be checked and rendered. */
export type VllmPlan = ReturnType<typeof vllmPlan>;

export function vllmPlan(args: VllmServiceArgs, gpus: number) {
  const defaults = environmentDefaults(args.environment ?? Environment.Dev);
  const minReplicas = args.minReplicas ?? 1;
  const tensorParallelSize = args.tensorParallelSize ?? 1;
  const pipelineParallelSize = args.pipelineParallelSize ?? 1;
  const drainSeconds = args.drainSeconds ?? 90;
  return {
    instanceType: args.instanceType,
    image: args.image,
    vllmVersion: args.vllmVersion,
    modelUri: args.modelUri,
    modelLoader: args.modelLoader ?? ModelLoader.Copy,
    servedModelName: args.servedModelName,
    maxModelLen: args.maxModelLen,
    weightsGiB: args.weightsGiB,
    gpuMemoryUtilization: args.gpuMemoryUtilization ?? 0.92,
    gpus,
    tensorParallelSize,
    pipelineParallelSize,
    dataParallelSize: args.dataParallelSize ?? gpus / (tensorParallelSize * pipelineParallelSize),
    maxNumSeqs: args.maxNumSeqs,
    kvCacheDtype: args.kvCacheDtype ?? "auto",
    minReplicas,
    maxReplicas: args.maxReplicas ?? minReplicas,
    targetWaiting: args.targetWaiting ?? 2,
    warmupSeconds: args.warmupSeconds ?? 900,
    capacity: args.capacity ?? Capacity.OnDemand,
    capacityReservationId: args.capacityReservationId,
    spotAlternateTypes: args.spotAlternateTypes ?? [],
    rootVolume: {
      sizeGiB: args.rootVolumeGiB ?? 200,
      throughputMiBps: args.rootVolumeThroughput ?? 125,
      iops: args.rootVolumeIops ?? 3000,
    },
    drainSeconds,
    surgeOnUpdate: args.surgeOnUpdate ?? defaults.surgeOnUpdate,
    protect: defaults.protect,
    secretRecoveryDays: defaults.secretRecoveryDays,
    logRetentionDays: args.logRetentionDays ?? defaults.logRetentionDays,
    allowedPaths: args.allowedPaths ?? ALLOWED_PATHS,
    allowedMediaDomains: args.allowedMediaDomains ?? [],
    extraArgs: args.extraArgs ?? {},
    extraEnv: args.extraEnv ?? {},
    timeouts: vllmTimeouts(args.weightsGiB, drainSeconds),
  };
}

/** What an OpenAI client calls. */
const ALLOWED_PATHS: readonly string[] = [
  "/v1/models",
  "/v1/chat/completions",
  "/v1/completions",
  "/v1/embeddings",
  "/v1/responses",
];

/** Sequential read of weights that a boot may count on, MiB/s, and the seconds before and after it. */
const COPY_MIB_PER_SECOND = 500;
const IMAGE_SECONDS = 300;
const LOAD_AND_COMPILE_SECONDS = 300;

/**
 * Seconds, each longer than the one that it must outlast:
 *   boot = 300 (image) + weights [GiB] · 1024 ÷ 500 [MiB/s] + 300 (load, compile)
 *   boot ≤ grace = max(1200, boot) < wait for capacity = max(45 min, grace + 15 min)
 *   drain < container stop = drain + 10 < unit stop = drain + 20
 *   idle timeout of the load balancer = 600 < server keep-alive = 610: a server that closes first causes 502.
 * The idle timeout is that long because a completion without streaming sends no byte before its end.
 */
export function vllmTimeouts(weightsGiB: number, drainSeconds: number) {
  const boot = IMAGE_SECONDS + (weightsGiB * 1024) / COPY_MIB_PER_SECOND + LOAD_AND_COMPILE_SECONDS;
  const graceSeconds = Math.max(1200, Math.ceil(boot));
  return {
    bootSeconds: Math.ceil(boot),
    graceSeconds,
    waitMinutes: Math.max(45, Math.ceil(graceSeconds / 60) + 15),
    drainSeconds,
    containerStopSeconds: drainSeconds + 10,
    unitStopSeconds: drainSeconds + 20,
    idleSeconds: 600,
    keepAliveSeconds: 610,
  };
}
