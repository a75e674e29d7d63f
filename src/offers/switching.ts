import { type Charge, costOf, flatPrice } from "../prices/charge.ts";
import type { Figure } from "../scenario/figure.ts";
import type { LlmPart } from "../scenario/llm-terms.ts";
import type { PartName } from "../scenario/risk.ts";
import type { OfferTerms, People } from "../scenario/scenario.ts";
import { switchingOf } from "../scenario/switching.ts";
import { Decimal, type DecimalValue } from "../units.ts";
import { digits, driverOf } from "./formula.ts";
import { hours } from "./one-off.ts";
import { isSelfHosted } from "./services.ts";

interface Terms {
  readonly offers: OfferTerms;
  readonly people: People;
  readonly llm?: Pick<LlmPart, "today">;
  readonly vectors?: { readonly today?: string };
  readonly tracking?: { readonly today?: string };
}

/** Machines of one's own that run today are no service that one leaves. */
function runsItself({ offers, llm, vectors, tracking }: Terms, part: PartName): boolean {
  const today =
    part === "llm"
      ? llm?.today && `${llm.today.provider}/${llm.today.model}`
      : (part === "vectors" ? vectors : tracking)?.today;
  const own = offers.own.find(({ name }) => today === `own/${name}`);
  if (own !== undefined) return own.place !== "api";
  return part !== "llm" && today !== undefined && isSelfHosted(part, today);
}

/**
 * Leaving a running offer of one part: L = weeks × weekly cost, I = systems × USD each, tests t·L, buffer b·(L + I);
 * with the published t = 0.3 and b = 0.2 together 1.5·L + 1.2·I. Without those terms, the hours that leaving a service takes
 * at the end of the horizon are what it takes today: else staying would pay for a way out that moving has for nothing. Nothing
 * when the reader gave neither: a finding, not a zero.
 */
export function switching(scenario: Terms, part: PartName): readonly Charge[] {
  const { offers: terms, people } = scenario;
  const given = switchingOf(terms, part);
  if (given === undefined)
    return terms.exitHours.base === 0 || runsItself(scenario, part)
      ? []
      : [hours("leaving", "Leaving what runs today", terms.exitHours, people)];
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
    line(
      "tests",
      "Tests of the migration",
      given.testsShare.base,
      "of migration",
      labour,
      `${digits(given.testsShare.base)} × migration`,
      [given.testsShare, given.weeks, given.weeklyUsd],
    ),
    line(
      "buffer",
      "Buffer",
      given.bufferShare.base,
      "of both",
      labour.plus(systems),
      `${digits(given.bufferShare.base)} × (migration + integration)`,
      [given.bufferShare, given.weeks, given.weeklyUsd, given.systems, given.usdPerSystem],
    ),
  ];
}
