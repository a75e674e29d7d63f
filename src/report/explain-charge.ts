import { Decimal } from "../units.ts";
import { roundingNote } from "./charge-sum.ts";
import { type Line, labelled, styled, wrapped } from "./layout.ts";
import { amountText, exact, quantityBeside, round, unitUsd, usd } from "./number.ts";
import { provenanceText } from "./provenance-text.ts";
import type { ReportCharge } from "./report.ts";
import { clause, unitFor } from "./wording.ts";

type Price = Extract<ReportCharge["price"], { tiers: unknown }>;

const INDENT = 13;

/** One line of a bill from its inputs to its cents. `span` is "a month" or "once". */
export function explainCharge(charge: ReportCharge, path: string, span: string, width: number): Line[] {
  const entries: readonly (readonly [string, string])[] = [
    ["quantity", quantityText(charge)],
    ...costTexts(charge, span).map((text, index) => [index === 0 ? "cost" : "", text] as const),
    ...listCostTexts(charge, span),
    ...priceTexts(charge),
    ...driverTexts(charge).map((text, index) => [index === 0 ? "rests on" : "", text] as const),
  ];
  return [
    ...wrapped(`${path} · ${charge.name}`, width).map((line) => styled(line, "strong")),
    ...entries.flatMap(([label, text]) => labelled(`  ${label}`, INDENT, text, width)),
  ];
}

const firstTier = ({ price }: ReportCharge) => ("tiers" in price ? (price.tiers[0]?.usd ?? "0") : "0");

function quantityText(charge: ReportCharge): string {
  const { quantity, unit, formula } = charge;
  if (typeof quantity !== "string")
    return `not known: ${clause(quantity.because)}; to settle it: ${clause(quantity.resolve)}`;
  const count = quantityBeside(quantity, firstTier(charge));
  const amount = `${count} ${unitFor(count, unit)}`;
  return formula === "" || formula === amount ? amount : `${formula} = ${amount}`;
}

/** quantity × unit price = cost, tier by tier where the price has tiers. */
function costTexts(charge: ReportCharge, span: string): string[] {
  const { cost, price, quantity } = charge;
  if (cost.kind === "unknown")
    return [`not known: ${clause(cost.because)}; to settle it: ${clause(cost.resolve)}`];
  const total = `${usd(cost.usd, 2)} USD ${span}`;
  if (typeof quantity !== "string" || !("tiers" in price)) return [total];
  const parts = tierParts(new Decimal(quantity), price);
  const sum = parts.reduce((all, part) => all.plus(part.usd), new Decimal(0));
  if (!round(sum, 2).equals(round(cost.usd, 2)))
    return [`${total}; quantity × price alone is ${usd(sum, 2)}`];
  if (parts.length === 0) return [total];
  const products = parts.map(({ units, rate, usd: part }) => {
    const count = quantityBeside(units, rate);
    const product = `${count} ${unitFor(count, charge.unit)} × ${unitUsd(rate)} USD`;
    return parts.length === 1 ? `${product} = ${total}` : `${product} = ${usd(part, 2)}`;
  });
  if (parts.length === 1) return products;
  const note = roundingNote(
    parts.map(({ usd: part }) => part),
    new Decimal(cost.usd),
  );
  return [...products, `together ${total}`, ...(note === undefined ? [] : [note])];
}

function listCostTexts({ listCost }: ReportCharge, span: string): (readonly [string, string])[] {
  if (listCost === undefined) return [];
  const said =
    listCost.kind === "known"
      ? `${usd(listCost.usd, 2)} USD ${span}`
      : `not known: ${clause(listCost.because)}`;
  return [["at list", said]];
}

/** What each tier bills: max(0, min(quantity, end) − begin) × its price. */
function tierParts(quantity: Decimal, { tiers }: Price): { units: Decimal; rate: string; usd: Decimal }[] {
  return tiers.flatMap((tier) => {
    const upper = tier.end === null ? quantity : Decimal.min(quantity, tier.end);
    const units = Decimal.max(0, upper.minus(tier.begin));
    return units.isZero() ? [] : [{ units, rate: tier.usd, usd: units.times(tier.usd) }];
  });
}

function priceTexts({ price }: ReportCharge): (readonly [string, string])[] {
  if (!("tiers" in price))
    return [["price", `not known: ${clause(price.because)}; to settle it: ${clause(price.resolve)}`]];
  const facts = factTexts(price.facts);
  return [
    ["price", tiersText(price.tiers, price.unit)],
    ...listTexts(price),
    ["source", [provenanceText(price.provenance), ...facts].join(" · ")],
  ];
}

function tiersText(tiers: Price["tiers"], unit: string): string {
  const [only] = tiers;
  if (tiers.length === 1 && only !== undefined) return `${unitUsd(only.usd)} USD per ${unit}`;
  const steps = tiers.map(({ begin, end, usd: rate }) => {
    return `${unitUsd(rate)} from ${exact(begin)} ${end === null ? "on" : `to ${exact(end)}`}`;
  });
  return `${steps.join(", ")} USD per ${unit}`;
}

/** The list price that an override took the place of, and what the line would cost at it. */
function listTexts({ overridden, unit, facts }: Price): (readonly [string, string])[] {
  if (overridden === undefined) return [];
  const { list } = overridden;
  const said =
    "tiers" in list
      ? `${tiersText(list.tiers, unit)} · ${provenanceText(list.provenance)}`
      : `none: ${clause(list.because)}`;
  return [
    ["override", facts.override ?? overridden.by.join(", ")],
    ["list price", said],
  ];
}

function driverTexts({ drivers }: ReportCharge): string[] {
  return drivers.map(({ name, value, unit, provenance }) => {
    return `${[name, amountText(value), unit].filter((word) => word !== "").join(" ")} · ${provenanceText(provenance)}`;
  });
}

/** Facts of an overridden price that have a line of their own. */
const SAID_APART = ["override", "listPrice", "effectivePrice"];

/** What is recorded of the price, then the names of what is not, once. */
function factTexts(facts: Readonly<Record<string, string>>): string[] {
  const entries = Object.entries(facts).filter(([name]) => !SAID_APART.includes(name));
  const missing = entries.filter(([, value]) => value === "not recorded").map(([name]) => name);
  return [
    ...entries.filter(([name]) => !missing.includes(name)).map(([name, value]) => `${name} ${value}`),
    ...(missing.length === 0 ? [] : [`not recorded: ${missing.join(", ")}`]),
  ];
}
