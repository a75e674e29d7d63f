import { RECIPES } from "./recipes/all.ts";

/** What a product attribute must say: exactly this, one of these ("" is empty or absent), or anything but this. */
export type Wanted = string | { readonly oneOf: readonly string[] } | { readonly not: string };

/**
 * How one kind of price is found in the list. The variable segments of its key are $1, $2 … in `item`, and the arguments
 * of the functions below.
 */
export interface Recipe {
  /** Key with its variable segments in angle brackets: `<a|b>` is one of these, a name stands for its pattern. */
  readonly template: string;
  /** Service code of the list that publishes it. */
  readonly service: string;
  /** Our unit; the lists print it in many spellings. */
  readonly unit: string;
  /** What it is in words; $1, $2 … are the variable segments. */
  readonly item: string;
  /** Product family, exactly; "" is empty or absent. Undefined: the list's families are not told apart. */
  readonly family?: (...segments: string[]) => string;
  /** Attributes besides region and usage type, by the list's own names. */
  readonly attributes?: (...segments: string[]) => Readonly<Record<string, Wanted>>;
  /** Usage type without its region prefix. Undefined: it says nothing that the attributes do not. */
  readonly usage?: (...segments: string[]) => string | RegExp;
  /** Text that every such usage type holds, where `usage` is a pattern: rows without it are passed over unread. */
  readonly needle?: string;
  /** Attributes that a server is asked for and a streamed list is sifted by: they narrow, `select` decides. */
  readonly coarse?: Readonly<Record<string, string>>;
  /** Further attributes that the Query API is asked for, as it spells them: they spare pages. */
  readonly ask?: Readonly<Record<string, string>>;
  /** Attribute that holds the first segment: rows about the same thing that other attributes rule out are counted by it. */
  readonly subject?: string;
  /**
   * "from": the region stands in fromRegionCode. "any": the row names no region and holds in each. "none": the list does
   * not split it by region, nor does the book.
   */
  readonly region?: "from" | "any" | "none";
  /** Raised when the recipe changes what it selects, so that a snapshot tells which one chose. */
  readonly version?: number;
  /** Declared free: the only way for a price of 0 into the book. */
  readonly free?: true;
}

/** A recipe applied to one key. */
export interface KeyRecipe {
  readonly key: string;
  readonly recipe: Recipe;
  /** Variable segments of the key, in order. */
  readonly segments: readonly string[];
}

/** What a segment in angle brackets accepts, by its name. A type without a size is a family and matches nothing. */
const SEGMENTS: Readonly<Record<string, string>> = {
  type: "([a-z0-9-]+\\.[a-z0-9-]+)",
  class: "(db\\.[a-z0-9-]+\\.[a-z0-9-]+)",
  toRegion: "([a-z]+(?:-[a-z]+)+-\\d)",
};

interface Compiled {
  readonly recipe: Recipe;
  readonly pattern: RegExp;
}

function compile(recipe: Recipe): Compiled {
  const source = recipe.template.replaceAll(
    /<([^>]*)>/g,
    (_, inner: string) => SEGMENTS[inner] ?? `(${inner})`,
  );
  return { recipe, pattern: new RegExp(`^${source}$`) };
}

/** By first segment, so that a lookup tries a handful of patterns. */
const COMPILED: ReadonlyMap<string, readonly Compiled[]> = Map.groupBy(
  RECIPES.map(compile),
  ({ recipe }) => recipe.template.split("/", 1)[0] ?? "",
);

function compiledFor(key: string): Compiled | undefined {
  return COMPILED.get(key.split("/", 1)[0] ?? "")?.find(({ pattern }) => pattern.test(key));
}

/** The recipe behind a key; undefined for a key that none covers. */
export function recipeFor(key: string): Recipe | undefined {
  return compiledFor(key)?.recipe;
}

/** The same with the key's own segments. */
export function keyRecipe(key: string): KeyRecipe | undefined {
  const found = compiledFor(key);
  if (found === undefined) return undefined;
  return { key, recipe: found.recipe, segments: found.pattern.exec(key)?.slice(1) ?? [] };
}

/** "ebs/gp3/throughput@1": which recipe chose a price. */
export function recipeId({ template, version = 1 }: Recipe): string {
  return `${template}@${version}`;
}

/** Region whose snapshot holds the key: its own, or "global" for what the list does not split by region. */
export function homeOf(key: string, region: string): string {
  return recipeFor(key)?.region === "none" ? "global" : region;
}

/** "AmazonEC2 g6e.xlarge Linux on-demand": the key in words, or the key itself when no recipe covers it. */
export function describeKey(key: string): string {
  const found = compiledFor(key);
  return found === undefined
    ? key
    : `${found.recipe.service} ${key.replace(found.pattern, found.recipe.item)}`;
}
