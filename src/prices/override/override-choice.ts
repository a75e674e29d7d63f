import { InputError } from "../../errors.ts";
import { quotedRate, rungOf } from "./commitment.ts";
import { fixedLetters, matchesGlob } from "./glob.ts";
import { type Discount, isQuote, type Override, type Quote } from "./override.ts";

/** Rules that hold a key in a region; regions narrow a rule, they do not make it win. */
export function bearing(rules: readonly Override[], key: string, region: string): readonly Override[] {
  return rules.filter(
    ({ match, regions }) => (regions === undefined || regions.includes(region)) && matchesGlob(match, key),
  );
}

/** What several rules would all do to one price, as an error calls it. */
type Deed = "multiply" | "set" | "quote";

/**
 * The narrowest of the rules that hold a key: the one whose glob fixes most letters.
 * @throws InputError OVERRIDE_CLASH when two are equally narrow, naming both.
 */
function narrowest<R extends Override>(
  rules: readonly R[],
  deed: Deed,
  key: string,
  region: string,
): R | undefined {
  const ranked = rules.toSorted(
    (a, b) => fixedLetters(b.match) - fixedLetters(a.match) || a.id.localeCompare(b.id),
  );
  const [first, second] = ranked;
  if (first !== undefined && second !== undefined && fixedLetters(first.match) === fixedLetters(second.match))
    throw clash([first, second], deed, first.match === second.match ? first.match : key, region);
  return first;
}

function clash([a, b]: readonly [Override, Override], deed: Deed, what: string, region: string): InputError {
  const way =
    deed === "set" && (isQuote(a) || isQuote(b))
      ? "Or say applies: false in a commitment: it is then a rung of the ladder and prices nothing."
      : "Of two globs the one that fixes more letters wins; regions limit a rule to some.";
  return new InputError(
    "OVERRIDE_CLASH",
    `Overrides ${a.id} and ${b.id} both ${deed} ${what} in ${region}. Make one narrower.`,
    way,
  );
}

/** Where a price is asked for. */
export interface Place {
  readonly key: string;
  readonly region: string;
}

/** What the rules do to one price: one takes its place, one multiplies it. */
export interface Choice {
  readonly replacing: Extract<Override, { kind: "price" }> | Quote | undefined;
  readonly discount: Discount | undefined;
}

/**
 * @param listed false: the list has no price, so a capacity block prices the hours by default.
 * @param committed false: commitments are left out, for the price on demand
 */
export function choiceOf(
  rules: readonly Override[],
  place: Place,
  { listed, committed }: { readonly listed: boolean; readonly committed: boolean },
): Choice {
  const { key, region } = place;
  const held = bearing(rules, key, region);
  const replacing = held.filter(
    (rule) => rule.kind === "price" || (committed && isQuote(rule) && applies(rule, listed)),
  ) as (Extract<Override, { kind: "price" }> | Quote)[];
  const discounts = held.filter((rule) => rule.kind === "discount");
  return {
    replacing: narrowest(replacing, "set", key, region),
    discount: narrowest(discounts, "multiply", key, region),
  };
}

/** The narrowest quote for each rung of the ladder, whether it prices the hours or not. */
export function quotesOn(rules: readonly Override[], { key, region }: Place): readonly Quote[] {
  const quotes = bearing(rules, key, region).filter(isQuote);
  const rungs = Map.groupBy(quotes, (quote) => rungOf(quotedRate(quote)));
  return [...rungs.values()].flatMap((same) => narrowest(same, "quote", key, region) ?? []);
}

/** Spot and capacity blocks never stand in for a list price unless the rule says so. */
function applies(quote: Quote, listed: boolean): boolean {
  if (quote.applies !== undefined) return quote.applies;
  if (quote.kind === "capacity-block") return !listed;
  return quote.kind !== "spot";
}

/** A replaced price is multiplied unless it says otherwise, a committed rate only if one of the two says so. */
export function stacks(discount: Discount, replacing: Choice["replacing"]): boolean {
  if (replacing === undefined) return true;
  return replacing.stacks ?? (isQuote(replacing) ? (discount.stacks ?? false) : true);
}
