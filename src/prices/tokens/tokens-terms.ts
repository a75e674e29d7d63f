import type { Unknown } from "../../provenance.ts";
import { unknown } from "../../provenance.ts";
import { Decimal } from "../../units.ts";
import { covers, type TermRow, termRows } from "./tokens-overlay.ts";
import { providerLabel } from "./tokens-provider.ts";
import { type RateCard, TOKEN_CLASSES, type TokenClass, type TokenRates } from "./tokens-rates.ts";

/**
 * How tokens are bought: service tier ("standard", "batch", "flex", "priority" …) and place ("global", "us" …; of
 * "us|regional" the first that the seller prices).
 */
export interface TokenTerms {
  readonly tier: string;
  readonly geography: string;
  /** False: the price package alone, to see what the overlay changes. */
  readonly acceptOverlay?: boolean;
}

export const STANDARD: TokenTerms = { tier: "standard", geography: "global" };

/** Standard rates × tier × geography; unknown where no dated row names the tier or the place: never 1.0 by silence. */
export function onTerms(card: RateCard, terms: TokenTerms): RateCard | Unknown {
  const tiered = terms.tier === "standard" ? card : multiplied(card, "multiplier", terms.tier);
  if ("kind" in tiered) return tiered;
  return terms.geography === "global" ? tiered : inGeography(tiered, terms.geography);
}

/** At Bedrock the model id holds the place, so no multiplier goes on top; a `global.` id binds to none. */
function inGeography(card: RateCard, geography: string): RateCard | Unknown {
  if (card.provider !== "aws") return multiplied(card, "geography", geography);
  if (!/^global\./i.test(card.requestedModel)) return multiplied(card, "geography", "regional");
  return unknown(
    `${card.requestedModel} may be served anywhere, but the geography is ${geography.replace("|", " or ")}`,
    "name the model without global., or set llm.geography to global",
  );
}

function multiplied(card: RateCard, kind: "multiplier" | "geography", name: string): RateCard | Unknown {
  const word = kind === "multiplier" ? "tier" : "geography";
  const models = [card.requestedModel, card.model];
  const rows =
    name
      .split("|")
      .map((one) => termRows(kind, one, card.provider, models))
      .find((found) => found.length > 0) ?? [];
  const seller = providerLabel(card.provider);
  const closest = rows[0];
  if (closest === undefined) {
    return unknown(
      `no price for ${word} ${name.replace("|", " or ")} of ${card.requestedModel} at ${seller}`,
      `set llm.${word} to ${kind === "multiplier" ? "standard" : "global"}, or give the rates under offers.own`,
    );
  }
  if (closest.default !== "yes" || closest.value === undefined) {
    return unknown(
      `the price of ${word} ${name} at ${seller} is not published as a figure (${closest.note ?? closest.source})`,
      "give the rates as an offer of offers.own (kind: tokens)",
    );
  }
  return scaled(card, word, name.replace("|", " or "), rows);
}

/** The closest row that names the class decides; a class that no row names keeps its standard rate. */
function factorOf(rows: readonly TermRow[], tokenClass: TokenClass): Decimal {
  const row = rows.find((r) => r.meter !== "all_tokens_high" && covers(r, tokenClass));
  return new Decimal(row?.value ?? 1);
}

function scaled(
  card: RateCard,
  word: "tier" | "geography",
  name: string,
  rows: readonly TermRow[],
): RateCard {
  const scale = (rates: TokenRates): TokenRates =>
    Object.fromEntries(
      TOKEN_CLASSES.flatMap((c) => {
        const usd = rates[c];
        return usd === undefined ? [] : [[c, usd.times(factorOf(rows, c))]];
      }),
    );
  const shortOnly = rows.some((row) => row.kind === "multiplier" && row.shortContextOnly === true);
  const high = rows.find((row) => row.meter === "all_tokens_high")?.value;
  const low = factorOf(rows, "input");
  const note = rows[0]?.note;
  return {
    ...card,
    rates: scale(card.rates),
    tiers: card.tiers.map((tier) => ({ ...tier, rates: shortOnly ? {} : scale(tier.rates) })),
    ...(high !== undefined && { highFactor: new Decimal(high).div(low) }),
    notes: note === undefined ? card.notes : [...card.notes, `${word} ${name}: ${note}`],
    facts: { ...card.facts, [word]: `${name}: ${described(rows)}` },
  };
}

/** "× 0.5 (platform.claude.com, 2026)", by class where the rows differ. */
function described(rows: readonly TermRow[]): string {
  const shown = new Map<string, string>();
  for (const row of rows) {
    const words = row.meter === "all_tokens" ? "" : `${row.meter.replaceAll("_", " ")} `;
    if (!shown.has(row.meter))
      shown.set(
        row.meter,
        `${words}× ${row.value} for ${row.model} (${row.source}, ${row.sourceAt ?? "undated"})`,
      );
  }
  return [...shown.values()].join("; ");
}
