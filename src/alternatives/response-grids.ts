import type { Settings } from "./replanning.ts";
import { type Axis, type Edges, type Grid, grid, nodesBetween } from "./response-grid.ts";
import type { UncertainDriver } from "./uncertain-driver.ts";

/** A driver that no formula follows: the plan is asked at a few of its values. */
export interface GridDriver {
  readonly index: number;
  readonly driver: UncertainDriver;
}

/** Nodes of an axis by how many axes there are; grids grow with their product. */
export type NodeCounts = readonly [one: number, two: number, three: number];

/** Inputs that may act together in one grid; the others' effects are added to it. */
const MOST_TOGETHER = 3;

/** One function of several drivers. */
export interface Grids {
  readonly at: (values: Float64Array, out: Float64Array) => boolean;
}

/**
 * @param asked what the plan says under other values of the keys; undefined: cannot be served
 * @param drivers those that may matter; one whose ends change nothing is left out
 */
export function gridsOf(
  asked: Known,
  base: Float64Array,
  drivers: readonly GridDriver[],
  counts: NodeCounts,
  edges: Edges = "strict",
): Grids {
  const known = remembered(asked, base, drivers);
  const moving = drivers
    .map((entry) => ({ ...entry, reach: reachOf(known, base, entry.driver) }))
    .filter(({ reach }) => reach > 0)
    .toSorted((a, b) => b.reach - a.reach || a.index - b.index);
  const [together, apart] = [moving.slice(0, MOST_TOGETHER), moving.slice(MOST_TOGETHER)];
  const main = together.length === 0 ? undefined : gridOver(together, known, base.length, counts, edges);
  const others = apart.map((entry) => gridOver([entry], known, base.length, counts, edges));
  const own = new Float64Array(base.length);
  const at = (values: Float64Array, out: Float64Array): boolean => {
    if (main === undefined) out.set(base);
    else if (!main.at(values, out)) return false;
    for (const other of others) {
      if (!other.at(values, own)) return false;
      for (let i = 0; i < own.length; i += 1)
        out[i] = (out[i] as number) + (own[i] as number) - (base[i] as number);
    }
    return true;
  };
  return { at };
}

type Known = (settings: Settings) => Float64Array | undefined;

/** Each place is asked for once, and the base not at all; keys at their base are left out. */
function remembered(asked: Known, base: Float64Array, drivers: readonly GridDriver[]): Known {
  const bases = new Map(drivers.map(({ driver }) => [driver.key, driver.base]));
  const found = new Map<string, Float64Array | undefined>();
  return (settings) => {
    const moved = settings.filter(([key, value]) => bases.get(key) !== value);
    const name = JSON.stringify(moved);
    if (moved.length === 0) return base;
    if (!found.has(name)) found.set(name, asked(moved));
    return found.get(name);
  };
}

/** Relative differences below this are noise of doubles. */
const NOISE = 1e-12;

/** The largest relative change of any number at the two ends; an end that cannot be served counts most. */
function reachOf(known: Known, base: Float64Array, { key, low, high }: UncertainDriver): number {
  let reach = 0;
  for (const value of [low, high]) {
    const end = known([[key, value]]);
    if (end === undefined) return Number.MAX_VALUE;
    for (let i = 0; i < base.length; i += 1) {
      const [a, b] = [base[i] as number, end[i] as number];
      const change = Math.abs(b - a) / Math.max(Math.abs(a), Math.abs(b), Number.MIN_VALUE);
      if (change > NOISE) reach = Math.max(reach, change);
    }
  }
  return reach;
}

/** A plan takes no part of them. */
const WHOLE = /\.dimensions$/;

function nodesOf({ key, low, base, high }: UncertainDriver, most: number): Float64Array {
  const nodes = nodesBetween(low, base, high, most);
  return WHOLE.test(key) ? Float64Array.from(new Set(nodes.map(Math.round))) : nodes;
}

function gridOver(
  drivers: readonly GridDriver[],
  known: Known,
  width: number,
  counts: NodeCounts,
  edges: Edges,
): Grid {
  const most = counts[Math.min(drivers.length, counts.length) - 1] ?? 3;
  const axes = drivers.map(
    ({ index, driver }): Axis => ({
      driver: index,
      nodes: nodesOf(driver, most),
    }),
  );
  const valueAt = (places: readonly number[], a: number, driver: UncertainDriver) =>
    axes[a]?.nodes[places[a] ?? 0] ?? driver.base;
  const settingsAt = (places: readonly number[]) =>
    drivers.map(({ driver }, a) => [driver.key, valueAt(places, a, driver)] as const);
  return grid(axes, width, (places) => known(settingsAt(places)), edges);
}
