import type { OfferTerms } from "../scenario/scenario.ts";
import type { Decimal } from "../units.ts";
import { batchWhatMayWait } from "./batch-lever.ts";
import { cacheThePrefix } from "./cache-lever.ts";
import { digits } from "./formula.ts";
import { LEVER_NAMES, type Lever, type LeverKind, type Proposal, type RefusedLever } from "./lever.ts";
import { anotherSeller } from "./seller-lever.ts";
import type { TokenPurchase } from "./token-purchase.ts";
import { tokenTotal } from "./tokens.ts";

export interface Levers {
  /** In the order in which to pull them: best saving per hour first, each measured on top of the last. */
  readonly pulled: readonly Lever[];
  readonly refused: readonly RefusedLever[];
}

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
        name: LEVER_NAMES[id],
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
