import { type Charge, isUnknown } from "../prices/charge.ts";
import type { Figure } from "../scenario/figure.ts";
import type { Scenario } from "../scenario/scenario.ts";
import type { Alternative } from "./alternative.ts";

/** coefficient × the drawn values of some drivers: hours × USD/h, or an amount of USD. */
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
  if (charge.category === "oneOff") return amountTerm(charge, index);
  if (charge.origin === "people" && driver !== undefined)
    return knownUsd(charge) === 0 && Number(driver.value) !== 0
      ? { coefficient: 0, drivers: [] }
      : hoursTerm(Number(driver.value), drawn, scenario, index);
  return { coefficient: knownUsd(charge), drivers: [] };
}

/** An amount, hours of GPUs × their rate, records × tokens × price: what is paid once is a product of its inputs. */
function amountTerm(charge: Charge, index: DriverIndex): Term {
  const usd = knownUsd(charge);
  const { price, quantity } = charge;
  const inputs = new Map(charge.drivers.map(({ name, value }) => [name, Number(value)]));
  if (!isUnknown(price) && !isUnknown(quantity) && price.facts.key !== undefined && !quantity.isZero())
    inputs.set(price.facts.key, usd / quantity.toNumber());
  const drawn = [...inputs].flatMap(([name, base]) => {
    const place = index(name);
    return place === undefined ? [] : [{ place, base }];
  });
  const product = drawn.reduce((whole, { base }) => whole * base, 1);
  // Of nothing nobody knows what one of it would cost, unless it is an amount itself.
  if (product === 0 && inputs.size !== 1) return { coefficient: usd, drivers: [] };
  const coefficient = inputs.size === 1 ? 1 : usd / product;
  return drawn.length === 0
    ? { coefficient: usd, drivers: [] }
    : { coefficient, drivers: drawn.map(({ place }) => place) };
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
function switchingTerms(charges: readonly Charge[], scenario: Scenario, index: DriverIndex): Term[] {
  const { offers, people } = scenario;
  const given = offers.switching;
  if (given === undefined || !charges.some(({ id }) => id.startsWith("switching."))) return [];
  const { weeks, weeklyUsd, systems, usdPerSystem, testsShare, bufferShare } = given;
  const wage = people.annualUsd ?? people.hourlyUsd;
  const product = (...figures: readonly Figure[]): Term => {
    const paid = figures.some(ofTheWage) && index(wage.key) !== undefined ? [wage] : [];
    const drawn = [...figures, ...paid].filter(({ key }) => index(key) !== undefined);
    const known = figures.filter(({ key }) => index(key) === undefined);
    const coefficient = known.reduce((usd, { base }) => usd * base, 1);
    return {
      coefficient: paid.reduce((usd, { base }) => usd / base, coefficient),
      drivers: drawn.map(({ key }) => index(key)).filter((i) => i !== undefined),
    };
  };
  return [
    ...[[], [testsShare], [bufferShare]].map((share) => product(weeks, weeklyUsd, ...share)),
    ...[[], [bufferShare]].map((share) => product(systems, usdPerSystem, ...share)),
  ];
}

/** USD that are hours at the engineers' rate: they follow the wage. */
function ofTheWage({ key, provenance }: Figure): boolean {
  if (key === "offers.switching.weeklyUsd") return provenance.kind === "assumed";
  return provenance.kind === "yours" && provenance.key === "offers.switching.hoursPerSystem";
}
