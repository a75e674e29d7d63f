import type { Alternative } from "./alternative.ts";
import { type Replanning, type Settings, sameRow } from "./replanning.ts";
import type { DrawnTerms, MachinesResponse } from "./response.ts";
import { gridsOf, type NodeCounts } from "./response-grids.ts";

/** Stores and servers step by whole nodes and disks: more places than the straight price of a token takes. */
const NODES: NodeCounts = [33, 9, 5];

/** Every month planned again at the nodes of a grid: stores, tracking servers, hosts with a rate of the reader's own. */
export function asPlanned(row: Alternative, { again, anyKey }: DrawnTerms): MachinesResponse {
  const planned = Float64Array.from(row.months, ({ machinesUsd }) => machinesUsd);
  const grids = gridsOf(monthsAt(row, again), planned, anyKey, NODES);
  const months = new Float64Array(row.months.length);
  return (values, _paths, usd) => {
    if (!grids.at(values, months)) return false;
    usd.set(months, 1);
    return true;
  };
}

/** USD of months 1..H without people under other values of the keys; undefined where the row is not there or cannot serve. */
export function monthsAt(
  row: Alternative,
  again: Replanning,
): (settings: Settings) => Float64Array | undefined {
  const own = row.months.map(({ machinesUsd }) => machinesUsd);
  let quick: number[] | undefined;
  return (settings) => {
    quick ??= machinesAt(row, again, []) ?? own;
    const found = machinesAt(row, again, settings);
    // Quick plans may differ from whole ones in the last digits: only what a setting changes is taken from them.
    return found && Float64Array.from(found, (usd, t) => usd + ((own[t] as number) - (quick?.[t] ?? usd)));
  };
}

/** The same as the quick plan has it. */
export function machinesAt(row: Alternative, again: Replanning, settings: Settings): number[] | undefined {
  return plannedMonths(row, again, settings)?.map(({ machinesUsd }) => machinesUsd);
}

/** Months under other values of the keys; undefined where the row is not there, cannot serve, or has a line without a figure. */
export function plannedMonths(
  row: Alternative,
  again: Replanning,
  settings: Settings,
): Alternative["months"] | undefined {
  const rows = again.rowsAt(settings);
  const found = rows && sameRow(rows, row);
  if (found === undefined || found.feasible.kind === "no") return undefined;
  // A line without a figure would be drawn as if it were free.
  return found.months.some(({ atLeast }) => atLeast) ? undefined : found.months;
}

/** One-offs that are spread over months take hours that end: no month says what the next one has. */
export function spreadsPeople({ part, months, fleet }: Alternative): boolean {
  const first = months[0]?.peopleUsd;
  return part === "llm" && fleet === undefined && months.some(({ peopleUsd }) => peopleUsd !== first);
}
