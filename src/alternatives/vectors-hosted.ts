import { impliedUsage } from "../bill/usage/implied-usage.ts";
import { vectorsDemand } from "../demand/vectors-demand.ts";
import { embeddingCharges, firstEmbedding } from "../offers/embeddings.ts";
import { isUnknown, tieredCost } from "../prices/charge.ts";
import { ec2Instance } from "../prices/price-key.ts";
import type { VectorsPart } from "../scenario/scenario.ts";
import {
  type QdrantRow,
  qdrantNodesFor,
  qdrantSizing,
  qdrantVectorsOf,
  vectorFleetOf,
} from "../sizing/qdrant-sizing.ts";
import { HOURS_PER_MONTH } from "../units.ts";
import type { Alternative } from "./alternative.ts";
import { fleetOf, type PlanContext } from "./context.ts";
import { datedDrivers, hostedAlternative, instead } from "./hosted.ts";
import { type HostedBill, hostedBill } from "./hosted-bill.ts";
import type { RuledOut } from "./part-plan.ts";
import { forHorizon, grows } from "./vectors-horizon.ts";
import { vectorsUsage } from "./vectors-usage.ts";

/** Nodes of the largest cluster that sizing goes to. */
const LARGEST_CLUSTER = 12;

export interface Stores {
  readonly rows: readonly Alternative[];
  readonly ruledOut: readonly RuledOut[];
  readonly free?: HostedBill["free"];
}

/** The cheapest cluster of each instance family. */
export function hostedStores(context: PlanContext, part: VectorsPart): Stores {
  const { scenario } = context;
  const options = { environment: scenario.environment };
  const sizing = forHorizon(qdrantSizing(vectorsDemand(part, 1), options), part, scenario);
  if (sizing.rows.length === 0) {
    return {
      rows: [],
      ruledOut: [
        {
          what: "Qdrant",
          because: `${sizing.ramGiB.toFixed(1)} GiB of memory fit into no cluster of up to 12 nodes`,
        },
      ],
    };
  }
  const ranked = sizing.rows
    .map((row) => ({ row, usd: machinesUsd(context, part, row) }))
    .toSorted((a, b) => (a.usd ?? Number.POSITIVE_INFINITY) - (b.usd ?? Number.POSITIVE_INFINITY));
  const rows: Alternative[] = [];
  const ruledOut: RuledOut[] = [];
  let free: HostedBill["free"] | undefined;
  for (const { row } of onePerFamily(ranked)) {
    // What runs today is one cluster: the others would be another decision.
    if (rows.length === context.mostRows || (rows.length === 1 && part.today === "qdrant")) break;
    const bill = billOf(context, row, row.nodes, rows.length === 0);
    // Without the leading cluster's graph there is nothing to price the others from.
    if (bill.kind === "missing") break;
    if (bill.kind === "refused")
      ruledOut.push({ what: `Qdrant on ${row.instanceType}`, because: bill.because });
    if (bill.kind === "bill") free ??= bill.free;
    if (bill.kind === "bill") rows.push(hostedStore(context, part, row, bill, sizing.notes));
  }
  return { rows, ruledOut, ...(free && { free }) };
}

function onePerFamily<T extends { row: QdrantRow }>(ranked: readonly T[]): T[] {
  const families = new Map<string, T>();
  for (const entry of ranked) {
    const family = entry.row.instanceType.split(".")[0] ?? "";
    if (!families.has(family)) families.set(family, entry);
  }
  return [...families.values()];
}

/** What the nodes alone cost over the horizon; undefined where the region has no price for them. */
function machinesUsd(
  { prices, scenario }: PlanContext,
  part: VectorsPart,
  row: QdrantRow,
): number | undefined {
  const price = prices.find(ec2Instance(row.instanceType), scenario.region);
  if (isUnknown(price)) return undefined;
  const options = { environment: scenario.environment };
  const months = grows(part) ? scenario.horizonMonths : 1;
  const nodes = Array.from(
    { length: months },
    (_, i) => qdrantNodesFor(row, vectorsDemand(part, i + 1), options) ?? LARGEST_CLUSTER + 1,
  );
  const total = nodes.reduce((sum, count) => sum + count, 0);
  return tieredCost(HOURS_PER_MONTH.amount.times(total), price.tiers).toNumber();
}

type Bill =
  | ({ readonly kind: "bill" } & HostedBill)
  | { readonly kind: "refused"; readonly because: string }
  | { readonly kind: "missing" };

/** The leading cluster's own graph; the rows beside it are priced from one like it. */
function billOf(context: PlanContext, row: QdrantRow, nodes: number, leads: boolean): Bill {
  const fleet = fleetOf(context.scenario, { vectors: vectorFleetOf(row, nodes) });
  const graph = leads ? context.graph(fleet) : context.similar(fleet);
  if (graph === undefined) {
    context.miss(fleet);
    return { kind: "missing" };
  }
  return graph.kind === "refused" ? graph : { kind: "bill", ...hostedBill(graph, context) };
}

