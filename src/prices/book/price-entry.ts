import type { PriceList } from "../list/list-document.ts";
import { recipeFor, recipeId } from "../list/recipe.ts";
import type { SelectedPrice } from "../list/selection.ts";
import type { SnapshotEntry } from "./snapshot.ts";

/** Where and when a list was read. */
export interface ListReading extends PriceList {
  /** Instant. */
  readonly retrievedAt: string;
  readonly via: "query" | "bulk";
  readonly form: "csv" | "json" | "pages";
  /** What was read: rows of a CSV, products of the others. */
  readonly rows: number;
}

/** A selected price as an entry of a snapshot. */
export function entryOf(key: string, price: SelectedPrice, list: ListReading): SnapshotEntry {
  const recipe = recipeFor(key);
  if (recipe === undefined) throw new Error(`no recipe for ${key}`);
  return {
    service: recipe.service,
    sku: price.sku,
    offerTermCode: price.offerTermCode,
    usageType: price.usageType,
    operation: price.operation,
    unit: price.unit,
    tiers: price.tiers.map((tier) => ({ ...tier })),
    published: { unit: price.published.unit, usd: [...price.published.usd] },
    effectiveAt: price.effectiveAt,
    publishedAt: list.publishedAt,
    retrievedAt: list.retrievedAt,
    selection: {
      recipe: recipeId(recipe),
      matched: price.matched,
      merged: [...price.merged],
      ...(price.notPublished.length > 0 && { notPublished: [...price.notPublished] }),
    },
    ...(price.commitments.length > 0 && { commitments: price.commitments.map((one) => ({ ...one })) }),
    source: { kind: list.via },
  };
}

/**
 * The same price of the same product, chosen in the same way: the older entry may stand as it is.
 * @param terms whether reserved terms were read too: what nobody looked at has not changed
 */
export function sameEntry(old: SnapshotEntry, now: SnapshotEntry, terms: boolean): boolean {
  const told = ({ publishedAt: _p, retrievedAt: _r, effectiveAt: _e, source, ...rest }: SnapshotEntry) =>
    JSON.stringify({ ...rest, commitments: terms ? (rest.commitments ?? []) : [], kind: source.kind });
  return told(old) === told(now);
}
