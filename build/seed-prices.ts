/** Writes the first snapshots of the price book from the seed rows: node build/seed-prices.ts */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parse } from "csv-parse/sync";
import { z } from "zod";
import { type BookIndex, parseIndex, type SnapshotReference } from "../src/prices/book/book-index.ts";
import { bookText } from "../src/prices/book/book-text.ts";
import { parseSnapshot, type SnapshotEntry } from "../src/prices/book/snapshot.ts";
import { recipeFor } from "../src/prices/list/recipe.ts";
import { type BillingRules, parseRules } from "../src/prices/rules.ts";
import { Decimal } from "../src/units.ts";

const rowSchema = z.strictObject({
  key: z.string(),
  service: z.string(),
  region: z.string(),
  item: z.string(),
  /** name=value, joined by ";": usagetype, sku, begin, end, publishedUnit, publishedUsd, effectiveDate, note … */
  attributes: z.string(),
  unit: z.string(),
  usd: z.string(),
  effective_or_seen_date: z.iso.date(),
  source: z.string().min(1),
  age_note: z.string(),
});

type Row = z.infer<typeof rowSchema> & { readonly named: Readonly<Record<string, string>> };

/** Texts by path in the price book, with what of the seed stayed out. */
export interface SeedBook {
  readonly files: ReadonlyMap<string, string>;
  readonly references: readonly SnapshotReference[];
  /** Keys that no recipe covers. */
  readonly dropped: readonly string[];
}

/** The same rows always give the same bytes. @throws Error for a row that contradicts its recipe or its unit. */
export function seedBook(csv: string, rules: BillingRules): SeedBook {
  const rows = z
    .array(rowSchema)
    .parse(parse(csv, { columns: true }))
    .map(withAttributes);
  const covered = rows.filter(({ key }) => recipeFor(key) !== undefined);
  const dropped = [...new Set(rows.filter((row) => !covered.includes(row)).map(({ key }) => key))].sort();
  const files = new Map<string, string>();
  const references: SnapshotReference[] = [];
  for (const [region, regional] of [...Map.groupBy(covered, (row) => row.region)].sort(byName)) {
    const { path, text, reference } = snapshotOf(region, regional, rules);
    files.set(path, text);
    references.push(reference);
  }
  return { files, references, dropped };
}

/** The index with the seed's snapshots in it; what a refresh added stays. */
export function seededIndex(seed: SeedBook, index?: BookIndex): BookIndex {
  const others = index?.snapshots.filter(({ path }) => !seed.files.has(path)) ?? [];
  const snapshots = [...others, ...seed.references].sort((a, b) => (a.path < b.path ? -1 : 1));
  return { schema: 1, snapshots, checkedAt: index?.checkedAt ?? {} };
}

const byName = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number => (a < b ? -1 : 1);

function withAttributes(row: z.infer<typeof rowSchema>): Row {
  const pairs =
    row.attributes === "" ? [] : row.attributes.split(";").map((pair) => pair.split(/=(.*)/s).slice(0, 2));
  return { ...row, named: Object.fromEntries(pairs) };
}

function snapshotOf(region: string, rows: readonly Row[], rules: BillingRules) {
  const snapshotAt = daysOf(rows).at(-1);
  if (snapshotAt === undefined) throw new Error(`${region} has no rows`);
  const entries = [...Map.groupBy(rows, ({ key }) => key)]
    .sort(byName)
    .map(([key, tiers]) => [key, entryOf(key, tiers, rules)] as const);
  const path = `aws/${region}/${snapshotAt}.json`;
  const snapshot = parseSnapshot(
    {
      schema: 1,
      partition: "aws",
      region,
      currency: "USD",
      snapshotAt,
      tool: "build/seed-prices.ts",
      because: "seed from dated public copies of the AWS price list, data/seed/aws-list-prices.csv",
      entries: Object.fromEntries(entries),
    },
    path,
  );
  const text = bookText(snapshot);
  const sha256 = createHash("sha256").update(text).digest("hex");
  return { path, text, reference: { path, region, snapshotAt, sha256, entries: entries.length } };
}

