import { recipesOf } from "../../prices/list/key-glob.ts";
import { keyRecipe, type Recipe } from "../../prices/list/recipe.ts";
import type { Asked } from "./list-read.ts";

/** One question to the Query API: everything of a kind in a region, not one thing at a time. */
export interface CoarseQuery {
  readonly service: string;
  readonly filters: readonly { readonly field: string; readonly value: string }[];
  /** Keys that it may answer. */
  readonly keys: readonly string[];
}

/** As few questions as answer all keys: one for each service, family and set of coarse attributes. */
export function coarseQueries(region: string, { keys, globs }: Asked): readonly CoarseQuery[] {
  const questions = new Map<string, { service: string; filters: CoarseQuery["filters"]; keys: string[] }>();
  const ask = (recipe: Recipe, segments: readonly string[], key: string | undefined) => {
    const filters = filtersOf(recipe, segments, region);
    const place = JSON.stringify([recipe.service, filters]);
    const known = questions.get(place) ?? { service: recipe.service, filters, keys: [] };
    if (key !== undefined) known.keys.push(key);
    questions.set(place, known);
  };
  for (const key of keys) {
    const found = keyRecipe(key);
    if (found !== undefined) ask(found.recipe, found.segments, key);
  }
  for (const recipe of globs.flatMap(recipesOf))
    for (const segments of [["a.large"], ["a.metal"]]) ask(recipe, segments, undefined);
  return [...questions.values()];
}

function filtersOf(recipe: Recipe, segments: readonly string[], region: string): CoarseQuery["filters"] {
  const family = recipe.family?.(...segments) ?? "";
  const place =
    recipe.region === undefined
      ? { regionCode: region }
      : recipe.region === "from"
        ? { fromRegionCode: region }
        : recipe.region === "any"
          ? { location: "Any" }
          : {};
  const wanted = {
    ...(family !== "" && { productFamily: family }),
    ...place,
    ...recipe.coarse,
    ...recipe.ask,
    ...(recipe.service === "AWSDataTransfer" && transferType(recipe, segments)),
  };
  return Object.entries(wanted).map(([field, value]) => ({ field, value }));
}

/** A region's traffic has a product for every other region: the kind of transfer spares most of them. */
function transferType(recipe: Recipe, segments: readonly string[]): Record<string, string> {
  const type = recipe.attributes?.(...segments).transferType;
  return typeof type === "string" ? { transferType: type } : {};
}
