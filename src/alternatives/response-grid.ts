/** One input of a grid: which driver it is, and the values that were looked at, ascending. */
export interface Axis {
  readonly driver: number;
  readonly nodes: Float64Array;
}

/** strict: a draw whose nearest node cannot be served is not served. lenient: what is known beside it stands for it. */
export type Edges = "strict" | "lenient";

/** A function of a few drivers, known at the nodes of a grid and taken as straight between them. */
export interface Grid {
  readonly axes: readonly Axis[];
  /** Numbers that each node holds. */
  readonly width: number;
  /** Writes the function's numbers for a draw into `out`. False: the nearest node cannot be served. */
  readonly at: (values: Float64Array, out: Float64Array) => boolean;
}

/**
 * Nodes from low over base to high, base included: geometric where the range allows it, because what is asked of a
 * machine follows factors rather than differences.
 * @param most number of nodes, odd and at least 3
 */
export function nodesBetween(low: number, base: number, high: number, most: number): Float64Array {
  const half = (most - 1) / 2;
  const below = low < base ? (high > base ? half : 2 * half) : 0;
  const above = high > base ? 2 * half - below : 0;
  return Float64Array.from([
    ...way(low, base, below),
    base,
    ...way(base, high, above).slice(1),
    ...(above > 0 ? [high] : []),
  ]);
}

/** `steps` values from `from` on, `to` left out. */
function way(from: number, to: number, steps: number): number[] {
  return Array.from({ length: steps }, (_, i) =>
    from > 0 ? from * (to / from) ** (i / steps) : from + ((to - from) * i) / steps,
  );
}

/**
 * @param known the numbers at a node (one index for each axis), undefined where the node cannot be served;
 * asked once for each node
 */
export function grid(
  axes: readonly Axis[],
  width: number,
  known: (index: readonly number[]) => Float64Array | undefined,
  edges: Edges,
): Grid {
  const sizes = axes.map(({ nodes }) => nodes.length);
  const count = sizes.reduce((product, size) => product * size, 1);
  const table = new Float64Array(count * width);
  const served = new Uint8Array(count);
  for (let node = 0; node < count; node += 1) {
    const found = known(indexOf(node, sizes));
    if (found === undefined) continue;
    table.set(found, node * width);
    served[node] = 1;
  }
  return { axes, width, at: reader(axes, width, table, served, edges) };
}

/** Which node of each axis; the last axis changes fastest. */
function indexOf(node: number, sizes: readonly number[]): number[] {
  const index: number[] = [];
  let rest = node;
  for (const size of sizes.toReversed()) {
    index.unshift(rest % size);
    rest = Math.floor(rest / size);
  }
  return index;
}

function reader(
  axes: readonly Axis[],
  width: number,
  table: Float64Array,
  served: Uint8Array,
  edges: Edges,
): Grid["at"] {
  const places = new Int32Array(axes.length);
  const shares = new Float64Array(axes.length);
  const corners = 2 ** axes.length;
  return (values, out) => {
    let nearest = 0;
    for (let a = 0; a < axes.length; a += 1) {
      const { nodes, driver } = axes[a] as Axis;
      place(nodes, values[driver] as number, a, places, shares);
      nearest = nearest * nodes.length + (places[a] as number) + ((shares[a] as number) > 0.5 ? 1 : 0);
    }
    if (edges === "strict" && served[nearest] === 0) return false;
    out.fill(0, 0, width);
    let whole = 0;
    for (let corner = 0; corner < corners; corner += 1) {
      let [node, weight] = [0, 1];
      for (let a = 0; a < axes.length; a += 1) {
        const up = (corner >> a) & 1;
        node = node * (axes[a] as Axis).nodes.length + (places[a] as number) + up;
        weight *= up === 1 ? (shares[a] as number) : 1 - (shares[a] as number);
      }
      if (weight === 0 || served[node] === 0) continue;
      whole += weight;
      for (let w = 0; w < width; w += 1)
        out[w] = (out[w] as number) + weight * (table[node * width + w] as number);
    }
    if (whole === 0) return false;
    // Beside the edge of what can be served: what is known of the draw's own side of it.
    if (whole !== 1) for (let w = 0; w < width; w += 1) out[w] = (out[w] as number) / whole;
    return true;
  };
}

function place(
  nodes: Float64Array,
  value: number,
  axis: number,
  places: Int32Array,
  shares: Float64Array,
): void {
  let i = 0;
  while (i < nodes.length - 2 && value > (nodes[i + 1] as number)) i += 1;
  const [from, to] = [nodes[i] as number, nodes[i + 1] ?? (nodes[i] as number)];
  places[axis] = i;
  shares[axis] = to === from ? 0 : Math.min(1, Math.max(0, (value - from) / (to - from)));
}
