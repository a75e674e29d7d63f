import type { Provenance, Unknown } from "../../provenance.ts";
import { unknown } from "../../provenance.ts";
import type { Decimal } from "../../units.ts";
import { flatPrice, type UnitPrice } from "../charge.ts";
import type { ModelMatch } from "./tokens-match.ts";

/** Classes of tokens that sellers price apart. Reasoning is inside output. */
export const TOKEN_CLASSES = ["input", "cacheRead", "cacheWrite5m", "cacheWrite1h", "output"] as const;
export type TokenClass = (typeof TOKEN_CLASSES)[number];

/** USD per 10⁶ tokens; a class that the seller does not price is left out, never 0. */
export type TokenRates = { readonly [C in TokenClass]?: Decimal };

/** A request whose whole prompt exceeds `abovePromptTokens` pays these rates for all of its tokens: a cliff. */
export interface TokenTier {
  readonly abovePromptTokens: number;
  readonly rates: TokenRates;
}

/** What one seller charges for one model at one time. */
export interface RateCard {
  readonly provider: string;
  readonly requestedModel: string;
  /** The entry that the price comes from. */
  readonly model: string;
  readonly match: ModelMatch;
  /** The id follows a newer model by itself and may move to another price. */
  readonly unpinned: boolean;
  readonly rates: TokenRates;
  /** Ascending. */
  readonly tiers: readonly TokenTier[];
  /** USD per 1,000 requests beside the tokens; most cards have none. */
  readonly perThousandRequests?: Decimal;
  /** High end ÷ low end where a tier's premium is published as a range; the rates stand at the low end. */
  readonly highFactor?: Decimal;
  readonly deprecated: boolean;
  /** The source's own remarks and ours, for the report. */
  readonly notes: readonly string[];
  readonly provenance: Provenance;
  /** Classes whose rate comes from the overlay instead. */
  readonly overlaid: { readonly [C in TokenClass]?: Provenance };
  /** Multipliers that are inside the rates already, and the days of a mean. */
  readonly facts: Readonly<Record<string, string>>;
}

export interface RatesAt {
  /** 0: the card's base rates. */
  readonly abovePromptTokens: number;
  readonly rates: TokenRates;
}

/** The rates for a request of that many prompt tokens (cached ones included): a tier applies strictly above its start. */
export function ratesAt(card: RateCard, promptTokens: number): RatesAt {
  const tier = card.tiers.findLast((step) => promptTokens > step.abovePromptTokens);
  return tier ?? { abovePromptTokens: 0, rates: card.rates };
}

const WORDS: Readonly<Record<TokenClass, string>> = {
  input: "prompt",
  cacheRead: "cache-read",
  cacheWrite5m: "5-minute cache-write",
  cacheWrite1h: "1-hour cache-write",
  output: "output",
};

export interface ClassPrice {
  readonly price: UnitPrice | Unknown;
  /** Set where another class's rate had to stand in. */
  readonly note?: string;
}

/**
 * USD per Mtok of one class. Sellers bill cached tokens that have no price of their own as plain prompt tokens; output
 * and 1-hour writes without a price are unknown, because reading them as free or as cheap has cost others real money.
 */
export function classPrice(card: RateCard, at: RatesAt, tokenClass: TokenClass): ClassPrice {
  const own = at.rates[tokenClass];
  if (own !== undefined) return { price: unitPrice(card, at, tokenClass, own) };
  const name = `${card.provider}/${card.requestedModel}`;
  if ((tokenClass === "cacheRead" || tokenClass === "cacheWrite5m") && at.rates.input !== undefined) {
    return {
      price: unitPrice(card, at, "input", at.rates.input),
      note: `no ${WORDS[tokenClass]} price for ${name}: these tokens cost the prompt rate`,
    };
  }
  const where = at.abovePromptTokens > 0 ? ` above ${at.abovePromptTokens} prompt tokens` : "";
  return {
    price: unknown(
      `no ${WORDS[tokenClass]} price for ${name}${where}`,
      "give the rates as an offer of offers.own (kind: tokens)",
    ),
  };
}

function unitPrice(card: RateCard, at: RatesAt, tokenClass: TokenClass, usd: Decimal): UnitPrice {
  return flatPrice(usd, "Mtok", card.overlaid[tokenClass] ?? card.provenance, {
    seller: card.provider,
    model: card.requestedModel,
    match: card.match,
    ...(card.model !== card.requestedModel && { "priced as": card.model }),
    ...(at.abovePromptTokens > 0 && { tier: `prompts above ${at.abovePromptTokens} tokens` }),
    ...card.facts,
  });
}
