import type { MetricAlarmArgs } from "@pulumi/aws/cloudwatch/metricAlarm.js";
import type { Input } from "@pulumi/pulumi";
import { type AlarmSettings, above, alarm, METRIC_NAMESPACE } from "./alarm.ts";

export interface VllmWatched {
  /** ARN suffixes, as CloudWatch names load balancers and target groups. */
  readonly loadBalancer: Input<string>;
  readonly targetGroup: Input<string>;
  readonly autoScalingGroup: Input<string>;
  /** Value of the dimension `Service` of the agent's metrics. */
  readonly service: string;
}

/** Eight alarms: what clients see, what the engine does, what the machine has left. */
export function vllmAlarms(name: string, watched: VllmWatched, settings: AlarmSettings): void {
  const balancer = { LoadBalancer: watched.loadBalancer };
  const target = { ...balancer, TargetGroup: watched.targetGroup };
  const own = { Service: watched.service };
  const add = (role: string, why: string, watch: MetricAlarmArgs) =>
    alarm(`${name}-${role}`, why, watch, settings);

  add(
    "elb-5xx",
    "The load balancer answers with errors of its own.",
    above("AWS/ApplicationELB", "HTTPCode_ELB_5XX_Count", 5, balancer, "Sum"),
  );
  add(
    "target-5xx",
    "The server answers with errors.",
    above("AWS/ApplicationELB", "HTTPCode_Target_5XX_Count", 5, target, "Sum"),
  );
  add(
    "unhealthy",
    "An instance fails its health check.",
    above("AWS/ApplicationELB", "UnHealthyHostCount", 0, target),
  );
  add("latency", "One answer in twenty takes longer than a minute to begin.", latency(target));
  add(
    "kv-cache",
    "The KV cache is full: requests wait or are computed again.",
    above(METRIC_NAMESPACE, "vllm:kv_cache_usage_perc", 0.95, own),
  );
  add(
    "disk",
    "A root disk is almost full.",
    above(METRIC_NAMESPACE, "disk_used_percent", 85, { ...own, path: "/", fstype: "xfs" }),
  );
  add(
    "status",
    "An instance fails EC2's own checks.",
    above("AWS/EC2", "StatusCheckFailed", 0, { AutoScalingGroupName: watched.autoScalingGroup }),
  );
  add("stalled", "Requests run but no token appears: workers died behind a healthy front.", stalled(own));
}

function latency(target: { [key: string]: Input<string> }): MetricAlarmArgs {
  const { statistic: _, ...watch } = above("AWS/ApplicationELB", "TargetResponseTime", 60, target);
  return { ...watch, extendedStatistic: "p95" };
}

/** `/health` stays 200 after workers have died; tokens do not lie. Two metrics, so two are billed. */
function stalled(own: { [key: string]: Input<string> }): MetricAlarmArgs {
  const metric = (id: string, metricName: string, stat: string) => ({
    id,
    metric: { namespace: METRIC_NAMESPACE, metricName, dimensions: own, period: 60, stat },
    returnData: false,
  });
  return {
    metricQueries: [
      metric("running", "vllm:num_requests_running", "Maximum"),
      metric("tokens", "vllm:generation_tokens_total", "Sum"),
      {
        id: "stalled",
        expression: "IF(running > 0 AND tokens == 0, 1, 0)",
        label: "Stalled engine",
        returnData: true,
      },
    ],
    comparisonOperator: "GreaterThanThreshold",
    threshold: 0,
  };
}
