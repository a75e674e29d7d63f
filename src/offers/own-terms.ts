import { type Charge, type ChargeCategory, costOf, flatPrice } from "../prices/charge.ts";
import { type Figure, inMonth } from "../scenario/figure.ts";
import type { OwnOffer } from "../scenario/own-offer.ts";
import type { People } from "../scenario/scenario.ts";
import { Decimal } from "../units.ts";
import { digits, driverOf } from "./formula.ts";
import { hostLines } from "./host-lines.ts";
import { hours } from "./one-off.ts";

/**
 * What an own offer costs in month t (1..H) beside its rates: machines, infrastructure, monitoring, hours.
 *
 * @param instances of its machines, where their number follows the volume
 */
export function ownMonthLines(
  offer: OwnOffer,
  people: People,
  month: number,
  instances?: number,
): readonly Charge[] {
  const { infrastructureUsdPerMonth: infrastructure, monitoringUsdPerMonth: monitoring } = offer;
  return [
    ...(offer.host ? hostLines(offer.host, instances) : []),
    ...(infrastructure
      ? [monthly("infrastructure", "Infrastructure", "compute", infrastructure, month)]
      : []),
    ...(monitoring ? [monthly("monitoring", "Monitoring", "observability", monitoring, month)] : []),
    ...HOURS.flatMap(([key, id, name]) => {
      const figure = offer[key];
      return figure ? [hours(id, name, figure, people)] : [];
    }),
  ];
}

/** What it costs before month 1: its one-offs, where they are not spread. Of what runs already they are spent. */
export function ownOneOffs(offer: OwnOffer, people: People, running: boolean): readonly Charge[] {
  return running || offer.spreadMonths !== undefined ? [] : wholeOneOffs(offer, people);
}

const HOURS = [
  ["upkeepHoursPerMonth", "upkeep", "Upkeep"],
  ["incidentHoursPerMonth", "incidents", "Incidents and on call"],
  ["complianceHoursPerMonth", "compliance", "Compliance"],
  ["securityHoursPerMonth", "security", "Security"],
] as const;

function wholeOneOffs(offer: OwnOffer, people: People): readonly Charge[] {
  const { buildHours, labellingUsd, trainingUsd } = offer;
  const upfront = offer.upfrontUsd;
  return [
    ...(buildHours ? [hours("build", "Build", buildHours, people)] : []),
    ...(labellingUsd ? [once("labelling", "Labelling", labellingUsd)] : []),
    ...(trainingUsd ? [once("training", "Training", trainingUsd)] : []),
    ...(upfront && upfront.base !== 0 ? [once("upfront", "Upfront", upfront)] : []),
  ];
}

/**
 * Its one-offs where they are spread: (build + labelling + training + upfront) ÷ spreadMonths in each month until the spread
 * ends. Of a spread that is not whole, the month in which it ends pays the last part.
 */
export function spreadLines(offer: OwnOffer, people: People, month: number): readonly Charge[] {
  const spread = offer.spreadMonths;
  if (spread === undefined) return [];
  const part = Math.min(1, spread.base - (month - 1));
  if (part <= 0) return [];
  return wholeOneOffs(offer, people).map((charge) => shareOf(charge, part, spread));
}

function shareOf(charge: Charge, part: number, spread: Figure): Charge {
  if (typeof charge.quantity !== "object" || !("times" in charge.quantity)) return charge;
  return {
    ...charge,
    name: `${charge.name}, spread`,
    category: "oneOff",
    quantity: charge.quantity.times(part).div(spread.base),
    formula: `${charge.formula} × ${digits(part)} of ${digits(spread.base)} months`,
    drivers: [...charge.drivers, driverOf(spread, "months")],
    // Of the amount, not of the rounded quantity: twelve twelfths are the whole to the last digit shown.
    cost:
      charge.cost.kind === "known"
        ? { kind: "known", usd: charge.cost.usd.times(part).div(spread.base) }
        : charge.cost,
  };
}

function monthly(id: string, name: string, category: ChargeCategory, figure: Figure, month: number): Charge {
  return amount(`own.${id}`, name, category, figure, inMonth(figure, month), "month");
}

function once(id: string, name: string, figure: Figure): Charge {
  return amount(`oneOff.${id}`, name, "oneOff", figure, figure.base, "time");
}

function amount(
  id: string,
  name: string,
  category: ChargeCategory,
  figure: Figure,
  usd: number,
  unit: "month" | "time",
): Charge {
  const one = new Decimal(1);
  const price = flatPrice(usd, unit, figure.provenance, { key: figure.key });
  return {
    id,
    name: `${name} (your rate)`,
    category,
    origin: "yours",
    quantity: one,
    unit,
    formula: unit === "month" ? "1 month" : "once",
    drivers: [driverOf(figure, unit === "month" ? "USD/month" : "USD", usd)],
    price,
    cost: costOf(one, price),
  };
}
