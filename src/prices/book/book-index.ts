import { z } from "zod";
import { InputError } from "../../errors.ts";
import { refuseNewerSchema, type Snapshot } from "./snapshot.ts";

const day = z.iso.date();

const referenceSchema = z.strictObject({
  path: z.string().regex(/^aws\/[a-z0-9-]+\/\d{4}-\d{2}-\d{2}(-\d+)?\.json$/),
  region: z.string(),
  snapshotAt: day,
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  /** How many prices it holds. */
  entries: z.int().nonnegative(),
  backfilled: z.boolean().optional(),
});

const indexSchema = z.strictObject({
  schema: z.literal(1),
  snapshots: z.array(referenceSchema),
  /** Region, then service: when its list was last found unchanged. */
  checkedAt: z.record(
    z.string(),
    z.record(z.string(), z.strictObject({ at: z.iso.datetime(), version: z.string() })),
  ),
});

export type SnapshotReference = z.infer<typeof referenceSchema>;
/** What the book holds: its snapshots with their hashes, and when each list was last checked. */
export type BookIndex = z.infer<typeof indexSchema>;

/** @throws InputError PRICES_SCHEMA_NEWER or INDEX_INVALID. */
export function parseIndex(value: unknown, path: string): BookIndex {
  refuseNewerSchema(value, path);
  const parsed = indexSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new InputError(
    "INDEX_INVALID",
    `${path}: ${issue?.path.join(".") || "the file"}: ${issue?.message}.`,
    `Restore it: git checkout -- ${path}`,
  );
}

/** 1, or n for the `-n` of a further snapshot on the same day. */
const sequence = ({ path }: SnapshotReference): number =>
  Number(/^.*\/\d{4}-\d{2}-\d{2}-(\d+)\.json$/.exec(path)?.[1] ?? 1);

/** Snapshots of a region known at a date, oldest first. What was learned later is not there. */
export function snapshotsUpTo(index: BookIndex, region: string, asOf: string): readonly SnapshotReference[] {
  return index.snapshots
    .filter((reference) => reference.region === region && reference.snapshotAt <= asOf)
    .sort((a, b) => a.snapshotAt.localeCompare(b.snapshotAt) || sequence(a) - sequence(b));
}

/** @throws InputError SNAPSHOT_CORRUPT where the index and the file that it names do not say the same. */
export function requireSame(reference: SnapshotReference, snapshot: Snapshot): void {
  const count = Object.keys(snapshot.entries).length;
  const says = `${reference.region}, ${reference.snapshotAt}, ${reference.entries} entries`;
  const holds = `${snapshot.region}, ${snapshot.snapshotAt}, ${count} entries`;
  if (says === holds) return;
  throw new InputError(
    "SNAPSHOT_CORRUPT",
    `${reference.path}: the index says ${says}; the file holds ${holds}.`,
    "Restore both: git checkout -- pricing-cache",
  );
}
