import type { ListProduct } from "./list-document.ts";
import { keyRecipe, type Recipe } from "./recipe.ts";
import { RECIPES } from "./recipes/all.ts";

/** "ec2/instance/*\/linux/shared": a star stands for any text within one segment of a key. */
export const isGlob = (text: string): boolean => text.includes("*");

export function globPattern(glob: string): RegExp {
  const escaped = glob.replaceAll(/[.+?^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`^${escaped.replaceAll("*", "[^/]*")}$`);
}

/** Recipes of which some key may match: those whose things the list names, such as instance types. */
export function recipesOf(glob: string): readonly Recipe[] {
  const pattern = globPattern(glob);
  return RECIPES.filter(
    (recipe) =>
      recipe.subject !== undefined && formsOf(recipe, "a.a", "db.a.a").some((key) => pattern.test(key)),
  );
}

/** Keys of the recipe for the thing that a product is, whether or not it will have a price. */
export function keysAbout(recipe: Recipe, { service, attributes }: ListProduct): readonly string[] {
  const subject = recipe.subject === undefined ? undefined : attributes[recipe.subject];
  if (subject === undefined || service !== recipe.service) return [];
  return formsOf(recipe, subject).filter((key) => keyRecipe(key)?.recipe === recipe);
}

/** A key of every kind that Crossover asks for, with an invented thing in it where the list names the things. */
export function keyOfEachKind(): readonly string[] {
  return RECIPES.flatMap((recipe) =>
    formsOf(recipe, "a.a", "db.a.a", "us-east-1").filter((key) => keyRecipe(key)?.recipe === recipe),
  );
}

/** The template with these subjects in the variable that the list fills, and each choice in the others. */
function formsOf({ template }: Recipe, ...subjects: string[]): string[] {
  const choices = template.split(/<([^>]*)>/).map((part, i) => {
    if (i % 2 === 0) return [part];
    return part.includes("|") ? part.split("|") : subjects;
  });
  return choices.reduce((made, parts) => made.flatMap((head) => parts.map((part) => head + part)), [""]);
}
