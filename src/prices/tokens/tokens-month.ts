import type { Unknown } from "../../provenance.ts";
import { Decimal } from "../../units.ts";
import { isUnknown } from "../charge.ts";
import { type CalendarMonth, DAY_MS, dayText, firstDay, lastDay, noon } from "./calendar-month.ts";
import { type PriceTimes, priceTimes, tokenCard } from "./tokens.ts";
import { type RateCard, ratesAt, TOKEN_CLASSES, type TokenClass, type TokenRates } from "./tokens-rates.ts";
import type { TokenTerms } from "./tokens-terms.ts";

/** One model at one seller on one set of terms; answers stay equal, so they are kept. */
export class CardHistory {
  readonly times: PriceTimes;
  private readonly bySegment = new Map<string, RateCard | Unknown>();
  private readonly byMonth = new Map<string, RateCard | Unknown>();
  private readonly provider: string;
  private readonly model: string;
  private readonly terms: TokenTerms;
  private readonly hours: readonly number[];

  constructor(provider: string, model: string, terms: TokenTerms, hours: readonly number[]) {
    this.provider = provider;
    this.model = model;
    this.terms = terms;
    this.hours = hours;
    this.times = priceTimes(provider, model);
  }

  inMonth(month: CalendarMonth): RateCard | Unknown {
    const first = firstDay(month);
    const kept = this.byMonth.get(first);
    if (kept !== undefined) return kept;
    const card = this.mean(first, lastDay(month));
    this.byMonth.set(first, card);
    return card;
  }

  /** The card of a day: one per stretch between two price changes. */
  onDay(day: string): RateCard | Unknown {
    const segment = this.times.breaks.findLast((start) => start <= day) ?? "";
    const kept = this.bySegment.get(segment);
    if (kept !== undefined) return kept;
    const card = this.times.byHour
      ? this.meanOfDay(day)
      : tokenCard(this.provider, this.model, noon(day), this.terms);
    this.bySegment.set(segment, card);
    return card;
  }

  /** A month's rate is the mean of its days' rates. */
  private mean(first: string, last: string): RateCard | Unknown {
    const starts = [first, ...this.times.breaks.filter((day) => first < day && day <= last)];
    const weighed = starts.map((from, i) => {
      const until = starts[i + 1] ?? dayText(new Date(noon(last).getTime() + DAY_MS));
      return {
        card: this.onDay(from),
        weight: Math.round((noon(until).getTime() - noon(from).getTime()) / DAY_MS),
        from,
      };
    });
    const mean = meanCard(weighed);
    if (weighed.length === 1 || isUnknown(mean)) return mean;
    const days = weighed.map(({ from, weight }) => `${weight} days from ${from}`).join(", ");
    return { ...mean, facts: { ...mean.facts, "mean of": days } };
  }

  /** Half hours of one day, weighed by how much of the work falls into each hour. */
  private meanOfDay(day: string): RateCard | Unknown {
    const midnight = noon(day).getTime() - DAY_MS / 2;
    const mean = meanCard(
      Array.from({ length: 48 }, (_, half) => ({
        card: tokenCard(this.provider, this.model, new Date(midnight + half * (DAY_MS / 48)), this.terms),
        weight: this.hours[Math.floor(half / 2)] ?? 1,
      })),
    );
    if (isUnknown(mean)) return mean;
    const how = this.hours.every((weight) => weight === this.hours[0]) ? "a flat day" : "llm.hourProfile";
    return { ...mean, facts: { ...mean.facts, "mean over": `48 half hours (UTC) by ${how}` } };
  }
}

interface Weighed {
  readonly card: RateCard | Unknown;
  readonly weight: number;
}

/** Σ weight × rate ÷ Σ weight, class by class and tier by tier; unknown as soon as one part is. */
function meanCard(parts: readonly Weighed[]): RateCard | Unknown {
  const cards: { card: RateCard; weight: number }[] = [];
  for (const { card, weight } of parts) {
    if (isUnknown(card)) return card;
    if (weight > 0) cards.push({ card, weight });
  }
  const first = cards[0]?.card;
  const latest = cards.at(-1)?.card;
  if (first === undefined || latest === undefined) throw new Error("a mean of no prices");
  if (cards.every(({ card }) => card === first)) return first;
  const starts = [...new Set(cards.flatMap(({ card }) => card.tiers.map((t) => t.abovePromptTokens)))].sort(
    (a, b) => a - b,
  );
  return {
    ...latest,
    rates: meanRates(cards, 0),
    tiers: starts.map((start) => ({ abovePromptTokens: start, rates: meanRates(cards, start + 1) })),
  };
}

function meanRates(cards: readonly { card: RateCard; weight: number }[], promptTokens: number): TokenRates {
  const total = cards.reduce((sum, { weight }) => sum.plus(weight), new Decimal(0));
  const mean = (tokenClass: TokenClass): Decimal | undefined => {
    let sum = new Decimal(0);
    for (const { card, weight } of cards) {
      const usd = ratesAt(card, promptTokens).rates[tokenClass];
      if (usd === undefined) return undefined;
      sum = sum.plus(usd.times(weight));
    }
    return sum.div(total);
  };
  return Object.fromEntries(
    TOKEN_CLASSES.flatMap((tokenClass) => {
      const usd = mean(tokenClass);
      return usd === undefined ? [] : [[tokenClass, usd]];
    }),
  );
}

const histories = new Map<string, CardHistory>();

/** One history per model, seller, terms and profile, kept for the life of the program. */
export function historyOf(
  provider: string,
  model: string,
  terms: TokenTerms,
  profile?: readonly number[],
): CardHistory {
  const overlay = terms.acceptOverlay === false ? "package" : "";
  const key = [provider, model, terms.tier, terms.geography, overlay, profile?.join() ?? ""].join("|");
  const kept = histories.get(key);
  if (kept !== undefined) return kept;
  const made = new CardHistory(provider, model, terms, hoursOfDay(profile));
  histories.set(key, made);
  return made;
}

const FLAT: readonly number[] = Array.from({ length: 24 }, () => 1);

/** 24 weights of a day; 168 weights of a week are added up, because no price depends on the weekday. */
function hoursOfDay(profile: readonly number[] | undefined): readonly number[] {
  if (profile === undefined) return FLAT;
  return FLAT.map((_, hour) => profile.reduce((sum, weight, i) => (i % 24 === hour ? sum + weight : sum), 0));
}

/**
 * A month's rates: the mean of its days' rates, each day at its own price; hours weighed by the profile (24 or 168 UTC
 * weights, flat when left out) where the price depends on the hour. Unknown when some day has no price.
 */
export function monthCard(
  provider: string,
  model: string,
  month: CalendarMonth,
  terms: TokenTerms,
  profile?: readonly number[],
): RateCard | Unknown {
  return historyOf(provider, model, terms, profile).inMonth(month);
}
