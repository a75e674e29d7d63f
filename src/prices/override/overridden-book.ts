import { Decimal } from "../../units.ts";
import type { Miss, PriceBook } from "../book/price-book.ts";
import { isUnknown, type UnitPrice } from "../charge.ts";
import type { PriceKey } from "../price-key.ts";
import type { BillingRules } from "../rules.ts";
import { type CommittedRate, multipliedRate, quotedRate, rungOf } from "./commitment.ts";
import type { Discount, Override } from "./override.ts";
import { checkOverrides } from "./override-check.ts";
import { choiceOf, quotesOn } from "./override-choice.ts";
import { overriddenPrice } from "./override-price.ts";

/**
 * The book with the reader's own rules on it: `find` gives effective prices with the list price beside each, everything
 * else is the book's. The book stays as it is; nothing of the rules ever enters it.
 * @throws InputError when the rules clash or hold nothing (override-check.ts); whether they are over is asked before.
 */
export function withOverrides(list: PriceBook, rules: readonly Override[]): PriceBook {
  if (rules.length === 0) return list;
  checkOverrides(rules, list);
  return new OverriddenBook(list, rules);
}

class OverriddenBook implements PriceBook {
  readonly asOf: string;
  readonly rules: BillingRules;
  readonly flag: string;
  readonly paidUpfront: boolean;
  readonly #list: PriceBook;
  readonly #overrides: readonly Override[];
  readonly #prices = new Map<string, UnitPrice | Miss>();

  constructor(list: PriceBook, overrides: readonly Override[]) {
    this.asOf = list.asOf;
    this.rules = list.rules;
    this.flag = list.flag;
    this.#list = list;
    this.#overrides = overrides;
    this.paidUpfront = overrides.some((rule) => "upfrontUsd" in rule && Number(rule.upfrontUsd) > 0);
  }

  find(key: PriceKey, region: string): UnitPrice | Miss {
    const place = `${region} ${key}`;
    const known = this.#prices.get(place);
    if (known !== undefined) return known;
    const found = this.#effective(key, region, true);
    this.#prices.set(place, found);
    return found;
  }

  onDemand(key: PriceKey, region: string): UnitPrice | Miss {
    return this.#effective(key, region, false);
  }

  /** Your quotes take the place of the list's rates on the same rung; a discount bears on both where it stacks. */
  commitments(key: PriceKey, region: string): readonly CommittedRate[] {
    const place = { key, region };
    const { discount } = choiceOf(this.#overrides, place, { listed: true, committed: false });
    const quotes = quotesOn(this.#overrides, place);
    const quoted = quotes.map((quote) => discounted(quotedRate(quote), discount, quote.stacks));
    const taken = new Set(quoted.map(rungOf));
    const listed = this.#list.commitments(key, region).filter((rate) => !taken.has(rungOf(rate)));
    return [...listed.map((rate) => discounted(rate, discount, undefined)), ...quoted];
  }

  regions = (): readonly string[] => this.#list.regions();
  snapshotAt = (region: string) => this.#list.snapshotAt(region);
  firstSnapshotAt = (region: string) => this.#list.firstSnapshotAt(region);
  entries = (region: string) => this.#list.entries(region);
  instanceTypes = (region: string) => this.#list.instanceTypes(region);
  oldest: PriceBook["oldest"] = (wanted) => this.#list.oldest(wanted);
  history: PriceBook["history"] = (key, region) => this.#list.history(key, region);

  #effective(key: PriceKey, region: string, committed: boolean): UnitPrice | Miss {
    const list = this.#list.find(key, region);
    // A region without a list is another region's business: nothing else of it has a price either.
    if (isUnknown(list) && (list.reason === "absentRegion" || list.reason === "noSnapshot")) return list;
    const choice = choiceOf(this.#overrides, { key, region }, { listed: !isUnknown(list), committed });
    return overriddenPrice({ key, region }, list, choice);
  }
}

function discounted(
  rate: CommittedRate,
  discount: Discount | undefined,
  stacks: boolean | undefined,
): CommittedRate {
  if (discount === undefined || !(stacks ?? discount.stacks ?? false)) return rate;
  return multipliedRate(rate, new Decimal(discount.multiplier), discount.id);
}
