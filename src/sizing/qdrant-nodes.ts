import { constant } from "./constants.ts";

/** Node counts that may be planned, fewest first. */
export function legalCounts(environment: "prod" | "dev"): readonly number[] {
  return environment === "dev" ? [1, ...CLUSTERS] : CLUSTERS;
}

/** Three to the most that is planned; losing one of two nodes stops a collection. */
const CLUSTERS: readonly number[] = Array.from(
  { length: constant("qdrantMaxNodes") - 2 },
  (_, index) => index + 3,
);

/** One node holds one copy; a cluster holds two, so that losing a node loses no data. */
export function replicationOf(nodes: number): number {
  return nodes === 1 ? 1 : 2;
}
