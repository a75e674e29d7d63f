import { snapshotsUpTo } from "../../prices/book/book-index.ts";
import type { Snapshot } from "../../prices/book/snapshot.ts";
import { readSnapshot } from "../price-files.ts";
import type { ListRead } from "./list-read.ts";
import type { OpenedBook } from "./refresh.ts";

/** Where lists come from: AWS as of today, AWS as of an earlier day, or a disk, where they may be of any age. */
export type ListOrigin = "today" | "history" | "files";

/** Lists of one region that make one snapshot together. */
export interface PlacedReads {
  readonly region: string;
  readonly reads: readonly ListRead[];
  /** Day of the snapshot. */
  readonly day: string;
  /** What it changes. */
  readonly before: Snapshot | undefined;
  readonly backfilled: boolean;
}

/**
 * Where the lists of a region belong. A list older than the one whose prices the book holds is history: it stands at the
 * day on which it was published, on what was known then, and leaves the newest snapshot alone. It is the list's own age
 * that counts: a service may go without a new one for months.
 */
export function placesOf(
  book: OpenedBook,
  region: string,
  reads: readonly ListRead[],
  { origin, today }: { readonly origin: ListOrigin; readonly today: string },
): readonly PlacedReads[] {
  const newest = book.newest.get(region);
  const isPast = (read: ListRead) =>
    origin === "history" || (origin === "files" && dayOf(read) < knownUpTo(book, newest, read));
  const [past, current] = [reads.filter(isPast), reads.filter((read) => !isPast(read))];
  const places: PlacedReads[] = [];
  if (past.length > 0) {
    const day = lastDay(past);
    const earlier = snapshotsUpTo(book.index, region, day).at(-1);
    const before = earlier && readSnapshot(book.dir, earlier);
    places.push({ region, reads: past, day, before, backfilled: true });
  }
  if (current.length > 0) {
    // The first files of an empty book are what was known when they were published.
    const day = newest === undefined && origin === "files" ? earlierOf(lastDay(current), today) : today;
    places.push({ region, reads: current, day, before: newest, backfilled: false });
  }
  return places;
}

const dayOf = ({ list }: ListRead): string => list.publishedAt.slice(0, 10);

const earlierOf = (a: string, b: string): string => (a < b ? a : b);

function lastDay(reads: readonly ListRead[]): string {
  return reads.map(dayOf).sort().at(-1) ?? "";
}

/** Day of the newest list of a service whose prices are in the book, or on which a seed of it was seen; "" for none. */
function knownUpTo({ index }: OpenedBook, newest: Snapshot | undefined, { region, list }: ListRead): string {
  const [, year, month, day] =
    /^(\d{4})(\d\d)(\d\d)/.exec(index.checkedAt[region]?.[list.service]?.version ?? "") ?? [];
  const seeds = Object.values(newest?.entries ?? {}).flatMap(({ service, source }) =>
    service === list.service && source.kind === "seed" ? [source.seenAt] : [],
  );
  const days = [
    newest?.lists?.[list.service]?.publishedAt.slice(0, 10) ?? "",
    ...(day === undefined ? [] : [`${year}-${month}-${day}`]),
    ...seeds,
  ];
  return days.sort().at(-1) ?? "";
}
