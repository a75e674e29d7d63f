import type { Commitment } from "./commitment-terms.ts";

/** One price that the list holds for a key, as it goes into a snapshot. */
export interface SelectedPrice {
  readonly kind: "price";
  readonly sku: string;
  readonly offerTermCode: string;
  readonly usageType: string;
  readonly operation: string;
  /** Ours. */
  readonly unit: string;
  /** Ascending, without gap; canonical decimal strings in our unit. */
  readonly tiers: readonly SelectedTier[];
  /** The same as printed: one price for each tier. */
  readonly published: { readonly unit: string; readonly usd: readonly string[] };
  /** Day since which the price holds. */
  readonly effectiveAt: string;
  /** Rows that were chosen: several SKUs may say the same. */
  readonly matched: number;
  /** Further SKUs with the same unit and tiers. */
  readonly merged: readonly string[];
  /** Attributes of the recipe that no row of the service carries, so that they could not bind. */
  readonly notPublished: readonly string[];
  /** What the row says the thing holds, for the guards: memory in GiB, number of GPUs. */
  readonly memoryGiB?: number;
  readonly gpus?: number;
  /** Reserved terms of the same SKUs, where they were read. */
  readonly commitments: readonly Commitment[];
}

export interface SelectedTier {
  readonly begin: string;
  readonly end: string;
  readonly usd: string;
  readonly rateCode: string;
}

/** Why there is no price: none of these may be taken for one, and none is 0. */
export type NotSelectedKind = "none" | "ambiguous" | "zero" | "unit" | "currency" | "tiers";

export interface NotSelected {
  readonly kind: NotSelectedKind;
  readonly because: string;
  /** The rows in question, or the nearest ones, at most three. */
  readonly candidates: readonly Candidate[];
}

/** A row that was looked at, and what ruled it out. */
export interface Candidate {
  readonly sku: string;
  readonly usageType: string;
  /** As printed, one for each tier. */
  readonly usd: readonly string[];
  readonly lost: readonly Lost[];
}

/** One attribute of a row beside what the recipe wants. */
export interface Lost {
  readonly attribute: string;
  readonly wanted: string;
  readonly got: string;
}

export type Selection = SelectedPrice | NotSelected;
