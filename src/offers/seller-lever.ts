import { sellersOf, weightsOf } from "../prices/tokens/same-model.ts";
import { providerLabel } from "../prices/tokens/tokens-provider.ts";
import type { OfferTerms } from "../scenario/scenario.ts";
import { LEVER_NAMES, type Proposal } from "./lever.ts";
import { cheapestSeller, sameModelSellers } from "./sellers.ts";
import type { TokenPurchase } from "./token-purchase.ts";

/** The very same weights from the cheapest other seller: a new vendor, so the whole last mile. */
export function anotherSeller(state: TokenPurchase, terms: OfferTerms): Proposal {
  const refuse = (because: string) => ({ id: "seller" as const, name: LEVER_NAMES.seller, because });
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
