import type { Charge } from "../prices/charge.ts";
import type { Scenario } from "../scenario/scenario.ts";
import type { Alternative } from "./alternative.ts";

/** coefficient × the drawn values of up to two drivers: hours × USD/h, or an amount of USD. */
interface Term {
  readonly coefficient: number;
  readonly drivers: readonly number[];
}

/** USD of month 0 and of every month's people, for a draw. */
export interface PeopleTerms {
  readonly oneOff: (values: Float64Array) => number;
  readonly monthly: (values: Float64Array) => number;
  /** USD of leaving, in the last month. */
  readonly exit: (values: Float64Array) => number;
}

/** Index of a driver in the draws by its key; undefined: it is not drawn. */
export type DriverIndex = (key: string) => number | undefined;

/** Hours are drawn as hours, the wage as a wage: their products follow as the plan makes them. */
export function peopleTerms(row: Alternative, scenario: Scenario, index: DriverIndex): PeopleTerms {
  const oneOff = [
    ...row.oneOff
      .filter(({ id }) => !id.startsWith("switching."))
      .map((charge) => termOf(charge, scenario, index)),
    ...switchingTerms(row.oneOff, scenario, index),
  ];
  const people = row.monthly.filter(({ category }) => category === "people");
  const monthly = [
    ...people.map((charge) => termOf(charge, scenario, index)),
    ...attentionTerm(row, people, scenario, index),
  ];
  const exit = (row.exit ?? []).map((charge) => termOf(charge, scenario, index));
  return { oneOff: sumOf(oneOff), monthly: sumOf(monthly), exit: sumOf(exit) };
}

const sumOf = (terms: readonly Term[]) => (values: Float64Array) => {
  let usd = 0;
  for (const { coefficient, drivers } of terms) {
    let product = coefficient;
    for (const driver of drivers) product *= values[driver] as number;
    usd += product;
  }
  return usd;
};

const knownUsd = ({ cost }: Charge): number => (cost.kind === "known" ? cost.usd.toNumber() : 0);

function termOf(charge: Charge, scenario: Scenario, index: DriverIndex): Term {
  const [driver] = charge.drivers;
  const drawn = driver && index(driver.name);
  if (charge.origin === "people" && driver !== undefined)
    return knownUsd(charge) === 0 && Number(driver.value) !== 0
      ? { coefficient: 0, drivers: [] }
      : hoursTerm(Number(driver.value), drawn, scenario, index);
  if (charge.id.startsWith("oneOff.") && drawn !== undefined) return { coefficient: 1, drivers: [drawn] };
  return { coefficient: knownUsd(charge), drivers: [] };
}

function hoursTerm(hours: number, drawn: number | undefined, { people }: Scenario, index: DriverIndex): Term {
  const wage = people.annualUsd ?? people.hourlyUsd;
  const wageDriver = index(wage.key);
  // An annual wage is drawn as a year's; the hour follows as the plan divides it.
  const perHour = wageDriver === undefined ? people.hourlyUsd.base : people.hourlyUsd.base / wage.base;
  return {
    coefficient: perHour * (drawn === undefined ? hours : 1),
    drivers: [drawn, wageDriver].filter((i) => i !== undefined),
  };
}

/** A bought service that nobody watches has no such line; a range of the hours makes one. */
function attentionTerm(
  row: Alternative,
  people: readonly Charge[],
  scenario: Scenario,
  index: DriverIndex,
): Term[] {
  const { key, base } = scenario.offers.attentionHoursPerMonth;
  const drawn = index(key);
  if (drawn === undefined || base !== 0 || row.seller === "self" || people.length > 0) return [];
  return [hoursTerm(0, drawn, scenario, index)];
}

/** Migration and integration with their tests and buffer: each line follows the weeks, the systems or both. */
function switchingTerms(charges: readonly Charge[], { offers }: Scenario, index: DriverIndex): Term[] {
  const given = offers.switching;
  const lines = charges.filter(({ id }) => id.startsWith("switching."));
  if (given === undefined || lines.length === 0) return [];
  const line = (id: string) => lines.find((charge) => charge.id === `switching.${id}`);
  const share = (id: string) => Number(line(id)?.quantity ?? 0);
  const buffer = share("buffer");
  const product = (coefficient: number, a: typeof given.weeks, b: typeof given.weeks): Term => {
    const known = [a, b].filter(({ key }) => index(key) === undefined);
    return {
      coefficient: known.reduce((usd, { base }) => usd * base, coefficient),
      drivers: [a, b].map(({ key }) => index(key)).filter((i) => i !== undefined),
    };
  };
  return [
    product(1 + share("tests") + buffer, given.weeks, given.weeklyUsd),
    product(1 + buffer, given.systems, given.usdPerSystem),
  ];
}
