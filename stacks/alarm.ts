import { MetricAlarm, type MetricAlarmArgs } from "@pulumi/aws/cloudwatch/metricAlarm.js";
import type { Input, Resource } from "@pulumi/pulumi";
import { named } from "./tags.ts";

/** Namespace of every metric that our instances send; the role may write no other. */
export const METRIC_NAMESPACE = "Crossover";

export interface AlarmSettings {
  readonly parent: Resource;
  readonly topicArn: Input<string> | undefined;
  readonly tags?: { readonly [key: string]: string };
}

/**
 * An alarm of standard resolution that tells the topic when it starts and when it ends.
 * It exists without a topic too, so that the console shows it.
 */
export function alarm(name: string, why: string, watch: MetricAlarmArgs, settings: AlarmSettings): void {
  const actions = settings.topicArn === undefined ? [] : [settings.topicArn];
  new MetricAlarm(
    name,
    {
      alarmDescription: why,
      alarmActions: actions,
      okActions: actions,
      evaluationPeriods: 5,
      treatMissingData: "notBreaching",
      tags: named(name, settings.tags),
      ...watch,
    },
    { parent: settings.parent },
  );
}

/** One metric above a limit, minute by minute. */
export function above(
  namespace: string,
  metricName: string,
  threshold: number,
  dimensions: { [key: string]: Input<string> },
  statistic: "Average" | "Maximum" | "Sum" = "Maximum",
): MetricAlarmArgs {
  return {
    namespace,
    metricName,
    threshold,
    dimensions,
    statistic,
    period: 60,
    comparisonOperator: "GreaterThanThreshold",
  };
}

/** One metric below a limit, minute by minute. */
export function below(
  namespace: string,
  metricName: string,
  threshold: number,
  dimensions: { [key: string]: Input<string> },
): MetricAlarmArgs {
  return {
    ...above(namespace, metricName, threshold, dimensions, "Average"),
    comparisonOperator: "LessThanThreshold",
  };
}
