import { isUnknown } from "../../prices/charge.ts";
import type { PriceKey } from "../../prices/price-key.ts";
import type { Unknown } from "../../provenance.ts";
import { BYTES_PER_GIB, Decimal } from "../../units.ts";
import type { LineCategory, LineItem } from "../line-item.ts";
import { driversOf, type Factor, said } from "./factor.ts";

/** What one implied line says; region and origin are the same for all. */
export interface Implied {
  /** "llm.lcu": the id is "usage.llm.lcu". */
  readonly id: string;
  readonly name: string;
  readonly category: LineCategory;
  readonly priceKey: PriceKey;
  readonly unit: string;
  readonly factors: readonly Factor[];
  /** The factors multiply to bytes, the price counts GiB. */
  readonly bytes?: true;
}

/** quantity = product of the factors, ÷ 2³⁰ where they make bytes; unknown as soon as one of them is. */
export function usageLine(region: string, implied: Implied): LineItem {
  const { factors, bytes } = implied;
  const formula = factors.map(({ value, unit }) => `${said(value)} ${unit}`).join(" × ");
  const product = multiply(factors);
  const quantity = bytes && !isUnknown(product) ? product.dividedBy(BYTES_PER_GIB) : product;
  return computedLine(region, implied, quantity, bytes ? `${formula} ÷ 2³⁰` : formula);
}

/** A line whose quantity is more than a product; the caller states the formula. */
export function computedLine(
  region: string,
  { id, name, category, priceKey, unit, factors }: Implied,
  quantity: Decimal | Unknown,
  formula: string,
): LineItem {
  return {
    id: `usage.${id}`,
    name,
    category,
    origin: "usage",
    priceKey,
    region,
    quantity,
    unit,
    formula,
    drivers: driversOf(factors),
  };
}

function multiply(factors: readonly Factor[]): Decimal | Unknown {
  let product = new Decimal(1);
  for (const { value } of factors) {
    if (isUnknown(value)) return value;
    product = product.times(value);
  }
  return product;
}
