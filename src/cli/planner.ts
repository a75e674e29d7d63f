import { planningSite } from "../../stacks/site.ts";
import type { HostedGraph, PlanSources, RefusedGraph } from "../alternatives/context.ts";
import { type Plan, plan } from "../alternatives/plan.ts";
import { InputError } from "../errors.ts";
import { captureFleet } from "../graph/capture-fleet.ts";
import type { PriceBook } from "../prices/price-book.ts";
import type { Scenario } from "../scenario/scenario.ts";
import type { Fleet } from "../sizing/fleet.ts";

/** A plan and the sources it was made from, so that flips can plan again. */
export interface Planned {
  readonly plan: Plan;
  readonly sources: PlanSources;
}

/** More rounds than parts × rows would mean that a captured graph is not found again: our own mistake. */
const MOST_ROUNDS = 8;

/** Plans, captures the graphs that the plan lacks, and plans again until nothing is missing. */
export async function planWithGraphs(scenario: Scenario, book: PriceBook): Promise<Planned> {
  const graphs = new Map<string, HostedGraph | RefusedGraph>();
  const sources: PlanSources = {
    prices: book,
    rules: book.rules,
    graph: (fleet) => graphs.get(shapeOf(fleet)),
    metrics: { llm: 8, vectors: 8, tracking: 3 },
    searches: new Map(),
  };
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const made = plan(scenario, sources);
    if (made.missing.length === 0) return { plan: made, sources };
    for (const fleet of made.missing) graphs.set(shapeOf(fleet), await captured(fleet));
  }
  throw new Error("a captured graph is asked for again and again");
}

/**
 * What a graph depends on, the number of machines left out: that is what base and next stand for. A single Qdrant
 * node and a cluster are two shapes.
 */
export function shapeOf(fleet: Fleet): string {
  const { llm, vectors } = fleet;
  return JSON.stringify({
    ...fleet,
    ...(llm && { llm: { ...llm, instances: 0, maxInstances: 0 } }),
    ...(vectors && { vectors: { ...vectors, nodes: vectors.nodes === 1 ? 1 : "cluster" } }),
  });
}

async function captured(fleet: Fleet): Promise<HostedGraph | RefusedGraph> {
  const site = planningSite(fleet.region);
  const larger = oneMore(fleet);
  try {
    const base = await captureFleet(fleet, site);
    return { kind: "graph", units: unitsOf(fleet), base, ...(larger && { next: await captureFleet(larger, site) }) };
  } catch (error) {
    if (error instanceof InputError) return { kind: "refused", because: error.message };
    throw error;
  }
}

function unitsOf(fleet: Fleet): number {
  return fleet.llm?.instances ?? fleet.vectors?.nodes ?? 1;
}

/** The fleet with one instance or node more; none for a single node and for the tracking server. */
function oneMore(fleet: Fleet): Fleet | undefined {
  const { llm, vectors } = fleet;
  if (llm !== undefined) {
    return { ...fleet, llm: { ...llm, instances: llm.instances + 1, maxInstances: llm.maxInstances + 1 } };
  }
  if (vectors !== undefined && vectors.nodes >= 3) return { ...fleet, vectors: { ...vectors, nodes: vectors.nodes + 1 } };
  return undefined;
}
