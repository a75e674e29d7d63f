import { copyFileSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { InputError } from "../../errors.ts";
import { diffOf, type RegionDiff } from "../../prices/book-diff.ts";
import { parseIndex, snapshotsUpTo } from "../../prices/book-index.ts";
import { type RefreshedRegion, refreshedRegion } from "../../prices/refreshed-snapshot.ts";
import { type BillingRules, parseRules } from "../../prices/rules.ts";
import type { Snapshot } from "../../prices/snapshot.ts";
import { bookFolder } from "../package-root.ts";
import { writeBook } from "../price-book-writer.ts";
import { readSnapshot } from "../price-files.ts";
import { VERSION } from "../version.ts";
import { type Asked, type ListRead, readingOf } from "./list-read.ts";

/** A book as a refresh sees it: its newest snapshots and its rules. */
export interface OpenedBook {
  readonly dir: string;
  readonly rules: BillingRules;
  /** Newest snapshot by region, "global" among them. */
  readonly newest: ReadonlyMap<string, Snapshot>;
  readonly index: ReturnType<typeof parseIndex>;
}

/** Opens a book to be refreshed; a folder without one becomes one, with the rules that ship with the project. */
export function openForRefresh(dir: string): OpenedBook {
  mkdirSync(dir, { recursive: true });
  const rulesFile = join(dir, "rules.json");
  if (!existsSync(rulesFile)) copyFileSync(join(bookFolder(), "rules.json"), rulesFile);
  const rules = parseRules(JSON.parse(readFileSync(rulesFile, "utf8")), rulesFile);
  const file = join(dir, "index.json");
  const index = existsSync(file)
    ? parseIndex(JSON.parse(readFileSync(file, "utf8")), file)
    : { schema: 1 as const, snapshots: [], checkedAt: {} };
  const regions = new Set(index.snapshots.map(({ region }) => region));
  const newest = new Map(
    [...regions].flatMap((region): [string, Snapshot][] => {
      const last = snapshotsUpTo(index, region, "9999-12-31").at(-1);
      return last === undefined ? [] : [[region, readSnapshot(dir, last)]];
    }),
  );
  return { dir, rules, newest, index };
}

export interface RefreshOptions {
  /** "YYYY-MM-DD" */
  readonly today: string;
  readonly accept?: string;
  readonly drop: readonly string[];
  readonly dryRun: boolean;
}

/** One region as a refresh leaves it. */
export interface RefreshedBook {
  readonly regions: readonly (RefreshedRegion & { readonly diff?: RegionDiff })[];
  /** Paths below the book that were written. */
  readonly written: readonly string[];
}

/**
 * Selects, guards and writes what was read.
 * @throws InputError REFRESH_GUARDED, exit 3: nothing is written.
 */
export function refreshBook(
  book: OpenedBook,
  reads: readonly ListRead[],
  asked: ReadonlyMap<string, Asked>,
  options: RefreshOptions,
): RefreshedBook {
  const regions = [...Map.groupBy(reads, ({ region }) => region)].map(([region, own]) =>
    regionOf(book, region, own, asked.get(region) ?? { keys: [], globs: [], terms: false }, options),
  );
  if (options.dryRun) return { regions, written: [] };
  for (const region of regions) refuseTripped(region, options.accept);
  const checked = Object.fromEntries(
    regions.map(({ region, readings }) => [
      region,
      Object.fromEntries(
        readings.map(({ list }) => [list.service, { at: list.retrievedAt, version: list.version }]),
      ),
    ]),
  );
  const snapshots = regions.flatMap(({ snapshot }) => snapshot ?? []);
  return { regions, written: writeBook(book.dir, { snapshots, checked }, new Date().toISOString()) };
}

function regionOf(
  book: OpenedBook,
  region: string,
  reads: readonly ListRead[],
  asked: Asked,
  { today, accept, drop }: RefreshOptions,
): RefreshedBook["regions"][number] {
  const readings = reads.map((read) => readingOf(read, asked, book.rules));
  const newest = book.newest.get(region);
  const { day, before } = placeOf(book, region, reads, newest, today);
  const others = [...book.newest].flatMap(([name, snapshot]) => (name === region ? [] : [snapshot]));
  const refreshed = refreshedRegion(before, readings, others, {
    region,
    snapshotAt: day,
    tool: `crossover ${VERSION}`,
    because: accept ?? "refresh",
    backfilled: before !== newest,
    drop,
  });
  const diff =
    before === undefined || refreshed.snapshot === undefined ? undefined : diffOf(before, refreshed.snapshot);
  return { ...refreshed, ...(diff && { diff }) };
}

/**
 * A list that was published before the newest snapshot is history: it stands at its own day, on what was known then.
 * The newest snapshot is never overwritten by older prices.
 */
function placeOf(
  { index, dir }: OpenedBook,
  region: string,
  reads: readonly ListRead[],
  newest: Snapshot | undefined,
  today: string,
): { day: string; before: Snapshot | undefined } {
  const published =
    reads
      .map(({ list }) => list.publishedAt.slice(0, 10))
      .sort()
      .at(-1) ?? today;
  if (newest === undefined || published >= newest.snapshotAt) {
    return { day: newest === undefined && published < today ? published : today, before: newest };
  }
  const earlier = snapshotsUpTo(index, region, published).at(-1);
  return { day: published, before: earlier && readSnapshot(dir, earlier) };
}

function refuseTripped({ region, tripped }: RefreshedRegion, accept: string | undefined): void {
  const held = tripped.filter(({ acceptable }) => !acceptable || accept === undefined);
  if (held.length === 0) return;
  const lines = held.map(({ because }) => because);
  const shown = lines.length > 20 ? [...lines.slice(0, 20), `and ${lines.length - 20} more`] : lines;
  const hopeless = held.find(({ acceptable }) => !acceptable);
  throw new InputError(
    "REFRESH_GUARDED",
    `Refusing to write ${region}: ${shown.join("\n  ")}.`,
    hopeless === undefined
      ? 'If it is real, say why: --accept "AWS announcement of …". Nothing was written.'
      : `See its rows: --dry-run --rows ${hopeless.key}; or leave it out: --drop ${hopeless.key}. Nothing was written.`,
    3,
  );
}
