import type { VectorsDemand } from "../demand/vectors-demand.ts";
import { BYTES_PER_GIB } from "../units.ts";
import { constant } from "./constants.ts";
import { defaultVersion } from "./engine-version.ts";
import type { VectorFleet } from "./fleet.ts";
import { type InstanceType, instanceType } from "./instance-type.ts";
import { legalCounts, replicationOf } from "./qdrant-nodes.ts";
import { type Quantization, vectorDiskBytes, vectorRamBytes } from "./vector-memory.ts";

export interface QdrantOptions {
  readonly environment: "prod" | "dev";
  /** Absent: 8 bit where float32 would need more than 50 GiB, else none. */
  readonly quantization?: Quantization;
  /** Queries per second that one vCPU was measured to answer, with the peak to carry. */
  readonly queries?: { readonly measuredPerVcpu: number; readonly peakPerSecond: number };
}

/** The smallest legal cluster of one instance type. */
export interface QdrantRow {
  readonly instanceType: string;
  /** 1, or 3 to 12; never 2. */
  readonly nodes: number;
  readonly replicationFactor: number;
  readonly quantization: Quantization;
  readonly ramGiBPerNode: number;
  /** Share of the memory that may be planned with (80 % of the node's), 0 to 1. */
  readonly usableShare: number;
  readonly dataVolumeGiB: number;
  readonly vcpu: number;
  readonly memoryGiB: number;
  readonly quotaName: string;
  /** At least half of the usable memory is used. */
  readonly preferred: boolean;
  readonly notes: readonly string[];
}

/** Sizing of one month's points. */
export interface QdrantSizing {
  /** Of one copy. */
  readonly ramGiB: number;
  readonly float32RamGiB: number;
  readonly diskGiB: number;
  readonly quantization: Quantization;
  /** Fewest nodes first; a larger type with the node count of a smaller one of its family is left out. */
  readonly rows: readonly QdrantRow[];
  readonly notes: readonly string[];
}

const FAMILIES = ["r6g", "r7g", "r8g"] as const;
/** 16 to 512 GiB; smaller ones do not hold a service, larger ones are not offered in every family. */
const SIZES = ["large", "xlarge", "2xlarge", "4xlarge", "8xlarge", "12xlarge", "16xlarge"] as const;

/** Instance types that are looked at, smallest first in each family. */
export function qdrantTypes(): readonly string[] {
  return FAMILIES.flatMap((family) => SIZES.map((size) => `${family}.${size}`)).filter(
    (name) => instanceType(name) !== undefined,
  );
}

/**
 * Clusters that hold the demand's points, by the published memory rule.
 *
 *   per node: RAM·RF/nodes ≤ 0.80·instance RAM;   disk·RF/nodes, at least 50, rounded up to 10 GiB
 *
 * dev: 1 node, RF 1, where one is enough. prod: at least 3 nodes, RF 2. Two nodes are refused: losing one of two
 * stops all collection operations. No rows: nothing up to 12 nodes holds it.
 */
export function qdrantSizing(demand: VectorsDemand, options: QdrantOptions): QdrantSizing {
  const float32RamGiB = vectorRamBytes(demand.vectors, demand) / BYTES_PER_GIB;
  const proposes = float32RamGiB > constant("qdrantInt8FromGiB");
  const quantization = options.quantization ?? (proposes ? "int8" : "none");
  const load = loadOf(demand, { ...options, quantization });
  const rows = FAMILIES.flatMap((family) => clustersOf(family, load)).toSorted(
    (a, b) => a.nodes - b.nodes || a.memoryGiB - b.memoryGiB,
  );
  return {
    ramGiB: load.ramGiB,
    float32RamGiB,
    diskGiB: load.diskGiB,
    quantization,
    rows,
    notes: notesOf(load, float32RamGiB),
  };
}

/**
 * The smallest legal cluster of one instance type, whether or not a smaller type of its family would do.
 * @returns undefined where not even the largest cluster holds the points
 */
export function qdrantRowOf(
  name: string,
  demand: VectorsDemand,
  options: QdrantOptions & { readonly quantization: Quantization },
): QdrantRow | undefined {
  const type = typeOf(name);
  const load = loadOf(demand, options);
  const nodes = smallestCount(type, load);
  return nodes === undefined ? undefined : rowOf(type, nodes, load);
}

/**
 * Nodes of the row's type for another volume: the function that sized the row; undefined above 12 nodes.
 * @param demand points and sizes of the other month; quantisation stays the row's
 */
export function qdrantNodesFor(
  row: QdrantRow,
  demand: VectorsDemand,
  options: QdrantOptions,
): number | undefined {
  return smallestCount(
    typeOf(row.instanceType),
    loadOf(demand, { ...options, quantization: row.quantization }),
  );
}

/**
 * Points that k nodes of the row's type hold: the largest n with qdrantNodesFor ≤ k; 0 where k is no legal count.
 */
