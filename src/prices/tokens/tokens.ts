import { calcPrice, findProvider } from "@pydantic/genai-prices";
import type { Provenance, Unknown } from "../../provenance.ts";
import { unknown } from "../../provenance.ts";
import { Decimal } from "../../units.ts";
import { isUnpinned, type ModelMatch, matchOf } from "./tokens-match.ts";
import { knownGap, type OverlayRates, overlayBreaks, overlayRates } from "./tokens-overlay.ts";
import { tokenProvider } from "./tokens-provider.ts";
import { type RateCard, TOKEN_CLASSES, type TokenRates, type TokenTier } from "./tokens-rates.ts";
import { onTerms, type TokenTerms } from "./tokens-terms.ts";

/** The only file that knows the price package. Pinned: a newer one may hold discounts that the overlay applies too. */
export const TOKEN_PRICES = {
  package: "@pydantic/genai-prices",
  version: "0.1.8",
  publishedAt: "2026-09-23",
} as const;

const PACKAGE: Provenance = {
  kind: "published",
  source: `${TOKEN_PRICES.package} ${TOKEN_PRICES.version}`,
  at: TOKEN_PRICES.publishedAt,
};

/** Package key → our class; all of them USD per 10⁶ tokens. */
const KEYS = {
  input: "input_mtok",
  cacheRead: "cache_read_mtok",
  cacheWrite5m: "cache_write_mtok",
  cacheWrite1h: "cache_write_1h_mtok",
  output: "output_mtok",
} as const;

type Found = NonNullable<ReturnType<typeof calcPrice>>;
type ModelPrice = Found["model_price"];

/**
 * What one seller charges for one model at one moment, on the given terms.
 *
 * Order: the overlay's rate valid on that day, then the package. An overlay rate replaces single rates of an entry that
 * was found by its own id, and the whole card otherwise, so that no rate of another model leaks in.
 *
 * @param model the seller's own id, e.g. `openai.gpt-oss-120b-1:0` at `aws`
 * @throws Error when `at` is not a date.
 */
export function tokenCard(provider: string, model: string, at: Date, terms: TokenTerms): RateCard | Unknown {
  const seller = tokenProvider(provider);
  if (seller === undefined)
    return unknown(`no token prices of a seller named ${provider}`, "give the rates under offers.own");
  const found = entryOf(seller, model, at);
  const overlay =
    terms.acceptOverlay === false ? undefined : overlayRates(seller, model, at.toISOString().slice(0, 10));
  const card = joined(seller, model, found, overlay);
  return "kind" in card ? card : onTerms(card, terms);
}

interface Entry {
  readonly found: Found;
  readonly match: ModelMatch;
  readonly unpinned: boolean;
  /** The seller has no entry of its own; the package answers with another vendor's list price. */
  readonly borrowed: boolean;
}

/** An empty usage asks for the rates of that moment without computing a total. */
function entryOf(provider: string, model: string, at: Date): Entry | undefined {
  const found = calcPrice({}, model, { providerId: provider, timestamp: at });
  if (found === null || found.provider.id !== provider) return undefined;
  const direct = matchOf(model, found.model.id, equalsOf(found.model.match));
  const borrowed = !found.provider.models.includes(found.model);
  return {
    found,
    match: borrowed && direct !== "pattern" ? "alias" : direct,
    unpinned: isUnpinned(model, direct),
    borrowed,
  };
}

type Match = Found["model"]["match"];

/** Every id that the entry's rule names as a whole. */
function equalsOf(match: Match): readonly string[] {
  if ("equals" in match) return [match.equals];
  if ("or" in match) return match.or.flatMap(equalsOf);
  if ("and" in match) return match.and.flatMap(equalsOf);
  return [];
}

/** Copied from a reseller's list by the package's authors: nobody sells the model under this name at this price. */
function imported(entry: Entry): boolean {
  const comments = entry.found.model.price_comments ?? "";
  return entry.found.provider.id !== "openrouter" && /imported from|open ?router/i.test(comments);
}

function joined(
  provider: string,
  model: string,
  entry: Entry | undefined,
  overlay: OverlayRates | undefined,
): RateCard | Unknown {
  const trusted = entry !== undefined && !imported(entry);
  if (overlay !== undefined && !(trusted && (entry.match === "exact" || entry.match === "form"))) {
    return overlayCard(provider, model, overlay);
  }
  if (!trusted) return noCard(provider, model, entry);
  const own = packageCard(provider, model, entry);
  if (overlay === undefined) return own;
  return {
    ...own,
    rates: { ...own.rates, ...overlay.rates },
    tiers: mergedTiers(own.tiers, overlay),
    overlaid: overlay.provenance,
  };
}

