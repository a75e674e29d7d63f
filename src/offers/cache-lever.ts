import { isUnknown } from "../prices/charge.ts";
import { promptCaching } from "../prices/tokens/prompt-caching.ts";
import { providerLabel } from "../prices/tokens/tokens-provider.ts";
import { inMonth } from "../scenario/figure.ts";
import type { OfferTerms } from "../scenario/scenario.ts";
import { Decimal } from "../units.ts";
import { longEnough } from "./cache-shares.ts";
import { digits } from "./formula.ts";
import { LEVER_NAMES, type Lever, type Proposal } from "./lever.ts";
import { purchaseCards } from "./token-lines.ts";
import type { TokenPurchase } from "./token-purchase.ts";

/** Shared prefix from the cache: 1 − cacheMissShare of it read, the rest written (5 minutes). */
export function cacheThePrefix(state: TokenPurchase, terms: OfferTerms): Proposal {
  const refuse = (because: string) => ({ id: "cache" as const, name: LEVER_NAMES.cache, because });
  const { seller, part } = state;
  const shared = part.classes.filter((c) => c.sharedPrefixTokens.base > 0);
  if (shared.length === 0) return refuse("no shared prefix is given (llm.sharedPrefixTokens)");
  const card = purchaseCards(state, 1).standard;
  const where =
    seller.provider === "own" ? seller.model : `${seller.model} at ${providerLabel(seller.provider)}`;
  if (isUnknown(card)) return refuse(card.because);
  if (card.rates.cacheRead === undefined) return refuse(`no cache-read price for ${where}`);
  const caching = promptCaching(seller.provider, seller.model);
  if (caching === undefined && seller.provider !== "own") {
    return refuse(`no dated source says which prefixes ${where} caches`);
  }
  const fits = shared.filter((c) => longEnough(c, 1, seller));
  const longest = Math.max(...shared.map((c) => inMonth(c.sharedPrefixTokens, 1)));
  if (fits.length === 0) {
    return refuse(
      `the shared prefix has ${digits(longest)} tokens, ${where} caches from ${digits(caching?.minPrefixTokens ?? 0)}`,
    );
  }
  const open = fits.filter((c) => uncachedPrefix(c).greaterThan(0));
  if (open.length === 0) return refuse("as many prompt tokens as the shared prefix holds are cached today");
  return {
    id: "cache",
    name: LEVER_NAMES.cache,
    purchase: { ...state, levers: { ...state.levers, cache: true } },
    hours: terms.settingsHours,
    because: `${digits(longest)} shared tokens at the cache-read price instead of the prompt price, ${missesText(fits)}`,
    ...doubtOf(caching, open),
    notes: caching === undefined ? [] : cachingNotes(where, caching),
  };
}

/**
 * What would take the saving away: a prefix between the minimum that the seller states and the one that somebody else
 * found may never be cached; and what is cached without asking may be in the bill, unless the reader said how much is.
 */
function doubtOf(
  caching: ReturnType<typeof promptCaching>,
  classes: TokenPurchase["part"]["classes"],
): Pick<Lever, "doubt"> | undefined {
  if (caching === undefined) return undefined;
  const { disputed, mode, check } = caching;
  const least = disputed?.minPrefixTokens ?? 0;
  const short = classes.filter((c) => inMonth(c.sharedPrefixTokens, 1) < least);
  const size = (some: typeof classes) => (some.length === classes.length ? "nothing" : "less");
  if (short.length > 0)
    return { doubt: `${size(short)} if the minimum is ${digits(least)} tokens: check ${check}` };
  const unsaid = classes.filter((c) => inMonth(c.cachedPromptShare, 1) === 0);
  if (mode !== "automatic" || unsaid.length === 0) return undefined;
  return { doubt: `${size(unsaid)} where it works by itself already: check ${check}` };
}

/** "4 % of them written again": of the whole prefix, whatever of it is cached today. */
function missesText(classes: TokenPurchase["part"]["classes"]): string {
  const shares = [
    ...new Set(classes.map((c) => digits(new Decimal(inMonth(c.cacheMissShare, 1)).times(100)))),
  ];
  return `${shares.join(" and ")} % of them written anew each time, those cached today included`;
}

function uncachedPrefix(c: TokenPurchase["part"]["classes"][number]): Decimal {
  const prompt = inMonth(c.promptTokens, 1);
  if (prompt === 0) return new Decimal(0);
  const cached = new Decimal(inMonth(c.cachedPromptShare, 1))
    .plus(inMonth(c.cacheWriteShare, 1))
    .plus(inMonth(c.cacheWrite1hShare, 1));
  return new Decimal(inMonth(c.sharedPrefixTokens, 1)).div(prompt).minus(cached);
}

function cachingNotes(where: string, caching: NonNullable<ReturnType<typeof promptCaching>>): string[] {
  const minimum = `${where} caches prefixes from ${digits(caching.minPrefixTokens)} tokens (${caching.lifetime})`;
  return [
    [minimum, caching.note, caching.disputed?.because].filter((said) => said !== undefined).join("; "),
    ...(caching.mode === "automatic"
      ? ["caching is automatic there, so part of this may be in the bill already"]
      : []),
  ];
}
