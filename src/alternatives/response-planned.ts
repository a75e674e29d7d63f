import type { Alternative } from "./alternative.ts";
import type { Settings } from "./replanning.ts";
import type { DrawnTerms, MachinesResponse } from "./response.ts";
import { gridsOf, type NodeCounts } from "./response-grids.ts";

/** Stores and servers step by whole nodes and disks: more places than the straight price of a token takes. */
const NODES: NodeCounts = [33, 9, 5];

/** Every month planned again at the nodes of a grid: stores, tracking servers, hosts with a rate of the reader's own. */
export function asPlanned(row: Alternative, terms: DrawnTerms): MachinesResponse {
  const grids = plannedMonths(row, terms, NODES);
  const months = new Float64Array(row.months.length);
  return (values, _paths, usd) => {
    if (!grids.at(values, months)) return false;
    usd.set(months, 1);
    return true;
  };
}

/** USD of months 1..H without people. */
export function plannedMonths(row: Alternative, { again, onGrid }: DrawnTerms, counts: NodeCounts) {
  const own = Float64Array.from(row.months, ({ machinesUsd }) => machinesUsd);
  const quick = onGrid.length === 0 ? undefined : machinesOf(again.rowsAt([])?.get(row.id));
  const known = (settings: Settings): Float64Array | undefined => {
    const found = machinesOf(again.rowsAt(settings)?.get(row.id));
    // Quick plans may differ from whole ones in the last digits: only what a setting changes is taken from them.
    return found && Float64Array.from(found, (usd, t) => usd + (own[t] as number) - (quick?.[t] ?? usd));
  };
  return gridsOf(known, own, quick === undefined ? [] : onGrid, counts);
}

function machinesOf(row: Alternative | undefined): number[] | undefined {
  if (row === undefined || row.feasible.kind === "no") return undefined;
  return row.months.map(({ machinesUsd }) => machinesUsd);
}
