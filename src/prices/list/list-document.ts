/**
 * One product of an AWS price list with its terms. The Query API and the bulk files say the same in two shapes; this is
 * the one that prices are selected from.
 */
export interface ListDocument {
  /** Offer code: "AmazonEC2". */
  readonly service: string;
  readonly sku: string;
  /** "" where the list gives none (public IPv4). */
  readonly productFamily: string;
  /** By the Query API's names (usagetype, operation, regionCode, instanceType, preInstalledSw …); absent ones are not there. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly terms: readonly ListTerm[];
}

/** What one term of a product costs: on demand, or one kind of reservation. */
export interface ListTerm {
  readonly kind: "OnDemand" | "Reserved";
  readonly offerTermCode: string;
  /** As printed: "2026-08-01T00:00:00Z" or "2026-08-01". */
  readonly effectiveDate: string;
  /** LeaseContractLength, OfferingClass, PurchaseOption; empty on demand. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly dimensions: readonly PriceDimension[];
}

/** One tier of a term, or its upfront payment (unit "Quantity"). Everything as printed. */
export interface PriceDimension {
  readonly rateCode: string;
  readonly unit: string;
  readonly beginRange: string;
  readonly endRange: string;
  /** Decimal strings by currency: { USD: "0.0800000000" }. */
  readonly pricePerUnit: Readonly<Record<string, string>>;
}

/** The list that documents were read from. */
export interface PriceList {
  readonly service: string;
  /** "20261118213000" */
  readonly version: string;
  /** Instant, "2026-11-18T21:30:00Z". */
  readonly publishedAt: string;
}

/** What a product is known by before its terms are. */
export type ListProduct = Omit<ListDocument, "terms">;

/** What to keep while a whole list streams by. */
export interface Sieve {
  /**
   * Texts of which every wanted product holds at least one in its usage type: a fast way to pass a row over unread.
   * Undefined: any product may be wanted.
   */
  readonly needles: readonly string[] | undefined;
  /** True for reserved terms too. */
  readonly terms: boolean;
  /** Asked once for each product that was read; it may count what it turns away. */
  readonly keep: (product: ListProduct) => boolean;
}
