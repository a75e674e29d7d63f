import type { LineItem } from "../bill/line-item.ts";
import { type Charge, type Cost, costOf, isUnknown, type UnitPrice } from "../prices/charge.ts";
import { egressInternet } from "../prices/price-key.ts";
import type { PriceSource } from "../prices/price-source.ts";
import type { BillingRules } from "../prices/rules.ts";
import type { Unknown } from "../provenance.ts";
import { Decimal } from "../units.ts";

export interface EstimateOptions {
  /** GiB a month that the account sends to the internet already: uses up the free part and fills the first tiers. */
  readonly egressAlreadyGiB?: number;
}

/**
 * Every line with its unit price and cost, in the lines' order. An estimate is one month of one bill.
 *
 * All lines of one price in one region fill its volume tiers together, in order: a line costs what the pool costs
 * with it minus what it costs without it, so the parts add up to the pool exactly. Free internet egress is taken off
 * the first lines before the tiers. An unknown line stays unknown and leaves the others as they are. Where an override
 * changed a price, the line also says what it costs at the list price, by the same rules.
 *
 * @throws Error when a line counts in another unit than its price: our own mistake.
 */
export function estimate(
  lines: readonly LineItem[],
  prices: PriceSource,
  rules: BillingRules,
  options: EstimateOptions = {},
): readonly Charge[] {
  const find = lookupIn(prices);
  const pools: Pools = new Map();
  const allowance = egressAllowance(rules, options.egressAlreadyGiB ?? 0);
  return lines.map((line) => {
    const entry = isUnknown(line.region) ? { price: line.region } : find(line.priceKey, line.region);
    const { price } = entry;
    if (!isUnknown(price) && price.unit !== line.unit) {
      throw new Error(`${line.id} counts in ${line.unit}, its price in ${price.unit}`);
    }
    const egress = line.priceKey === EGRESS && !isUnknown(line.quantity);
    return egress
      ? chargeOf(allowance.takeOff(line), entry, pools, allowance.start)
      : chargeOf(line, entry, pools);
  });
}

const EGRESS = egressInternet();
const ZERO = new Decimal(0);

/** One price in one region, as often as it is asked for; with the list price where an override took its place. */
interface Entry {
  readonly price: UnitPrice | Unknown;
  readonly list?: Entry;
}

/** How far the lines so far have filled the tiers of a price. */
type Pools = Map<Entry, Decimal>;

function chargeOf(line: LineItem, entry: Entry, pools: Pools, start: Decimal = ZERO): Charge {
  const charge = chargeAt(line, entry, pools, start);
  return entry.list === undefined
    ? charge
    : { ...charge, listCost: chargeAt(line, entry.list, pools, start).cost };
}

function chargeAt(line: LineItem, entry: Entry, pools: Pools, start: Decimal): Charge {
  const { id, name, category, origin, quantity, unit, formula, drivers } = line;
  const { price } = entry;
  const charge = { id, name, category, origin, quantity, unit, formula, drivers, price };
  if (isUnknown(quantity) || isUnknown(price)) return { ...charge, cost: costOf(quantity, price) };
  const flat = flatUsd(price);
  if (flat !== undefined) return { ...charge, cost: { kind: "known", usd: quantity.times(flat) } };
  const before = pools.get(entry) ?? start;
  pools.set(entry, before.plus(quantity));
  const position = before.isZero() ? formula : `${formula}; tiers from ${before} ${unit} on`;
  return { ...charge, formula: position, cost: marginalCost(quantity, price, before) };
}

/** The price of a unit where one tier without an end holds all of them: it needs no pool, and no sum over tiers. */
function flatUsd({ tiers }: UnitPrice): Decimal | undefined {
  const [only] = tiers;
  return tiers.length === 1 && only?.end === null && only.begin.isZero() ? only.usd : undefined;
}

/** cost(before + q) − cost(before) */
function marginalCost(quantity: Decimal, price: UnitPrice, before: Decimal): Cost {
  if (quantity.isZero()) return { kind: "known", usd: ZERO };
  const after = costOf(before.plus(quantity), price);
  const already = costOf(before, price);
  if (after.kind !== "known" || already.kind !== "known") return after.kind === "known" ? already : after;
  return { kind: "known", usd: after.usd.minus(already.usd) };
}

interface Allowance {
  /** GiB of the tiers that the account has filled beyond the free part. */
  readonly start: Decimal;
  takeOff(line: LineItem): LineItem;
}

/** free = max(0, allowance − already); the account's earlier traffic beyond the allowance stands in the tiers first. */
function egressAllowance(rules: BillingRules, alreadyGiB: number): Allowance {
  const { giBPerMonth } = rules.values["egress-allowance"];
  let left = Decimal.max(0, new Decimal(giBPerMonth).minus(alreadyGiB));
  return {
    start: Decimal.max(0, new Decimal(alreadyGiB).minus(giBPerMonth)),
    takeOff: (line) => {
      if (isUnknown(line.quantity) || left.isZero()) return line;
      const free = Decimal.min(left, line.quantity);
      left = left.minus(free);
      return { ...line, quantity: line.quantity.minus(free), formula: `${line.formula} − ${free} GiB free` };
    },
  };
}

type Find = (key: LineItem["priceKey"], region: string) => Entry;

const lookups = new WeakMap<PriceSource, Find>();

/** A price source never changes its answers, so each is asked once. */
function lookupIn(prices: PriceSource): Find {
  const known = lookups.get(prices);
  if (known !== undefined) return known;
  const byRegion = new Map<string, Map<string, Entry>>();
  const find: Find = (key, region) => {
    const byKey = byRegion.get(region) ?? new Map<string, Entry>();
    byRegion.set(region, byKey);
    const entry = byKey.get(key) ?? entryOf(prices.find(key, region));
    byKey.set(key, entry);
    return entry;
  };
  lookups.set(prices, find);
  return find;
}

function entryOf(price: UnitPrice | Unknown): Entry {
  const list = isUnknown(price) ? undefined : price.overridden?.list;
  return list === undefined ? { price } : { price, list: { price: list } };
}
