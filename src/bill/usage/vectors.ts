import { ebsSnapshot, interAz, metric, s3Storage, s3Writes } from "../../prices/price-key.ts";
import { ruleProvenance } from "../../prices/rules.ts";
import type { VectorFleet } from "../../sizing/fleet.ts";
import { BYTES_PER_GIB, HOURS_PER_MONTH } from "../../units.ts";
import type { LineItem } from "../line-item.ts";
import { usageFact } from "../usage-facts.ts";
import type { Deployed } from "./deployed.ts";
import {
  DEPLOYED,
  type Factor,
  FLEET,
  factFactor,
  factor,
  figureFactor,
  type Sourced,
  sourced,
  sumOfProducts,
  weakest,
} from "./factor.ts";
import {
  boots,
  capacityLine,
  clientZoneLine,
  directions,
  logLines,
  natLine,
  type Setting,
  secretCalls,
} from "./service.ts";
import { usageLine } from "./usage-line.ts";

/** One month of searches and writes, as the demand has them. */
export interface VectorsUsage {
  /** Points held. */
  readonly vectors: Sourced;
  readonly dimensions: Sourced;
  readonly bytesPerDimension: Sourced;
  /** Payload of one point. */
  readonly metadataBytes: Sourced;
  readonly queriesPerMonth: Sourced;
  readonly recordsWrittenPerMonth: Sourced;
  readonly recordsPerWriteRequest: Sourced;
  readonly topK: Sourced;
  /** Data volumes deleted so far, whose final snapshots are kept; 0 while no node has left. */
  readonly retiredVolumes?: number;
}

export function vectorLines(
  setting: Setting,
  fleet: VectorFleet,
  usage: VectorsUsage,
  deployed: NonNullable<Deployed["vectors"]>,
  nodes: number,
  metrics: Factor,
): readonly LineItem[] {
  const { region } = setting;
  const flows = flowsOf(setting, usage);
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

interface Flows {
  readonly searches: Factor;
  readonly written: Factor;
  /** Searches and write requests. */
  readonly requests: Factor;
  readonly bytesPerRequest: Factor;
  readonly recordBytes: Factor;
  readonly resultBytes: Factor;
}

/** record = dimensions × bytes + payload; a search sends a vector and receives topK results; a write sends records. */
function flowsOf({ drivers, month }: Setting, usage: VectorsUsage): Flows {
  const dimensions = sourced("dimensions", usage.dimensions, "dimensions");
  const perDimension = sourced("bytes per dimension", usage.bytesPerDimension, "B");
  const payload = sourced("payload per point", usage.metadataBytes, "B");
  const topK = sourced("results per search", usage.topK, "results");
  const searches = sourced("searches a month", usage.queriesPerMonth, "searches");
  const written = sourced("records written a month", usage.recordsWrittenPerMonth, "records");
  const batch = sourced("records per write request", usage.recordsPerWriteRequest, "records");
  const recordBytes = sumOfProducts("bytes per record", "B", [dimensions, perDimension], [payload]);
  const resultBytes =
    drivers.qdrantBytesPerResult === undefined
      ? sumOfProducts("bytes per result", "B", [dimensions, perDimension], [payload])
      : figureFactor("bytes per result", drivers.qdrantBytesPerResult, "B", month);
  const vectorBytes = usage.dimensions.value * usage.bytesPerDimension.value;
  const searchBytes = vectorBytes + usage.topK.value * Number(resultBytes.value);
  const requests =
    usage.queriesPerMonth.value + usage.recordsWrittenPerMonth.value / usage.recordsPerWriteRequest.value;
  const bytes =
    usage.queriesPerMonth.value * searchBytes +
    usage.recordsWrittenPerMonth.value * Number(recordBytes.value);
  const computed = (name: string, value: number, unit: string, from: readonly Factor[]): Factor => ({
    name,
    value,
    unit,
    provenance: weakest(from),
    from,
  });
  return {
    searches,
    written,
    requests: computed("requests a month", requests, "requests", [searches, written, batch]),
    bytesPerRequest: computed("bytes per request", requests === 0 ? 0 : bytes / requests, "B per request", [
      searches,
      written,
      batch,
      dimensions,
      perDimension,
      payload,
      topK,
      resultBytes,
    ]),
    recordBytes,
    resultBytes: computed("bytes per search and shard", usage.topK.value * Number(resultBytes.value), "B", [
      topK,
      resultBytes,
    ]),
  };
}

/**
 * Node i stands in zone i mod zones. The node that takes a request is any of the n:
 *   writes: RF × (n − 1)/n copies go to another node
 *   results: (n − 1)/n of the shards × n lie on another node
 * and a pair of nodes lies in different zones with share 1 − Σ c_z(c_z − 1) ÷ (n(n − 1)).
 */
function betweenNodes(
  setting: Setting,
  fleet: VectorFleet,
  flows: Flows,
  nodes: number,
): readonly LineItem[] {
  if (nodes < 2) return [];
  const apart = factor(
    "share of node pairs in two zones",
    pairsAcrossZones(nodes, setting.zones),
    "across zones",
    FLEET,
  );
  const both = directions(setting.rules);
  const copies = factor(
    "copies to other nodes",
    (fleet.replicationFactor * (nodes - 1)) / nodes,
    "copies",
    FLEET,
  );
  const shards = factor("shards on other nodes", fleet.shardsPerNode * (nodes - 1), "shards", FLEET);
  const common = { category: "network", priceKey: interAz(), unit: "GiB", bytes: true } as const;
  return [
    usageLine(setting.region, {
      ...common,
      id: "vectors.replica-writes",
      name: "Traffic between zones (replica writes)",
      factors: [flows.written, flows.recordBytes, copies, apart, both],
    }),
    usageLine(setting.region, {
      ...common,
      id: "vectors.shard-results",
      name: "Traffic between zones (results of other shards)",
      factors: [flows.searches, flows.resultBytes, shards, apart, both],
    }),
  ];
}

export function pairsAcrossZones(nodes: number, zones: number): number {
  if (nodes < 2) return 0;
  let same = 0;
  for (let zone = 0; zone < zones; zone += 1) {
    const here = Math.floor(nodes / zones) + (zone < nodes % zones ? 1 : 0);
    same += here * (here - 1);
  }
  return 1 - same / (nodes * (nodes - 1));
}

/** Whole snapshots, not increments: GiB = points × bytes × replicas × days kept × snapshots a day. */
function snapshotLines(
  setting: Setting,
  fleet: VectorFleet,
  usage: VectorsUsage,
  { recordBytes }: Flows,
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
    usageLine(setting.region, {
      id: "vectors.snapshots.storage",
      name: "S3 storage (snapshots)",
      category: "storage",
      priceKey: s3Storage(),
      unit: "GiB-month",
      factors: [points, recordBytes, replicas, daily, kept],
      bytes: true,
    }),
    usageLine(setting.region, {
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
function finalSnapshotLine(
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
