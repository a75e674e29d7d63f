import { createHash } from "node:crypto";
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname, join, resolve } from "node:path";
import { type BookIndex, parseIndex, type SnapshotReference } from "../prices/book/book-index.ts";
import { bookText } from "../prices/book/book-text.ts";
import { parseSnapshot, type Snapshot } from "../prices/book/snapshot.ts";
import { diskTrouble } from "./disk-trouble.ts";
import { type Leftover, lockBook, unlockBook, writeLock } from "./price-book-lock.ts";
import { readBookJson } from "./price-files.ts";

/** When the list of a service was last seen, and its version. */
type Checked = BookIndex["checkedAt"][string][string];

/** What one refresh adds to a book. */
export interface BookChange {
  readonly snapshots: readonly Snapshot[];
  /** Region, then service. */
  readonly checked: Readonly<Record<string, Readonly<Record<string, Checked>>>>;
  /** Text of rules.json for a book that has none yet. */
  readonly rules?: string;
}

/**
 * Does work on a book that nobody else may write meanwhile, after what a killed refresh left is cleared away. A folder
 * that is made for it and stays empty is taken away again.
 *
 * @param told is called with what was left, before it is gone
 * @throws InputError BOOK_LOCKED or BOOK_UNWRITABLE, exit 6, and what the work throws
 */
export async function withLockedBook<T>(
  book: string,
  startedAt: string,
  told: (left: Leftover) => void,
  work: () => Promise<T>,
): Promise<T> {
  let made: string | undefined;
  try {
    made = mkdirSync(book, { recursive: true });
    const left = lockBook(book, startedAt);
    try {
      if (left !== undefined) {
        told(left);
        clearAway(book, left, startedAt);
      }
      return await work();
    } finally {
      unlockBook(book);
    }
  } catch (error) {
    throw diskTrouble(error, book);
  } finally {
    if (made !== undefined) removeEmpty(book, made);
  }
}

/** From the book up to the folder that was made first, as far as nothing is in them. */
function removeEmpty(book: string, made: string): void {
  for (let folder = resolve(book); ; folder = dirname(folder)) {
    if (!existsSync(folder) || readdirSync(folder).length > 0) return;
    rmdirSync(folder);
    if (folder === resolve(made)) return;
  }
}

/** Temporary files, and snapshots that never came into the index. */
function clearAway(book: string, { lock }: Leftover, startedAt: string): void {
  const known = new Set(
    existsSync(join(book, "index.json")) ? readIndex(book).snapshots.map(({ path }) => path) : [],
  );
  for (const path of lock?.writing ?? []) if (!known.has(path)) rmSync(join(book, path), { force: true });
  for (const name of readdirSync(book, { recursive: true, encoding: "utf8" }))
    if (TEMPORARY.test(name)) rmSync(join(book, name), { force: true });
  writeLock(book, { pid: process.pid, startedAt, writing: [] });
}

const TEMPORARY = /(^|[\\/])\.[^\\/]+\.tmp$/;

/**
 * Snapshots first, the index last, each to a file beside its place and then renamed: whoever reads meanwhile, or after
 * a crash at whatever moment, finds the old book or the new one.
 *
 * @returns the paths that were written, nothing when nothing changed
 */
export function writeBook(
  book: string,
  { snapshots, checked, rules }: BookChange,
  startedAt: string,
): string[] {
  const index = existsSync(join(book, "index.json"))
    ? readIndex(book)
    : { schema: 1 as const, snapshots: [], checkedAt: {} };
  const taken = new Set(index.snapshots.map(({ path }) => path));
  const placed = snapshots.map((snapshot) => placedIn(taken, snapshot));
  const next: BookIndex = {
    ...index,
    snapshots: [...index.snapshots, ...placed.map(({ reference }) => reference)].sort((a, b) =>
      a.path < b.path ? -1 : 1,
    ),
    checkedAt: mergedChecks(index.checkedAt, checked),
  };
  const text = bookText(next);
  const file = join(book, "index.json");
  if (existsSync(file) && readFileSync(file, "utf8") === text) return [];
  const paths = placed.map(({ reference }) => reference.path);
  writeLock(book, { pid: process.pid, startedAt, writing: paths });
  try {
    if (rules !== undefined) writeWhole(join(book, "rules.json"), rules);
    for (const { reference, text: own } of placed) writeWhole(join(book, reference.path), own);
    writeWhole(file, text);
  } catch (error) {
    // A full disk, for instance: what the index does not name must not stay.
    for (const path of [...paths, ...(rules === undefined ? [] : ["rules.json"])])
      rmSync(join(book, path), { force: true });
    throw error;
  }
  return [...(rules === undefined ? [] : ["rules.json"]), ...paths, "index.json"];
}

const readIndex = (book: string): BookIndex =>
  parseIndex(readBookJson(book, "index.json"), join(book, "index.json"));

/** A second snapshot of the same region and day gets "-2". What could not be read again is not written. */
function placedIn(taken: Set<string>, snapshot: Snapshot): { text: string; reference: SnapshotReference } {
  const text = bookText(snapshot);
  const { region, snapshotAt } = snapshot;
  const name = (n: number) => `aws/${region}/${snapshotAt}${n === 1 ? "" : `-${n}`}.json`;
  let n = 1;
  while (taken.has(name(n))) n += 1;
  taken.add(name(n));
  parseSnapshot(JSON.parse(text), name(n));
  return {
    text,
    reference: {
      path: name(n),
      region,
      snapshotAt,
      sha256: createHash("sha256").update(text).digest("hex"),
      entries: Object.keys(snapshot.entries).length,
      ...(snapshot.backfilled && { backfilled: true }),
    },
  };
}

/** On the same day and for the same version nothing new was learned; what was learned later stays. */
function mergedChecks(old: BookIndex["checkedAt"], checked: BookChange["checked"]): BookIndex["checkedAt"] {
  const merged: BookIndex["checkedAt"] = { ...old };
  for (const [region, services] of Object.entries(checked)) {
    const own = { ...merged[region] };
    for (const [service, now] of Object.entries(services)) {
      const before = own[service];
      const [told, tells] = [before?.at.slice(0, 10) ?? "", now.at.slice(0, 10)];
      if (told < tells || (told === tells && before?.version !== now.version)) own[service] = now;
    }
    merged[region] = sorted(own);
  }
  return sorted(merged);
}

const sorted = <T>(record: Readonly<Record<string, T>>): Record<string, T> =>
  Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));

function writeWhole(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  const temporary = join(dirname(file), `.${file.split(/[\\/]/).at(-1)}.tmp`);
  try {
    const handle = openSync(temporary, "w");
    try {
      writeFileSync(handle, text);
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    renameSync(temporary, file);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}
