import { metric } from "../../prices/price-key.ts";
import type { VectorFleet } from "../../sizing/fleet.ts";
import type { LineItem } from "../line-item.ts";
import { betweenNodes } from "./between-nodes.ts";
import type { Deployed } from "./deployed.ts";
import { type Factor, FLEET, factFactor, factor } from "./factor.ts";
import {
  boots,
  capacityLine,
  clientZoneLine,
  logLines,
  metricRecordLine,
  natLine,
  type Setting,
  secretCalls,
} from "./service.ts";
import { finalSnapshotLine, snapshotLines } from "./snapshots.ts";
import { usageLine } from "./usage-line.ts";
import { type VectorsUsage, vectorFlows } from "./vector-flows.ts";

export function vectorLines(
  setting: Setting,
  fleet: VectorFleet,
  usage: VectorsUsage,
  deployed: NonNullable<Deployed["vectors"]>,
  nodes: number,
  metrics: Factor,
): readonly LineItem[] {
  const { region } = setting;
  const flows = vectorFlows(setting, usage);
  const count = factor("nodes", nodes, "nodes", FLEET);
  const traffic = {
    part: "vectors",
    requests: flows.requests,
    bytesPerRequest: flows.bytesPerRequest,
    openSeconds: factFactor("seconds per request", "qdrant-response"),
  };
  return [
    capacityLine(setting, traffic, deployed),
    clientZoneLine(setting, traffic),
    ...betweenNodes(setting, fleet, flows, nodes),
    ...natLine(setting, "vectors.nat.image", "NAT traffic (packages and image)", [
      count,
      boots(setting),
      factFactor("packages and image", "qdrant-download"),
    ]),
    ...logLines(setting, "vectors", flows.requests, deployed),
    metricRecordLine(region, "vectors", count),
    usageLine(region, {
      id: "vectors.metrics",
      name: "Custom metrics (Qdrant)",
      category: "observability",
      priceKey: metric(),
      unit: "metric-month",
      factors: [count, metrics],
    }),
    secretCalls(region, "vectors", "Secret calls (boot)", [
      count,
      boots(setting),
      factFactor("secrets read per boot", "secrets-per-boot-vectors"),
    ]),
    ...snapshotLines(setting, fleet, usage, flows, deployed),
    ...finalSnapshotLine(setting, fleet, usage),
  ];
}
