import { type RateCard, TOKEN_CLASSES, type TokenRates } from "../prices/tokens/tokens-rates.ts";
import type { Figure } from "../scenario/figure.ts";
import { Decimal } from "../units.ts";
import type { TokenPurchase } from "./token-purchase.ts";

/** What the scenario multiplies this seller's list price with; undefined: nothing. */
export function priceFactor({ part, seller }: Pick<TokenPurchase, "part" | "seller">): Figure | undefined {
  return part.priceFactors?.find(({ of }) => of === `${seller.provider}/${seller.model}`)?.factor;
}

const known = new WeakMap<RateCard, Map<number, RateCard>>();

/** All rates of a card times a factor; the same card for the same factor, because equal months are told by it. */
export function repriced(card: RateCard, factor: number): RateCard {
  if (factor === 1) return card;
  const made = known.get(card) ?? new Map<number, RateCard>();
  known.set(card, made);
  const found = made.get(factor) ?? times(card, new Decimal(factor));
  made.set(factor, found);
  return found;
}

function times(card: RateCard, factor: Decimal): RateCard {
  const rates = (listed: TokenRates): TokenRates =>
    Object.fromEntries(
      TOKEN_CLASSES.flatMap((tokenClass) => {
        const usd = listed[tokenClass];
        return usd === undefined ? [] : [[tokenClass, usd.times(factor)]];
      }),
    );
  return {
    ...card,
    rates: rates(card.rates),
    tiers: card.tiers.map((tier) => ({ ...tier, rates: rates(tier.rates) })),
    ...(card.perThousandRequests && { perThousandRequests: card.perThousandRequests.times(factor) }),
    facts: { ...card.facts, "× list price": `${factor.toString()} (llm.priceFactors)` },
  };
}
