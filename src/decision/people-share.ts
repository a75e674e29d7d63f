import type { Alternative } from "../alternatives/alternative.ts";
import { hostOutweighsPeople, type PeopleOutweighed } from "../compare/people-outweighed.ts";
import { steppedCost } from "./wins-at.ts";

/**
 * Volume a month of the part's unit from which machines cost more than the people who run them: engineering leads at low
 * volume, compute at high.
 * @returns undefined where nobody is paid, or the cost follows no curve
 */
export function peopleOutweighed(row: Alternative): PeopleOutweighed | undefined {
  const peopleUsd = row.months[0]?.peopleUsd ?? 0;
  const cost = steppedCost(row);
  if (cost === undefined || peopleUsd === 0) return undefined;
  const largest = Math.max(...row.months.map(({ volume }) => volume));
  return hostOutweighsPeople({ ...cost, fixedUsd: cost.fixedUsd - peopleUsd }, peopleUsd, largest);
}