function mergedTiers(tiers: readonly TokenTier[], overlay: OverlayRates): TokenTier[] {
  const starts = [...new Set([...tiers.map((t) => t.abovePromptTokens), ...overlay.tiers.keys()])].sort(
    (a, b) => a - b,
  );
  return starts.map((start) => ({
    abovePromptTokens: start,
    rates: { ...tiers.findLast((t) => t.abovePromptTokens <= start)?.rates, ...overlay.tiers.get(start) },
  }));
}

function noCard(provider: string, model: string, entry: Entry | undefined): Unknown {
  const because =
    entry === undefined
      ? (knownGap(provider, model) ?? `not in ${TOKEN_PRICES.package} ${TOKEN_PRICES.version} or its overlay`)
      : "its only listed price was imported from a reseller";
  return unknown(
    `no token price for ${model} at ${provider}: ${because}`,
    "give the rates as an offer of offers.own (kind: tokens)",
  );
}

function overlayCard(provider: string, model: string, overlay: OverlayRates): RateCard {
  const provenance = overlay.provenance.input ?? overlay.provenance.output ?? PACKAGE;
  return {
    provider,
    requestedModel: model,
    model,
    match: "exact",
    unpinned: isUnpinned(model, "exact"),
    rates: overlay.rates,
    tiers: mergedTiers([], overlay),
    deprecated: false,
    notes: [],
    provenance,
    overlaid: overlay.provenance,
    facts: {},
  };
}

function packageCard(provider: string, model: string, { found, match, unpinned, borrowed }: Entry): RateCard {
  const price = found.model_price;
  const perThousand = price.requests_kcount;
  const comments = found.model.price_comments;
  return {
    provider,
    requestedModel: model,
    model: found.model.id,
    match,
    unpinned,
    rates: ratesOf(price, 0),
    tiers: startsOf(price).map((start) => ({ abovePromptTokens: start, rates: ratesOf(price, start) })),
    ...(typeof perThousand === "number" && { perThousandRequests: new Decimal(perThousand) }),
    deprecated: found.model.deprecated === true,
    notes: [
      ...(comments === undefined ? [] : [comments]),
      ...(borrowed ? [`${provider} has no entry of its own: priced as the maker's list`] : []),
    ],
    provenance: PACKAGE,
    overlaid: {},
    facts: {},
  };
}

function startsOf(price: ModelPrice): number[] {
  const values = Object.values(KEYS).map((key) => price[key]);
  const starts = values.flatMap((value) =>
    typeof value === "object" ? value.tiers.map((tier) => tier.start) : [],
  );
  return [...new Set(starts)].sort((a, b) => a - b);
}

/** The number's shortest decimal text is the rate; binary floats are never added up. */
function ratesOf(price: ModelPrice, start: number): TokenRates {
  return Object.fromEntries(
    TOKEN_CLASSES.flatMap((tokenClass) => {
      const value = price[KEYS[tokenClass]];
      if (value === undefined) return [];
      if (typeof value === "number") return [[tokenClass, new Decimal(value)]];
      const tier = value.tiers
        .toSorted((a, b) => a.start - b.start)
        .findLast((step) => step.start <= start && start > 0);
      return [[tokenClass, new Decimal(tier?.price ?? value.base)]];
    }),
  );
}

export interface PriceTimes {
  /** First days ("YYYY-MM-DD", UTC) of another price, ascending. */
  readonly breaks: readonly string[];
  /** Some rate depends on the hour of the day. */
  readonly byHour: boolean;
}

/** When one model's price at one seller changes, as far as the data knows. */
export function priceTimes(provider: string, model: string): PriceTimes {
  const seller = tokenProvider(provider);
  if (seller === undefined) return { breaks: [], byHour: false };
  const prices = entryOf(seller, model, new Date(0))?.found.model.prices;
  const conditions = Array.isArray(prices) ? prices.map((price) => price.constraint) : [];
  const starts = conditions.flatMap((c) => (c?.type === "start_date" ? [c.start_date] : []));
  return {
    breaks: [...new Set([...starts, ...overlayBreaks(seller, model)])].sort(),
    byHour: conditions.some((c) => c?.type === "time_of_date"),
  };
}

/** True when a seller of that name lists the model, or the overlay at least knows of it. */
export function isKnownModel(provider: string, model: string): boolean {
  const seller = tokenProvider(provider);
  if (seller === undefined) return false;
  return (
    entryOf(seller, model, new Date(0)) !== undefined ||
    overlayBreaks(seller, model).length > 0 ||
    knownGap(seller, model) !== undefined
  );
}

/** Ids that a seller's list names, for suggestions. */
export function modelIds(provider: string): readonly string[] {
  const seller = tokenProvider(provider);
  const listed = seller === undefined ? undefined : findProvider({ providerId: seller });
  return listed?.models.map((model) => model.id) ?? [];
}
