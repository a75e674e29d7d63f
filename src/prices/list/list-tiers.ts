import { Decimal } from "../../units.ts";
import type { BillingRules } from "../rules.ts";
import type { PriceDimension } from "./list-document.ts";
import type { NotSelectedKind, SelectedTier } from "./selection.ts";

/** Tiers of a term in our unit, or what is wrong with them. */
export type Tiers =
  | {
      readonly kind: "tiers-read";
      readonly tiers: readonly SelectedTier[];
      readonly published: { readonly unit: string; readonly usd: readonly string[] };
    }
  | { readonly kind: Exclude<NotSelectedKind, "none" | "ambiguous">; readonly because: string };

/**
 * Several dimensions of a term are volume tiers, in no order: sorted by their begin, the first begins at 0, each where
 * the last ended, and the last is open.
 *
 * @param unit ours: the printed one must mean it (rule published-units); prices and bounds are converted by its factor
 */
export function tiersOf(dimensions: readonly PriceDimension[], unit: string, rules: BillingRules): Tiers {
  const printed = [...new Set(dimensions.map((dimension) => dimension.unit))];
  const [only] = printed;
  const meaning = rules.values["published-units"].find(({ published }) => published === only);
  if (only === undefined || printed.length > 1 || meaning === undefined || !meaning.ours.includes(unit))
    return {
      kind: "unit",
      because: `the list prints it per ${listed(printed)}, which does not mean ${unit}`,
    };
  if (dimensions.some(({ pricePerUnit }) => pricePerUnit.USD === undefined)) {
    const found = [...new Set(dimensions.flatMap(({ pricePerUnit }) => Object.keys(pricePerUnit)))];
    return { kind: "currency", because: `the list prints it in ${listed(found)}, not in USD` };
  }
  return readTiers(dimensions, only, meaning.oursPerPublished);
}

const listed = (words: readonly string[]): string =>
  words.map((word) => word || "nothing").join(" and ") || "nothing";

/** A price or the bound of a tier as the lists print it. */
export const isNumber = (text: string): boolean => /^(\d+(\.\d*)?|\.\d+)$/.test(text);

function readTiers(dimensions: readonly PriceDimension[], unit: string, factor: number): Tiers {
  const numbers = dimensions.flatMap((d) => [d.beginRange, d.pricePerUnit.USD ?? ""]);
  const ends = dimensions.map(({ endRange }) => endRange).filter((text) => text !== "Inf");
  const broken = [...numbers, ...ends].find((text) => !isNumber(text));
  if (broken !== undefined) return { kind: "tiers", because: `"${broken}" is no number of at least 0` };
  const sorted = dimensions.toSorted((a, b) => new Decimal(a.beginRange).comparedTo(b.beginRange));
  let reached = "0";
  for (const { beginRange, endRange } of sorted) {
    if (reached === "Inf" || !new Decimal(beginRange).equals(reached))
      return { kind: "tiers", because: `a tier begins at ${beginRange} where ${reached} was reached` };
    if (endRange !== "Inf" && !new Decimal(endRange).greaterThan(beginRange))
      return { kind: "tiers", because: `a tier from ${beginRange} ends at ${endRange}` };
    reached = endRange;
  }
  if (reached !== "Inf") return { kind: "tiers", because: `the last tier ends at ${reached}, not at Inf` };
  const ours = (text: string) => (text === "Inf" ? text : new Decimal(text).times(factor).toFixed());
  return {
    kind: "tiers-read",
    tiers: sorted.map((d) => ({
      begin: ours(d.beginRange),
      end: ours(d.endRange),
      usd: new Decimal(d.pricePerUnit.USD ?? "").dividedBy(factor).toFixed(),
      rateCode: d.rateCode,
    })),
    published: { unit, usd: sorted.map((d) => d.pricePerUnit.USD ?? "") },
  };
}
