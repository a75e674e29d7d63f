/** Which of the two sets of defaults a stack takes. */
export const Environment = { Dev: "dev", Prod: "prod" } as const;
export type Environment = (typeof Environment)[keyof typeof Environment];

/** Who may reach a service: the VPC and the CIDRs named, or the internet. */
export const Exposure = { Internal: "internal", Public: "public" } as const;
export type Exposure = (typeof Exposure)[keyof typeof Exposure];

/** What `environment` changes in every stack; the price of an instance is not among it. */
export interface EnvironmentDefaults {
  /** Load balancer and RDS deletion protection, Pulumi `protect` on volumes, databases and buckets. */
  readonly protect: boolean;
  /** NAT gateways: one for all zones, or one per zone. */
  readonly natMode: "single" | "per-az";
  readonly logRetentionDays: number;
  /** RDS automated backups, days. */
  readonly databaseBackupDays: number;
  /** A last snapshot of databases and data volumes when they are destroyed. */
  readonly finalSnapshot: boolean;
  /** Days in which a deleted secret can be restored; 0 lets `up` recreate it at once. */
  readonly secretRecoveryDays: number;
  /** An update starts new instances before it stops old ones. */
  readonly surgeOnUpdate: boolean;
}

const DEV: EnvironmentDefaults = {
  protect: false,
  natMode: "single",
  logRetentionDays: 14,
  databaseBackupDays: 1,
  finalSnapshot: false,
  secretRecoveryDays: 0,
  surgeOnUpdate: false,
};

const PROD: EnvironmentDefaults = {
  protect: true,
  natMode: "per-az",
  logRetentionDays: 90,
  databaseBackupDays: 14,
  finalSnapshot: true,
  secretRecoveryDays: 30,
  surgeOnUpdate: true,
};

export function environmentDefaults(environment: Environment): EnvironmentDefaults {
  return environment === Environment.Prod ? PROD : DEV;
}
