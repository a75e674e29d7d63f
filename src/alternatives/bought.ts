import { attention, exit } from "../offers/one-off.ts";
import { priceFactor } from "../offers/price-factor.ts";
import { purchaseCards } from "../offers/token-lines.ts";
import type { TokenPurchase } from "../offers/token-purchase.ts";
import { type TokenBill, tokenCharges, tokenTotal } from "../offers/tokens.ts";
import type { Charge } from "../prices/charge.ts";
import { totalOf } from "../prices/charge.ts";
import type { LlmPart } from "../scenario/llm-terms.ts";
import type { Scenario } from "../scenario/scenario.ts";
import type { Alternative, Month } from "./alternative.ts";
import type { PlanContext } from "./context.ts";
import { boughtCurve } from "./curve.ts";
import { requestsIn } from "./llm-volume.ts";
import { isOwnHosted, withOwnTerms } from "./own-offer.ts";

/** What a row of bought tokens is called and costs once. */
export interface TokenRow
  extends Pick<Alternative, "id" | "kind" | "name" | "model" | "quality" | "doing" | "doubt"> {
  readonly purchase: TokenPurchase;
  readonly oneOff: readonly Charge[];
  readonly notes?: readonly string[];
}

/** What a purchase costs, people left out: the same for every plan in which nothing of the purchase changes. */
export interface TokenCosts {
  /** Lines and remarks of month 1; a plan behind a flip needs them only where something is unknown. */
  readonly first: Pick<TokenBill, "charges" | "notes">;
  readonly months: readonly Month[];
  readonly range?: Alternative["range"];
}

const NO_LINES: TokenCosts["first"] = { charges: [], notes: [] };

/** Tokens bought month by month, each month at its own date's prices. */
export function tokenAlternative({ scenario, tokens, quick }: PlanContext, row: TokenRow): Alternative {
  const { purchase } = row;
  const offer =
    purchase.seller.provider === "own"
      ? purchase.own.find(({ name }) => name === purchase.seller.model)
      : undefined;
  const people = isOwnHosted(offer) ? [] : attentionOf(scenario);
  const peopleUsd = totalOf(people).usd.toNumber();
  const key = `${purchaseKey(purchase)} ${scenario.horizonMonths}`;
  const costs = tokens.get(key) ?? costsOf(purchase, scenario.horizonMonths, quick);
  tokens.set(key, costs);
  const { first, range } = costs;
  const volume = requestsIn(purchase.part, 1);
  const at = (factor: number) => tokenTotal(purchase, 1, factor).usd.toNumber() + peopleUsd;
  const made: Alternative = {
    id: row.id,
    part: "llm",
    kind: row.kind,
    name: row.name,
    model: row.model,
    seller: purchase.seller.provider,
    sellerModel: purchase.seller.model,
    ...(row.doing !== undefined && { doing: row.doing }),
    ...(row.doubt !== undefined && { doubt: row.doubt }),
    quality: row.quality,
    feasible: { kind: "yes" },
    oneOff: row.oneOff,
    ...exitOf(scenario),
    monthly: [...first.charges, ...people],
    months:
      peopleUsd === 0
        ? costs.months
        : costs.months.map((month) => ({ ...month, usd: month.usd + peopleUsd, peopleUsd })),
    usdAt: (requests) => (volume === 0 ? at(0) : at(requests / volume)),
    get curve() {
      return boughtCurve((requests) => (volume === 0 ? at(0) : at(requests / volume)), volume);
    },
    ...(range && { range: { ...range, low: range.low + peopleUsd, high: range.high + peopleUsd } }),
    notes: [...first.notes, ...(row.notes ?? [])],
  };
  return offer === undefined ? made : withOwnTerms(scenario, made, offer);
}

function costsOf(purchase: TokenPurchase, horizon: number, quick: boolean): TokenCosts {
  const months = tokenMonths(purchase, horizon);
  if (quick && !months.some(({ atLeast }) => atLeast)) return { first: NO_LINES, months };
  return {
    first: tokenCharges(purchase, 1),
    months,
    ...rangeOf(purchase, tokenTotal(purchase, 1).usd.toNumber()),
  };
}

