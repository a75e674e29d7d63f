import type { Recipe } from "../recipe.ts";

const service = "AmazonCloudWatch";

/** Logs, metrics, alarms and dashboards. */
export const OBSERVABILITY: readonly Recipe[] = [
  {
    template: "cloudwatch/logs/ingest",
    service,
    unit: "GiB",
    item: "log ingestion",
    family: () => "Data Payload",
    attributes: () => ({ group: "Ingested Logs" }),
    usage: () => "DataProcessing-Bytes",
  },
  {
    template: "cloudwatch/logs/delivered-s3",
    service,
    unit: "GiB",
    item: "log delivery to S3",
    family: () => "Data Payload",
    attributes: () => ({ group: "Delivered Logs" }),
    usage: () => "S3-Egress-Bytes",
  },
  {
    template: "cloudwatch/logs/storage",
    service,
    unit: "GiB-month",
    item: "log storage",
    family: () => "Storage Snapshot",
    usage: () => "TimedStorage-ByteHrs",
  },
  {
    template: "cloudwatch/logs/insights-scan",
    service,
    unit: "GiB",
    item: "log queries",
    family: () => "Data Payload",
    attributes: () => ({ group: "Queried Logs" }),
    usage: () => "DataScanned-Bytes",
  },
  {
    template: "cloudwatch/metric",
    service,
    unit: "metric-month",
    item: "custom metrics",
    family: () => "Metric",
    usage: () => "CW:MetricMonitorUsage",
  },
  {
    template: "cloudwatch/dashboard",
    service,
    unit: "dashboard-month",
    item: "dashboards",
    // One price for the whole account, in a row of no region; those of up to 50 metrics are billed as "-Basic".
    region: "any",
    family: () => "Dashboard",
    usage: () => "DashboardsUsageHour",
  },
  {
    template: "cloudwatch/alarm/<standard|high-res>",
    service,
    unit: "alarm-month",
    item: "$1 alarms",
    family: () => "Alarm",
    usage: (resolution) =>
      resolution === "standard" ? "CW:AlarmMonitorUsage" : "CW:HighResAlarmMonitorUsage",
  },
];
