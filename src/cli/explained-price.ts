import type { PriceBook } from "../prices/book/price-book.ts";
import { costOf, isUnknown, type Tier, tieredCost, type UnitPrice } from "../prices/charge.ts";
import type { Override } from "../prices/override/override.ts";
import { ruleText as doesText } from "../prices/override/override-price.ts";
import type { PriceKey } from "../prices/price-key.ts";
import type { BillingRule } from "../prices/rules.ts";
import { Decimal } from "../units.ts";

/** One price in one region with everything that bears on it. */
export interface Explained {
  readonly key: PriceKey;
  readonly region: string;
  readonly price: UnitPrice;
  /** Rules of your own that bear on it, and whether they hold on the as-of date. */
  readonly overrides: readonly { readonly rule: Override; readonly holds: boolean }[];
  readonly rules: readonly BillingRule[];
  readonly history: ReturnType<PriceBook["history"]>;
}

const tierJson = ({ begin, end, usd }: Tier) => ({
  begin: begin.toFixed(),
  end: end?.toFixed() ?? null,
  usd: usd.toFixed(),
});

/** The price as a member of the JSON answer. */
export function asJson(
  { key, region, price, overrides, rules, history }: Explained,
  quantity: Decimal | undefined,
): object {
  const cost = quantity && costOf(quantity, price);
  return {
    key,
    region,
    unit: price.unit,
    ...(price.tiers.length === 1 && { usd: price.tiers[0]?.usd.toFixed() }),
    tiers: price.tiers.map(tierJson),
    provenance: price.provenance,
    facts: price.facts,
    ...(overrides.length > 0 && {
      overrides: overrides.map(({ rule, holds }) => ({
        ...rule,
        holds,
        applied: price.overridden?.by.includes(rule.id) ?? false,
      })),
    }),
    ...(price.overridden &&
      !isUnknown(price.overridden.list) && { list: price.overridden.list.tiers.map(tierJson) }),
    rules: rules.map(({ id, value, unit, because, source, retrievedAt }) => ({
      id,
      value,
      unit,
      because,
      source,
      retrievedAt,
    })),
    history: history.map(({ snapshotAt, price: then }) => ({ snapshotAt, tiers: then.tiers.map(tierJson) })),
    ...(cost && {
      cost: {
        quantity: quantity?.toFixed(),
        unit: price.unit,
        ...(isUnknown(cost) ? { unknown: cost.because } : { usd: cost.usd.toFixed() }),
      },
    }),
  };
}

/** The price as aligned lines: tiers, your overrides, facts, source, history, rules, and the cost of a quantity. */
export function asText(
  { key, region, price, overrides, rules, history }: Explained,
  asOf: string,
  quantity: Decimal | undefined,
): string {
  const { key: _, region: home, unit: __, override: ___, ...facts } = price.facts;
  const rows: [string, string][] = [
    ...tierRows(price),
    ...overrides.map(({ rule, holds }): [string, string] => [
      "yours",
      overrideText(price, rule, holds, asOf),
    ]),
    ...Object.entries(facts).map(([name, value]): [string, string] => [words(name), value]),
    ...sourceRows(price),
    ["as of", asOf],
    ...history.map(({ snapshotAt, price: then }): [string, string] => [
      "history",
      `${snapshotAt}  ${then.tiers.map(({ usd }) => usd.toFixed()).join(", ")}`,
    ]),
    ...rules.map((rule): [string, string] => ["rule", ruleText(rule)]),
    ...(quantity === undefined ? [] : costRows(price, quantity)),
  ];
  const width = Math.max(...rows.map(([name]) => name.length)) + 2;
  const place = home === region ? region : `${region} (priced ${home})`;
  return `${key} · ${place}\n${rows.map(([name, value]) => `  ${name.padEnd(width)}${value}\n`).join("")}`;
}

function tierRows({ tiers, unit }: UnitPrice): [string, string][] {
  const [only] = tiers;
  if (tiers.length === 1 && only?.end === null) return [["price", `${only.usd.toFixed()} USD per ${unit}`]];
  return tiers.map(({ begin, end, usd }) => [
    "price",
    `${usd.toFixed()} USD per ${unit}, ${begin.toFixed()} to ${end?.toFixed() ?? "any"}`,
  ]);
}

function sourceRows({ provenance, overridden }: UnitPrice): [string, string][] {
  if (provenance.kind !== "published")
    return overridden === undefined || isUnknown(overridden.list) ? [] : sourceRows(overridden.list);
  return [
    ["cite", provenance.source],
    ["seen at", provenance.at],
    ...(provenance.note === undefined ? [] : [["note", provenance.note] as [string, string]]),
  ];
}

/** What a rule of yours does to this price on the as-of date. */
function overrideText(price: UnitPrice, rule: Override, holds: boolean, asOf: string): string {
  const dates = [
    rule.quotedAt === undefined ? [] : [`quoted ${rule.quotedAt}`],
    rule.expiresAt === undefined ? [] : [`until ${rule.expiresAt}`],
  ].flat();
  const said = [rule.because ?? [], ...dates].flat().join(", ");
  const state = price.overridden?.by.includes(rule.id)
    ? "applied"
    : holds
      ? "not applied: another rule is narrower, or it is a rung of the ladder only"
      : `not applied: it does not hold on ${asOf}`;
  return `${rule.id} (${doesText(rule)}): ${said} [${state}]`;
}

/** The parts that the tiers bill, then their sum. */
function costRows(price: UnitPrice, quantity: Decimal): [string, string][] {
  const cost = costOf(quantity, price);
  const of = `${quantity.toFixed()} ${price.unit}`;
  if (isUnknown(cost)) return [["cost", `unknown for ${of}: ${cost.because}`]];
  const parts = price.tiers.flatMap((tier): [string, string][] => {
    const part = tieredCost(quantity, [{ ...tier, usd: new Decimal(1) }]);
    return part.isZero()
      ? []
      : [["", `${part.toFixed()} × ${tier.usd.toFixed()} = ${part.times(tier.usd).toFixed()}`]];
  });
  return [["cost", `${cost.usd.toFixed()} USD for ${of}`], ...parts];
}

const words = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

function ruleText({ id, value, unit, because, retrievedAt }: BillingRule): string {
  const said = typeof value === "object" ? scalars(value) : `${value} ${unit}`;
  return `${id} (${said}): ${because} [${retrievedAt}]`;
}

/** "iops 3000, throughputMiBps 125" */
function scalars(value: unknown): string {
  if (typeof value !== "object" || value === null) return String(value);
  if (Array.isArray(value)) return value.map(scalars).join(", ");
  return Object.entries(value)
    .map(([name, inner]) => `${name} ${scalars(inner)}`)
    .join(", ");
}
