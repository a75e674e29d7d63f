import type { Unknown } from "../provenance.ts";
import type { UnitPrice } from "./charge.ts";
import type { CommittedRate } from "./override/commitment.ts";
import type { PriceKey } from "./price-key.ts";

/** Anything that answers "what does one unit cost in this region": a price book, or a book with a knob on it. */
export interface PriceSource {
  /** Never falls back to another region, size, engine or date: a miss is a typed reason. */
  find(key: PriceKey, region: string): UnitPrice | Unknown;
  /** Some of its prices hold a part that is paid at the start of a term; absent: none. */
  readonly paidUpfront?: boolean;
}

/** What an hour of an instance costs on demand, and what it would cost in return for a commitment. */
export interface CommitmentSource {
  /** The price without any commitment. */
  onDemand(key: PriceKey, region: string): UnitPrice | Unknown;
  /** Rates that are known; none is ever guessed from another. */
  commitments(key: PriceKey, region: string): readonly CommittedRate[];
}
