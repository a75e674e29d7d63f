import type { Alternative } from "./alternative.ts";
import type { DrawnTerms, MachinesResponse } from "./response.ts";
import { gridsOf, type NodeCounts } from "./response-grids.ts";
import { machinesAt, monthsAt, plannedMonths, spreadsPeople } from "./response-planned.ts";
import { volumeRatios, volumeScale } from "./response-volume.ts";
import { BUYING_OVERHEAD, priceKey } from "./uncertain-driver.ts";

/** What a request costs is straight in its tokens and in the reader's own rates. */
const NODES: NodeCounts = [9, 7, 5];

/** Any other volume says how much of a month follows it; half of it is a share that every plan can make. */
const OTHER = 0.5;

/**
 * (fixed + per volume × volume × price) × (1 + overhead) by month: offers at the reader's own rates, tuned models, hosts
 * that he prices himself. What of a month follows the volume is read off a second plan of another volume.
 */
export function straightInVolume(row: Alternative, terms: DrawnTerms): MachinesResponse {
  const { index, onGrid, everyKey } = terms;
  const horizon = row.months.length;
  const ratiosOf = volumeRatios(terms);
  const price = index(priceKey(row.seller, row.sellerModel ?? ""));
  const known = costsAt(row, terms, ratiosOf !== undefined || price !== undefined);
  const base = known([]);
  // A row that is not planned again: nothing says how it follows anything.
  if (base === undefined) return () => false;
  const grids = gridsOf(known, base, spreadsPeople(row) ? everyKey : onGrid, NODES);
  const overhead = isBought(row) ? index(BUYING_OVERHEAD) : undefined;
  const [at, ratios] = [new Float64Array(base.length), new Float64Array(horizon).fill(1)];
  return (values, paths, usd) => {
    if (!grids.at(values, at)) return false;
    ratiosOf?.(values, ratios);
    const scale = 1 / (at[3 * horizon] as number);
    const more = (overhead === undefined ? 1 : 1 + (values[overhead] as number)) * scale;
    const path = price === undefined ? undefined : paths[price];
    for (let t = 0; t < horizon; t += 1) {
      const times = (ratios[t] as number) * (path === undefined ? 1 : (path[t] as number));
      const bill = ((at[t] as number) + (times - 1) * (at[horizon + t] as number)) * more;
      usd[t + 1] = bill + (at[2 * horizon + t] as number) * scale;
    }
    return true;
  };
}

/**
 * Months, the part of each that follows the volume, people where their hours end before the months do, and 1: all over
 * the requests there are, as bought tokens are.
 */
function costsAt(row: Alternative, { again, scenario }: DrawnTerms, byVolume: boolean) {
  const months = monthsAt(row, again);
  const spread = spreadsPeople(row);
  const classes = scenario.llm?.classes.length ?? 0;
  const less = byVolume ? again.ofShares(Array.from({ length: classes }, () => OTHER)) : undefined;
  return (settings: Parameters<typeof months>[0]): Float64Array | undefined => {
    const found = months(settings);
    const [whole, part] = less
      ? [machinesAt(row, again, settings), machinesAt(row, less, settings)]
      : [undefined, undefined];
    if (found === undefined || (less && (whole === undefined || part === undefined))) return undefined;
    const following = Array.from(found, (_, t) =>
      less ? ((whole?.[t] as number) - (part?.[t] as number)) / (1 - OTHER) : 0,
    );
    const hours = spread ? plannedMonths(row, again, settings) : undefined;
    const people = Array.from(found, (_, t) => hours?.[t]?.peopleUsd ?? 0);
    const scale = volumeScale(again.contextAt(settings)?.scenario, scenario);
    return Float64Array.from([...found, ...following, ...people, 1], (value) => value / scale);
  };
}

/** Overhead and egress of buying stand beside no machines of one's own. */
function isBought({ kind, place }: Alternative): boolean {
  return kind !== "hosted" && kind !== "hybrid" && (place === undefined || place === "api");
}
