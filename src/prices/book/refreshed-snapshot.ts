import type { NotSelected, SelectedPrice, Selection } from "../list/selection.ts";
import { type Candidate, type OtherRegion, type Tripped, trippedBy } from "./guards.ts";
import { entryOf, type ListReading, sameEntry } from "./price-entry.ts";
import type { Snapshot, SnapshotEntry } from "./snapshot.ts";

/** One service of one region as it was read. */
export interface ServiceReading {
  readonly list: ListReading;
  /** By key: everything that was asked. */
  readonly selections: ReadonlyMap<string, Selection>;
  readonly values: ReadonlyMap<string, ReadonlySet<string>>;
  /** Reserved terms were read too. */
  readonly terms: boolean;
  /** Answers to questions that nobody knows, not a whole list: what is not in it is not known to be gone. */
  readonly partial: boolean;
}

export interface RefreshTerms {
  readonly region: string;
  /** "YYYY-MM-DD" */
  readonly snapshotAt: string;
  readonly tool: string;
  readonly because: string;
  readonly backfilled: boolean;
  /** Keys that leave the book. */
  readonly drop: readonly string[];
}

/** What a refresh would write for a region, and what a person should look at first. */
export interface RefreshedRegion {
  readonly region: string;
  /** Absent: the same prices as before, so there is nothing to write. */
  readonly snapshot?: Snapshot;
  readonly tripped: readonly Tripped[];
  /** Asked for and not in the list, with the reason. */
  readonly notPriced: ReadonlyMap<string, NotSelected>;
  readonly readings: readonly ServiceReading[];
}

/**
 * The newest snapshot with what was read put in. Entries of other services stay as they are, so do those that say the
 * same: a price change is a small diff.
 */
export function refreshedRegion(
  before: Snapshot | undefined,
  readings: readonly ServiceReading[],
  others: readonly OtherRegion[],
  terms: RefreshTerms,
): RefreshedRegion {
  const entries: Record<string, SnapshotEntry> = { ...before?.entries };
  const selected = new Map<string, SelectedPrice>();
  const notSelected = new Map<string, NotSelected>();
  for (const { list, selections, terms: termsRead, partial } of readings)
    for (const [key, selection] of selections) {
      if (terms.drop.includes(key)) continue;
      if (partial && selection.kind === "none" && entries[key] !== undefined) continue;
      if (selection.kind !== "price") {
        notSelected.set(key, selection);
        delete entries[key];
        continue;
      }
      selected.set(key, selection);
      const [old, now] = [before?.entries[key], entryOf(key, selection, list)];
      entries[key] = old !== undefined && sameEntry(old, now, termsRead) ? old : now;
    }
  for (const key of terms.drop) delete entries[key];
  const candidate: Candidate = {
    region: terms.region,
    ...(before && { before }),
    entries,
    selected,
    notSelected,
    values: mergedValues(readings),
    rows: rowsOf(before, readings),
    others,
  };
  const changed = !sameEntries(before?.entries ?? {}, entries);
  return {
    region: terms.region,
    ...(changed && { snapshot: snapshotOf(before, entries, readings, terms) }),
    tripped: trippedBy(candidate),
    notPriced: notSelected,
    readings,
  };
}

function snapshotOf(
  before: Snapshot | undefined,
  entries: Readonly<Record<string, SnapshotEntry>>,
  readings: readonly ServiceReading[],
  { region, snapshotAt, tool, because, backfilled }: RefreshTerms,
): Snapshot {
  const lists = { ...before?.lists };
  for (const { list } of readings) {
    const { version, publishedAt, retrievedAt, via, form, rows } = list;
    lists[list.service] = { version, publishedAt, retrievedAt, via, form, rows };
  }
  return {
    schema: 1,
    partition: "aws",
    region,
    currency: "USD",
    snapshotAt,
    tool,
    because,
    ...(backfilled && { backfilled }),
    lists: sorted(lists),
    entries: sorted(entries),
  };
}

const sorted = <T>(record: Readonly<Record<string, T>>): Record<string, T> =>
  Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));

function sameEntries(
  a: Readonly<Record<string, SnapshotEntry>>,
  b: Readonly<Record<string, SnapshotEntry>>,
): boolean {
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => a[key] === b[key]);
}

function mergedValues(readings: readonly ServiceReading[]): ReadonlyMap<string, ReadonlySet<string>> {
  const merged = new Map<string, Set<string>>();
  for (const { values } of readings)
    for (const [name, found] of values) merged.set(name, new Set([...(merged.get(name) ?? []), ...found]));
  return merged;
}

function rowsOf(before: Snapshot | undefined, readings: readonly ServiceReading[]): Candidate["rows"] {
  return Object.fromEntries(
    readings.map(({ list }) => {
      const last = before?.lists?.[list.service];
      const rows = last?.via === list.via && last.form === list.form ? last.rows : undefined;
      return [list.service, { now: list.rows, ...(rows !== undefined && { before: rows }) }];
    }),
  );
}
