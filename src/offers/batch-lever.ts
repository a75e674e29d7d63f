import { isUnknown } from "../prices/charge.ts";
import { providerLabel } from "../prices/tokens/tokens-provider.ts";
import { inMonth } from "../scenario/figure.ts";
import type { OfferTerms } from "../scenario/scenario.ts";
import { Decimal } from "../units.ts";
import { digits } from "./formula.ts";
import { LEVER_NAMES, type Proposal } from "./lever.ts";
import { purchaseCards } from "./token-lines.ts";
import type { TokenPurchase } from "./token-purchase.ts";

/** Requests that may wait up to 24 h, at the batch price. */
export function batchWhatMayWait(state: TokenPurchase, terms: OfferTerms): Proposal {
  const refuse = (because: string) => ({ id: "batch" as const, name: LEVER_NAMES.batch, because });
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
    name: LEVER_NAMES.batch,
    purchase,
    hours: terms.settingsHours,
    because: `${more.map((c) => `${digits(new Decimal(inMonth(c.batchShare, 1)).times(100))} % of ${c.name}`).join(", ")} may wait, at ${providerLabel(seller.provider)}'s batch price`,
    notes: assumed,
  };
}