function entryOf(key: string, rows: readonly Row[], rules: BillingRules): SnapshotEntry {
  const first = rows[0];
  if (first === undefined) throw new Error(`${key} has no rows`);
  const sorted = [...rows].sort((a, b) => new Decimal(begin(a)).comparedTo(begin(b)));
  const { sku, usagetype, effectiveDate, publishedUnit } = first.named;
  const notes = [...new Set(rows.flatMap(noteOf))].join("; ");
  return {
    service: first.service,
    ...(sku && { sku }),
    ...(usagetype && { usageType: usagetype }),
    unit: first.unit,
    tiers: sorted.map((row) => ({
      begin: begin(row),
      end: row.named.end ?? "Inf",
      usd: new Decimal(row.usd).toFixed(),
    })),
    ...(publishedUnit && {
      published: { unit: publishedUnit, usd: sorted.map((row) => publishedUsd(row, rules)) },
    }),
    ...(effectiveDate && { effectiveAt: effectiveDate }),
    source: {
      kind: "seed",
      cite: [...new Set(sorted.map((row) => row.source))].join("; "),
      // Tiers of one price may come from lists of different days: the oldest one judges its age.
      seenAt: daysOf(rows)[0] ?? first.effective_or_seen_date,
      ...(notes && { note: notes }),
    },
  };
}

/** Days on which the rows were seen, oldest first. */
const daysOf = (rows: readonly Row[]): readonly string[] =>
  rows.map((row) => row.effective_or_seen_date).sort();

const begin = (row: Row): string => row.named.begin ?? "0";

/** What a row says beyond its age, which `seenAt` says already. */
function noteOf(row: Row): readonly string[] {
  const weakness = row.age_note.replace(/^older than 2026-01(: |; )?/, "");
  return [row.named.note ?? "", weakness].filter((note) => note !== "");
}

/** The string that the list prints, checked against ours: 40.96 per GiBps-mo is 0.04 per MiBps-month. */
function publishedUsd(row: Row, rules: BillingRules): string {
  const { publishedUnit, publishedUsd: printed } = row.named;
  const unit = rules.values["published-units"].find(({ published }) => published === publishedUnit);
  if (unit === undefined || !unit.ours.includes(row.unit)) {
    throw new Error(`${row.key}: the list's unit ${publishedUnit} does not mean ${row.unit}`);
  }
  const expected = new Decimal(row.usd).times(unit.oursPerPublished).toFixed();
  if ((printed ?? row.usd) !== expected) {
    throw new Error(
      `${row.key}: ${printed ?? row.usd} per ${publishedUnit} is not ${row.usd} per ${row.unit}`,
    );
  }
  return printed ?? row.usd;
}

function main(): void {
  const root = fileURLToPath(new URL("..", import.meta.url));
  const book = join(root, "pricing-cache");
  const read = (path: string) => readFileSync(join(root, path), "utf8");
  const rules = parseRules(JSON.parse(read("pricing-cache/rules.json")), "pricing-cache/rules.json");
  const seed = seedBook(read("data/seed/aws-list-prices.csv"), rules);
  const indexFile = join(book, "index.json");
  const old = existsSync(indexFile)
    ? parseIndex(JSON.parse(readFileSync(indexFile, "utf8")), indexFile)
    : undefined;
  for (const [path, text] of seed.files) {
    mkdirSync(dirname(join(book, path)), { recursive: true });
    writeFileSync(join(book, path), text);
  }
  writeFileSync(indexFile, bookText(seededIndex(seed, old)));
  for (const { path, entries } of seed.references) process.stdout.write(`${path}  ${entries} prices\n`);
  for (const key of seed.dropped) process.stdout.write(`dropped, no recipe: ${key}\n`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) main();
