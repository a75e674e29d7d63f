import { planningSite } from "../../stacks/site.ts";
import type { HostedGraph, RefusedGraph } from "../alternatives/context.ts";
import { resize } from "../bill/resize.ts";
import { retype } from "../bill/retype.ts";
import { InputError } from "../errors.ts";
import { captureFleet } from "../graph/capture-fleet.ts";
import type { Fleet } from "../sizing/fleet.ts";

type Graph = HostedGraph | RefusedGraph;

/** Captured graphs of one run, by what they depend on. */
export class Graphs {
  readonly #graphs = new Map<string, Graph>();
  readonly #templates = new Map<string, HostedGraph>();
  readonly #similar = new Map<string, HostedGraph>();

  /** The graph of exactly this fleet, at whatever number of machines. */
  find(fleet: Fleet): Graph | undefined {
    return this.#graphs.get(shapeOf(fleet));
  }

  /**
   * The same, or one made from another fleet of the same part by putting this one's machine type and disk size in:
   * exact for prices (tested), unchecked by the stack's guards. For questions asked a hundred times, such as flips.
   */
  similar(fleet: Fleet): Graph | undefined {
    const exact = this.find(fleet) ?? this.#similar.get(shapeOf(fleet));
    if (exact !== undefined) return exact;
    const template = this.#templates.get(familyOf(fleet));
    if (template === undefined) return undefined;
    const made = substituted(template, fleet);
    this.#similar.set(shapeOf(fleet), made);
    return made;
  }

  async capture(fleet: Fleet): Promise<void> {
    const graph = await captured(fleet);
    this.#graphs.set(shapeOf(fleet), graph);
    if (graph.kind === "graph") this.#templates.set(familyOf(fleet), graph);
  }
}

/** What a graph depends on, the number of machines left out: a single Qdrant node and a cluster are two shapes. */
function shapeOf(fleet: Fleet): string {
  const { llm, vectors } = fleet;
  return JSON.stringify({
    ...fleet,
    ...(llm && { llm: { ...llm, instances: 0, maxInstances: 0 } }),
    ...(vectors && { vectors: { ...vectors, nodes: vectors.nodes === 1 ? 1 : "cluster" } }),
  });
}

/** Fleets whose graphs differ in nothing priced but machine type and disk size. */
function familyOf({ name, region, zones, environment, llm, vectors, tracking }: Fleet): string {
  return JSON.stringify({
    name,
    region,
    zones,
    environment,
    llm: llm && { exposure: llm.exposure, scaling: llm.maxInstances > llm.instances },
    vectors: vectors && { cluster: vectors.nodes > 1, iops: vectors.dataVolumeIops, throughput: vectors.dataVolumeThroughputMiBps },
    tracking,
  });
}

function substituted(template: HostedGraph, fleet: Fleet): HostedGraph {
  const { llm, vectors } = fleet;
  const put = (graph: HostedGraph["base"]): HostedGraph["base"] => {
    if (llm !== undefined) return retype(graph, "crossover:index:VllmService", llm.instanceType);
    if (vectors === undefined) return graph;
    const component = "crossover:index:QdrantCluster";
    return resize(retype(graph, component, vectors.instanceType), component, vectors.dataVolumeGiB);
  };
  return { ...template, base: put(template.base), ...(template.next && { next: put(template.next) }) };
}

async function captured(fleet: Fleet): Promise<Graph> {
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
