import type { Input } from "@pulumi/pulumi";
import { Environment, environmentDefaults } from "./environment.ts";
import type { ServiceArgs } from "./service-arguments.ts";

/** Always internal: there is no argument that would make it public. */
export interface QdrantClusterArgs extends ServiceArgs {
  /** 1, or 3 and more; 2 is refused. Nodes are appended, never removed. @default 1 in dev, 3 in prod */
  readonly nodes?: number;
  /** Graviton type. @default "r7g.large" */
  readonly instanceType?: string;
  /** Version inside the image, 1.19.0 or newer. */
  readonly version: string;
  /** The `-unprivileged` image as repository@sha256:<64 hex>. */
  readonly image: string;
  /** GiB per node. */
  readonly dataVolumeGiB: number;
  /** @default 3000 */
  readonly dataVolumeIops?: number;
  /** MiB/s. @default 125 */
  readonly dataVolumeThroughput?: number;
  /** Copies of each shard in new collections. @default 2, with one node 1 */
  readonly replicationFactor?: number;
  /** Copies that must confirm a write. @default 1 */
  readonly writeConsistencyFactor?: number;
  /** Shards per node of new collections. @default 2 */
  readonly shardsPerNode?: number;
  /** Share of memory and disk beyond which the cluster refuses writes; read at the first start. @default 85 and 90 */
  readonly memoryQuotaPercent?: number;
  readonly diskQuotaPercent?: number;
  /** Nodes ask each other for the key. @default true */
  readonly internalAuth?: boolean;
  /** Private zone that holds the nodes' names. */
  readonly internalZoneId: Input<string>;
  readonly internalDomain: string;
  /** Hour of the daily snapshots, UTC. @default 3 */
  readonly backupHourUtc?: number;
  /** @default 14 */
  readonly backupKeepDays?: number;
  /** Existing keys, 32 characters or more. @default created */
  readonly apiKeySecretArn?: Input<string>;
  readonly readOnlyKeySecretArn?: Input<string>;
  /** The one node that this `up` may replace; -1: none. @default -1 */
  readonly rolloutNode?: number;
}

/** GiB of the root volume: Amazon Linux, Docker and one image. */
const ROOT_GIB = 20;

export type QdrantPlan = ReturnType<typeof qdrantPlan>;

/** The arguments with every default filled in. */
export function qdrantPlan(args: QdrantClusterArgs) {
  const environment = args.environment ?? Environment.Dev;
  const defaults = environmentDefaults(environment);
  const nodes = args.nodes ?? (environment === Environment.Prod ? 3 : 1);
  return {
    nodes,
    instanceType: args.instanceType ?? "r7g.large",
    version: args.version,
    image: args.image,
    rootVolume: { sizeGiB: ROOT_GIB, iops: 3000, throughputMiBps: 125 },
    dataVolume: {
      sizeGiB: args.dataVolumeGiB,
      iops: args.dataVolumeIops ?? 3000,
      throughputMiBps: args.dataVolumeThroughput ?? 125,
    },
    replicationFactor: args.replicationFactor ?? Math.min(2, nodes),
    writeConsistencyFactor: args.writeConsistencyFactor ?? 1,
    shardsPerNode: args.shardsPerNode ?? 2,
    memoryQuotaPercent: args.memoryQuotaPercent ?? 85,
    diskQuotaPercent: args.diskQuotaPercent ?? 90,
    internalAuth: args.internalAuth ?? true,
    internalDomain: args.internalDomain,
    backupHourUtc: args.backupHourUtc ?? 3,
    backupKeepDays: args.backupKeepDays ?? 14,
    rolloutNode: args.rolloutNode ?? -1,
    protect: defaults.protect,
    finalSnapshot: defaults.finalSnapshot,
    secretRecoveryDays: defaults.secretRecoveryDays,
    logRetentionDays: args.logRetentionDays ?? defaults.logRetentionDays,
    certified: args.certificateArn !== undefined,
    timeouts: QDRANT_TIMEOUTS,
  };
}

/** Seconds; each outlasts the one before it: idle < keep-alive, container < unit, device wait < its unit. */
const QDRANT_TIMEOUTS = {
  idleSeconds: 120,
  keepAliveSeconds: 130,
  containerStopSeconds: 280,
  unitStopSeconds: 300,
  deregistrationSeconds: 30,
} as const;
