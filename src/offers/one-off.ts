import { type Charge, flatPrice } from "../prices/charge.ts";
import type { Figure } from "../scenario/figure.ts";
import type { OfferTerms, People } from "../scenario/scenario.ts";
import { Decimal, quantity, rate, times } from "../units.ts";
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

/** Once, at the end of the horizon: leaving a bought service. */
export function exit(terms: OfferTerms, people: People): Charge {
  return hours("exit", "Leaving the service", terms.exitHours, people);
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
