import { isUnknown } from "../../prices/charge.ts";
import { interAz, metric, s3Storage, s3Writes } from "../../prices/price-key.ts";
import type { Unknown } from "../../provenance.ts";
import type { TrackingFleet } from "../../sizing/fleet.ts";
import { BYTES_PER_GB, BYTES_PER_GIB, HOURS_PER_MONTH } from "../../units.ts";
import type { LineItem } from "../line-item.ts";
import { usageFact } from "../usage-facts.ts";
import { backupLine, growthLines } from "./database.ts";
import type { Deployed } from "./deployed.ts";
import {
  DEPLOYED,
  type Factor,
  FLEET,
  factFactor,
  factor,
  type Sourced,
  sourced,
  weakest,
} from "./factor.ts";
import {
  boots,
  capacityLine,
  clientZoneLine,
  crossZoneShare,
  directions,
  logLines,
  natLine,
  type Setting,
  secretCalls,
} from "./service.ts";
import { usageLine } from "./usage-line.ts";

/** One month of runs, as the demand has them; what nobody stated stays unknown. */
export interface TrackingUsage {
  readonly runsPerMonth: Sourced | Unknown;
  readonly metricPointsPerRun: Sourced | Unknown;
  readonly artifactGBPerRun: Sourced | Unknown;
  /** GB held at the end of the month. */
  readonly artifactGB: Sourced | Unknown;
  /** Size that this month's runs need; absent: the database does not grow. */
  readonly databaseGiB?: number | Unknown;
}

export function trackingLines(
  setting: Setting,
  fleet: TrackingFleet,
  usage: TrackingUsage,
  deployed: NonNullable<Deployed["tracking"]>,
  instances: number,
  metrics: Factor,
): readonly LineItem[] {
  const { region } = setting;
  const { database } = deployed;
  const flows = flowsOf(usage);
  const count = factor("servers", instances, "servers", FLEET);
  const traffic = {
    part: "tracking",
    requests: flows.requests,
    bytesPerRequest: flows.bytesPerRequest,
    openSeconds: factFactor("seconds per request", "mlflow-response"),
  };
  return [
    capacityLine(setting, traffic, deployed),
    clientZoneLine(setting, traffic),
    databaseZoneLine(setting, flows),
    ...natLine(setting, "tracking.nat.packages", "NAT traffic (packages)", [
      count,
      boots(setting),
      factFactor("packages", "mlflow-download"),
    ]),
    ...logLines(setting, "tracking", flows.requests, deployed),
    usageLine(region, {
      id: "tracking.metrics",
      name: "Custom metrics (MLflow server)",
      category: "observability",
      priceKey: metric(),
      unit: "metric-month",
      factors: [metrics],
    }),
    secretCalls(region, "tracking", "Secret calls (boot)", [
      count,
      boots(setting),
      factFactor("secrets read per boot", "secrets-per-boot-tracking"),
    ]),
    refreshLine(region, count),
    ...artifactLines(region, usage, flows),
    ...(database === undefined
      ? []
      : [
          backupLine(setting, database),
          ...growthLines(region, database, usage.databaseGiB, fleet.databaseMaxGiB),
        ]),
  ];
}

interface Flows {
  readonly runs: Factor;
  readonly points: Factor;
  readonly artifactBytes: Factor;
  readonly requests: Factor;
  readonly bytesPerRequest: Factor;
}

/** requests = runs × points ÷ points per request; bytes = points × bytes each + artefacts, which the server proxies. */
function flowsOf(usage: TrackingUsage): Flows {
  const runs = given("runs a month", usage.runsPerMonth, "runs");
  const points = given("metric points per run", usage.metricPointsPerRun, "points");
  const gigabytes = given("artefacts per run", usage.artifactGBPerRun, "GB");
  const batch = factFactor("metric points per request", "mlflow-points-per-request");
  const perPoint = factFactor("bytes per metric point", "mlflow-bytes-per-point");
  const requests = derived("requests a month", "requests", [runs, points, batch], (r, p, b) => (r * p) / b);
  const bytesPerRequest = derived(
    "bytes per request",
    "B per request",
    [runs, points, batch, perPoint, gigabytes],
    (_, p, b, bytes, gb) => (p === 0 ? 0 : ((p * bytes + gb * BYTES_PER_GB) * b) / p),
  );
  const artifactBytes = derived(
    "artefact bytes per run",
    "B per run",
    [gigabytes],
    (gb) => gb * BYTES_PER_GB,
  );
  return { runs, points, artifactBytes, requests, bytesPerRequest };
}

function given(name: string, value: Sourced | Unknown, unit: string): Factor {
  return isUnknown(value) ? factor(name, value, unit, DEPLOYED) : sourced(name, value, unit);
}

function derived(
  name: string,
  unit: string,
  from: readonly Factor[],
  f: (...values: number[]) => number,
): Factor {
  const missing = from.map(({ value }) => value).find(isUnknown);
  return {
    name,
    value: missing ?? f(...from.map(({ value }) => Number(value))),
    unit,
    provenance: weakest(from),
    from,
  };
}

/** The database has one active zone, the server any of them. Replication of a Multi-AZ database is free. */
function databaseZoneLine(setting: Setting, { runs, points }: Flows): LineItem {
  return usageLine(setting.region, {
    id: "tracking.database-inter-az",
    name: "Traffic between zones (database)",
    category: "network",
    priceKey: interAz(),
    unit: "GiB",
    factors: [
      runs,
      points,
      factFactor("database bytes per metric point", "database-bytes-per-point"),
      crossZoneShare(setting),
      directions(setting.rules),
    ],
    bytes: true,
  });
}

/** calls = servers × 730 h × 60 ÷ minutes */
function refreshLine(region: string, count: Factor): LineItem {
  const { value: minutes, provenance } = usageFact("master-secret-refresh");
  const calls = HOURS_PER_MONTH.amount.times(60).dividedBy(minutes).toNumber();
  const perMonth = factor("refreshes a month", calls, `calls (every ${minutes} min)`, provenance);
  return secretCalls(
    region,
    "tracking",
    "Secret calls (password refresh)",
    [count, perMonth],
    "secret-refresh",
  );
}

function artifactLines(
  region: string,
  usage: TrackingUsage,
  { runs, artifactBytes }: Flows,
): readonly LineItem[] {
  const held = given("artefacts held", usage.artifactGB, "GB");
  const bytes = factor("bytes per GB", BYTES_PER_GB, "B per GB", {
    kind: "published",
    source: "SI",
    at: "2026-11-21",
  });
  const part = usageFact("s3-part");
  const perByte = factor(
    "requests per byte",
    1024 / part.value / BYTES_PER_GIB,
    `per byte (parts of ${part.value} MiB)`,
    part.provenance,
  );
  return [
    usageLine(region, {
      id: "tracking.artifacts.storage",
      name: "S3 storage (artefacts)",
      category: "storage",
      priceKey: s3Storage(),
      unit: "GiB-month",
      factors: [held, bytes],
      bytes: true,
    }),
    usageLine(region, {
      id: "tracking.artifacts.writes",
      name: "S3 writes (artefacts)",
      category: "storage",
      priceKey: s3Writes(),
      unit: "request",
      factors: [runs, artifactBytes, perByte],
    }),
  ];
}
