import type { VectorsPart } from "../scenario/scenario.ts";
import type { QdrantRow } from "../sizing/qdrant-sizing.ts";
import type { PlanContext } from "./context.ts";
import { clustersFor, familyOf, nodesIn } from "./vectors-cluster.ts";
import { holding } from "./vectors-volume.ts";

/** The clusters that plans at other volumes would build, asked for by volume and kept. */
export class Redesigns {
  readonly #sources: Pick<PlanContext, "prices" | "scenario">;
  readonly #part: VectorsPart;
  readonly #known = new Map<number, readonly QdrantRow[]>();

  constructor(sources: Pick<PlanContext, "prices" | "scenario">, part: VectorsPart) {
    this.#sources = sources;
    this.#part = part;
  }

  /** The family's cluster for so many vectors in month 1; undefined where none of it lasts the horizon. */
  at(family: string, vectors: number): QdrantRow | undefined {
    const part = holding(this.#part, vectors);
    const best = this.#known.get(vectors) ?? clustersFor(this.#sources, part).best;
    this.#known.set(vectors, best);
    const row = best.find((one) => familyOf(one) === family);
    const { horizonMonths } = this.#sources.scenario;
    return row !== undefined && nodesIn(this.#sources, part, row, horizonMonths) !== undefined
      ? row
      : undefined;
  }

  /**
   * Volumes up to which a family's cluster keeps machine type, nodes and quantisation, ascending; the last one is the
   * most that the family is planned for. Disks grow in between, by steps of some GiB a node.
   */
  steps(family: string): readonly number[] {
    const found: number[] = [];
    const designAt = (vectors: number) => this.#design(family, vectors);
    let low = this.#tooMany(family) / LARGEST_TO_SMALLEST;
    for (let here = designAt(low); here !== undefined; ) {
      const high = low * GRID;
      const same = designAt(high) === here;
      if (!same) found.push(lastLike(here, designAt, low, high));
      low = same ? high : (found.at(-1) ?? low) * (1 + SAME_VOLUME);
      here = designAt(low);
    }
    return found;
  }

  /** A volume that no cluster of the family carries through the horizon. */
  #tooMany(family: string): number {
    let vectors = Math.max(1, this.#part.vectors.base);
    while (this.at(family, vectors) !== undefined) vectors *= 2;
    return vectors;
  }

  #design(family: string, vectors: number): string | undefined {
    const row = this.at(family, vectors);
    return row && `${row.nodes} ${row.instanceType} ${row.quantization}`;
  }
}

/** The largest of a family's clusters over the smallest: 12 × 512 GiB over 3 × 16 GiB, 8 bit, and growth before it. */
const LARGEST_TO_SMALLEST = 2 ** 16;

/** Two volumes so near to each other, as a factor, are searched for one change of design. */
const GRID = 2 ** (1 / 8);

/** Volumes that differ by less are one volume; a report prints three or four digits. */
const SAME_VOLUME = 1e-5;

function lastLike(
  design: string,
  designAt: (vectors: number) => string | undefined,
  low: number,
  high: number,
): number {
  let [from, to] = [low, high];
  while (to > from * (1 + SAME_VOLUME)) {
    const middle = (from + to) / 2;
    if (designAt(middle) === design) from = middle;
    else to = middle;
  }
  return from;
}
