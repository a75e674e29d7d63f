import type { Provenance, Unknown } from "../provenance.ts";
import { unknown } from "../provenance.ts";
import { Decimal, type DecimalValue } from "../units.ts";

/** USD, or the reason why there is no figure. */
export type Cost = { readonly kind: "known"; readonly usd: Decimal } | Unknown;

/** One step of a volume price; `end` is null for the last one. Bounds in the price's own unit. */
export interface Tier {
  readonly begin: Decimal;
  readonly end: Decimal | null;
  readonly usd: Decimal;
}

/** What one unit costs, and who says so. A flat price has one tier from 0. */
export interface UnitPrice {
  /** "hour", "GiB-month", "Mtok" …: what one unit is. */
  readonly unit: string;
  readonly tiers: readonly Tier[];
  readonly provenance: Provenance;
  /** Key in the price book, SKU, card match …: printed by `explain`, in this order. */
  readonly facts: Readonly<Record<string, string>>;
  /** Where the reader's own rules stand in the place of a list price; absent on every other price. */
  readonly overridden?: Overridden;
}

/** What an overridden price stands in the place of. */
interface Overridden {
  readonly list: UnitPrice | Unknown;
  /** Ids of the rules: what replaces the price, then what multiplies it. */
  readonly by: readonly string[];
  /** The part of the price that is paid at the start of a term of so many months, USD per unit. */
  readonly upfront?: { readonly usdPerUnit: Decimal; readonly termMonths: number };
}

/** A figure that a quantity was computed from: printed as driver × quantity. */
export interface Driver {
  readonly name: string;
  readonly value: string;
  readonly unit: string;
  readonly provenance: Provenance;
}

export type ChargeCategory =
  | "compute"
  | "storage"
  | "database"
  | "network"
  | "observability"
  | "security"
  | "tokens"
  | "metered"
  | "plan"
  | "adjustment"
  | "people"
  | "oneOff";

/** One line of a bill: a quantity, its unit price and what they make together. */
export interface Charge {
  /** Stable inside its alternative, "network.nat.hours"; `explain` takes `<alternative>.<id>`. */
  readonly id: string;
  readonly name: string;
  readonly category: ChargeCategory;
  /** "resource": from a registered resource; "usage": implied by fleet and demand; "offer": bought; "people"; "yours". */
  readonly origin: "resource" | "usage" | "offer" | "people" | "yours";
  readonly quantity: Decimal | Unknown;
  readonly unit: string;
  /** How the quantity came about, in words and numbers: "4 instances × 730 h". */
  readonly formula: string;
  readonly drivers: readonly Driver[];
  readonly price: UnitPrice | Unknown;
  readonly cost: Cost;
  /** The same quantity at the list price, where an override took its place. */
  readonly listCost?: Cost;
}

/** Sum of what is known, with every line that is not: "at least" when there is one. */
export interface Total {
  readonly usd: Decimal;
  readonly unknowns: readonly { readonly charge: string; readonly unknown: Unknown }[];
}

export function isUnknown(value: unknown): value is Unknown {
  return typeof value === "object" && value !== null && (value as { kind?: unknown }).kind === "unknown";
}

export function flatPrice(
  usd: DecimalValue,
  unit: string,
  provenance: Provenance,
  facts: Record<string, string> = {},
): UnitPrice {
  return { unit, tiers: [{ begin: new Decimal(0), end: null, usd: new Decimal(usd) }], provenance, facts };
}

/**
 * Σ over tiers of max(0, min(q, end) − begin) × usd: each tier bills its own part, fractions kept.
 * @throws Error when q is negative: quantities are made by us.
 */
export function tieredCost(quantity: Decimal, tiers: readonly Tier[]): Decimal {
  if (quantity.isNegative()) throw new Error(`negative quantity ${quantity}`);
  return tiers.reduce((sum, tier) => {
    const upper = tier.end === null ? quantity : Decimal.min(quantity, tier.end);
    return sum.plus(Decimal.max(0, upper.minus(tier.begin)).times(tier.usd));
  }, new Decimal(0));
}

/** Where a quantity meets a price. Quantity 0 needs no price; anything unknown stays unknown. */
export function costOf(quantity: Decimal | Unknown, price: UnitPrice | Unknown): Cost {
  if (isUnknown(quantity)) return quantity;
  if (quantity.isZero()) return { kind: "known", usd: new Decimal(0) };
  if (isUnknown(price)) return price;
  const last = price.tiers.at(-1);
  if (last === undefined) return unknown("the price has no tiers", "crossover prices refresh");
  if (last.end !== null && quantity.greaterThan(last.end)) {
    return unknown(
      `no price above ${last.end} ${price.unit}, needed ${quantity}`,
      "crossover prices refresh",
    );
  }
  return { kind: "known", usd: tieredCost(quantity, price.tiers) };
}

export function totalOf(charges: readonly Charge[]): Total {
  return sumOf(charges, ({ cost }) => cost);
}

/** What the same lines would cost at list prices; undefined where no override touched one. */
export function listTotalOf(charges: readonly Charge[]): Total | undefined {
  return charges.some(({ listCost }) => listCost !== undefined)
    ? sumOf(charges, ({ cost, listCost }) => listCost ?? cost)
    : undefined;
}

function sumOf(charges: readonly Charge[], costIn: (charge: Charge) => Cost): Total {
  let usd = new Decimal(0);
  const unknowns: { charge: string; unknown: Unknown }[] = [];
  for (const charge of charges) {
    const cost = costIn(charge);
    if (cost.kind === "known") usd = usd.plus(cost.usd);
    else unknowns.push({ charge: charge.id, unknown: cost });
  }
  return { usd, unknowns };
}
