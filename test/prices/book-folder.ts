import { copyFileSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { unlockBook } from "../../src/cli/price-book-lock.ts";
import { type BookChange, writeBook } from "../../src/cli/price-book-writer.ts";
import { parseSnapshot, type Snapshot } from "../../src/prices/book/snapshot.ts";
import { BOOK_DIR, snapshotJson } from "./books.ts";

/** A book on disk with these snapshots and the project's rules; gone when the test is over. */
export function bookWith(snapshots: readonly Snapshot[], checked: BookChange["checked"] = {}): string {
  const dir = mkdtempSync(join(tmpdir(), "book-"));
  onTestFinished(() => rmSync(dir, { recursive: true }));
  copyFileSync(join(BOOK_DIR, "rules.json"), join(dir, "rules.json"));
  writeBook(dir, { snapshots, checked }, "2026-11-21T00:00:00Z");
  unlockBook(dir);
  return dir;
}

/** A snapshot of instance prices, USD per hour by type. */
export function instances(
  region: string,
  snapshotAt: string,
  hourly: Readonly<Record<string, string>>,
  seenAt = "2025-01-01",
): Snapshot {
  const path = `aws/${region}/${snapshotAt}.json`;
  return parseSnapshot(snapshotJson({ path, hourly, seenAt }), path);
}

/** The project's own list of us-east-1 or "global", as if it had been read on another day, with some prices changed. */
export function committedOn(
  snapshotAt: string,
  region: "us-east-1" | "global" = "us-east-1",
  change: (entries: Snapshot["entries"]) => Snapshot["entries"] = (entries) => entries,
): Snapshot {
  const path = `aws/${region}/${region === "global" ? "2024-07-01" : "2026-08-14"}.json`;
  const own = parseSnapshot(JSON.parse(readFileSync(join(BOOK_DIR, path), "utf8")), path);
  return { ...own, snapshotAt, entries: change({ ...own.entries }) };
}
