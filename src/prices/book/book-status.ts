import { recipeFor } from "../list/recipe.ts";
import { snapshotsUpTo } from "./book-index.ts";
import { daysBetween } from "./price-age.ts";
import { type BookEntry, type BookFiles, openBook } from "./price-book.ts";
import { requireRegion } from "./region.ts";
import type { Snapshot } from "./snapshot.ts";

/** Prices of one service in a region's snapshot, and how recent they are. */
export interface ServiceStatus {
  readonly service: string;
  readonly entries: number;
  /** Of these: came with the program, no refresh has looked at them yet. */
  readonly seeds: number;
  /** "YYYY-MM-DD" of the list that the others are from. */
  readonly publishedAt?: string;
  readonly version?: string;
  /** "YYYY-MM-DD": when that list was last asked for. */
  readonly checkedAt?: string;
  /** Days between which the seeds were seen in a list. */
  readonly seedsSeen?: { readonly from: string; readonly to: string };
}

/** What the book holds of one region at its as-of date. */
export interface RegionStatus {
  readonly region: string;
  readonly snapshotAt: string;
  readonly entries: number;
  readonly seeds: number;
  /** The price that was seen longest ago, and how many days that is. */
  readonly oldest?: BookEntry & { readonly days: number };
  /** The latest day on which any list of the region was asked for. */
  readonly checkedAt?: string;
  readonly services: readonly ServiceStatus[];
}

/**
 * @param regions named ones must have prices; none named: all of the book, "global" among them
 * @param asOf "YYYY-MM-DD"
 * @throws InputError NO_SNAPSHOT, REGION_UNKNOWN and the like; exit 2.
 */
export function bookStatus(
  files: BookFiles,
  regions: readonly string[],
  asOf: string,
): readonly RegionStatus[] {
  const book = openBook(files, asOf);
  for (const region of regions) requireRegion(book, region);
  if (regions.length === 0 && book.regions().length === 0)
    requireRegion(
      book,
      files.index.snapshots.find(({ region }) => region !== "global")?.region ?? "us-east-1",
    );
  const held = regions.length > 0 ? [...new Set(regions)] : [...book.regions(), "global"];
  return held.flatMap((region) => {
    const reference = snapshotsUpTo(files.index, region, asOf).at(-1);
    if (reference === undefined) return [];
    const checks = files.index.checkedAt[region] ?? {};
    return [regionStatus(files.snapshots(reference), book.entries(region), checks, asOf)];
  });
}

function regionStatus(
  snapshot: Snapshot,
  entries: readonly BookEntry[],
  checks: BookFiles["index"]["checkedAt"][string],
  asOf: string,
): RegionStatus {
  const oldest = entries.reduce<BookEntry | undefined>(
    (old, entry) => (old === undefined || entry.seenAt < old.seenAt ? entry : old),
    undefined,
  );
  const byService = Map.groupBy(entries, ({ key }) => recipeFor(key)?.service ?? "");
  const services = [...byService]
    .map(([service, own]) => serviceStatus(service, own, snapshot, checks[service]?.at, asOf))
    .sort((a, b) => (a.service < b.service ? -1 : 1));
  const checkedAt = services
    .flatMap((one) => one.checkedAt ?? [])
    .sort()
    .at(-1);
  return {
    region: snapshot.region,
    snapshotAt: snapshot.snapshotAt,
    entries: entries.length,
    seeds: entries.filter(({ seed }) => seed).length,
    ...(oldest && { oldest: { ...oldest, days: daysBetween(oldest.seenAt, asOf) } }),
    ...(checkedAt !== undefined && { checkedAt }),
    services,
  };
}

/** A check after the as-of date shows only that the list stood on that date. */
function serviceStatus(
  service: string,
  entries: readonly BookEntry[],
  { lists }: Snapshot,
  checkedAt: string | undefined,
  asOf: string,
): ServiceStatus {
  const seen = entries.flatMap(({ seed, seenAt }) => (seed ? [seenAt] : [])).sort();
  const [from, to] = [seen[0], seen.at(-1)];
  const list = lists?.[service];
  const checked = checkedAt?.slice(0, 10) ?? list?.retrievedAt.slice(0, 10);
  return {
    service,
    entries: entries.length,
    seeds: seen.length,
    ...(list && { publishedAt: list.publishedAt.slice(0, 10), version: list.version }),
    ...(checked !== undefined && { checkedAt: checked < asOf ? checked : asOf }),
    ...(from !== undefined && to !== undefined && { seedsSeen: { from, to } }),
  };
}
