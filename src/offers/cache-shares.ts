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
 * What the cache carries today and, with a seller to pull the lever at, what the shared prefix adds.
 *
 * uncached prefix = sharedPrefixTokens ÷ promptTokens − (reads + writes of today), not below 0: what is cached today is
 * taken to be the shared prefix first. Of it, 1 − cacheMissShare is read and cacheMissShare is written (5 minutes).
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
  const added = shared.minus(read).minus(write5m).minus(write1h);
  if (added.lessThanOrEqualTo(0)) return today;
  const missed = added.times(inMonth(c.cacheMissShare, month));
  return { read: read.plus(added.minus(missed)), write5m: write5m.plus(missed), write1h };
}

/** The seller caches prefixes of this length. The reader's own offer sets no minimum that we know of. */
export function longEnough(c: RequestClass, month: number, seller: Seller): boolean {
  if (seller.provider === "own") return true;
  const caching = promptCaching(seller.provider, seller.model);
  return caching !== undefined && inMonth(c.sharedPrefixTokens, month) >= caching.minPrefixTokens;
}
