import { promptCaching } from "../prices/tokens/prompt-caching.ts";
import { inMonth } from "../scenario/figure.ts";
import type { RequestClass } from "../scenario/llm-terms.ts";
import { Decimal } from "../units.ts";
import type { Seller } from "./token-purchase.ts";

/** Shares of prompt tokens that are read from or written to the seller's cache. */
export interface CachedShares {
  readonly read: Decimal;
  readonly write5m: Decimal;
  readonly write1h: Decimal;
}

/**
 * What the cache carries today and, with a seller to pull the lever at, the whole shared prefix.
 *
 * Of sharedPrefixTokens ÷ promptTokens, cacheMissShare is written (5 minutes) and the rest is read, what is cached today
 * being taken to be a part of it. Today's writes are the reader's own: they stay, and are misses as well. As much as the
 * prefix holds cached today: nothing changes.
 */
export function cachedShares(c: RequestClass, month: number, leverAt?: Seller): CachedShares {
  const read = new Decimal(inMonth(c.cachedPromptShare, month));
  const write5m = new Decimal(inMonth(c.cacheWriteShare, month));
  const write1h = new Decimal(inMonth(c.cacheWrite1hShare, month));
  const today = { read, write5m, write1h };
  if (leverAt === undefined || !longEnough(c, month, leverAt)) return today;
  const prompt = inMonth(c.promptTokens, month);
  if (prompt === 0) return today;
  const shared = new Decimal(inMonth(c.sharedPrefixTokens, month)).div(prompt);
  if (shared.lessThanOrEqualTo(read.plus(write5m).plus(write1h))) return today;
  const missed = shared.times(inMonth(c.cacheMissShare, month));
  const written = Decimal.max(write5m, missed.minus(write1h));
  return { read: shared.minus(written).minus(write1h), write5m: written, write1h };
}

/** The seller caches prefixes of this length. The reader's own offer sets no minimum that we know of. */
export function longEnough(c: RequestClass, month: number, seller: Seller): boolean {
  if (seller.provider === "own") return true;
  const caching = promptCaching(seller.provider, seller.model);
  return caching !== undefined && inMonth(c.sharedPrefixTokens, month) >= caching.minPrefixTokens;
}
