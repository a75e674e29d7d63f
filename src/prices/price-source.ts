import type { Unknown } from "../provenance.ts";
import type { UnitPrice } from "./charge.ts";
import type { PriceKey } from "./price-key.ts";

/** Anything that answers "what does one unit cost in this region": a price book, or a book with a knob on it. */
export interface PriceSource {
  /** Never falls back to another region, size, engine or date: a miss is a typed reason. */
  find(key: PriceKey, region: string): UnitPrice | Unknown;
}
