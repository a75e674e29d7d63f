import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { loadBook } from "../../src/cli/price-files.ts";
import { parseIndex } from "../../src/prices/book/book-index.ts";
import { openBook, type PriceBook } from "../../src/prices/book/price-book.ts";
import { parseSnapshot } from "../../src/prices/book/snapshot.ts";
import { parseRules } from "../../src/prices/rules.ts";

export const BOOK_DIR = fileURLToPath(new URL("../../pricing-cache", import.meta.url));

/** The book in the repository. */
export const committedBook = (asOf = "2026-11-21"): PriceBook => loadBook(BOOK_DIR, asOf);

export const committedRules = () =>
  parseRules(JSON.parse(readFileSync(`${BOOK_DIR}/rules.json`, "utf8")), "pricing-cache/rules.json");

interface Given {
  readonly path: string;
  /** USD per hour by instance type. */
  readonly hourly: Readonly<Record<string, string>>;
  readonly seenAt?: string;
  /** Reserved terms by instance type. */
  readonly commitments?: Readonly<Record<string, readonly object[]>>;
}

export const instanceEntry = (usd: string, seenAt = "2025-01-01") => ({
  service: "AmazonEC2",
  unit: "hour",
  tiers: [{ begin: "0", end: "Inf", usd }],
  source: { kind: "seed", cite: "a list", seenAt },
});

/** A snapshot of instance prices, as its JSON; region and date stand in the path. */
export function snapshotJson({ path, hourly, seenAt, commitments }: Given) {
  const [, region = "", file = ""] = path.split("/");
  const entries = Object.entries(hourly).map(([type, usd]) => [
    `ec2/instance/${type}/linux/shared`,
    { ...instanceEntry(usd, seenAt), ...(commitments?.[type] && { commitments: commitments[type] }) },
  ]);
  return {
    schema: 1,
    partition: "aws",
    region,
    currency: "USD",
    snapshotAt: file.slice(0, 10),
    tool: "test",
    because: "test",
    entries: Object.fromEntries(entries),
  };
}

/** A book in memory, opened at a date. */
export function bookOf(snapshots: readonly Given[], asOf: string, checkedAt: object = {}): PriceBook {
  const byPath = new Map(snapshots.map((given) => [given.path, snapshotJson(given)]));
  const index = {
    schema: 1,
    snapshots: [...byPath].map(([path, { region, snapshotAt, entries }]) => ({
      path,
      region,
      snapshotAt,
      sha256: "0".repeat(64),
      entries: Object.keys(entries).length,
    })),
    checkedAt,
  };
  return openBook(
    {
      index: parseIndex(index, "index.json"),
      rules: committedRules(),
      snapshots: ({ path }) => parseSnapshot(byPath.get(path), path),
    },
    asOf,
  );
}
