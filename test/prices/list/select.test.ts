import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { keyRecipe } from "../../../src/prices/list/recipe.ts";
import { RECIPES } from "../../../src/prices/list/recipes/all.ts";
import { select } from "../../../src/prices/list/select.ts";
import { parseRules } from "../../../src/prices/rules.ts";
import { Decimal } from "../../../src/units.ts";
import { LIST_CASES } from "./cases.ts";
import { documentsOf, type ListCase } from "./row.ts";

const rulesFile = join(import.meta.dirname, "../../../pricing-cache/rules.json");
const rules = parseRules(JSON.parse(readFileSync(rulesFile, "utf8")), rulesFile);

const question = (key: string) => {
  const asked = keyRecipe(key);
  if (asked === undefined) throw new Error(`no recipe for ${key}`);
  return { asked, region: "us-east-1" };
};

const first = ({ row, expected }: ListCase): string => {
  const tiers = typeof row.usd === "string" ? [["0", row.usd]] : (row.usd ?? []);
  const lowest = tiers.find(([begin]) => begin === "0")?.[1] ?? "";
  return expected ?? new Decimal(lowest).toFixed();
};

describe("every recipe finds its row of the list among what stands beside it", () => {
  it("each kind of price has a case", () => {
    const covered = new Set(LIST_CASES.map(({ key }) => keyRecipe(key)?.recipe.template));
    expect(RECIPES.map(({ template }) => template).filter((template) => !covered.has(template))).toEqual([]);
  });

  for (const one of LIST_CASES) {
    const { own, others } = documentsOf(one);
    const decoys = others.map(([, document]) => document);
    it(`${one.key}: ${first(one)}, whatever comes first`, () => {
      for (const documents of [[own], [...decoys, own], [own, ...decoys.toReversed()]]) {
        const selection = select(documents, question(one.key), rules);
        expect(selection).toMatchObject({ kind: "price", sku: own.sku, matched: 1, merged: [] });
        if (selection.kind === "price") expect(selection.tiers[0]?.usd).toBe(first(one));
      }
    });
    for (const [name, decoy] of others) {
      it(`${one.key}: not ${name}`, () => {
        const carried = new Set([...Object.keys(own.attributes), ...Object.keys(decoy.attributes)]);
        expect(select([decoy], question(one.key), rules, carried).kind).toBe("none");
      });
    }
  }
});
