import { isUnknown } from "../prices/charge.ts";
import { promptCaching } from "../prices/tokens/prompt-caching.ts";
import { sellersOf, weightsOf } from "../prices/tokens/same-model.ts";
import { providerLabel } from "../prices/tokens/tokens-provider.ts";
import { type Figure, inMonth } from "../scenario/figure.ts";
import type { OfferTerms } from "../scenario/scenario.ts";
import { Decimal } from "../units.ts";
import { longEnough } from "./cache-shares.ts";
import { digits } from "./formula.ts";
import { cheapestSeller, sameModelSellers } from "./sellers.ts";
import { purchaseCards } from "./token-lines.ts";
import type { TokenPurchase } from "./token-purchase.ts";
import { tokenTotal } from "./tokens.ts";

export type LeverKind = "cache" | "batch" | "seller";

/** A change that keeps the model and needs no gate, pulled on top of the levers before it. */
interface Lever {
  readonly id: LeverKind;
  /** "cached prefix", "batch", "Groq": what the row's name adds. */
  readonly name: string;
  /** The workload as it is bought with this lever and those before it: price it with `tokenCharges`. */
  readonly purchase: TokenPurchase;
  /** Hours of this lever alone, one-off. */
  readonly hours: Figure;
  /** Month 1, on top of the levers before it; above 0. */
  readonly savingUsd: Decimal;
  readonly because: string;
  /** What would take the saving away, and how to find out: "nothing if …: check …". */
  readonly doubt?: string;
  readonly notes: readonly string[];
}

interface RefusedLever {
  readonly id: LeverKind;
  readonly name: string;
  readonly because: string;
}

export interface Levers {
  /** In the order in which to pull them: best saving per hour first, each measured on top of the last. */
  readonly pulled: readonly Lever[];
  readonly refused: readonly RefusedLever[];
}

type Proposal = Omit<Lever, "savingUsd"> | RefusedLever;

/** Every lever on what is bought today, in month 1. */
export function leversOn(
  today: TokenPurchase,
  terms: OfferTerms,
  kinds: readonly LeverKind[] = ["cache", "batch", "seller"],
): Levers {
  const pulled: Lever[] = [];
  let state = today;
  let usd = tokenTotal(today, 1);
  const left = new Set<LeverKind>(kinds);
  let refused: RefusedLever[] = [];
  if (usd.atLeast)
    return {
      pulled,
      refused: [...left].map((id) => ({
        id,
        name: NAMES[id],
        because: "today's own price is not fully known",
      })),
    };
  while (left.size > 0) {
    refused = [];
    const gains: Lever[] = [];
    for (const id of left) {
      const gain = measured(PROPOSALS[id](state, terms), usd.usd);
      if ("savingUsd" in gain) gains.push(gain);
      else refused.push(gain);
    }
    const best = gains.sort(byEffort)[0];
    if (best === undefined) break;
    pulled.push(best);
    left.delete(best.id);
    state = best.purchase;
    usd = tokenTotal(state, 1);
  }
  return { pulled, refused };
}

const NAMES: Readonly<Record<LeverKind, string>> = {
  cache: "cached prefix",
  batch: "batch",
  seller: "same model at another seller",
};

/** More saving per hour first; a·h_b > b·h_a also holds for levers that cost no hour. */
function byEffort(a: Lever, b: Lever): number {
  return (
    b.savingUsd.times(a.hours.base).comparedTo(a.savingUsd.times(b.hours.base)) ||
    b.savingUsd.comparedTo(a.savingUsd)
  );
}

function measured(proposal: Proposal, before: Decimal): Lever | RefusedLever {
  if (!("purchase" in proposal)) return proposal;
  const { usd, atLeast } = tokenTotal(proposal.purchase, 1);
  const { id, name } = proposal;
  if (atLeast) return { id, name, because: "its price is not fully known" };
  const savingUsd = before.minus(usd);
  if (savingUsd.lessThanOrEqualTo(0)) {
    const figures = `${digits(usd.toDecimalPlaces(2))} against ${digits(before.toDecimalPlaces(2))} USD in month 1`;
    return { id, name, because: `saves nothing: ${figures}` };
  }
  return { ...proposal, savingUsd };
}

const PROPOSALS: Readonly<Record<LeverKind, (state: TokenPurchase, terms: OfferTerms) => Proposal>> = {
  cache: cacheThePrefix,
  batch: batchWhatMayWait,
  seller: anotherSeller,
};

/** Shared prefix from the cache: 1 − cacheMissShare of it read, the rest written (5 minutes). */
function cacheThePrefix(state: TokenPurchase, terms: OfferTerms): Proposal {
  const refuse = (because: string) => ({ id: "cache" as const, name: NAMES.cache, because });
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
    name: NAMES.cache,
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

/** Requests that may wait up to 24 h, at the batch price. */
function batchWhatMayWait(state: TokenPurchase, terms: OfferTerms): Proposal {
  const refuse = (because: string) => ({ id: "batch" as const, name: NAMES.batch, because });
  const { seller, part } = state;
  const more = part.classes.filter((c) => inMonth(c.batchShare, 1) > inMonth(c.batchedShare, 1));
  if (more.length === 0) {
    const waiting = part.classes.some((c) => c.batchShare.base > 0);
    return refuse(
      waiting
        ? "all that may wait is bought at the batch price today"
        : "nothing may wait (llm.batchShare is 0)",
    );
  }
  const purchase: TokenPurchase = { ...state, levers: { ...state.levers, batch: true } };
  const cards = purchaseCards({ ...purchase, running: true }, 1);
  if (cards.batchAtStandard) return refuse("your own rates name no batch price");
  if (cards.batch !== undefined && isUnknown(cards.batch)) return refuse(cards.batch.because);
  const card = cards.batch;
  const assumed = card?.notes.filter((note) => note.startsWith("tier batch")) ?? [];
  return {
    id: "batch",
    name: NAMES.batch,
    purchase,
    hours: terms.settingsHours,
    because: `${more.map((c) => `${digits(new Decimal(inMonth(c.batchShare, 1)).times(100))} % of ${c.name}`).join(", ")} may wait, at ${providerLabel(seller.provider)}'s batch price`,
    notes: assumed,
  };
}

/** The very same weights from the cheapest other seller: a new vendor, so the whole last mile. */
function anotherSeller(state: TokenPurchase, terms: OfferTerms): Proposal {
  const refuse = (because: string) => ({ id: "seller" as const, name: NAMES.seller, because });
  const { seller } = state;
  const weights = weightsOf(seller.provider, seller.model);
  if (weights === undefined)
    return refuse(`no other seller of the same weights as ${seller.model} is on file`);
  const others = sameModelSellers(weights, state).filter(
    (other) => other.seller.provider !== seller.provider,
  );
  const { running: _, ...workload } = state;
  const best = cheapestSeller(others, workload);
  if (best === undefined) {
    return refuse(
      others.length === 0
        ? `${providerLabel(seller.provider)} is the only seller on file`
        : "no other seller has a full price",
    );
  }
  const own = sellersOf(weights).find((row) => row.provider === seller.provider)?.note;
  const precision = [
    ...(best.seller.note === undefined ? [] : [`${best.seller.label}: ${best.seller.note}`]),
    ...(own === undefined ? [] : [`${providerLabel(seller.provider)}: ${own}`]),
  ];
  return {
    id: "seller",
    name: best.seller.label,
    purchase: best.purchase,
    hours: terms.lastMileHours,
    because: `${best.seller.label} sells the same weights (${weights})`,
    notes: precision,
  };
}