export function qdrantVectorsOf(
  row: QdrantRow,
  nodes: number,
  demand: VectorsDemand,
  options: QdrantOptions,
): number {
  const answers = (count: number): boolean =>
    options.queries === undefined || count * row.vcpu >= vcpusFor(options.queries);
  const legal = legalCounts(options.environment).filter((count) => count <= nodes && answers(count));
  const perPoint = vectorRamBytes(1, demand, row.quantization);
  const room = constant("qdrantUsableShare") * row.memoryGiB * BYTES_PER_GIB;
  return Math.max(0, ...legal.map((count) => (room * count) / replicationOf(count) / perPoint));
}

/** The row as it is written into the stack's config. */
export function vectorFleetOf(row: QdrantRow, nodes: number = row.nodes): VectorFleet {
  return {
    instanceType: row.instanceType,
    nodes,
    replicationFactor: replicationOf(nodes),
    shardsPerNode: constant("qdrantShardsPerNode"),
    dataVolumeGiB: row.dataVolumeGiB,
    dataVolumeIops: constant("qdrantDataVolumeIops"),
    dataVolumeThroughputMiBps: constant("qdrantDataVolumeMiBps"),
    version: defaultVersion("qdrant").version,
  };
}

interface Load extends QdrantOptions {
  readonly ramGiB: number;
  readonly diskGiB: number;
  readonly quantization: Quantization;
}

function loadOf(
  demand: VectorsDemand,
  options: QdrantOptions & { readonly quantization: Quantization },
): Load {
  const { quantization } = options;
  return {
    ...options,
    ramGiB: vectorRamBytes(demand.vectors, demand, quantization) / BYTES_PER_GIB,
    diskGiB: vectorDiskBytes(demand.vectors, demand, payloadOnDisk(demand), quantization) / BYTES_PER_GIB,
  };
}

function typeOf(name: string): InstanceType {
  const type = instanceType(name);
  if (type === undefined) throw new Error(`no facts for ${name}`);
  return type;
}

function clustersOf(family: string, load: Load): QdrantRow[] {
  const rows: QdrantRow[] = [];
  for (const size of SIZES) {
    const type = instanceType(`${family}.${size}`);
    const nodes = type === undefined ? undefined : smallestCount(type, load);
    if (type === undefined || nodes === undefined) continue;
    // Sizes rise, so a larger type with no fewer nodes only costs more.
    if (rows.some((row) => row.nodes <= nodes)) continue;
    rows.push(rowOf(type, nodes, load));
  }
  return rows;
}

function rowOf(type: InstanceType, nodes: number, load: Load): QdrantRow {
  const replicationFactor = replicationOf(nodes);
  const ramGiBPerNode = (load.ramGiB * replicationFactor) / nodes;
  const usableShare = ramGiBPerNode / usableGiB(type);
  return {
    instanceType: type.instanceType,
    nodes,
    replicationFactor,
    quantization: load.quantization,
    ramGiBPerNode,
    usableShare,
    dataVolumeGiB: dataVolumeGiB((load.diskGiB * replicationFactor) / nodes),
    vcpu: type.vcpu,
    memoryGiB: type.memoryGiB,
    quotaName: type.quotaName,
    preferred: usableShare >= constant("qdrantPreferredFill"),
    notes: type.instanceType.startsWith("r8g.") ? ["performance of r8g is unmeasured"] : [],
  };
}

function smallestCount(type: InstanceType, load: Load): number | undefined {
  const vcpus = load.queries === undefined ? 0 : vcpusFor(load.queries);
  return legalCounts(load.environment).find(
    (nodes) => (load.ramGiB * replicationOf(nodes)) / nodes <= usableGiB(type) && nodes * type.vcpu >= vcpus,
  );
}

/** vCPU ≥ qps / (0.6 · measured queries per second and vCPU) */
function vcpusFor(queries: NonNullable<QdrantOptions["queries"]>): number {
  return queries.peakPerSecond / (constant("qdrantCpuShare") * queries.measuredPerVcpu);
}

function usableGiB(type: InstanceType): number {
  return constant("qdrantUsableShare") * type.memoryGiB;
}

function dataVolumeGiB(diskGiB: number): number {
  const step = constant("qdrantDataVolumeStepGiB");
  return Math.ceil(Math.max(constant("qdrantDataVolumeMinGiB"), diskGiB) / step) * step;
}

/** Metadata lies on disk whether or not a part of it is indexed in memory. */
function payloadOnDisk(demand: VectorsDemand): number {
  return Math.max(demand.metadataBytes, demand.payloadBytesInRam);
}

function notesOf(load: Load, float32RamGiB: number): readonly string[] {
  const notes: string[] = [];
  if (load.quantization !== "none") {
    notes.push(`${load.quantization} vectors in memory: recall to be checked, the originals need fast disk`);
  }
  if (load.quantization === "none") {
    notes.push(
      `float32 vectors in memory, ${float32RamGiB.toFixed(1)} GiB: above ${constant("qdrantInt8FromGiB")} GiB ` +
        "plans take 8 bit, and so do the volumes at which it would win: recall to be checked there",
    );
  }
  if (load.queries === undefined)
    notes.push("queries per second are not modelled: give a measured rate per vCPU");
  return notes;
}
