import { type VectorsDemand, vectorsDemand } from "../demand/vectors-demand.ts";
import { isUnknown, tieredCost } from "../prices/charge.ts";
import { ec2Instance } from "../prices/price-key.ts";
import type { VectorsPart } from "../scenario/scenario.ts";
import { constant } from "../sizing/constants.ts";
import {
  type QdrantRow,
  type QdrantSizing,
  qdrantNodesFor,
  qdrantRowOf,
  qdrantSizing,
  qdrantTypes,
} from "../sizing/qdrant-sizing.ts";
import { HOURS_PER_MONTH } from "../units.ts";
import type { PlanContext } from "./context.ts";

type Sources = Pick<PlanContext, "prices" | "scenario">;

/** What a plan builds for these vectors: of each instance family the cluster whose machines cost least. */
export interface Clusters {
  readonly sizing: QdrantSizing;
  /** One a family, the cheapest first; those without a price last. */
  readonly best: readonly QdrantRow[];
}

export function clustersFor(sources: Sources, part: VectorsPart): Clusters {
  const sizing = sizedForHorizon(sources, part);
  const ranked = sizing.rows
    .map((row) => ({ row, usd: machinesUsd(sources, part, row) ?? Number.POSITIVE_INFINITY }))
    .toSorted((a, b) => a.usd - b.usd);
  const families = new Map<string, QdrantRow>();
  for (const { row } of ranked) if (!families.has(familyOf(row))) families.set(familyOf(row), row);
  return { sizing, best: [...families.values()] };
}

/** "r7g" of "r7g.xlarge". */
export function familyOf({ instanceType }: QdrantRow): string {
  return instanceType.split(".")[0] ?? "";
}

/** True when some month holds another number of vectors than the first. */
function grows({ growthPerMonth, vectors }: VectorsPart): boolean {
  return growthPerMonth.base !== 0 || growthPerMonth.months !== undefined || vectors.months !== undefined;
}

/** Nodes of the row's type in month t; undefined where the largest cluster is too small. */
export function nodesIn(
  { scenario }: Pick<Sources, "scenario">,
  part: VectorsPart,
  row: QdrantRow,
  month: number,
): number | undefined {
  return qdrantNodesFor(row, vectorsDemand(part, month), { environment: scenario.environment });
}

/**
 * Rows for the whole horizon: types that the first month would not take but the largest one needs are in, types that
 * some month outgrows are out while others last, and a disk is as large as any month needs on that month's nodes.
 */
function sizedForHorizon({ scenario }: Sources, part: VectorsPart): QdrantSizing {
  const options = { environment: scenario.environment };
  const first = qdrantSizing(vectorsDemand(part, 1), options);
  if (!grows(part)) return first;
  const design = { ...options, quantization: first.quantization };
  const months = Array.from({ length: scenario.horizonMonths }, (_, i) => vectorsDemand(part, i + 1));
  const sized = qdrantTypes().flatMap((type) => {
    const each = months.map((demand: VectorsDemand) => qdrantRowOf(type, demand, design));
    const [row] = each;
    if (row === undefined) return [];
    const dataVolumeGiB = Math.max(...each.map((month) => month?.dataVolumeGiB ?? 0));
    return [{ row: { ...row, dataVolumeGiB }, lasts: each.every((month) => month !== undefined) }];
  });
  const lasting = sized.filter(({ lasts }) => lasts);
  return { ...first, rows: (lasting.length > 0 ? lasting : sized).map(({ row }) => row) };
}

/** What the nodes alone cost over the horizon; undefined where the region has no price for them. */
function machinesUsd(sources: Sources, part: VectorsPart, row: QdrantRow): number | undefined {
  const { prices, scenario } = sources;
  const price = prices.find(ec2Instance(row.instanceType), scenario.region);
  if (isUnknown(price)) return undefined;
  const months = grows(part) ? scenario.horizonMonths : 1;
  const nodes = Array.from(
    { length: months },
    (_, i) => nodesIn(sources, part, row, i + 1) ?? constant("qdrantMaxNodes") + 1,
  );
  const total = nodes.reduce((sum, count) => sum + count, 0);
  return tieredCost(HOURS_PER_MONTH.amount.times(total), price.tiers).toNumber();
}
