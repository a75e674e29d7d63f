import { Instance } from "@pulumi/aws/rds/instance.js";
import { ParameterGroup } from "@pulumi/aws/rds/parameterGroup.js";
import { SubnetGroup } from "@pulumi/aws/rds/subnetGroup.js";
import type { Input, Output, Resource } from "@pulumi/pulumi";
import { logGroup } from "./log-group.ts";
import type { MlflowPlan } from "./mlflow-arguments.ts";
import { named } from "./tags.ts";

export const DATABASE_PORT = 5432;
export const DATABASE_NAME = "mlflow";
export const DATABASE_USER = "mlflow_admin";

export interface DatabaseSettings {
  readonly parent: Resource;
  readonly subnetIds: Input<string>[];
  readonly securityGroupId: Input<string>;
  readonly tags: { readonly [key: string]: string };
}

export interface Database {
  readonly instance: Instance;
  /** The secret that RDS keeps the master password in, and rotates every 7 days. */
  readonly secretArn: Output<string>;
}

/** PostgreSQL on RDS: encrypted, TLS only, the password managed by RDS and known to no state. */
export function mlflowDatabase(name: string, plan: MlflowPlan, settings: DatabaseSettings): Database {
  const { parent } = settings;
  const role = `${name}-db`;
  const identifier = `${name}-${plan.environment}`;
  const tags = named(role, settings.tags);
  const subnets = new SubnetGroup(role, { subnetIds: settings.subnetIds, tags }, { parent });
  const parameters = new ParameterGroup(
    role,
    { family: "postgres17", parameters: [{ name: "rds.force_ssl", value: "1" }], tags },
    { parent },
  );
  // Made before the database, which would otherwise make one that is kept for ever.
  const logs = logGroup(role, `/aws/rds/instance/${identifier}/postgresql`, plan.logRetentionDays, settings);
  const instance = new Instance(
    role,
    {
      identifier,
      engine: "postgres",
      engineVersion: "17",
      instanceClass: plan.databaseClass,
      dbName: DATABASE_NAME,
      username: DATABASE_USER,
      manageMasterUserPassword: true,
      port: DATABASE_PORT,
      storageType: "gp3",
      allocatedStorage: plan.databaseGiB,
      maxAllocatedStorage: plan.databaseMaxGiB > plan.databaseGiB ? plan.databaseMaxGiB : undefined,
      storageEncrypted: true,
      multiAz: plan.multiAz,
      publiclyAccessible: false,
      dbSubnetGroupName: subnets.name,
      parameterGroupName: parameters.name,
      vpcSecurityGroupIds: [settings.securityGroupId],
      backupRetentionPeriod: plan.backupDays,
      copyTagsToSnapshot: true,
      autoMinorVersionUpgrade: true,
      caCertIdentifier: "rds-ca-rsa2048-g1",
      databaseInsightsMode: "standard",
      ...insights(plan.databaseClass),
      enabledCloudwatchLogsExports: ["postgresql"],
      deletionProtection: plan.protect,
      skipFinalSnapshot: !plan.finalSnapshot,
      finalSnapshotIdentifier: plan.finalSnapshot ? `${identifier}-final` : undefined,
      tags,
    },
    { parent, protect: plan.protect, dependsOn: [logs] },
  );
  const secretArn = instance.masterUserSecrets.apply((secrets) => secrets[0]?.secretArn ?? "");
  return { instance, secretArn };
}

/** Seven days of Performance Insights cost nothing; micro and small classes do not have it. */
function insights(databaseClass: string) {
  return /\.(micro|small)$/.test(databaseClass)
    ? { performanceInsightsEnabled: false }
    : { performanceInsightsEnabled: true, performanceInsightsRetentionPeriod: 7 };
}
