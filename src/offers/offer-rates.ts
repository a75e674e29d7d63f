import { z } from "zod";
import tracking from "../../data/tracking-offers.json" with { type: "json" };
import vectors from "../../data/vector-offers.json" with { type: "json" };
import type { Tier, UnitPrice } from "../prices/charge.ts";
import type { Provenance, Unknown } from "../provenance.ts";
import { unknown } from "../provenance.ts";
import { Decimal, type DecimalValue } from "../units.ts";

const row = z.strictObject({
  vendor: z.string(),
  offer: z.string(),
  /** "any" holds for every plan of the offer. */
  plan: z.string(),
  meter: z.string(),
  value: z
    .string()
    .regex(/^\d+(\.\d+)?$/)
    .optional(),
  unit: z.string(),
  region: z.string(),
  /** Only `yes` is charged; a price that waits for a quote has no value, or a value nobody vouches for. */
  default: z.enum(["yes", "no"]),
  source: z.string().optional(),
  sourceAt: z.string().optional(),
  confidence: z.enum(["vendor", "transcribed", "secondary", "weak", "none"]),
  note: z.string().optional(),
});

const rows = z.array(row).parse([...vectors, ...tracking]);

/** Which line of a seller's price list: `["pinecone", "serverless", "standard"]`. */
export type Plan = readonly [vendor: string, offer: string, plan: string];

export interface OfferRate {
  readonly value: Decimal;
  readonly unit: string;
  readonly region: string;
  readonly provenance: Provenance;
  readonly meter: string;
}

function found([vendor, offer, plan]: Plan, meter: string) {
  const named = rows.filter((r) => r.vendor === vendor && r.offer === offer && r.meter === meter);
  return named.find((r) => r.plan === plan) ?? named.find((r) => r.plan === "any");
}

/**
 * A figure of a price list that exists by construction of the data (an allowance, a cap, a floor).
 * @throws Error when the data file has lost it.
 */
export function listed(plan: Plan, meter: string): OfferRate {
  const r = found(plan, meter);
  if (r?.value === undefined) throw new Error(`no ${meter} in the price list of ${plan.join("/")}`);
  const note = [r.confidence, r.note].filter((part) => part !== undefined).join("; ");
  return {
    value: new Decimal(r.value),
    unit: r.unit,
    region: r.region,
    meter,
    provenance: { kind: "published", source: r.source ?? "", at: r.sourceAt ?? "undated", note },
  };
}

/** A price that may be charged, or why there is none. */
export function charged(plan: Plan, meter: string, resolve: string): OfferRate | Unknown {
  const r = found(plan, meter);
  if (r?.value !== undefined && r.default === "yes") return listed(plan, meter);
  const why = r?.note ?? "no rate is published";
  return unknown(`no ${meter.replaceAll("_", " ")} price of ${plan[0]} ${plan[2]}: ${why}`, resolve);
}

/** A flat price, scaled when one unit of ours is not one of theirs. */
export function priceOf(rate: OfferRate, unit: string): UnitPrice {
  return tiered(rate, unit, [{ begin: new Decimal(0), end: null, usd: rate.value }]);
}

/** Free up to an allowance, then the rate. */
export function beyond(allowance: DecimalValue, rate: OfferRate, unit: string): UnitPrice {
  const edge = new Decimal(allowance);
  return tiered(rate, unit, [
    { begin: new Decimal(0), end: edge, usd: new Decimal(0) },
    { begin: edge, end: null, usd: rate.value },
  ]);
}

/** Included up to a cap; above it there is no price. */
export function included(cap: OfferRate, unit: string): UnitPrice {
  return tiered(cap, unit, [{ begin: new Decimal(0), end: cap.value, usd: new Decimal(0) }]);
}

function tiered(rate: OfferRate, unit: string, tiers: readonly Tier[]): UnitPrice {
  return {
    unit,
    tiers,
    provenance: rate.provenance,
    facts: { meter: rate.meter, listed: `${rate.value} ${rate.unit}`, region: rate.region },
  };
}
