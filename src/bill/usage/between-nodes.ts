import { interAz } from "../../prices/price-key.ts";
import type { VectorFleet } from "../../sizing/fleet.ts";
import type { LineItem } from "../line-item.ts";
import { FLEET, factor } from "./factor.ts";
import { directions, type Setting } from "./service.ts";
import { usageLine } from "./usage-line.ts";
import type { VectorFlows } from "./vector-flows.ts";

/**
 * Node i stands in zone i mod zones. The node that takes a request is any of the n:
 *   writes: RF × (n − 1)/n copies go to another node
 *   results: (n − 1)/n of the shards × n lie on another node
 * and a pair of nodes lies in different zones with share 1 − Σ c_z(c_z − 1) ÷ (n(n − 1)).
 */
export function betweenNodes(
  setting: Setting,
  fleet: VectorFleet,
  flows: VectorFlows,
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

/** 1 − Σ c_z(c_z − 1) ÷ (n(n − 1)) with c_z nodes in zone z: 1 when each stands alone, 0 below two nodes. */
export function pairsAcrossZones(nodes: number, zones: number): number {
  if (nodes < 2) return 0;
  let same = 0;
  for (let zone = 0; zone < zones; zone += 1) {
    const here = Math.floor(nodes / zones) + (zone < nodes % zones ? 1 : 0);
    same += here * (here - 1);
  }
  return 1 - same / (nodes * (nodes - 1));
}
