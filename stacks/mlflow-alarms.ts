import type { MetricAlarmArgs } from "@pulumi/aws/cloudwatch/metricAlarm.js";
import type { Input } from "@pulumi/pulumi";
import { BYTES_PER_GIB } from "../src/units.ts";
import { type AlarmSettings, above, alarm, below, METRIC_NAMESPACE } from "./alarm.ts";

export interface MlflowWatched {
  readonly loadBalancer: Input<string>;
  readonly targetGroup: Input<string>;
  readonly databaseIdentifier: Input<string>;
  readonly databaseGiB: number;
}

/** Below this the smallest class (1 GiB) begins to swap. */
const LEAST_FREE_MEMORY_BYTES = 0.1 * BYTES_PER_GIB;

/** PostgreSQL on RDS allows about memory ÷ 9.5 MiB connections: 112 in the smallest class. */
const CONNECTIONS = 80;

/** Eight alarms: what clients see, what the machine has left, what the database has left. */
export function mlflowAlarms(name: string, watched: MlflowWatched, settings: AlarmSettings): void {
  const balancer = { LoadBalancer: watched.loadBalancer };
  const own = { Service: name };
  const database = { DBInstanceIdentifier: watched.databaseIdentifier };
  const add = (role: string, why: string, watch: MetricAlarmArgs) =>
    alarm(`${name}-${role}`, why, watch, settings);

  add(
    "elb-5xx",
    "The load balancer answers with errors of its own.",
    above("AWS/ApplicationELB", "HTTPCode_ELB_5XX_Count", 5, balancer, "Sum"),
  );
  add(
    "unhealthy",
    "The server fails its health check.",
    above("AWS/ApplicationELB", "UnHealthyHostCount", 0, { ...balancer, TargetGroup: watched.targetGroup }),
  );
  add(
    "memory",
    "The server's memory is almost used up.",
    above(METRIC_NAMESPACE, "mem_used_percent", 90, own),
  );
  add(
    "disk",
    "The root disk is almost full.",
    above(METRIC_NAMESPACE, "disk_used_percent", 85, { ...own, path: "/", fstype: "xfs" }),
  );
  add(
    "db-cpu",
    "The database is busy all the time.",
    above("AWS/RDS", "CPUUtilization", 90, database, "Average"),
  );
  add(
    "db-storage",
    "The database's storage is almost full.",
    below("AWS/RDS", "FreeStorageSpace", 0.1 * watched.databaseGiB * BYTES_PER_GIB, database),
  );
  add(
    "db-connections",
    "The database is running out of connections.",
    above("AWS/RDS", "DatabaseConnections", CONNECTIONS, database),
  );
  add(
    "db-memory",
    "The database's memory is almost used up.",
    below("AWS/RDS", "FreeableMemory", LEAST_FREE_MEMORY_BYTES, database),
  );
}
