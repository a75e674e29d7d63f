import { globPattern, keysAbout, recipesOf } from "./key-glob.ts";
import type { ListProduct, Sieve } from "./list-document.ts";
import { type KeyRecipe, keyRecipe, type Recipe } from "./recipe.ts";

/** Keys that a list is read for. */
export interface WantedKeys {
  /** Keys of other services are passed over; undefined: the list has not said yet whose it is. */
  readonly service: string | undefined;
  readonly keys: readonly string[];
  /** "ec2/instance/*\/linux/shared": every key that the list offers. */
  readonly globs: readonly string[];
  /** Reserved terms too. */
  readonly terms: boolean;
  /** A key of which every row is to be shown, whatever rules it out. */
  readonly shown?: string;
}

/** Values of these tell a price from its twins: a new one among the rows asks to be looked at. */
const TELLING = ["operatingSystem", "tenancy", "marketoption", "capacitystatus"] as const;

/**
 * Passes what may hold a wanted price and everything that could be taken for it, and counts the rest, so that a price
 * that is not there can be told from one that was not looked for.
 */
export class ListSieve implements Sieve {
  readonly needles: readonly string[] | undefined;
  readonly terms: boolean;
  /** Attributes with a value in some row that was read. */
  readonly carried = new Set<string>();
  /** Values of the telling attributes. */
  readonly values = new Map<string, Set<string>>();
  readonly #recipes: readonly Recipe[];
  /** Texts of which a usage type holds one; without any, every usage type may be it. */
  readonly #needles = new Map<Recipe, readonly string[] | undefined>();
  readonly #globs: readonly { readonly pattern: RegExp; readonly recipes: readonly Recipe[] }[];
  readonly #offered = new Set<string>();
  readonly #turnedAway = new Map<string, number>();
  readonly #shown: KeyRecipe | undefined;
  #rows = 0;

  constructor({ service, keys, globs, terms, shown }: WantedKeys) {
    this.#shown = shown === undefined ? undefined : keyRecipe(shown);
    const of = (recipe: Recipe) => service === undefined || recipe.service === service;
    const asked = keys.flatMap((key) => keyRecipe(key) ?? []).filter(({ recipe }) => of(recipe));
    this.#globs = globs.map((glob) => ({
      pattern: globPattern(glob),
      recipes: recipesOf(glob).filter(of),
    }));
    const globbed = this.#globs.flatMap(({ recipes }) => recipes);
    this.#recipes = [...new Set([...asked.map(({ recipe }) => recipe), ...globbed])];
    this.needles = this.#shown === undefined ? needlesOf(asked, globbed.length > 0) : undefined;
    for (const recipe of this.#recipes) this.#needles.set(recipe, undefined);
    for (const [recipe, own] of Map.groupBy(asked, (one) => one.recipe))
      if (!globbed.includes(recipe)) this.#needles.set(recipe, needlesOf(own, false));
    this.terms = terms;
  }

  keep(product: ListProduct): boolean {
    this.#rows += 1;
    this.#note(product);
    for (const { pattern, recipes } of this.#globs)
      for (const recipe of recipes)
        for (const key of keysAbout(recipe, product)) if (pattern.test(key)) this.#offered.add(key);
    if (this.#recipes.some((recipe) => this.#mayBe(recipe, product)) || this.#isShown(product)) return true;
    for (const recipe of this.#recipes) this.#turnAway(recipe, product);
    return false;
  }

  #isShown({ service, attributes }: ListProduct): boolean {
    if (this.#shown === undefined || service !== this.#shown.recipe.service) return false;
    const { recipe, segments } = this.#shown;
    return recipe.subject !== undefined && attributes[recipe.subject] === segments[0];
  }

  #mayBe(recipe: Recipe, product: ListProduct): boolean {
    const usage = product.attributes.usagetype ?? "";
    const needles = this.#needles.get(recipe);
    return (needles?.some((needle) => usage.includes(needle)) ?? true) && passes(recipe, product);
  }

  /** Keys that the globs mean in this list, sorted. */
  offered(): readonly string[] {
    return [...this.#offered].sort();
  }

  /** Rows about the same thing that were turned away: other systems, other tenancies. */
  turnedAway({ recipe, segments }: KeyRecipe): number {
    return this.#turnedAway.get(`${recipe.template} ${segments[0]}`) ?? 0;
  }

  /** Products that were read. */
  get rows(): number {
    return this.#rows;
  }

  #note({ attributes }: ListProduct): void {
    for (const name in attributes) if (attributes[name] !== "") this.carried.add(name);
    for (const name of TELLING) {
      const value = attributes[name];
      if (!value) continue;
      const known = this.values.get(name) ?? new Set();
      this.values.set(name, known.add(value));
    }
  }

  #turnAway(recipe: Recipe, { service, attributes }: ListProduct): void {
    const subject = recipe.subject === undefined ? undefined : attributes[recipe.subject];
    if (subject === undefined || service !== recipe.service) return;
    const place = `${recipe.template} ${subject}`;
    this.#turnedAway.set(place, (this.#turnedAway.get(place) ?? 0) + 1);
  }
}

/** Service and what the recipe calls coarse; an attribute that the row lacks may be one that the list lacks. */
function passes({ service, coarse = {} }: Recipe, product: ListProduct): boolean {
  if (product.service !== service) return false;
  for (const name in coarse) {
    const value = product.attributes[name];
    if (value && value !== coarse[name]) return false;
  }
  return true;
}

/** A usage type up to its colon; all that counts hours of something where every thing of a kind is asked for. */
function needlesOf(asked: readonly KeyRecipe[], globbed: boolean): readonly string[] | undefined {
  const needles = new Set<string>(globbed ? ["Usage"] : []);
  for (const { recipe, segments } of asked) {
    const usage = recipe.usage?.(...segments);
    const needle = recipe.needle ?? (typeof usage === "string" ? usage.split(":", 1)[0] : undefined);
    if (!needle) return undefined;
    needles.add(needle);
  }
  return [...needles];
}
