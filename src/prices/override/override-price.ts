import type { Provenance } from "../../provenance.ts";
import { Decimal } from "../../units.ts";
import type { Miss } from "../book/price-book.ts";
import { isUnknown, type Tier, type UnitPrice } from "../charge.ts";
import { recipeFor } from "../list/recipe.ts";
import { effectiveHourly, quotedRate } from "./commitment.ts";
import { isQuote, type Override } from "./override.ts";
import { type Choice, type Place, stacks } from "./override-choice.ts";

/**
 * A list price after the rules chosen for it: first what replaces it, then the discount. List tiers are multiplied one
 * by one; a replaced price has one tier. A miss stays a miss unless something replaces it.
 */
export function overriddenPrice(
  { key, region }: Place,
  list: UnitPrice | Miss,
  choice: Choice,
): UnitPrice | Miss {
  const { replacing } = choice;
  const discount =
    choice.discount !== undefined && stacks(choice.discount, replacing) ? choice.discount : undefined;
  const tiers = replacing === undefined ? (isUnknown(list) ? undefined : list.tiers) : [flat(replacing)];
  const rules = [replacing, discount].filter((rule) => rule !== undefined);
  if (tiers === undefined || rules.length === 0) return list;
  const factor = new Decimal(discount?.multiplier ?? 1);
  const effective = tiers.map((tier) => ({ ...tier, usd: tier.usd.times(factor) }));
  const unit = isUnknown(list) ? (recipeFor(key)?.unit ?? "hour") : list.unit;
  return {
    unit,
    tiers: effective,
    provenance: provenanceOf(rules),
    facts: factsOf({ key, region }, list, { unit, tiers: effective }, rules),
    overridden: { list, by: rules.map(({ id }) => id), ...upfrontOf(replacing, factor) },
  };
}

/** What of a committed hour is paid at the start of its term. */
function upfrontOf(
  rule: Choice["replacing"],
  factor: Decimal,
): Pick<NonNullable<UnitPrice["overridden"]>, "upfront"> {
  if (rule === undefined || !isQuote(rule)) return {};
  const { upfrontUsd, termMonths, hourlyUsd } = quotedRate(rule);
  if (termMonths === undefined || upfrontUsd.isZero()) return {};
  const usdPerUnit = effectiveHourly({ upfrontUsd, termMonths, hourlyUsd }).minus(hourlyUsd).times(factor);
  return { upfront: { usdPerUnit, termMonths } };
}

function flat(rule: NonNullable<Choice["replacing"]>): Tier {
  const usd = isQuote(rule) ? effectiveHourly(quotedRate(rule)) : new Decimal(rule.usd);
  return { begin: new Decimal(0), end: null, usd };
}

/** "override edp-2026": yours, with the reasons and the date of the newest quote. */
function provenanceOf(rules: readonly Override[]): Provenance {
  const reasons = rules.flatMap(({ because }) => because ?? []);
  const at = rules
    .flatMap(({ quotedAt }) => quotedAt ?? [])
    .sort()
    .at(-1);
  return {
    kind: "yours",
    key: `override ${rules.map(({ id }) => id).join(", ")}`,
    ...(reasons.length > 0 && { because: reasons.join("; ") }),
    ...(at !== undefined && { at }),
  };
}

function factsOf(
  { key, region }: Place,
  list: UnitPrice | Miss,
  effective: Pick<UnitPrice, "unit" | "tiers">,
  rules: readonly Override[],
): UnitPrice["facts"] {
  return {
    key,
    region,
    override: rules.map((rule) => `${rule.id} (${ruleText(rule)})`).join(", "),
    listPrice: isUnknown(list) ? `none: ${list.because}` : tiersText(list),
    effectivePrice: tiersText(effective),
    ...(isUnknown(list) ? {} : list.facts),
  };
}

/** Decimals of a price that a division made; list prices have fewer. */
const MOST_DECIMALS = 10;

function tiersText({ unit, tiers }: Pick<UnitPrice, "unit" | "tiers">): string {
  const steps = tiers.map(({ usd }) => usd.toDecimalPlaces(MOST_DECIMALS).toFixed()).join(" / ");
  return `${steps} USD per ${unit}`;
}

/** "discount × 0.91", "reserved 0.0124 USD/h + 109 USD upfront, 12 months": what a rule does, in its own figures. */
export function ruleText(rule: Override): string {
  if (rule.kind === "discount") return `discount × ${rule.multiplier}`;
  if (rule.kind === "price") return `price ${rule.usd} USD`;
  const upfront =
    "upfrontUsd" in rule && rule.upfrontUsd !== undefined ? ` + ${rule.upfrontUsd} USD upfront` : "";
  const term = "termMonths" in rule ? `, ${rule.termMonths} months` : "";
  return `${rule.kind} ${rule.hourlyUsd} USD/h${upfront}${term}`;
}
