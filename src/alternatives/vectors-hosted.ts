import { impliedUsage } from "../bill/usage/implied-usage.ts";
import { vectorsDemand } from "../demand/vectors-demand.ts";
import { embeddingCharges, firstEmbedding } from "../offers/embeddings.ts";
import { driverOf } from "../offers/formula.ts";
import type { VectorsPart } from "../scenario/scenario.ts";
import { constant } from "../sizing/constants.ts";
import { type QdrantRow, qdrantNodesFor, qdrantVectorsOf, vectorFleetOf } from "../sizing/qdrant-sizing.ts";
import type { Alternative } from "./alternative.ts";
import { commits } from "./committed.ts";
import { fleetOf, type PlanContext } from "./context.ts";
import { datedDrivers, hostedAlternative, instead } from "./hosted.ts";
import { type HostedBill, hostedBill } from "./hosted-bill.ts";
import type { RuledOut } from "./part-plan.ts";
import { clustersFor, familyOf, nodesIn } from "./vectors-cluster.ts";
import { Redesigns } from "./vectors-redesign.ts";
import { vectorsUsage } from "./vectors-usage.ts";

export interface Stores {
  readonly rows: readonly Alternative[];
  readonly ruledOut: readonly RuledOut[];
  readonly free?: HostedBill["free"];
}

