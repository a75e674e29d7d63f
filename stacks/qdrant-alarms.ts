import type { MetricAlarmArgs } from "@pulumi/aws/cloudwatch/metricAlarm.js";
import type { Input } from "@pulumi/pulumi";
import { constant } from "../src/sizing/constants.ts";
import { BYTES_PER_GIB } from "../src/units.ts";
import { type AlarmSettings, above, alarm, METRIC_NAMESPACE } from "./alarm.ts";

/** Two alarms of the load balancer and five of each node. */
export function qdrantAlarms(
  name: string,
  watched: { readonly loadBalancer: Input<string>; readonly targetGroup: Input<string> },
  nodes: readonly { readonly instanceId: Input<string> }[],
  memoryGiB: number,
  settings: AlarmSettings,
): void {
  const balancer = { LoadBalancer: watched.loadBalancer };
  const add = (role: string, why: string, watch: MetricAlarmArgs) =>
    alarm(`${name}-${role}`, why, watch, settings);
  add(
    "elb-5xx",
    "The load balancer answers with errors of its own.",
    above("AWS/ApplicationELB", "HTTPCode_ELB_5XX_Count", 5, balancer, "Sum"),
  );
  add(
    "unhealthy",
    "A node fails its health check.",
    above("AWS/ApplicationELB", "UnHealthyHostCount", 0, { ...balancer, TargetGroup: watched.targetGroup }),
  );
  for (const [i, node] of nodes.entries()) {
    const own = { Service: name, Node: String(i) };
    const custom = (metricName: string, threshold: number) =>
      above(METRIC_NAMESPACE, metricName, threshold, own);
    add(
      `${i}-status`,
      "The node fails EC2's own checks.",
      above("AWS/EC2", "StatusCheckFailed", 0, { InstanceId: node.instanceId }),
    );
    add(
      `${i}-disk`,
      "The data volume is almost full.",
      above(METRIC_NAMESPACE, "disk_used_percent", 85, { ...own, path: "/var/lib/qdrant", fstype: "xfs" }),
    );
    add(
      `${i}-memory`,
      "The server holds more memory than was planned.",
      custom("memory_resident_bytes", Math.round(constant("qdrantUsableShare") * memoryGiB * BYTES_PER_GIB)),
    );
    add(`${i}-replicas`, "A copy of a shard is dead.", custom("collection_dead_replicas", 0));
    add(
      `${i}-recovery`,
      "The node started in recovery mode and serves no data.",
      custom("app_status_recovery_mode", 0),
    );
  }
}
