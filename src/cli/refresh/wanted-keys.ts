import { existsSync, readdirSync } from "node:fs";
import { join, relative } from "node:path";
import { InputError } from "../../errors.ts";
import type { PriceBook } from "../../prices/book/price-book.ts";
import { requireRegion } from "../../prices/book/region.ts";
import { isUnknown } from "../../prices/charge.ts";
import { homeOf } from "../../prices/list/recipe.ts";
import type { PriceKey } from "../../prices/price-key.ts";
import { askedScenario } from "../bill-tokens.ts";
import { packageRoot } from "../package-root.ts";
import { planWithGraphs } from "../planner.ts";
import { contextOf } from "../report-of.ts";
import { readScenarioFile } from "../scenario-file.ts";

/**
 * Price keys that the scenarios of this project ask for when they are planned in a region: the examples that ship with
 * it and those below ./scenarios. A scenario that cannot be read is left out here; compare says what is wrong with it.
 */
export async function scenarioKeys(region: string, book: PriceBook): Promise<readonly string[]> {
  const asked = new Set<string>();
  for (const file of scenarioFiles()) for (const key of await keysOf(file, region, book)) asked.add(key);
  return [...asked].sort();
}

/** A price that scenarios of this project ask for and the book does not have. */
export interface UnpricedKey {
  readonly region: string;
  readonly key: string;
  readonly because: string;
  /** What brings it. */
  readonly resolve: string;
  readonly scenarios: readonly string[];
}

/** A scenario that says nothing of its prices, and why. */
export interface UnplannedScenario {
  readonly scenario: string;
  readonly because: string;
}

/**
 * What the scenarios of this project need and the book lacks.
 * @param regions where they are planned; none: each in its own
 */
export async function unpricedKeys(
  book: PriceBook,
  regions: readonly string[],
): Promise<{ readonly unpriced: readonly UnpricedKey[]; readonly unplanned: readonly UnplannedScenario[] }> {
  const found = new Map<string, UnpricedKey>();
  const unplanned: UnplannedScenario[] = [];
  for (const file of scenarioFiles()) {
    const scenario = shownFile(file);
    const needs = await needsOf(file, regions, book);
    if ("because" in needs) unplanned.push({ scenario, because: needs.because });
    else
      for (const { region, key } of needs.wanted) {
        const miss = book.find(key, region);
        // What AWS does not sell by the hour is no gap of the book.
        if (!isUnknown(miss) || miss.reason === "notOnDemand") continue;
        const { because, resolve } = miss;
        const scenarios = [...(found.get(`${region} ${key}`)?.scenarios ?? []), scenario];
        found.set(`${region} ${key}`, { region, key, because, resolve, scenarios });
      }
  }
  return { unpriced: [...found.keys()].sort().flatMap((place) => found.get(place) ?? []), unplanned };
}

interface Needs {
  readonly wanted: readonly { readonly region: string; readonly key: PriceKey }[];
}

async function needsOf(
  file: string,
  regions: readonly string[],
  book: PriceBook,
): Promise<Needs | { readonly because: string }> {
  try {
    const own = readScenarioFile(file).raw.region;
    const places = regions.length > 0 ? regions : typeof own === "string" ? [own] : ["us-east-1"];
    const wanted: { region: string; key: PriceKey }[] = [];
    for (const region of places) {
      requireRegion(book, region);
      const keys = new Set<PriceKey>();
      await plannedIn(file, region, recording(book, keys));
      wanted.push(...[...keys].map((key) => ({ region, key })));
    }
    return { wanted };
  } catch (error) {
    if (error instanceof InputError) return { because: error.message };
    throw error;
  }
}

/** Relative below the working folder, as somebody would type it. */
function shownFile(file: string): string {
  const near = relative(process.cwd(), file);
  return near.startsWith("..") ? file : near;
}

function scenarioFiles(): readonly string[] {
  const folders = [...new Set([join(packageRoot(), "scenarios"), join(process.cwd(), "scenarios")])];
  return folders
    .filter((folder) => existsSync(folder))
    .flatMap((folder) => readdirSync(folder).map((name) => join(folder, name)))
    .filter((file) => /\.ya?ml$/.test(file))
    .sort();
}

async function keysOf(file: string, region: string, book: PriceBook): Promise<readonly PriceKey[]> {
  const keys = new Set<PriceKey>();
  try {
    await plannedIn(file, region, recording(book, keys));
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
  }
  return [...keys];
}

async function plannedIn(file: string, region: string, book: PriceBook): Promise<void> {
  const own = readScenarioFile(file);
  await planWithGraphs(askedScenario({ ...own.raw, region }, contextOf(own)), book);
}

/** The book, with a note of every key that was asked for, found or not. */
function recording(book: PriceBook, keys: Set<PriceKey>): PriceBook {
  const note = (key: PriceKey) => keys.add(key);
  return new Proxy(book, {
    get: (target, name) => {
      if (name !== "find" && name !== "onDemand") {
        const value: unknown = Reflect.get(target, name, target);
        return typeof value === "function" ? value.bind(target) : value;
      }
      return (key: PriceKey, region: string) => {
        note(key);
        return target[name](key, region);
      };
    },
  });
}

/** Keys by the region whose snapshot holds them: most the region's own, a few "global". */
export function byHome(keys: readonly string[], region: string): ReadonlyMap<string, readonly string[]> {
  return Map.groupBy(keys, (key) => homeOf(key, region));
}
