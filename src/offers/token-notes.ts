import { isUnknown } from "../prices/charge.ts";
import { providerLabel } from "../prices/tokens/tokens-provider.ts";
import { inMonth } from "../scenario/figure.ts";
import { digits } from "./formula.ts";
import type { PurchaseCards, TokenLine } from "./token-lines.ts";

/** What must stand beside a price: how it was found, and what may move it. */
export function cardNotes(cards: PurchaseCards): string[] {
  const card = cards.standard;
  if (isUnknown(card)) return [];
  const notes: string[] = [];
  if (card.match === "alias" || card.match === "pattern")
    notes.push(`${card.requestedModel} is priced as ${card.model} (match: ${card.match})`);
  if (card.unpinned) notes.push(`${card.requestedModel} follows newer models and may move to another price`);
  if (card.deprecated) notes.push(`${card.requestedModel} is deprecated at ${providerLabel(card.provider)}`);
  if (card.highFactor !== undefined)
    notes.push(`the tier's price is a range: up to ${digits(card.highFactor.toDecimalPlaces(4))} times this`);
  if (cards.batchAtStandard)
    notes.push(
      `no batch price at ${card.provider === "own" ? "your rates" : providerLabel(card.provider)}: the batched part costs the standard one`,
    );
  return notes;
}

/** Tiers are cliffs per request, and a mean says nothing of how many requests lie beyond one. */
export function tierNotes(line: TokenLine, month: number): string[] {
  if (isUnknown(line.card) || line.card.tiers.length === 0 || line.tokenClass !== "input") return [];
  const above = line.at.abovePromptTokens;
  if (above > 0) return [`mean prompt above ${digits(above)} tokens: every request is priced in that tier`];
  const start = line.card.tiers[0]?.abovePromptTokens ?? 0;
  const long = line.parts.some((part) => inMonth(part.requestClass.promptTokensP99, month) > start);
  return long
    ? [`prompts above ${digits(start)} tokens cost more; a mean says not how many, so none is priced so`]
    : [];
}
