import { discountedPayback } from "../../compare/discounted-payback.ts";
import { payback } from "../../compare/payback.ts";
import { winsAt } from "../../decision/wins-at.ts";
import type { Reading } from "../../presets/reading.ts";
import type { PresetValue } from "../report-preset.ts";
import { type Around, number, word } from "./around.ts";
import { rowEntry } from "./row-figure.ts";

/** Months until the one-off is earned back, or the word for why there are none. */
export function paybackOf(
  around: Around,
  of: Extract<Reading, { take: "payback" | "discountedPayback" }>,
): PresetValue {
  const [b, a] = [rowEntry(around, of.against).flow, rowEntry(around, of.alternative).flow];
  const result =
    of.take === "payback" ? payback(b, a) : discountedPayback(b, a, around.scenario.discountRatePerYear.base);
  return result.kind === "at" ? number(result.months) : word(result.kind);
}

/**
 * The volume from which on the alternative costs less, month by month or with its one-offs spread; in tokens where asked.
 * Where it wins on no volume, or on several stretches, a word.
 */
export function breakEven(around: Around, of: Extract<Reading, { take: "breakEven" }>): PresetValue {
  const spreadMonths = of.spread === undefined ? undefined : around.scenario.horizonMonths;
  const { cheaperAt, winsAt: wins } = winsAt(
    rowEntry(around, of.alternative),
    rowEntry(around, of.against),
    spreadMonths ?? 1,
  );
  const [first, second] = (spreadMonths === undefined ? cheaperAt : wins) ?? [];
  if (first === undefined) return word("never");
  if (second !== undefined || first.to !== null) return word("several stretches");
  return number(first.from * (of.counts === "tokens" ? tokensPerRequest(around) : 1));
}

export function tokensPerRequest({ scenario }: Around): number {
  const [only] = scenario.llm?.classes ?? [];
  return (only?.promptTokens.base ?? 0) + (only?.outputTokens.base ?? 0);
}
