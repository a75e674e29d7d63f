import type { Figure } from "../scenario/figure.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { requestsIn } from "./llm-volume.ts";
import type { DrawnTerms } from "./response.ts";

/**
 * Writes how many times its planned volume each month 1..H has in a draw: v'/v · ((1 + g')/(1 + g))^(t − 1).
 * Only for one class of requests; undefined where neither volume nor growth is drawn.
 */
export function volumeRatios({
  scenario,
  index,
  drivers,
}: DrawnTerms): ((values: Float64Array, ratios: Float64Array) => void) | undefined {
  const [only, second] = scenario.llm?.classes ?? [];
  if (only === undefined || second !== undefined) return undefined;
  const { requestsPerMonth: volume, growthPerMonth: growth } = only;
  // No number of times nothing is something: a volume of 0 is asked of the plan.
  const byVolume = volume.base === 0 ? undefined : index(volume.key);
  // A list of volumes already says how they grow.
  const byGrowth = volume.months === undefined ? index(growth.key) : undefined;
  if (byVolume === undefined && byGrowth === undefined) return undefined;
  // Of a side that answers a share of the requests, the scenario has the share and the draws have the whole.
  const base = byVolume === undefined ? 1 : (drivers[byVolume]?.base ?? volume.base);
  return (values, ratios) => {
    let ratio = byVolume === undefined ? 1 : (values[byVolume] as number) / base;
    const step = byGrowth === undefined ? 1 : (1 + (values[byGrowth] as number)) / (1 + growth.base);
    for (let t = 0; t < ratios.length; t += 1) {
      ratios[t] = ratio;
      ratio *= step;
    }
  };
}

/** Requests of month 1 over the planned ones: where they follow from a bill, the shape of a request moves them. */
export function volumeScale(changed: Scenario | undefined, planned: Scenario): number {
  const [before, after] = [planned, changed].map((scenario) => scenario?.llm && requestsIn(scenario.llm, 1));
  return before === undefined || after === undefined || before === 0 || after === 0 ? 1 : after / before;
}

/** Figures of a single class of requests that formulas follow; none where there are several. */
export function ofOneClass({ llm }: Scenario): readonly Figure[] {
  const [only, second] = llm?.classes ?? [];
  if (only === undefined || second !== undefined) return [];
  const { requestsPerMonth, growthPerMonth, peakToMean, withinHourPeak, busyDay } = only;
  const volume = requestsPerMonth.base === 0 ? [] : [requestsPerMonth];
  return [...volume, growthPerMonth, peakToMean, withinHourPeak, busyDay];
}
