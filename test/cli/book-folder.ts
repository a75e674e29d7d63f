import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { BOOK_DIR } from "../prices/books.ts";

/** A folder of its own until the test ends. */
export function folder(): string {
  const made = mkdtempSync(join(tmpdir(), "crossover-refresh-"));
  onTestFinished(() => rmSync(made, { recursive: true, force: true }));
  return made;
}

/** A copy of the book in the repository. */
export function committedCopy(): string {
  const dir = join(folder(), "pricing-cache");
  cpSync(BOOK_DIR, dir, { recursive: true });
  return dir;
}

/** Every file below a folder with its bytes; empty for one that is not there. */
export function bytesOf(dir: string): Record<string, string> {
  let names: string[];
  try {
    names = readdirSync(dir, { recursive: true, encoding: "utf8" });
  } catch {
    return {};
  }
  const files = names.filter((name) => statSync(join(dir, name)).isFile()).sort();
  return Object.fromEntries(files.map((name) => [name, readFileSync(join(dir, name), "latin1")]));
}

/** Writes a file into a folder of its own. @returns its path */
export function fileOf(name: string, content: string | Buffer): string {
  const path = join(folder(), name);
  writeFileSync(path, content);
  return path;
}

export interface WrittenEntry {
  readonly sku: string;
  readonly usageType: string;
  readonly tiers: readonly { readonly usd: string }[];
  readonly commitments?: readonly { readonly upfrontUsd: string; readonly purchaseOption: string }[];
}

/** Entries of one snapshot of a book. */
export function entriesOf(dir: string, path: string): Record<string, WrittenEntry> {
  return JSON.parse(readFileSync(join(dir, "aws", path), "utf8")).entries;
}
