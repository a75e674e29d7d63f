import { volumeInMonth } from "../demand/growth.ts";
import { InputError } from "../errors.ts";
import { isUnknown } from "../prices/charge.ts";
import { calendarMonth } from "../prices/tokens/calendar-month.ts";
import { monthCard } from "../prices/tokens/tokens-month.ts";
import { type RateCard, type RatesAt, ratesAt, type TokenClass } from "../prices/tokens/tokens-rates.ts";
import type { Unknown } from "../provenance.ts";
import { inMonth } from "../scenario/figure.ts";
import type { RequestClass } from "../scenario/llm-terms.ts";
import { Decimal } from "../units.ts";
import { cachedShares } from "./cache-shares.ts";
import { ownCard } from "./own-tokens.ts";
import { priceFactor, repriced } from "./price-factor.ts";
import type { TokenPurchase } from "./token-purchase.ts";

/** One class of requests' part in a line: requests × tokens × share. */
export interface Contribution {
  readonly requestClass: RequestClass;
  /** Requests of the month in this part (batch or not), without retries. */
  readonly requests: Decimal;
  /** 1 + retryRate for prompt tokens, 1 for output. */
  readonly tries: Decimal;
  /** Mean tokens per request, as the seller counts them. */
  readonly tokens: Decimal;
  /** Of the prompt tokens; 1 for output. */
  readonly share: Decimal;
}

/** Tokens of one class that pay one rate. */
export interface TokenLine {
  readonly tokenClass: TokenClass;
  readonly batch: boolean;
  readonly card: RateCard | Unknown;
  readonly at: RatesAt;
  readonly mtok: Decimal;
  readonly parts: readonly Contribution[];
}

export interface PurchaseCards {
  readonly standard: RateCard | Unknown;
  /** Where the batched part is bought; absent when nothing is. */
  readonly batch?: RateCard | Unknown;
  /** The seller lists no batch price, so the batched part pays the standard one. */
  readonly batchAtStandard: boolean;
}

/** The cards of the month: two when some requests are bought at the batch price. */
export function purchaseCards(purchase: TokenPurchase, month: number): PurchaseCards {
  const { part, seller } = purchase;
  const batched = part.classes.some((c) => batchedShare(purchase, c, month) > 0);
  if (seller.provider === "own") {
    return { standard: ownCard(purchase.own, seller.model, month), batchAtStandard: batched };
  }
  const at = calendarMonth(purchase.asOf, month);
  const factor = priceFactor(purchase);
  const card = (tier: string) => {
    const terms = { tier, geography: part.geography };
    const listed = monthCard(seller.provider, seller.model, at, terms, part.hourProfile);
    return factor === undefined || isUnknown(listed) ? listed : repriced(listed, inMonth(factor, month));
  };
  const standard = card(part.tier);
  if (!batched) return { standard, batchAtStandard: false };
  const batch = card("batch");
  // What runs today was said to be bought at the batch price, so a missing one is unknown; a new seller takes the
  // same requests at its standard price.
  const fallsBack = isUnknown(batch) && purchase.running !== true;
  return { standard, batch: fallsBack ? standard : batch, batchAtStandard: fallsBack };
}

/**
 * Tokens of one month by class, batch part and rate. Per class of requests c:
 * prompt = requests × (1 + retryRate) × mean prompt, split by cache share; output = requests × visible output ×
 * reasoning multiplier. Both × the tokenizer factor when the model counts tokens its own way.
 *
 * @param volume on every class's requests; 1 by default
 */
export function tokenLines(
  purchase: TokenPurchase,
  month: number,
  cards: PurchaseCards,
  volume: number,
): TokenLine[] {
  const lines = new Map<string, TokenLine>();
  for (const requestClass of purchase.part.classes) {
    const requests = new Decimal(
      volumeInMonth(requestClass.requestsPerMonth, requestClass.growthPerMonth, month),
    ).times(volume);
    const batched = new Decimal(batchedShare(purchase, requestClass, month));
    addPart(
      lines,
      purchase,
      requestClass,
      month,
      requests.times(new Decimal(1).minus(batched)),
      false,
      cards.standard,
    );
    const batchCard = cards.batch ?? cards.standard;
    addPart(lines, purchase, requestClass, month, requests.times(batched), true, batchCard);
  }
  return [...lines.values()];
}

/** Share of requests bought at the batch price: what is already, or with the lever pulled all that may wait. */
function batchedShare(purchase: TokenPurchase, requestClass: RequestClass, month: number): number {
  const already = inMonth(requestClass.batchedShare, month);
  return purchase.levers?.batch === true
    ? Math.max(already, inMonth(requestClass.batchShare, month))
    : already;
}

function addPart(
  lines: Map<string, TokenLine>,
  purchase: TokenPurchase,
  requestClass: RequestClass,
  month: number,
  requests: Decimal,
  batch: boolean,
  card: RateCard | Unknown,
): void {
  if (requests.isZero()) return;
  const tokenizer = purchase.anotherTokenizer === true ? inMonth(purchase.part.tokenizerFactor, month) : 1;
  const prompt = new Decimal(inMonth(requestClass.promptTokens, month)).times(tokenizer);
  const output = new Decimal(inMonth(requestClass.outputTokens, month))
    .times(inMonth(purchase.reasoningMultiplier, month))
    .times(tokenizer);
  const at = isUnknown(card) ? { abovePromptTokens: 0, rates: {} } : ratesAt(card, prompt.toNumber());
  const tries = new Decimal(1).plus(inMonth(requestClass.retryRate, month));
  const add = (tokenClass: TokenClass, part: Contribution) => {
    const mtok = part.requests.times(part.tries).times(part.tokens).times(part.share).div(1e6);
    if (mtok.isZero()) return;
    const key = `${batch}|${at.abovePromptTokens}|${tokenClass}`;
    const before = lines.get(key);
    lines.set(
      key,
      before === undefined
        ? { tokenClass, batch, card, at, mtok, parts: [part] }
        : { ...before, mtok: before.mtok.plus(mtok), parts: [...before.parts, part] },
    );
  };
  const shares = promptShares(purchase, requestClass, month);
  for (const [tokenClass, share] of shares)
    add(tokenClass, { requestClass, requests, tries, tokens: prompt, share });
  add("output", { requestClass, requests, tries: new Decimal(1), tokens: output, share: new Decimal(1) });
}

/**
 * Shares of prompt tokens by class; they add up to 1.
 * @throws InputError when the cached ones exceed the prompt: nothing is clamped.
 */
function promptShares(purchase: TokenPurchase, c: RequestClass, month: number): [TokenClass, Decimal][] {
  const { read, write5m, write1h } = cachedShares(
    c,
    month,
    purchase.levers?.cache === true ? purchase.seller : undefined,
  );
  const uncached = new Decimal(1).minus(read).minus(write5m).minus(write1h);
  if (uncached.isNegative()) {
    throw new InputError(
      "CACHE_SHARES",
      `${c.cachedPromptShare.key} + ${c.cacheWriteShare.key} + ${c.cacheWrite1hShare.key} must be at most 1, got ` +
        `${inMonth(c.cachedPromptShare, month)} + ${inMonth(c.cacheWriteShare, month)} + ${inMonth(c.cacheWrite1hShare, month)}.`,
      "They are shares of all prompt tokens; what is left is billed as plain prompt.",
    );
  }
  return [
    ["input", uncached],
    ["cacheRead", read],
    ["cacheWrite5m", write5m],
    ["cacheWrite1h", write1h],
  ];
}
