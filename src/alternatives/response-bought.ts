import type { Alternative } from "./alternative.ts";
import type { DrawnTerms, MachinesResponse } from "./response.ts";
import { gridsOf, type NodeCounts } from "./response-grids.ts";
import { monthsAt } from "./response-planned.ts";
import { volumeRatios, volumeScale } from "./response-volume.ts";
import { BUYING_OVERHEAD, priceKey } from "./uncertain-driver.ts";

/** What a request costs is straight in its tokens but for length tiers and the least that a cache takes. */
const NODES: NodeCounts = [9, 7, 5];

/** volume × tokens × price × (1 + overhead) by month, each month at its drawn price. */
export function bought(row: Alternative, terms: DrawnTerms): MachinesResponse {
  const { index } = terms;
  const horizon = row.months.length;
  const grids = perRequest(row, terms);
  const ratiosOf = volumeRatios(terms);
  const price = row.sellerModel === undefined ? undefined : index(priceKey(row.seller, row.sellerModel));
  const overhead = index(BUYING_OVERHEAD);
  const [months, ratios] = [new Float64Array(horizon + 1), new Float64Array(horizon).fill(1)];
  return (values, paths, usd) => {
    if (!grids.at(values, months)) return false;
    ratiosOf?.(values, ratios);
    const more =
      (overhead === undefined ? 1 : 1 + (values[overhead] as number)) / (months[horizon] as number);
    const path = price === undefined ? undefined : paths[price];
    for (let t = 0; t < horizon; t += 1) {
      const factor = path === undefined ? 1 : (path[t] as number);
      usd[t + 1] = (months[t] as number) * (ratios[t] as number) * factor * more;
    }
    return true;
  };
}

/**
 * Months at the planned number of requests, and after them the planned over the drawn number: both are straight in the
 * tokens of a request even where a bill says how many requests there are.
 */
function perRequest(row: Alternative, { again, onGrid, scenario }: DrawnTerms) {
  const months = monthsAt(row, again);
  return gridsOf(
    (settings) => {
      const found = months(settings);
      const scale = volumeScale(again.contextAt(settings)?.scenario, scenario);
      return found && Float64Array.from([...found, 1], (value) => value / scale);
    },
    Float64Array.from([...row.months.map(({ machinesUsd }) => machinesUsd), 1]),
    onGrid,
    NODES,
  );
}
