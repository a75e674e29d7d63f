import type { Driver } from "../prices/charge.ts";
import type { PriceKey } from "../prices/price-key.ts";
import type { BillingRules } from "../prices/rules.ts";
import { type Unknown, unknown } from "../provenance.ts";
import type { Decimal } from "../units.ts";
import type { LineCategory, LineItem } from "./line-item.ts";
import type { RegisteredResource } from "./registered-resource.ts";

/** What a resource of one type costs a month, in quantities. Empty: its price depends on usage alone. */
export type Meter = (resource: RegisteredResource, context: MeterContext) => readonly LineItem[];

export interface MeterContext {
  readonly rules: BillingRules;
  readonly graph: readonly RegisteredResource[];
}

/** What a meter says of one line; the rest follows from the resource. */
export interface Metered {
  /** Second half of the line's id: "hours", "root.storage". */
  readonly what: string;
  readonly name: string;
  readonly category: LineCategory;
  readonly priceKey: PriceKey;
  readonly quantity: Decimal | Unknown;
  readonly unit: string;
  readonly formula: string;
  readonly drivers?: readonly Driver[];
}

/** Region of the price book that holds prices without a region of their own (Route 53). */
export const GLOBAL = "global";

export function lineOf(resource: RegisteredResource, metered: Metered, region?: typeof GLOBAL): LineItem {
  const { what, drivers, ...rest } = metered;
  return {
    id: `${resource.name}.${what}`,
    ...rest,
    origin: "resource",
    resource: resource.key,
    region: region ?? regionOf(resource),
    drivers: drivers ?? [],
  };
}

function regionOf(resource: RegisteredResource): string | Unknown {
  if (typeof resource.region === "string") return resource.region;
  return unknown(`the region of ${resource.name} is not known`, "set aws:region in the stack's config");
}
