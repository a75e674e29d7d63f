import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { InputError } from "../../errors.ts";
import { diffOf, type RegionDiff } from "../../prices/book/book-diff.ts";
import { parseIndex, snapshotsUpTo } from "../../prices/book/book-index.ts";
import type { OtherRegion } from "../../prices/book/guards.ts";
import {
  type RefreshedRegion,
  refreshedRegion,
  type ServiceReading,
} from "../../prices/book/refreshed-snapshot.ts";
import type { Snapshot } from "../../prices/book/snapshot.ts";
import type { PriceList } from "../../prices/list/list-document.ts";
import { type BillingRules, parseRules } from "../../prices/rules.ts";
import { bookFolder } from "../package-root.ts";
import { type BookChange, writeBook } from "../price-book-writer.ts";
import { readBookJson, readSnapshot } from "../price-files.ts";
import { VERSION } from "../version.ts";
import { guardLines } from "./guard-text.ts";
import { type Asked, type ListRead, readingOf } from "./list-read.ts";
import { type ListOrigin, type PlacedReads, placesOf } from "./placed-reads.ts";

/** A book as a refresh sees it: its newest snapshots and its rules. */
export interface OpenedBook {
  readonly dir: string;
  readonly rules: BillingRules;
  /** Text of the rules that ship with the project, for a book that has none. */
  readonly newRules?: string;
  /** Newest snapshot by region, "global" among them. */
  readonly newest: ReadonlyMap<string, Snapshot>;
  readonly index: ReturnType<typeof parseIndex>;
}

/** Opens a book to be refreshed; a folder without one is an empty book with the rules that ship with the project. */
export function openForRefresh(dir: string): OpenedBook {
  const isNew = !existsSync(join(dir, "rules.json"));
  const home = isNew ? bookFolder() : dir;
  const rules = parseRules(readBookJson(home, "rules.json"), join(home, "rules.json"));
  const file = join(dir, "index.json");
  const index = existsSync(file)
    ? parseIndex(readBookJson(dir, "index.json"), file)
    : { schema: 1 as const, snapshots: [], checkedAt: {} };
  const regions = new Set(index.snapshots.map(({ region }) => region));
  const newest = new Map(
    [...regions].flatMap((region): [string, Snapshot][] => {
      const last = snapshotsUpTo(index, region, "9999-12-31").at(-1);
      return last === undefined ? [] : [[region, readSnapshot(dir, last)]];
    }),
  );
  const newRules = isNew ? { newRules: readFileSync(join(home, "rules.json"), "utf8") } : {};
  return { dir, rules, ...newRules, newest, index };
}

export interface RefreshOptions {
  /** "YYYY-MM-DD" */
  readonly today: string;
  /** Instant. */
  readonly now: string;
  readonly origin: ListOrigin;
  readonly accept?: string;
  readonly drop: readonly string[];
  readonly dryRun: boolean;
  /** Lists, by region, that are as they were when they were last read. */
  readonly unchanged: ReadonlyMap<string, readonly PriceList[]>;
}

/** One region as a refresh leaves it. */
type RegionOutcome = RefreshedRegion & {
  /** Day of the snapshot that was made, or would have been. */
  readonly day: string;
  readonly backfilled: boolean;
  readonly diff?: RegionDiff;
};

export interface RefreshedBook {
  readonly regions: readonly RegionOutcome[];
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
  const drafts = [...Map.groupBy(reads, ({ region }) => region)].flatMap(([region, own]) =>
    placesOf(book, region, own, options).map((place) => {
      const wanted = asked.get(region) ?? { keys: [], globs: [], terms: false };
      return draftOf(
        place,
        place.reads.map((read) => readingOf(read, wanted, book.rules)),
        options,
      );
    }),
  );
  const regions = drafts.map((draft) => outcomeOf(draft, othersOf(draft, drafts, book), options));
  if (options.dryRun) return { regions, written: [] };
  for (const region of regions) refuseTripped(region, options.accept);
  const change: BookChange = {
    snapshots: regions.flatMap(({ snapshot }) => snapshot ?? []),
    checked: checksOf(regions, options),
    ...(book.newRules !== undefined && { rules: book.newRules }),
  };
  return { regions, written: writeBook(book.dir, change, options.now) };
}

/** A region before it is looked at beside the others. */
interface Draft {
  readonly place: PlacedReads;
  readonly readings: readonly ServiceReading[];
  readonly alone: RefreshedRegion;
}

function draftOf(place: PlacedReads, readings: readonly ServiceReading[], options: RefreshOptions): Draft {
  return { place, readings, alone: refreshed(place, readings, [], options) };
}

function refreshed(
  { before, region, day, backfilled }: PlacedReads,
  readings: readonly ServiceReading[],
  others: readonly OtherRegion[],
  { accept, drop }: RefreshOptions,
): RefreshedRegion {
  return refreshedRegion(before, readings, others, {
    region,
    snapshotAt: day,
    tool: `crossover ${VERSION}`,
    because: accept ?? "refresh",
    backfilled,
    drop,
  });
}

/** The other regions as this refresh leaves them, read today or not. */
function othersOf({ place }: Draft, drafts: readonly Draft[], { newest }: OpenedBook): OtherRegion[] {
  const beside = drafts.filter((draft) => draft.place.backfilled === place.backfilled);
  const names = new Set([...newest.keys(), ...beside.map((draft) => draft.place.region)]);
  names.delete(place.region);
  return [...names].map((region) => {
    const draft = beside.find((other) => other.place.region === region);
    const before = draft === undefined ? newest.get(region) : draft.place.before;
    const entries = (draft?.alone.snapshot ?? before ?? newest.get(region))?.entries ?? {};
    return { region, entries, ...(before && { before: before.entries }) };
  });
}

function outcomeOf(
  { place, readings }: Draft,
  others: readonly OtherRegion[],
  options: RefreshOptions,
): RegionOutcome {
  const { before, day, backfilled } = place;
  const region = refreshed(place, readings, others, options);
  const diff =
    before === undefined || region.snapshot === undefined ? undefined : diffOf(before, region.snapshot);
  return { ...region, day, backfilled, ...(diff && { diff }) };
}

/** What is known about the lists of today; history says nothing about them. */
function checksOf(
  regions: readonly RegionOutcome[],
  { unchanged, now }: RefreshOptions,
): BookChange["checked"] {
  const checked: Record<string, Record<string, { at: string; version: string }>> = {};
  const note = (region: string, service: string, at: string, version: string) => {
    checked[region] = { ...checked[region], [service]: { at, version } };
  };
  for (const { region, readings, backfilled } of regions)
    if (!backfilled)
      for (const { list, partial } of readings)
        if (!partial) note(region, list.service, list.retrievedAt, list.version);
  for (const [region, lists] of unchanged)
    for (const { service, version } of lists) note(region, service, now, version);
  return checked;
}

function refuseTripped({ region, tripped }: RefreshedRegion, accept: string | undefined): void {
  const held = tripped.filter(({ acceptable }) => !acceptable || accept === undefined);
  if (held.length === 0) return;
  const hopeless = held.find(({ acceptable }) => !acceptable);
  throw new InputError(
    "REFRESH_GUARDED",
    `Refusing to write ${region}: ${guardLines(held).join("\n  ")}.`,
    hopeless === undefined
      ? 'If it is real, say why: --accept "AWS announcement of …". Nothing was written.'
      : `See its rows: --dry-run --rows ${hopeless.key}; or leave it out: --drop ${hopeless.key}. Nothing was written.`,
    3,
  );
}
