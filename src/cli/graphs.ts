import { planningSite } from "../../stacks/site.ts";
import type { HostedGraph, RefusedGraph } from "../alternatives/context.ts";
import { resize, resizeDatabase } from "../bill/resize.ts";
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

  /** Captures what no captured fleet is similar to. */
  async captureUnlike(fleets: readonly Fleet[]): Promise<void> {
    for (const fleet of fleets) if (this.similar(fleet) === undefined) await this.capture([fleet]);
  }

  /**
   * Captures what is missing. Fleets of different parts are captured as the one stack that they would be and taken
   * apart again, because each part's graph is the network and the part.
   */
  async capture(fleets: readonly Fleet[]): Promise<void> {
    const left = [...fleets];
    while (left.length > 0) {
      const together = onePerPart(left);
      const graphs = await capturedTogether(together);
      for (const [i, fleet] of together.entries()) {
        left.splice(left.indexOf(fleet), 1);
        const graph = graphs?.[i] ?? (await captured(fleet));
        this.#graphs.set(shapeOf(fleet), graph);
        if (graph.kind === "graph") this.#templates.set(familyOf(fleet), graph);
      }
    }
  }
}

type Part = "llm" | "vectors" | "tracking";

const COMPONENTS: Readonly<Record<Part, string>> = {
  llm: "crossover:index:VllmService",
  vectors: "crossover:index:QdrantCluster",
  tracking: "crossover:index:MlflowServer",
};

const partOf = (fleet: Fleet): Part => (fleet.llm ? "llm" : fleet.vectors ? "vectors" : "tracking");

/** The first fleet of each part, as far as they belong to one stack. */
function onePerPart(fleets: readonly Fleet[]): Fleet[] {
  const [first] = fleets;
  const stack = ({ name, region, zones, environment }: Fleet) =>
    JSON.stringify([name, region, zones, environment]);
  const chosen = new Map<Part, Fleet>();
  for (const fleet of fleets) {
    if (first !== undefined && stack(fleet) === stack(first) && !chosen.has(partOf(fleet)))
      chosen.set(partOf(fleet), fleet);
  }
  return [...chosen.values()];
}

/** Undefined when some part is refused: then each is captured for itself, to know which. */
async function capturedTogether(fleets: readonly Fleet[]): Promise<HostedGraph[] | undefined> {
  const [first] = fleets;
  if (first === undefined || fleets.length === 1) return undefined;
  const site = planningSite(first.region);
  try {
    const base = await captureFleet(Object.assign({}, ...fleets), site);
    const next = await captureFleet(
      Object.assign({}, ...fleets.map((fleet) => oneMore(fleet) ?? fleet)),
      site,
    );
    return fleets.map((fleet) => ({
      kind: "graph",
      units: unitsOf(fleet),
      base: ownOf(base, partOf(fleet)),
      ...(oneMore(fleet) && { next: ownOf(next, partOf(fleet)) }),
    }));
  } catch (error) {
    if (error instanceof InputError) return undefined;
    throw error;
  }
}

/** Resources of one part and of the network: everything but what stands below another part's component. */
function ownOf(graph: HostedGraph["base"], part: Part): HostedGraph["base"] {
  const others = Object.entries(COMPONENTS).flatMap(([name, type]) => (name === part ? [] : [type]));
  return graph.filter(({ key }) => {
    const types = key.slice(0, key.indexOf("::"));
    return !others.some((other) => types === other || types.startsWith(`${other}$`));
  });
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
    vectors: vectors && {
      cluster: vectors.nodes > 1,
      iops: vectors.dataVolumeIops,
      throughput: vectors.dataVolumeThroughputMiBps,
    },
    tracking: tracking && { version: tracking.version },
  });
}

function substituted(template: HostedGraph, fleet: Fleet): HostedGraph {
  const { llm, vectors, tracking } = fleet;
  const put = (graph: HostedGraph["base"]): HostedGraph["base"] => {
    if (llm !== undefined) return retype(graph, COMPONENTS.llm, llm.instanceType);
    if (tracking !== undefined) {
      return resizeDatabase(retype(graph, COMPONENTS.tracking, tracking.instanceType), COMPONENTS.tracking, {
        instanceClass: tracking.databaseClass,
        allocatedStorage: tracking.databaseGiB,
        maxAllocatedStorage: tracking.databaseMaxGiB,
        multiAz: tracking.multiAz,
      });
    }
    if (vectors === undefined) return graph;
    return resize(
      retype(graph, COMPONENTS.vectors, vectors.instanceType),
      COMPONENTS.vectors,
      vectors.dataVolumeGiB,
    );
  };
  return { ...template, base: put(template.base), ...(template.next && { next: put(template.next) }) };
}

async function captured(fleet: Fleet): Promise<Graph> {
  const site = planningSite(fleet.region);
  const larger = oneMore(fleet);
  try {
    const base = await captureFleet(fleet, site);
    return {
      kind: "graph",
      units: unitsOf(fleet),
      base,
      ...(larger && { next: await captureFleet(larger, site) }),
    };
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
  if (vectors !== undefined && vectors.nodes >= 3)
    return { ...fleet, vectors: { ...vectors, nodes: vectors.nodes + 1 } };
  return undefined;
}
