import { attention } from "../offers/one-off.ts";
import { purchaseCards } from "../offers/token-lines.ts";
import { tokenCharges, tokenTotal } from "../offers/tokens.ts";
import type { TokenPurchase } from "../offers/token-purchase.ts";
import type { Charge } from "../prices/charge.ts";
import { totalOf } from "../prices/charge.ts";
import type { Scenario } from "../scenario/scenario.ts";
import type { Alternative, Month } from "./alternative.ts";
import { boughtCurve } from "./curve.ts";
import { requestsIn } from "./llm-volume.ts";

/** What a row of bought tokens is called and costs once. */
export interface TokenRow extends Pick<Alternative, "id" | "kind" | "name" | "model" | "quality" | "doing"> {
  readonly purchase: TokenPurchase;
  readonly oneOff: readonly Charge[];
  readonly notes?: readonly string[];
}

/** Tokens bought month by month, each month at its own date's prices. */
export function tokenAlternative(scenario: Scenario, row: TokenRow): Alternative {
  const { purchase } = row;
  const people = attentionOf(scenario);
  const peopleUsd = totalOf(people).usd.toNumber();
  const first = tokenCharges(purchase, 1);
  const volume = requestsIn(purchase.part, 1);
  const at = (factor: number) => tokenTotal(purchase, 1, factor).usd.toNumber() + peopleUsd;
  return {
    id: row.id,
    part: "llm",
    kind: row.kind,
    name: row.name,
    model: row.model,
    seller: purchase.seller.provider,
    sellerModel: purchase.seller.model,
    ...(row.doing !== undefined && { doing: row.doing }),
    quality: row.quality,
    feasible: { kind: "yes" },
    oneOff: row.oneOff,
    monthly: [...first.charges, ...people],
    months: tokenMonths(purchase, scenario.horizonMonths, peopleUsd),
    usdAt: (requests) => (volume === 0 ? at(0) : at(requests / volume)),
    get curve() {
      return boughtCurve((requests) => (volume === 0 ? at(0) : at(requests / volume)), volume);
    },
    ...rangeOf(purchase, at(1), peopleUsd),
    notes: [...first.notes, ...(row.notes ?? [])],
  };
}

/** Hours of watching a bought service; no line when nobody spends any. */
export function attentionOf(scenario: Scenario): readonly Charge[] {
  const charge = attention(scenario.offers, scenario.people);
  return scenario.offers.attentionHoursPerMonth.base === 0 ? [] : [charge];
}

/** A month with the same volume and the same card as the one before costs the same: only changes are computed. */
function tokenMonths(purchase: TokenPurchase, horizon: number, peopleUsd: number): Month[] {
  const listed = purchase.part.classes.some((c) => Object.values(c).some((value) => typeof value === "object" && value.months !== undefined));
  let last: { cards: ReturnType<typeof purchaseCards>; month: Month } | undefined;
  return Array.from({ length: horizon }, (_, i) => {
    const cards = purchaseCards(purchase, i + 1);
    const volume = requestsIn(purchase.part, i + 1);
    const same = !listed && last?.month.volume === volume && last.cards.standard === cards.standard && last.cards.batch === cards.batch;
    const month = same && last ? last.month : tokenMonth(purchase, i + 1, peopleUsd);
    last = { cards, month };
    return month;
  });
}

function tokenMonth(purchase: TokenPurchase, month: number, peopleUsd: number): Month {
  const { usd, atLeast } = tokenTotal(purchase, month);
  const machinesUsd = usd.toNumber();
  return { usd: machinesUsd + peopleUsd, machinesUsd, peopleUsd, volume: requestsIn(purchase.part, month), atLeast };
}

/** The ends of the reasoning multiplier, when it has any. */
function rangeOf(purchase: TokenPurchase, base: number, peopleUsd: number): Pick<Alternative, "range"> | undefined {
  const { reasoningMultiplier: m } = purchase;
  if (!m.ranged) return undefined;
  const end = (value: number) =>
    tokenTotal({ ...purchase, reasoningMultiplier: { ...m, low: value, base: value, high: value } }, 1).usd.toNumber() + peopleUsd;
  const [low, high] = [end(m.low), end(m.high)];
  if (low === base && high === base) return undefined;
  return { range: { low, high, because: `reasoning × ${m.low} to × ${m.high} of the visible output` } };
}
