import type { TokenPurchase } from "../offers/token-purchase.ts";
import type { Candidate } from "../scenario/llm-terms.ts";
import type { OwnOffer } from "../scenario/own-offer.ts";
import { slugOf } from "./adapted.ts";

/**
 * What a tuned model is bought at, where the reader gave its rates or its machines: an own offer that no file names.
 * Undefined: it is billed as its base model.
 */
export function tunedOffer(candidate: Candidate): OwnOffer | undefined {
  const { rates, host } = candidate.tuning ?? {};
  const name = slugOf(candidate);
  if (rates !== undefined) return { kind: "tokens", name, place: "api", ...rates };
  return host === undefined ? undefined : { kind: "fixed", name, place: "api", host };
}

/** The same purchase at that offer. */
export function boughtTuned(purchase: Omit<TokenPurchase, "seller">, offer: OwnOffer): TokenPurchase {
  return {
    ...purchase,
    own: [...purchase.own, offer],
    seller: { provider: "own", model: offer.name },
  };
}
