import { type VectorsDemand, vectorsDemand } from "../demand/vectors-demand.ts";
import type { Scenario, VectorsPart } from "../scenario/scenario.ts";
import { type QdrantRow, type QdrantSizing, qdrantNodesFor, qdrantSizing } from "../sizing/qdrant-sizing.ts";

/**
 * Rows for the whole horizon: types that the first month would not take but the largest one needs are in, types that
 * some month outgrows are out while others last, and a volume is as large as any month needs on that month's nodes.
 */
export function forHorizon(first: QdrantSizing, part: VectorsPart, scenario: Scenario): QdrantSizing {
  if (!grows(part)) return first;
  const options = { environment: scenario.environment, quantization: first.quantization };
  const months = Array.from({ length: scenario.horizonMonths }, (_, i) => vectorsDemand(part, i + 1));
  const later = months.slice(1).map((demand) => qdrantSizing(demand, options));
  const byType = new Map(
    [...later.flatMap(({ rows }) => rows), ...first.rows].map((row) => [row.instanceType, row]),
  );
  const rows = [...byType.values()].flatMap((row): QdrantRow[] => {
    const nodes = months.map((demand) => qdrantNodesFor(row, demand, options));
    const [start] = nodes;
    if (start === undefined) return [];
    const size = (demand: VectorsDemand, count: number | undefined) =>
      count === undefined
        ? 0
        : (qdrantSizing(demand, options).rows.find(
            ({ instanceType, nodes: k }) => instanceType === row.instanceType && k === count,
          )?.dataVolumeGiB ?? 0);
    const dataVolumeGiB = Math.max(row.dataVolumeGiB, ...months.map((demand, i) => size(demand, nodes[i])));
    return [{ ...row, nodes: start, replicationFactor: start === 1 ? 1 : 2, dataVolumeGiB }];
  });
  const lasting = rows.filter((row) =>
    months.every((demand) => qdrantNodesFor(row, demand, options) !== undefined),
  );
  return { ...first, rows: lasting.length > 0 ? lasting : rows };
}

/** True when some month holds another number of vectors than the first. */
export function grows({ growthPerMonth, vectors }: VectorsPart): boolean {
  return growthPerMonth.base !== 0 || growthPerMonth.months !== undefined || vectors.months !== undefined;
}
