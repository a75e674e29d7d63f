import type { Scenario } from "../scenario/scenario.ts";
import type { Alternative } from "./alternative.ts";
import { type DriverIndex, peopleTerms } from "./people-terms.ts";
import type { Replanning } from "./replanning.ts";
import { bought } from "./response-bought.ts";
import { hostedFleet } from "./response-fleet.ts";
import type { GridDriver } from "./response-grids.ts";
import { asPlanned } from "./response-planned.ts";
import type { UncertainDriver } from "./uncertain-driver.ts";

/** Machines' or sellers' USD of months 1..H into `usd[1..H]`; false: it cannot serve the draw. */
export type MachinesResponse = (
  values: Float64Array,
  paths: readonly Float64Array[],
  usd: Float64Array,
) => boolean;

/** What every response of a part is made from. */
export interface ResponseTerms {
  readonly scenario: Scenario;
  readonly drivers: readonly UncertainDriver[];
  readonly again: Replanning;
}

/** The same with what follows from it. */
export interface DrawnTerms extends ResponseTerms {
  readonly index: DriverIndex;
  /** Keys of the scenario that no formula below follows. */
  readonly onGrid: readonly GridDriver[];
}

/**
 * Months 0..H of one alternative as a function of the drawn drivers: exact where costs are a formula (volume, prices,
 * hours, rates, peaks, steps of whole machines), planned again on a grid where they are not (the shape of a request).
 */
export function responseOf(row: Alternative, terms: ResponseTerms): MachinesResponse {
  const places = new Map(terms.drivers.map(({ key }, i) => [key, i]));
  const drawn: DrawnTerms = {
    ...terms,
    index: (key) => places.get(key),
    onGrid: terms.drivers.flatMap((driver, index) => (followed(driver, terms) ? [] : [{ index, driver }])),
  };
  const people = peopleTerms(row, terms.scenario, drawn.index);
  const machines =
    row.part !== "llm" || (row.seller === "self" && row.fleet === undefined)
      ? asPlanned(row, drawn)
      : row.fleet === undefined
        ? bought(row, drawn)
        : hostedFleet(row, drawn);
  return (values, paths, usd) => {
    if (!machines(values, paths, usd)) return false;
    usd[0] = people.oneOff(values);
    const monthly = people.monthly(values);
    for (let t = 1; t < usd.length; t += 1) usd[t] = (usd[t] as number) + monthly;
    return true;
  };
}

/** People's hours, rates and one-offs, and names of ours that are no keys. */
const BY_FORMULA =
  / |^people\.|^offers\.switching\.|(build|upkeep|incident|compliance|security|lastMile|settings|exit|attention)Hours(PerMonth)?$|(training|labelling)Usd$/;

/** Volume, growth and peaks of a single class of requests. */
const OF_ONE_CLASS =
  /^llm\.(requestsPerMonth|growthPerMonth|peakToMean|withinHourPeak|busyDay)$|^growthPerMonth$/;

function followed({ key }: UncertainDriver, { scenario, drivers, again }: ResponseTerms): boolean {
  if (BY_FORMULA.test(key)) return true;
  if (again.part !== "llm" || !OF_ONE_CLASS.test(key) || scenario.llm?.classes.length !== 1) return false;
  const waitingMoves = drivers.some((driver) => /\.batch(ed)?Share$/.test(driver.key));
  return !(waitingMoves && /peakToMean|withinHourPeak|busyDay/.test(key));
}
