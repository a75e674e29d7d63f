import type { Driver } from "../prices/charge.ts";
import type { PriceKey } from "../prices/price-key.ts";
import type { Unknown } from "../provenance.ts";
import type { Decimal } from "../units.ts";

export type LineCategory = "compute" | "storage" | "database" | "network" | "observability" | "security";

/** How many units of one price a month needs. Knows which price to look up, never what it costs. */
export interface LineItem {
  /** Stable: "<resource name>.<what>" or "usage.<what>", the same in capture, preview and state. */
  readonly id: string;
  /** Stable, with what varies in one bracket: "Instance usage (g5.12xlarge, Linux, on-demand)". */
  readonly name: string;
  readonly category: LineCategory;
  readonly origin: "resource" | "usage";
  /** Key of the resource it comes from; absent for implied usage. */
  readonly resource?: string;
  readonly priceKey: PriceKey;
  readonly region: string | Unknown;
  /** Per month, in the price's unit. */
  readonly quantity: Decimal | Unknown;
  readonly unit: string;
  /** "4 instances × 730 h" */
  readonly formula: string;
  readonly drivers: readonly Driver[];
}

/** What a graph bills, and what it registers for free. */
export interface BillOfMaterials {
  readonly lines: readonly LineItem[];
  readonly free: readonly { readonly type: string; readonly count: number }[];
}
