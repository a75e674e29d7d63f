import { type Charge, costOf, type Driver, isUnknown, totalOf } from "../prices/charge.ts";
import { providerLabel } from "../prices/tokens/tokens-provider.ts";
import { classPrice, type RateCard, type TokenClass } from "../prices/tokens/tokens-rates.ts";
import type { Unknown } from "../provenance.ts";
import { inMonth } from "../scenario/figure.ts";
import type { Decimal } from "../units.ts";
import { digits, driverOf, percent, uniqueByName } from "./formula.ts";
import { type OwnRequest, ownRequestCharges, ownRequestOffer } from "./own-request.ts";
import { requestFee } from "./request-fee.ts";
import { type Contribution, purchaseCards, type TokenLine, tokenLines } from "./token-lines.ts";
import { cardNotes, tierNotes } from "./token-notes.ts";
import type { TokenPurchase } from "./token-purchase.ts";

/** A month's tokens, line by line, with what the reader must see beside them. */
export interface TokenBill {
  readonly charges: readonly Charge[];
  readonly notes: readonly string[];
  /** The card of the standard part: its match and date go beside the price. Absent for an own offer by request. */
  readonly card?: RateCard | Unknown;
}

/**
 * What buying the tokens of month t costs, at that month's rates.
 *
 * @param month 1..H; month 1 is the first full calendar month after `asOf`
 * @param volume on every class's requests; 1 by default
 * @throws InputError when the shares of cached tokens exceed the prompt.
 */
export function tokenCharges(purchase: TokenPurchase, month: number, volume = 1): TokenBill {
  const byRequest = requestOffer(purchase);
  if (byRequest !== undefined) {
    return { charges: ownRequestCharges(byRequest, purchase.part.classes, month, volume), notes: [] };
  }
  if (billsNoVolume(purchase)) return { charges: [], notes: [] };
  const cards = purchaseCards(purchase, month);
  const lines = tokenLines(purchase, month, cards, volume);
  const priced = lines.map((line) => chargeOf(purchase, line, month));
  const perRequest = requestFee(lines);
  return {
    charges: [...priced.map((p) => p.charge), ...perRequest],
    notes: [
      ...new Set([
        ...cardNotes(cards),
        ...lines.flatMap((line) => tierNotes(line, month)),
        ...priced.flatMap((p) => p.notes),
      ]),
    ],
    card: cards.standard,
  };
}

/** The same month's sum without its lines: for many months, volumes and ends of ranges. */
export function tokenTotal(
  purchase: TokenPurchase,
  month: number,
  volume = 1,
): { readonly usd: Decimal; readonly atLeast: boolean } {
  const byRequest = requestOffer(purchase);
  if (byRequest !== undefined) {
    const total = totalOf(ownRequestCharges(byRequest, purchase.part.classes, month, volume));
    return { usd: total.usd, atLeast: total.unknowns.length > 0 };
  }
  if (billsNoVolume(purchase)) return totalOfNothing();
  const lines = tokenLines(purchase, month, purchaseCards(purchase, month), volume);
  let usd = totalOf(requestFee(lines)).usd;
  let atLeast = false;
  for (const line of lines) {
    const cost = costOf(line.mtok, priceOf(line).price);
    if (cost.kind === "known") usd = usd.plus(cost.usd);
    else atLeast = true;
  }
  return { usd, atLeast };
}

function requestOffer(purchase: TokenPurchase): OwnRequest | undefined {
  return purchase.seller.provider === "own"
    ? ownRequestOffer(purchase.own, purchase.seller.model)
    : undefined;
}

/** An own offer of fixed amounts only. */
function billsNoVolume({ seller, own }: TokenPurchase): boolean {
  return seller.provider === "own" && own.some(({ name, kind }) => name === seller.model && kind === "fixed");
}

function totalOfNothing() {
  return { usd: totalOf([]).usd, atLeast: false };
}

function priceOf(line: TokenLine) {
  return isUnknown(line.card) ? { price: line.card } : classPrice(line.card, line.at, line.tokenClass);
}

const NAMES: Readonly<Record<TokenClass, string>> = {
  input: "Prompt tokens",
  cacheRead: "Cached prompt tokens",
  cacheWrite5m: "Cache writes, 5 minutes",
  cacheWrite1h: "Cache writes, 1 hour",
  output: "Output tokens",
};

