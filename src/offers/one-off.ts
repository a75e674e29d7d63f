import { type Charge, costOf, flatPrice } from "../prices/charge.ts";
import type { Figure } from "../scenario/figure.ts";
import type { OfferTerms, People } from "../scenario/scenario.ts";
import { Decimal, type DecimalValue, quantity, rate, times } from "../units.ts";
import { digits, driverOf } from "./formula.ts";

/** Month 0 of a bought service: errors, keys, monitoring, retries, rate limits, tests. Today's has it behind it. */
export function lastMile(terms: OfferTerms, people: People, running: boolean): Charge {
  return running
    ? spent("lastMile", "Last mile", terms.lastMileHours, people)
    : hours("lastMile", "Last mile", terms.lastMileHours, people);
}

/** Month 0 of a change of settings at the same vendor. */
export function settingsChange(id: string, what: string, terms: OfferTerms, people: People): Charge {
  return hours(`settings.${id}`, `Change of settings (${what})`, terms.settingsHours, people);
}

/** Each month of a bought service. */
export function attention(terms: OfferTerms, people: People): Charge {
  return hours("attention", "Attention to the service", terms.attentionHoursPerMonth, people);
}

/** Engineers' time as a line of its own: hours × USD/h. */
export function hours(id: string, name: string, figure: Figure, people: People): Charge {
  const time = quantity(figure.base, "hour");
  const wage = rate(people.hourlyUsd.base, "USD", "hour");
  const price = flatPrice(wage.amount, wage.per, people.hourlyUsd.provenance, { key: people.hourlyUsd.key });
  return {
    id: `people.${id}`,
    name,
    category: "people",
    origin: "people",
    quantity: time.amount,
    unit: time.unit,
    formula: `${digits(time.amount)} h`,
    drivers: [driverOf(figure, "h")],
    price,
    cost: { kind: "known", usd: times(wage, time).amount },
  };
}

function spent(id: string, name: string, figure: Figure, people: People): Charge {
  const zero = new Decimal(0);
  return {
    ...hours(id, name, figure, people),
    quantity: zero,
    formula: "already spent",
    cost: { kind: "known", usd: zero },
  };
}

/** Tests on top of the migration's labour, and a buffer on both: the published shares of a migration. */
const TESTS_SHARE = "0.3";
const BUFFER_SHARE = "0.2";

/**
 * Leaving a running offer: L = weeks × weekly cost, I = systems × USD each, tests 0.3·L, buffer 0.2·(L + I);
 * together 1.5·L + 1.2·I. Nothing when the reader gave no terms: a finding, not a zero.
 */
export function switching(terms: OfferTerms): readonly Charge[] {
  const given = terms.switching;
  if (given === undefined) return [];
  const labour = new Decimal(given.weeks.base).times(given.weeklyUsd.base);
  const systems = new Decimal(given.systems.base).times(given.usdPerSystem.base);
  const line = (
    id: string,
    name: string,
    quantity: DecimalValue,
    unit: string,
    usd: Decimal,
    formula: string,
    figures: readonly Figure[],
  ): Charge => {
    const count = new Decimal(quantity);
    const each = flatPrice(usd, unit, figures.at(-1)?.provenance ?? given.weeks.provenance);
    return {
      id: `switching.${id}`,
      name,
      category: "oneOff",
      origin: "yours",
      quantity: count,
      unit,
      formula,
      drivers: figures.map((figure) => driverOf(figure, "")),
      price: each,
      cost: costOf(count, each),
    };
  };
  return [
    line(
      "migration",
      "Migration",
      given.weeks.base,
      "week",
      new Decimal(given.weeklyUsd.base),
      `${digits(given.weeks.base)} weeks`,
      [given.weeks, given.weeklyUsd],
    ),
    line(
      "systems",
      "Integration of systems",
      given.systems.base,
      "system",
      new Decimal(given.usdPerSystem.base),
      `${digits(given.systems.base)} systems`,
      [given.systems, given.usdPerSystem],
    ),
    line("tests", "Tests of the migration", TESTS_SHARE, "of migration", labour, "0.3 × migration", [
      given.weeks,
      given.weeklyUsd,
    ]),
    line(
      "buffer",
      "Buffer",
      BUFFER_SHARE,
      "of both",
      labour.plus(systems),
      "0.2 × (migration + integration)",
      [given.weeks, given.weeklyUsd, given.systems, given.usdPerSystem],
    ),
  ];
}
