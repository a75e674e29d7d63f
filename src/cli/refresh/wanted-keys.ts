import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { InputError } from "../../errors.ts";
import type { PriceBook } from "../../prices/price-book.ts";
import type { PriceKey } from "../../prices/price-key.ts";
import { homeOf } from "../../prices/recipe.ts";
import { parseScenario } from "../../scenario/parse.ts";
import { packageRoot } from "../package-root.ts";
import { planWithGraphs } from "../planner.ts";
import { contextOf } from "../report-of.ts";

/**
 * Price keys that the scenarios of this project ask for when they are planned in a region: the examples that ship with
 * it and those below ./scenarios. A scenario that cannot be read is left out here; compare says what is wrong with it.
 */
export async function scenarioKeys(region: string, book: PriceBook): Promise<readonly string[]> {
  const asked = new Set<string>();
  for (const file of scenarioFiles()) for (const key of await keysOf(file, region, book)) asked.add(key);
  return [...asked].sort();
}

function scenarioFiles(): readonly string[] {
  const folders = [...new Set([join(packageRoot(), "scenarios"), join(process.cwd(), "scenarios")])];
  return folders
    .filter((folder) => existsSync(folder))
    .flatMap((folder) => readdirSync(folder).map((name) => join(folder, name)))
    .filter((file) => /\.ya?ml$/.test(file))
    .sort();
}

async function keysOf(file: string, region: string, book: PriceBook): Promise<readonly string[]> {
  const keys = new Set<string>();
  try {
    const raw = { ...(parse(readFileSync(file, "utf8")) as Record<string, unknown>), region };
    const scenario = parseScenario(raw, contextOf({ file, name: file, raw, text: "" }));
    await planWithGraphs(scenario, recording(book, keys));
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
  }
  return [...keys];
}

/** The book, with a note of every key that was asked for, found or not. */
function recording(book: PriceBook, keys: Set<string>): PriceBook {
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
