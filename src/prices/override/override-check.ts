import { InputError } from "../../errors.ts";
import type { PriceBook } from "../book/price-book.ts";
import { nearest, regionProblem } from "../book/region.ts";
import { recipeFor } from "../list/recipe.ts";
import { ec2Instance } from "../price-key.ts";
import { matchesGlob } from "./glob.ts";
import { isQuote, type Override } from "./override.ts";
import { bearing, choiceOf, quotesOn } from "./override-choice.ts";

/**
 * A rule that is over, or that nobody had quoted yet, must not silently turn back into the list price.
 * @param asOf "YYYY-MM-DD"; the last day of a rule is one on which it holds.
 * @throws InputError OVERRIDE_EXPIRED or OVERRIDE_NOT_YET.
 */
export function refuseLapsed(rules: readonly Override[], asOf: string): void {
  for (const { id, expiresAt, quotedAt } of rules) {
    if (expiresAt !== undefined && expiresAt < asOf)
      throw new InputError(
        "OVERRIDE_EXPIRED",
        `Override ${id} expired on ${expiresAt}.`,
        `Prices are asked for as of ${asOf}. Renew the rule, remove it, or compare at list prices with --no-overrides.`,
      );
    if (quotedAt !== undefined && quotedAt > asOf)
      throw new InputError(
        "OVERRIDE_NOT_YET",
        `Override ${id} was quoted on ${quotedAt}, after the as-of date ${asOf}.`,
        "Compare as of a later day, or at list prices with --no-overrides.",
      );
  }
}

/** True on the days on which a rule holds. */
export function holds({ expiresAt, quotedAt }: Override, asOf: string): boolean {
  return (expiresAt ?? asOf) >= asOf && (quotedAt ?? asOf) <= asOf;
}

/**
 * Rules against the keys that there are: regions that exist, globs that hold something, one unit per replaced price,
 * and no two rules that do the same to one price.
 * @throws InputError OVERRIDE_REGION, OVERRIDE_MATCHES_NOTHING, OVERRIDE_UNIT or OVERRIDE_CLASH.
 */
export function checkOverrides(rules: readonly Override[], book: PriceBook): void {
  for (const rule of rules) {
    refuseUnknownRegions(rule, book);
    const held = keysHeld(rule, book);
    if (held.length === 0) throw matchesNothing(rule, book);
    refuseMixedUnits(rule, held);
  }
  refuseSameGlobs(rules);
  for (const region of book.regions()) {
    for (const key of keysIn(book, region))
      if (bearing(rules, key, region).length > 1) refuseClash(rules, key, region);
  }
}

function refuseClash(rules: readonly Override[], key: string, region: string): void {
  choiceOf(rules, { key, region }, { listed: true, committed: true });
  quotesOn(rules, { key, region });
}

const keysIn = (book: PriceBook, region: string): readonly string[] =>
  [region, "global"].flatMap((home) => book.entries(home).map(({ key }) => key));

function allKeys(book: PriceBook): readonly string[] {
  return [...new Set(book.regions().flatMap((region) => keysIn(book, region)))];
}

function refuseUnknownRegions({ id, regions }: Override, book: PriceBook): void {
  for (const region of regions ?? []) {
    const problem = regionProblem(book, region);
    if (problem?.code === "REGION_UNKNOWN")
      throw new InputError(
        "OVERRIDE_REGION",
        `Override ${id}: ${problem.message}`,
        `Regions are AWS codes: ${problem.resolve}.`,
      );
  }
}

/** Keys of the book, of what is not sold on demand, and of an instance type that the glob spells out. */
function keysHeld({ match }: Override, book: PriceBook): readonly string[] {
  const spelled = match.match(/[a-z0-9-]+\.[a-z0-9-]+/g) ?? [];
  const types = [...spelled, ...Object.keys(book.rules.values["not-on-demand"])];
  const known = [...allKeys(book), ...types.map(ec2Instance), match];
  return known.filter((key) => recipeFor(key) !== undefined && matchesGlob(match, key));
}

function matchesNothing({ id, match }: Override, book: PriceBook): InputError {
  const guess = nearest(match, allKeys(book).concat(firstSegments(book)));
  return new InputError(
    "OVERRIDE_MATCHES_NOTHING",
    `Override ${id} matches no price: ${match}.${guess === undefined ? "" : ` Did you mean ${guess}?`}`,
    "Keys look like ec2/instance/g5.xlarge/linux/shared; * is any text. See one: crossover prices explain g5.xlarge",
  );
}

/** "ec2/*", "ec2/instance/*": what a wide glob may have been meant to be. */
function firstSegments(book: PriceBook): string[] {
  const starts = allKeys(book).flatMap((key) => {
    const [first = "", second = ""] = key.split("/");
    return [`${first}/*`, `${first}/${second}/*`];
  });
  return [...new Set(starts)];
}

function refuseMixedUnits(rule: Override, keys: readonly string[]): void {
  if (rule.kind === "discount") return;
  const units = new Map(keys.map((key) => [recipeFor(key)?.unit ?? "", key]));
  const [first, second] = [...units];
  const odd = isQuote(rule) ? [...units].find(([unit]) => unit !== "hour") : undefined;
  if (odd !== undefined)
    throw new InputError(
      "OVERRIDE_UNIT",
      `Override ${rule.id} is a rate per hour and matches ${odd[1]}, which is per ${odd[0]}.`,
      "Make its match narrower: ec2/instance/<type>/*",
    );
  if (first !== undefined && second !== undefined)
    throw new InputError(
      "OVERRIDE_UNIT",
      `Override ${rule.id} sets one price for ${first[1]} per ${first[0]} and ${second[1]} per ${second[0]}.`,
      "Write one rule for each unit.",
    );
}

/** Two rules with one glob clash wherever both hold, whether a price is there or not. */
function refuseSameGlobs(rules: readonly Override[]): void {
  const byGlob = Map.groupBy(rules, ({ match }) => match);
  for (const [match, same] of byGlob) {
    for (const region of new Set([...same.flatMap(({ regions }) => regions ?? []), EVERYWHERE])) {
      const here = same.filter(({ regions }) => regions === undefined || regions.includes(region));
      const anywhere = here.map((rule) => ({ ...rule, regions: undefined }));
      refuseClash(anywhere, match, region);
    }
  }
}

/** As an error calls the regions that no rule names. */
const EVERYWHERE = "every region";
