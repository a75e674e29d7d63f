import type { Input } from "@pulumi/pulumi";
import { Environment, environmentDefaults } from "./environment.ts";
import type { ExposedServiceArgs } from "./service-arguments.ts";

/** What a user may do with an experiment that nobody gave to him. */
const DefaultPermission = { None: "NO_PERMISSIONS", Read: "READ" } as const;
type DefaultPermission = (typeof DefaultPermission)[keyof typeof DefaultPermission];

export interface MlflowServerArgs extends ExposedServiceArgs {
  /** MLflow version of the lock file, 3.13.0 or newer. */
  readonly version: string;
  /** Lock file below `stacks/boot/`, every package pinned with its hashes. @default the shipped one */
  readonly requirementsLock?: string;
  /** Graviton type. @default "t4g.medium" */
  readonly instanceType?: string;
  /** Server processes; each takes about 0.7 GiB. @default 2 */
  readonly workers?: number;
  /** Subnets of the database, one per zone, without a way out. */
  readonly isolatedSubnetIds: Input<string>[];
  /** RDS class, e.g. db.m7g.large; the sizing decides. */
  readonly databaseClass: string;
  /** GiB. @default 20 */
  readonly databaseGiB?: number;
  /** GiB up to which RDS grows the storage by itself. @default 100 */
  readonly databaseMaxGiB?: number;
  /** A second database in another zone. @default true in prod */
  readonly multiAz?: boolean;
  /** @default "NO_PERMISSIONS" */
  readonly defaultPermission?: DefaultPermission;
  /** Existing bucket that holds nothing else. @default created */
  readonly artifactBucketName?: string;
  /** Days; 0 keeps artefacts. @default 0 */
  readonly artifactExpiryDays?: number;
  /** This `up` upgrades the database schema; take a snapshot first. @default false */
  readonly allowMigrate?: boolean;
}

export type MlflowPlan = ReturnType<typeof mlflowPlan>;

/** The arguments with every default filled in. */
export function mlflowPlan(args: MlflowServerArgs) {
  const environment = args.environment ?? Environment.Dev;
  const defaults = environmentDefaults(environment);
  return {
    version: args.version,
    requirementsLock: args.requirementsLock ?? "mlflow/requirements.lock",
    instanceType: args.instanceType ?? "t4g.medium",
    rootVolume: { sizeGiB: 30, iops: 3000, throughputMiBps: 125 },
    workers: args.workers ?? 2,
    databaseClass: args.databaseClass,
    databaseGiB: args.databaseGiB ?? 20,
    databaseMaxGiB: args.databaseMaxGiB ?? 100,
    multiAz: args.multiAz ?? environment === Environment.Prod,
    defaultPermission: args.defaultPermission ?? DefaultPermission.None,
    artifactBucketName: args.artifactBucketName,
    artifactExpiryDays: args.artifactExpiryDays ?? 0,
    allowMigrate: args.allowMigrate ?? false,
    environment,
    protect: defaults.protect,
    finalSnapshot: defaults.finalSnapshot,
    backupDays: defaults.databaseBackupDays,
    secretRecoveryDays: defaults.secretRecoveryDays,
    logRetentionDays: args.logRetentionDays ?? defaults.logRetentionDays,
    timeouts: MLFLOW_TIMEOUTS,
  };
}

/** Seconds; idle < keep-alive, boot ≤ grace < wait for capacity, warm-up ≤ grace, stop of the unit ≥ drain. */
const MLFLOW_TIMEOUTS = {
  idleSeconds: 120,
  keepAliveSeconds: 130,
  deregistrationSeconds: 30,
  unitStopSeconds: 60,
  graceSeconds: 600,
  waitMinutes: 20,
  warmupSeconds: 300,
} as const;
