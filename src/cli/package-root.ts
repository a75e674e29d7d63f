import { existsSync } from "node:fs";
import { dirname, join } from "node:path";

let found: string | undefined;

/**
 * The folder that holds package.json, pricing-cache/ and scenarios/: the same from the sources and from the bundle,
 * which lie at different depths below it.
 */
export function packageRoot(): string {
  if (found !== undefined) return found;
  let folder = import.meta.dirname;
  while (!existsSync(join(folder, "package.json"))) {
    const parent = dirname(folder);
    if (parent === folder) throw new Error(`no package.json above ${import.meta.dirname}`);
    folder = parent;
  }
  found = folder;
  return folder;
}

/** The price book that ships with the project. */
export function bookFolder(): string {
  return join(packageRoot(), "pricing-cache");
}
