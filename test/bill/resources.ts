import { billOfMaterials } from "../../src/bill/bill-of-materials.ts";
import type { LineItem } from "../../src/bill/line-item.ts";
import type { RegisteredResource, UnknownValue, Value } from "../../src/bill/registered-resource.ts";
import { estimate } from "../../src/cost/estimate.ts";
import { isUnknown, totalOf } from "../../src/prices/charge.ts";
import { committedBook, committedRules } from "../prices/books.ts";

export const RULES = committedRules();
export const PRICES = committedBook();

interface More {
  readonly parent?: string;
  readonly region?: string | UnknownValue;
  readonly kind?: RegisteredResource["kind"];
}

export function resource(
  type: string,
  name: string,
  inputs: Readonly<Record<string, Value>>,
  { parent, region = "us-east-1", kind = "custom" }: More = {},
): RegisteredResource {
  const types = parent === undefined ? type : `${parent.slice(0, parent.indexOf("::"))}$${type}`;
  return {
    key: `${types}::${name}`,
    type,
    name,
    kind,
    region,
    inputs,
    ...(parent === undefined ? {} : { parent }),
  };
}

export const linesOf = (...graph: readonly RegisteredResource[]): readonly LineItem[] =>
  billOfMaterials(graph, RULES).lines;

/** "id quantity unit key" of each line, as a reader would check it. */
export const spoken = (lines: readonly LineItem[]): readonly string[] =>
  lines.map(
    ({ id, quantity, unit, priceKey }) =>
      `${id} ${isUnknown(quantity) ? "unknown" : quantity} ${unit} ${priceKey}`,
  );

export const lineOf = (lines: readonly LineItem[], id: string): LineItem => {
  const found = lines.find((line) => line.id === id);
  if (found === undefined) throw new Error(`no line ${id} among ${lines.map((line) => line.id).join(", ")}`);
  return found;
};

/** A known quantity as a number; unknown fails the test. */
export const amountOf = (lines: readonly LineItem[], id: string): number => {
  const { quantity } = lineOf(lines, id);
  if (isUnknown(quantity)) throw new Error(`${id}: ${quantity.because}`);
  return quantity.toNumber();
};

export const costOfLines = (lines: readonly LineItem[]) => {
  const { usd, unknowns } = totalOf(estimate(lines, PRICES, RULES));
  return {
    usd: usd.toString(),
    unknowns: unknowns.map(({ charge, unknown }) => `${charge}: ${unknown.because}`),
  };
};
