import type { Alternative } from "../alternatives/alternative.ts";
import { outweighedAbove, type PeopleOutweighed, peopleCost } from "../compare/people-outweighed.ts";
import { totalOf } from "../prices/charge.ts";
import { cheaperThan } from "./wins-at.ts";

/**
 * Volume a month of the part's unit from which machines cost more than the people who run them: engineering leads at low
 * volume, compute at high.
 * @returns undefined where nobody is paid
 */
export function peopleOutweighed(row: Alternative): PeopleOutweighed | undefined {
  // Hours of a set-up that is paid in parts end with it.
  const built = row.monthly.filter(({ origin, category }) => origin === "people" && category === "oneOff");
  const peopleUsd = (row.months[0]?.peopleUsd ?? 0) - totalOf(built).usd.toNumber();
  if (peopleUsd === 0) return undefined;
  const cheaper = cheaperThan(row, peopleCost(peopleUsd), -peopleUsd);
  return cheaper === undefined ? UNKNOWN : outweighedAbove(cheaper);
}

const UNKNOWN: PeopleOutweighed = {
  kind: "unknown",
  because: "no volume is known at which machines cost more than people: its cost follows no straight line",
};
