import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { ListDocument } from "../../../src/prices/list/list-document.ts";
import { keyRecipe } from "../../../src/prices/list/recipe.ts";
import { select } from "../../../src/prices/list/select.ts";
import type { Selection } from "../../../src/prices/list/selection.ts";
import { parseRules } from "../../../src/prices/rules.ts";
import { LIST_CASES } from "./cases.ts";
import { documentOf, type ListRow } from "./row.ts";

const rulesFile = join(import.meta.dirname, "../../../pricing-cache/rules.json");
export const rules = parseRules(JSON.parse(readFileSync(rulesFile, "utf8")), rulesFile);

/** What the documents say about a key in a region. */
export function ask(
  key: string,
  documents: readonly ListDocument[],
  region = "us-east-1",
  fileRegion?: string,
): Selection {
  const asked = keyRecipe(key);
  if (asked === undefined) throw new Error(`no recipe for ${key}`);
  return select(documents, { asked, region, ...(fileRegion !== undefined && { fileRegion }) }, rules);
}

/** First tier in our unit, or the kind of the reason why there is none. */
export function priceOf(selection: Selection): string {
  return selection.kind === "price" ? (selection.tiers[0]?.usd ?? "no tier") : selection.kind;
}

/** The row of the list that a key has in test/prices/list/cases.ts, changed. */
export function rowOf(key: string, change: ListRow = {}): ListDocument {
  const row = LIST_CASES.find((one) => one.key === key)?.row;
  if (row === undefined) throw new Error(`no case for ${key}`);
  return documentOf(key, { ...row, ...change, attributes: { ...row.attributes, ...change.attributes } });
}

/** A row of an on-demand Linux hour of a type. */
export function instanceRow(type: string, usd: string, change: ListRow = {}): ListDocument {
  const metal = type.includes(".metal");
  return rowOf("ec2/instance/g5.2xlarge/linux/shared", {
    family: metal ? "Compute Instance (bare metal)" : "Compute Instance",
    usage: `BoxUsage:${type}`,
    usd,
    ...change,
    attributes: { instanceType: type, ...change.attributes },
  });
}

/** The row without some of its attributes, as in lists that did not have them yet. */
export function without(document: ListDocument, ...names: readonly string[]): ListDocument {
  const attributes = Object.entries(document.attributes).filter(([name]) => !names.includes(name));
  return { ...document, attributes: Object.fromEntries(attributes) };
}