/** Everything that a purchase's lines follow from: hosting, peaks and qualities are not among it. */
export function purchaseKey({
  part,
  seller,
  reasoningMultiplier: m,
  levers,
  running,
  anotherTokenizer,
  own,
  asOf,
}: TokenPurchase): string {
  const sold = seller.provider === "own" ? own.filter(({ name }) => name === seller.model) : [];
  const factor = priceFactor({ part, seller });
  return `${workloadKey(part)} ${JSON.stringify([seller, factor && [factor.base, factor.months], [m.low, m.base, m.high, m.months], levers, running, anotherTokenizer, asOf, sold])}`;
}

const workloadKeys = new WeakMap<LlmPart, string>();

/** Keys of a request class and of a figure that no bought line follows from. */
const NOT_BOUGHT = new Set([
  "provenance",
  "ranged",
  "key",
  "peakToMean",
  "withinHourPeak",
  "busyDay",
  "ttftP95Ms",
  "tpotMs",
  "outputTokensMax",
  "quality",
]);

function workloadKey(part: LlmPart): string {
  const known = workloadKeys.get(part);
  if (known !== undefined) return known;
  const {
    hosting: _h,
    candidates: _c,
    today: _t,
    billedUsdPerMonth: _b,
    hybrid: _y,
    priceFactors: _p,
    ...workload
  } = part;
  const key = JSON.stringify(workload, (name, value) => (NOT_BOUGHT.has(name) ? undefined : value));
  workloadKeys.set(part, key);
  return key;
}

/** Hours of watching a bought service; no line when nobody spends any. */
export function attentionOf(scenario: Scenario): readonly Charge[] {
  const charge = attention(scenario.offers, scenario.people);
  return scenario.offers.attentionHoursPerMonth.base === 0 ? [] : [charge];
}

/** Hours of leaving a bought service at the end of the horizon; no line when nobody plans to. */
export function exitOf({ offers, people }: Scenario): Pick<Alternative, "exit"> {
  return offers.exitHours.base === 0 ? {} : { exit: [exit(offers, people)] };
}

/** A month with the same volume and the same card as the one before costs the same: only changes are computed. */
function tokenMonths(purchase: TokenPurchase, horizon: number): Month[] {
  const listed = purchase.part.classes.some((c) =>
    Object.values(c).some((value) => typeof value === "object" && value.months !== undefined),
  );
  let last: { cards: ReturnType<typeof purchaseCards>; month: Month } | undefined;
  return Array.from({ length: horizon }, (_, i) => {
    const cards = purchaseCards(purchase, i + 1);
    const volume = requestsIn(purchase.part, i + 1);
    const same =
      !listed &&
      last?.month.volume === volume &&
      last.cards.standard === cards.standard &&
      last.cards.batch === cards.batch;
    const month = same && last ? last.month : tokenMonth(purchase, i + 1);
    last = { cards, month };
    return month;
  });
}

function tokenMonth(purchase: TokenPurchase, month: number): Month {
  const { usd: exact, atLeast } = tokenTotal(purchase, month);
  const usd = exact.toNumber();
  return { usd, machinesUsd: usd, peopleUsd: 0, volume: requestsIn(purchase.part, month), atLeast };
}

/** The ends of the reasoning multiplier, when it has any. */
function rangeOf(purchase: TokenPurchase, base: number): Pick<Alternative, "range"> | undefined {
  const { reasoningMultiplier: m } = purchase;
  if (!m.ranged) return undefined;
  const end = (value: number) =>
    tokenTotal(
      { ...purchase, reasoningMultiplier: { ...m, low: value, base: value, high: value } },
      1,
    ).usd.toNumber();
  const [low, high] = [end(m.low), end(m.high)];
  if (low === base && high === base) return undefined;
  return { range: { low, high, because: `reasoning × ${m.low} to × ${m.high} of the visible output` } };
}
