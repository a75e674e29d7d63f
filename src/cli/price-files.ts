import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { InputError } from "../errors.ts";
import { type BookIndex, parseIndex, type SnapshotReference } from "../prices/book/book-index.ts";
import { type BookFiles, openBook, type PriceBook } from "../prices/book/price-book.ts";
import { parseSnapshot, type Snapshot } from "../prices/book/snapshot.ts";
import { parseRules } from "../prices/rules.ts";
import { lockOf } from "./price-book-lock.ts";
import { bookFlag } from "./shell-word.ts";

/**
 * The price book in a folder, as known on `asOf` ("YYYY-MM-DD"). Snapshots are read and verified when first asked for.
 * @throws InputError PRICE_FILE_MISSING, PRICE_FILE_DAMAGED, SNAPSHOT_CORRUPT and those of the parsers, exit 2.
 */
export function loadBook(dir: string, asOf: string): PriceBook {
  return openBook(bookFiles(dir), asOf);
}

/** The same before a day is chosen: index and rules are read, snapshots when they are asked for. */
export function bookFiles(dir: string): BookFiles {
  const index = parseIndex(readBookJson(dir, "index.json"), shown(dir, "index.json"));
  const rules = parseRules(readBookJson(dir, "rules.json"), shown(dir, "rules.json"));
  refuseStrangers(dir, index);
  return { index, rules, flag: bookFlag(dir), snapshots: (reference) => readSnapshot(dir, reference) };
}

/** One snapshot of a book, verified. @throws InputError SNAPSHOT_CORRUPT and those of parseSnapshot. */
export function readSnapshot(dir: string, { path, sha256 }: SnapshotReference): Snapshot {
  const name = shown(dir, path);
  const text = readText(dir, path);
  const found = createHash("sha256").update(text).digest("hex");
  if (found !== sha256) {
    throw new InputError(
      "SNAPSHOT_CORRUPT",
      `${name} was changed after it was written (sha256 ${found.slice(0, 12)}, the index says ${sha256.slice(0, 12)}).`,
      `Restore it: git checkout -- ${name}`,
    );
  }
  return parseSnapshot(parseJson(text, name), name);
}

/** A snapshot that the index does not name was not written by us: its prices would have no history. */
function refuseStrangers(dir: string, { snapshots }: BookIndex): void {
  // What a refresh is writing just now, or was when it was killed: not in the book yet.
  const known = new Set([...snapshots.map(({ path }) => path), ...(lockOf(dir)?.writing ?? [])]);
  if (!existsSync(join(dir, "aws"))) return;
  for (const name of readdirSync(join(dir, "aws"), { recursive: true, encoding: "utf8" })) {
    const path = `aws/${name.split(sep).join("/")}`;
    if (!path.endsWith(".json") || known.has(path) || /(^|\/)\./.test(path)) continue;
    throw new InputError(
      "SNAPSHOT_CORRUPT",
      `${shown(dir, path)} is not in ${shown(dir, "index.json")}.`,
      `Remove the file, or restore the index: git checkout -- ${shown(dir, "index.json")}`,
    );
  }
}

/** A file of a book as JSON. @throws InputError PRICE_FILE_MISSING, PRICE_FILE_DAMAGED */
export const readBookJson = (dir: string, path: string): unknown =>
  parseJson(readText(dir, path), shown(dir, path));

function readText(dir: string, path: string): string {
  try {
    return readFileSync(join(dir, path), "utf8");
  } catch (error) {
    throw new InputError(
      "PRICE_FILE_MISSING",
      `Cannot read ${shown(dir, path)}: ${error instanceof Error ? error.message : error}.`,
      `Restore the price book: git checkout -- ${relative(process.cwd(), dir) || dir}`,
    );
  }
}

function parseJson(text: string, name: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new InputError(
      "PRICE_FILE_DAMAGED",
      `${name} is not JSON: ${error instanceof Error ? error.message : error}.`,
      `Restore it: git checkout -- ${name}`,
    );
  }
}

/** Path as the reader would type it: relative below the working folder, absolute elsewhere. */
function shown(dir: string, path: string): string {
  const file = join(dir, path);
  const near = relative(process.cwd(), file);
  return near.startsWith("..") ? file : near;
}