/** The cheapest cluster of each instance family. */
export function hostedStores(
  context: PlanContext,
  part: VectorsPart,
  bought: readonly Alternative[],
): Stores {
  const { sizing, best } = clustersFor(context, part);
  const most = constant("qdrantMaxNodes");
  if (best.length === 0) {
    const because = `${sizing.ramGiB.toFixed(1)} GiB of memory fit into no cluster of up to ${most} nodes`;
    return { rows: [], ruledOut: [{ what: "Qdrant", because }] };
  }
  const redesigns = new Redesigns(context, part);
  const rows: Alternative[] = [];
  const ruledOut: RuledOut[] = [];
  let free: HostedBill["free"] | undefined;
  for (const row of best) {
    // What runs today is one cluster: the others would be another decision.
    if (rows.length === context.mostRows || (rows.length === 1 && part.today === "qdrant")) break;
    // Behind a flip only what can lead is asked for: where nothing has a gap, dearer machines cannot.
    if (
      context.quick &&
      !commits(context, "vectors") &&
      [...bought, ...rows].every(isPriced) &&
      rows.length > 0
    )
      break;
    const bill = billOf(context, row, row.nodes, rows.length === 0);
    const cluster = clusterBill(context, row, bill);
    // Without the leading cluster's graphs there is nothing to price the others from.
    if (bill.kind === "missing" || cluster.kind === "missing") break;
    const refused = [bill, ...(staysSingle(context, part, row) ? [] : [cluster])].find(isRefused);
    if (refused !== undefined)
      ruledOut.push({ what: `Qdrant on ${row.instanceType}`, because: refused.because });
    if (refused !== undefined || bill.kind === "refused") continue;
    free ??= bill.free;
    rows.push(hostedStore(context, part, row, { bill, cluster, notes: sizing.notes, redesigns }));
  }
  return { rows, ruledOut, ...(free && { free }) };
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

const isPriced = ({ months }: Alternative): boolean => months.every(({ atLeast }) => !atLeast);

const SMALLEST_CLUSTER = 3;

/** A single node has no n + 1: a cluster that it may grow into is a graph of its own. */
function clusterBill(context: PlanContext, row: QdrantRow, bill: Bill): Bill {
  return row.nodes > 1 ? bill : billOf(context, row, SMALLEST_CLUSTER, false);
}

function staysSingle(context: PlanContext, part: VectorsPart, row: QdrantRow): boolean {
  const { horizonMonths } = context.scenario;
  return Array.from({ length: horizonMonths }, (_, i) => nodesIn(context, part, row, i + 1)).every(
    (nodes) => nodes === 1,
  );
}

const isRefused = (bill: Bill): bill is Extract<Bill, { kind: "refused" }> => bill.kind === "refused";

interface Store {
  readonly bill: HostedBill;
  /** The same where there are more nodes than one; refused: no month needs it. */
  readonly cluster: Bill;
  readonly notes: readonly string[];
  readonly redesigns: Redesigns;
}

function hostedStore(
  context: PlanContext,
  part: VectorsPart,
  row: QdrantRow,
  { bill, cluster, notes, redesigns }: Store,
): Alternative {
  const { scenario } = context;
  const most = constant("qdrantMaxNodes");
  const options = { environment: scenario.environment };
  const demandAt = (month: number, vectors?: number) => ({
    ...vectorsDemand(part, month),
    ...(vectors !== undefined && { vectors }),
  });
  const nodesAt = (month: number) => nodesIn(context, part, row, month) ?? most + 1;
  const family = familyOf(row);
  const linesAt = (built: QdrantRow, of: HostedBill, month: number, nodes: number, vectors: number) => [
    ...of.linesFor(nodes),
    ...usageLines(context, part, built, { bill: of, demand: demandAt(month, vectors), nodes, month }),
  ];
  return hostedAlternative(context, {
    id: `vectors.host.${row.instanceType}`,
    part: "vectors",
    name: `Qdrant, ${row.nodes} × ${row.instanceType}`,
    model: "qdrant",
    quality: { kind: "same" },
    notes: [...notes, ...row.notes],
    fleet: fleetOf(scenario, { vectors: vectorFleetOf(row) }),
    ...outgrown(scenario.horizonMonths, row, nodesAt),
    capacity: {
      instanceType: row.instanceType,
      instances: row.nodes,
      instancesLow: row.nodes,
      instancesHigh: row.nodes,
      unitsFor: (vectors) => qdrantNodesFor(row, demandAt(1, vectors), options) ?? most + 1,
      volumeOf: (nodes) => qdrantVectorsOf(row, Math.min(nodes, most), demandAt(1), options),
      flags: [],
      quotaName: row.quotaName,
      quotaVcpus: row.vcpu * row.nodes,
      quotaFormula: `${row.nodes} × ${row.vcpu}`,
    },
    buildHours: part.buildHours,
    monthlyHours: [{ id: "upkeep", name: "Upkeep", hours: part.upkeepHoursPerMonth }],
    instead: instead(part.today, "qdrant"),
    oneOff: firstEmbedding(part, scenario.asOf),
    countedBy: [
      driverOf(part.vectors, "vectors"),
      driverOf(part.dimensions, "dimensions"),
      driverOf(part.bytesPerDimension, "bytes"),
    ],
    usageKey: usageKey(part),
    crosses: true,
    // Queries and writes grow beside the vectors, so the month says more than the volume.
    dated: datedDrivers(scenario.usage) ? "monthly" : part.growthPerMonth.base !== 0 ? "together" : undefined,
    volumeOf: (month) => demandAt(month).vectors,
    unitsOf: nodesAt,
    ...(part.embedding && { extra: (month) => embeddingCharges(part, scenario.asOf, month) }),
    lines: (month, nodes, vectors) =>
      linesAt(row, nodes > 1 && cluster.kind === "bill" ? cluster : bill, month, nodes, vectors),
    redesign: {
      steps: () => redesigns.steps(family),
      lines: (vectors) => {
        const built = redesigns.at(family, vectors);
        const of = built && billOf(context, built, built.nodes, false);
        if (built === undefined || of?.kind !== "bill")
          throw new Error(`no cluster of ${family} is planned for ${vectors} vectors`);
        return linesAt(built, of, 1, built.nodes, vectors);
      },
    },
  });
}

/** Why the row cannot carry some month of the horizon; nothing where it can. */
function outgrown(
  horizonMonths: number,
  { instanceType }: QdrantRow,
  nodesAt: (month: number) => number,
): { outgrown?: string } {
  const most = constant("qdrantMaxNodes");
  const from = Array.from({ length: horizonMonths }, (_, i) => nodesAt(i + 1)).findIndex((n) => n > most);
  if (from < 0) return {};
  return { outgrown: `more vectors than ${most} nodes of ${instanceType} hold, from month ${from + 1} on` };
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