function chargeOf(
  purchase: TokenPurchase,
  line: TokenLine,
  month: number,
): { charge: Charge; notes: readonly string[] } {
  const { seller } = purchase;
  const { price, note } = { note: undefined, ...priceOf(line) };
  const above = line.at.abovePromptTokens;
  const varies = [
    seller.model,
    seller.provider === "own" ? "your rates" : providerLabel(seller.provider),
    ...(line.batch ? ["batch"] : []),
    ...(above > 0 ? [`prompts above ${digits(above)}`] : []),
  ].join(", ");
  const charge: Charge = {
    id: [
      "tokens",
      ...(line.batch ? ["batch"] : []),
      line.tokenClass,
      ...(above > 0 ? [`above${above}`] : []),
    ].join("."),
    name: `${NAMES[line.tokenClass]} (${varies})`,
    category: "tokens",
    origin: "offer",
    quantity: line.mtok,
    unit: "Mtok",
    formula: line.parts.map((part) => formulaOf(purchase, line.tokenClass, part, month)).join(" + "),
    drivers: uniqueByName(line.parts.flatMap((part) => driversOf(purchase, line, part, month))),
    price,
    cost: costOf(line.mtok, price),
  };
  return { charge, notes: note === undefined ? [] : [note] };
}

/** "1,700,000 requests × 2,400 tokens × 50 % ÷ 10⁶" */
function formulaOf(
  purchase: TokenPurchase,
  tokenClass: TokenClass,
  part: Contribution,
  month: number,
): string {
  const factors = [`${digits(part.requests)} requests`];
  if (tokenClass === "output") {
    factors.push(`${digits(inMonth(part.requestClass.outputTokens, month))} tokens`);
    const reasoning = inMonth(purchase.reasoningMultiplier, month);
    if (reasoning !== 1) factors.push(`${digits(reasoning)} reasoning`);
  } else {
    if (!part.tries.eq(1)) factors.push(`${digits(part.tries)} tries`);
    factors.push(`${digits(inMonth(part.requestClass.promptTokens, month))} tokens`);
    if (!part.share.eq(1)) factors.push(percent(part.share));
  }
  const tokenizer = inMonth(purchase.part.tokenizerFactor, month);
  if (purchase.anotherTokenizer === true && tokenizer !== 1) factors.push(`${digits(tokenizer)} tokenizer`);
  return `${factors.join(" × ")} ÷ 10⁶`;
}

/** The figures that moved the quantity; those that changed nothing are left out. */
function driversOf(purchase: TokenPurchase, line: TokenLine, part: Contribution, month: number): Driver[] {
  const c = part.requestClass;
  const always = [driverOf(c.requestsPerMonth, "requests/month", inMonth(c.requestsPerMonth, month))];
  const output = line.tokenClass === "output";
  const size = output ? c.outputTokens : c.promptTokens;
  always.push(driverOf(size, "tokens", inMonth(size, month)));
  const lever = purchase.levers?.cache === true;
  const moved = [
    { figure: c.growthPerMonth, unit: "per month", neutral: 0 },
    {
      figure: purchase.levers?.batch === true ? c.batchShare : c.batchedShare,
      unit: "of requests",
      neutral: 0,
    },
    ...(output
      ? [{ figure: purchase.reasoningMultiplier, unit: "billed ÷ visible", neutral: 1 }]
      : [
          { figure: c.retryRate, unit: "of requests", neutral: 0 },
          { figure: c.cachedPromptShare, unit: "of prompt tokens", neutral: 0 },
          { figure: c.cacheWriteShare, unit: "of prompt tokens", neutral: 0 },
          { figure: c.cacheWrite1hShare, unit: "of prompt tokens", neutral: 0 },
          ...(lever
            ? [
                { figure: c.sharedPrefixTokens, unit: "tokens", neutral: 0 },
                // What is missed is written instead of read: the plain prompt does not see it.
                ...(line.tokenClass === "input"
                  ? []
                  : [{ figure: c.cacheMissShare, unit: "of the prefix", neutral: 0 }]),
              ]
            : []),
        ]),
    ...(purchase.anotherTokenizer === true
      ? [{ figure: purchase.part.tokenizerFactor, unit: "ratio", neutral: 1 }]
      : []),
  ];
  return [
    ...always,
    ...moved
      .filter(({ figure, neutral }) => figure.ranged || inMonth(figure, month) !== neutral)
      .map(({ figure, unit }) => driverOf(figure, unit, inMonth(figure, month))),
  ];
}
