import { InputError } from "../errors.ts";
import { isUnknown } from "../prices/charge.ts";
import { calendarMonth } from "../prices/tokens/calendar-month.ts";
import { sellersOf } from "../prices/tokens/same-model.ts";
import { isKnownModel, modelIds } from "../prices/tokens/tokens.ts";
import { monthCard } from "../prices/tokens/tokens-month.ts";
import { providerLabel, TOKEN_PROVIDERS, tokenProvider } from "../prices/tokens/tokens-provider.ts";
import type { RateCard } from "../prices/tokens/tokens-rates.ts";
import type { Unknown } from "../provenance.ts";
import { nearest } from "../scenario/issue.ts";
import type { Decimal } from "../units.ts";
import type { Seller, TokenPurchase } from "./token-purchase.ts";
import { tokenTotal } from "./tokens.ts";

/** One seller of an open model's very weights, with its card in month 1. */
export interface ModelSeller {
  readonly seller: Seller;
  /** "Bedrock" */
  readonly label: string;
  readonly card: RateCard | Unknown;
  /** Precision or version, as far as the seller says. */
  readonly note?: string;
}

/**
 * Sellers of an open model, in the order of the file: only those that are checked to serve the same weights.
 * Resellers are not sellers; a seller without a price stays in the list with its reason.
 *
 * @param model repository id, e.g. `openai/gpt-oss-120b`
 */
export function sameModelSellers(
  model: string,
  purchase: Pick<TokenPurchase, "part" | "asOf">,
): readonly ModelSeller[] {
  const { part, asOf } = purchase;
  const terms = { tier: part.tier, geography: part.geography };
  return sellersOf(model)
    .filter((row) => row.default)
    .map((row) => ({
      seller: { provider: row.provider, model: row.sellerModel },
      label: providerLabel(row.provider),
      card: monthCard(row.provider, row.sellerModel, calendarMonth(asOf, 1), terms, part.hourProfile),
      ...(row.note !== undefined && { note: row.note }),
    }));
}

export interface CheapestSeller {
  readonly seller: ModelSeller;
  readonly purchase: TokenPurchase;
  /** Month 1, unrounded. */
  readonly usd: Decimal;
}

/** The seller whose month 1 costs least; one without a full price is passed over, the first of equals is taken. */
export function cheapestSeller(
  sellers: readonly ModelSeller[],
  workload: Omit<TokenPurchase, "seller">,
  volume = 1,
): CheapestSeller | undefined {
  let best: CheapestSeller | undefined;
  for (const seller of sellers) {
    if (isUnknown(seller.card)) continue;
    const purchase: TokenPurchase = { ...workload, seller: seller.seller };
    const { usd, atLeast } = tokenTotal(purchase, 1, volume);
    if (!atLeast && (best === undefined || usd.lessThan(best.usd))) best = { seller, purchase, usd };
  }
  return best;
}

/**
 * The seller behind `provider/model` of a scenario, by the project's name.
 * @param key where it stands in the scenario, for the message
 * @throws InputError for a seller or a model that no list knows; a known model without a price is no error.
 */
export function sellerOf(provider: string, model: string, key: string): Seller {
  if (provider === "own") return { provider, model };
  const known = tokenProvider(provider);
  if (known === undefined) {
    const near = nearest(provider, TOKEN_PROVIDERS);
    throw new InputError(
      "PROVIDER_UNKNOWN",
      `${key} names the seller ${provider}, but known are ${TOKEN_PROVIDERS.join(", ")}.`,
      near === undefined
        ? "Give its rates under offers.own and name it own/<name>."
        : `Did you mean ${near}/${model}?`,
    );
  }
  if (!isKnownModel(known, model)) {
    const near = nearest(model, modelIds(known));
    throw new InputError(
      "MODEL_UNKNOWN",
      `${key} names ${model} at ${providerLabel(known)}, but no price list holds it.`,
      `Check the spelling${near === undefined ? "" : ` (did you mean ${near}?)`}, or give its rates under offers.own and name it own/<name>.`,
    );
  }
  return { provider: known, model };
}
