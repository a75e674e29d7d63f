import { type Charge, totalOf } from "../prices/charge.ts";
import type { Scenario } from "../scenario/scenario.ts";
import type { Alternative, Side } from "./alternative.ts";
import { type DriverIndex, peopleTerms } from "./people-terms.ts";
import { type Replanning, sharedScenario } from "./replanning.ts";
import { bought } from "./response-bought.ts";
import { hostedFleet } from "./response-fleet.ts";
import type { GridDriver } from "./response-grids.ts";
import { asPlanned, spreadsPeople } from "./response-planned.ts";
import { straightInVolume } from "./response-straight.ts";
import { ofOneClass } from "./response-volume.ts";
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
  /** The same with volume, growth and peaks, for rows that only their plan follows. */
  readonly anyKey: readonly GridDriver[];
  /** Keys that volumes do not follow from, for rows whose hours no formula follows either. */
  readonly everyKey: readonly GridDriver[];
}

/**
 * Months 0..H of one alternative as a function of the drawn drivers: exact where costs are a formula (volume, prices,
 * hours, rates, peaks, steps of whole machines), planned again on a grid where they are not (the shape of a request).
 * @returns undefined where it would not give the planned months back: how the row follows its inputs is not known
 */
export function responseOf(row: Alternative, terms: ResponseTerms): MachinesResponse | undefined {
  // The prompt of a retrieval row on machines of ours is longer than the scenario's, and only its plan knows by how much.
  if (row.built === "retrieval" && row.fleet !== undefined) return undefined;
  // Where nothing is asked in month 1, nothing says how machines follow the volume.
  if (fleetsIn(row).some(({ capacity, curve }) => capacity?.oneInstanceVolume === undefined || !curve))
    return undefined;
  const { index } = drawnTerms(terms);
  const people = peopleTerms(row, terms.scenario, index);
  const machines = machinesOf(row, terms);
  const spread = spreadsPeople(row);
  const respond: MachinesResponse = (values, paths, usd) => {
    if (!machines(values, paths, usd)) return false;
    usd[0] = people.oneOff(values);
    const monthly = spread ? 0 : people.monthly(values);
    for (let t = 1; t < usd.length; t += 1) usd[t] = (usd[t] as number) + monthly;
    const last = usd.length - 1;
    usd[last] = (usd[last] as number) + people.exit(values);
    return true;
  };
  return givesPlanned(respond, row, terms) ? respond : undefined;
}

/** The rows of an LLM row whose machines follow the requests. */
function fleetsIn(row: Alternative): readonly Alternative[] {
  const { sides, commits, fleet, part, place } = row;
  if (sides !== undefined) return sides.flatMap((side) => fleetsIn(side.row));
  if (part !== "llm") return [];
  if (commits !== undefined) return [commits.host];
  return fleet === undefined || place !== undefined ? [] : [row];
}

function drawnTerms(terms: ResponseTerms): DrawnTerms {
  const places = new Map(terms.drivers.map(({ key }, i) => [key, i]));
  return {
    ...terms,
    index: (key) => places.get(key),
    onGrid: terms.drivers.flatMap((driver, index) => (followed(driver, terms) ? [] : [{ index, driver }])),
    everyKey: terms.drivers.flatMap((driver, index) =>
      NO_MONTH.test(driver.key) || byVolume(driver, terms) ? [] : [{ index, driver }],
    ),
    anyKey: terms.drivers.flatMap((driver, index) =>
      BY_FORMULA.test(driver.key) ? [] : [{ index, driver }],
    ),
  };
}

function machinesOf(row: Alternative, terms: ResponseTerms): MachinesResponse {
  const { sides, commits } = row;
  if (sides !== undefined) return bothSides(row, sides, terms);
  const drawn = drawnTerms(terms);
  if (commits !== undefined && row.part === "llm") return hostedFleet(commits.host, drawn, commits.moreUsd);
  // A store beside the tokens has steps and minimums of its own.
  if (row.part !== "llm" || row.built === "retrieval") return asPlanned(row, drawn);
  if (row.place === undefined && row.fleet !== undefined) return hostedFleet(row, drawn);
  const listed = row.place === undefined && row.seller !== "self" && row.built === undefined;
  return listed ? bought(row, drawn) : straightInVolume(row, drawn);
}

/** Each side answers its share of the requests; what stands between them costs the same in every month. */
function bothSides(row: Alternative, sides: readonly [Side, Side], terms: ResponseTerms): MachinesResponse {
  const made = sides.map(({ row: side, shares }) => {
    const scenario = sharedScenario(terms.scenario, shares);
    if (scenario === undefined) throw new Error(`${row.id} has a side that answers nothing`);
    return machinesOf(side, { ...terms, scenario, again: terms.again.ofShares(shares) });
  });
  const routing = terms.scenario.llm?.hybrid?.routingUsdPerMonth;
  const routed = routing && drawnTerms(terms).index(routing.key);
  const between = row.months.map(({ machinesUsd }, t) =>
    sides.reduce((left, { row: side }) => left - (side.months[t]?.machinesUsd ?? 0), machinesUsd),
  );
  const own = new Float64Array(row.months.length + 1);
  return (values, paths, usd) => {
    const more = routed === undefined || !routing ? 0 : (values[routed] as number) - routing.base;
    for (let t = 1; t < usd.length; t += 1) usd[t] = (between[t - 1] as number) + more;
    return made.every((machines) => {
      if (!machines(values, paths, own)) return false;
      for (let t = 1; t < usd.length; t += 1) usd[t] = (usd[t] as number) + (own[t] as number);
      return true;
    });
  };
}

/** Sums of doubles in another order are no better than that. */
const SAME = 1e-6;

function givesPlanned(respond: MachinesResponse, row: Alternative, { drivers }: ResponseTerms): boolean {
  const horizon = row.months.length;
  const usd = new Float64Array(horizon + 1);
  const still = drivers.map(({ jumps }) => new Float64Array(jumps === undefined ? 0 : horizon).fill(1));
  if (
    !respond(
      Float64Array.from(drivers, ({ base }) => base),
      still,
      usd,
    )
  )
    return false;
  const planned = [knownUsd(row.oneOff), ...row.months.map((month) => month.usd)];
  planned[horizon] = (planned[horizon] ?? 0) + knownUsd(row.exit ?? []);
  return planned.every(
    (value, t) => Math.abs(value - (usd[t] as number)) <= SAME * Math.max(1, Math.abs(value)),
  );
}

const knownUsd = (charges: readonly Charge[]): number => totalOf(charges).usd.toNumber();

/** People's hours and rates, what switching takes, and names of ours that are no keys. */
const BY_FORMULA =
  / |^people\.|^offers\.switching\.|(build|upkeep|incident|compliance|security|lastMile|settings|exit|attention)Hours(PerMonth)?$/;

/** Names of ours that are no keys, and keys that move no month. */
const NO_MONTH = / |^offers\.switching\./;

function followed(driver: UncertainDriver, terms: ResponseTerms): boolean {
  return BY_FORMULA.test(driver.key) || byVolume(driver, terms);
}

function byVolume({ key }: UncertainDriver, { scenario, drivers, again }: ResponseTerms): boolean {
  if (again.part !== "llm" || !ofOneClass(scenario).some((figure) => figure.key === key)) return false;
  const waitingMoves = drivers.some((driver) => /\.batch(ed)?Share$/.test(driver.key));
  return !(waitingMoves && /peakToMean|withinHourPeak|busyDay/.test(key));
}
