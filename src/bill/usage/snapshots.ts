import { ebsSnapshot, s3Storage, s3Writes } from "../../prices/price-key.ts";
import { ruleProvenance } from "../../prices/rules.ts";
import type { VectorFleet } from "../../sizing/fleet.ts";
import { BYTES_PER_GIB, HOURS_PER_MONTH } from "../../units.ts";
import type { LineItem } from "../line-item.ts";
import { usageFact } from "../usage-facts.ts";
import type { Deployed } from "./deployed.ts";
import { DEPLOYED, FLEET, factFactor, factor, sourced } from "./factor.ts";
import type { Setting } from "./service.ts";
import { usageLine } from "./usage-line.ts";
import type { VectorFlows, VectorsUsage } from "./vector-flows.ts";

/** Whole snapshots, not increments: GiB = points × bytes × replicas × days kept × snapshots a day. */
export function snapshotLines(
  { region }: Setting,
  fleet: VectorFleet,
  usage: VectorsUsage,
  { recordBytes }: VectorFlows,
  { snapshotKeepDays }: NonNullable<Deployed["vectors"]>,
): readonly LineItem[] {
  const points = sourced("points held", usage.vectors, "points");
  const replicas = factor("replicas", fleet.replicationFactor, "replicas", FLEET);
  const daily = factFactor("snapshots a day", "snapshots-a-day");
  const kept = factor("days kept", snapshotKeepDays, "days", DEPLOYED);
  const part = usageFact("s3-part");
  const perByte = factor(
    "requests per byte",
    1024 / part.value / BYTES_PER_GIB,
    `per byte (parts of ${part.value} MiB)`,
    part.provenance,
  );
  const daysAMonth = factor("days a month", HOURS_PER_MONTH.amount.dividedBy(24).toNumber(), "days", {
    kind: "published",
    source: "730 h ÷ 24 h",
    at: "calendar",
  });
  return [
    usageLine(region, {
      id: "vectors.snapshots.storage",
      name: "S3 storage (snapshots)",
      category: "storage",
      priceKey: s3Storage(),
      unit: "GiB-month",
      factors: [points, recordBytes, replicas, daily, kept],
      bytes: true,
    }),
    usageLine(region, {
      id: "vectors.snapshots.writes",
      name: "S3 writes (snapshots)",
      category: "storage",
      priceKey: s3Writes(),
      unit: "request",
      factors: [points, recordBytes, replicas, daily, daysAMonth, perByte],
    }),
  ];
}

/** A final snapshot exists once its volume is deleted, and stays until somebody removes it: one full copy. */
export function finalSnapshotLine(
  { region, rules }: Setting,
  fleet: VectorFleet,
  usage: VectorsUsage,
): readonly LineItem[] {
  const retired = usage.retiredVolumes ?? 0;
  if (retired === 0) return [];
  return [
    usageLine(region, {
      id: "vectors.final-snapshots",
      name: "EBS snapshots (retired data volumes)",
      category: "storage",
      priceKey: ebsSnapshot(),
      unit: "GiB-month",
      factors: [
        factor("retired volumes", retired, "volumes", FLEET),
        factor("volume size", fleet.dataVolumeGiB, "GiB", FLEET),
        factor(
          "full copies",
          rules.values["ebs-snapshot"].fullCopies,
          "copies",
          ruleProvenance(rules, "ebs-snapshot"),
        ),
      ],
    }),
  ];
}