function hostedStore(
  context: PlanContext,
  part: VectorsPart,
  row: QdrantRow,
  bill: HostedBill,
  notes: readonly string[],
): Alternative {
  const { scenario } = context;
  const options = { environment: scenario.environment };
  const fleet = fleetOf(scenario, { vectors: vectorFleetOf(row) });
  const demandAt = (month: number, vectors?: number) => ({
    ...vectorsDemand(part, month),
    ...(vectors !== undefined && { vectors }),
  });
  const nodesAt = (month: number, vectors?: number) =>
    qdrantNodesFor(row, demandAt(month, vectors), options) ?? beyond(demandAt(month, vectors).vectors);
  // Above the largest cluster a break-even counts several clusters' nodes; the plan itself refuses such a month.
  const perNode = qdrantVectorsOf(row, LARGEST_CLUSTER, demandAt(1), options) / LARGEST_CLUSTER;
  const beyond = (vectors: number) => Math.max(LARGEST_CLUSTER + 1, Math.ceil(vectors / perNode - 1e-9));
  const outgrown = Array.from({ length: scenario.horizonMonths }, (_, i) => nodesAt(i + 1)).findIndex(
    (nodes) => nodes > LARGEST_CLUSTER,
  );
  const named = (nodes: number) => `${nodes} × ${row.instanceType}`;
  return hostedAlternative(context, {
    id: `vectors.host.${row.instanceType}`,
    part: "vectors",
    name: `Qdrant, ${named(row.nodes)}`,
    model: "qdrant",
    quality: { kind: "same" },
    notes: [...notes, ...row.notes],
    fleet,
    ...(outgrown >= 0 && {
      outgrown: `more vectors than ${LARGEST_CLUSTER} nodes of ${row.instanceType} hold, from month ${outgrown + 1} on`,
    }),
    capacity: {
      instanceType: row.instanceType,
      instances: row.nodes,
      instancesLow: row.nodes,
      instancesHigh: row.nodes,
      unitsFor: (volume) => nodesAt(1, volume),
      volumeOf: (nodes) =>
        nodes > LARGEST_CLUSTER ? nodes * perNode : qdrantVectorsOf(row, nodes, demandAt(1), options),
      flags: [],
      quotaName: row.quotaName,
      quotaVcpus: row.vcpu * row.nodes,
      quotaFormula: `${row.nodes} × ${row.vcpu}`,
    },
    buildHours: part.buildHours,
    monthlyHours: [{ id: "upkeep", name: "Upkeep", hours: part.upkeepHoursPerMonth }],
    instead: instead(part.today, "qdrant"),
    oneOff: firstEmbedding(part, scenario.asOf),
    usageKey: usageKey(part),
    crosses: true,
    // Queries and writes grow beside the vectors, so the month says more than the volume.
    dated: datedDrivers(scenario.usage) ? "monthly" : part.growthPerMonth.base !== 0 ? "together" : undefined,
    volumeOf: (month) => demandAt(month).vectors,
    unitsOf: (month) => nodesAt(month),
    ...(part.embedding && { extra: (month) => embeddingCharges(part, scenario.asOf, month) }),
    lines: (month, nodes, volume) => [
      ...linesOf(context, row, bill, nodes),
      ...usageLines(context, part, row, { bill, demand: demandAt(month, volume), nodes, month }),
    ],
  });
}

/** A single node has no n + 1; a cluster that grows out of it is captured for itself. */
function linesOf(context: PlanContext, row: QdrantRow, bill: HostedBill, nodes: number) {
  if (nodes === row.nodes || row.nodes > 1) return bill.linesFor(nodes);
  const cluster = billOf(context, row, 3, true);
  return cluster.kind === "bill" ? cluster.linesFor(nodes) : bill.linesFor(row.nodes);
}

/** Everything that traffic and snapshots follow from beside the number of vectors and nodes. */
function usageKey({
  buildHours: _b,
  upkeepHoursPerMonth: _u,
  candidates: _c,
  vectors: _v,
  namespaces: _n,
  ...rest
}: VectorsPart): string {
  return JSON.stringify(rest);
}

interface UsageMonth {
  readonly bill: HostedBill;
  readonly demand: ReturnType<typeof vectorsDemand>;
  readonly nodes: number;
  readonly month: number;
}

function usageLines(
  { scenario, rules, metrics }: PlanContext,
  part: VectorsPart,
  row: QdrantRow,
  at: UsageMonth,
) {
  return impliedUsage({
    fleet: fleetOf(scenario, { vectors: vectorFleetOf(row, at.nodes) }),
    deployed: at.bill.deployed,
    vectors: vectorsUsage(part, at.demand),
    units: { vectors: at.nodes },
    drivers: scenario.usage,
    rules,
    metrics: { vectors: metrics.vectors },
    month: at.month,
  });
}
