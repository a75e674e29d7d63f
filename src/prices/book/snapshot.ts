import { z } from "zod";
import { InputError } from "../../errors.ts";
import { Decimal } from "../../units.ts";
import { homeOf, recipeFor } from "../list/recipe.ts";

/** Newest file format that this program reads and the one it writes. */
const SNAPSHOT_SCHEMA = 1;

/** Canonical: no sign, no exponent, no trailing zeros. */
const decimalText = z.string().regex(/^(0|[1-9]\d*)(\.\d*[1-9])?$/, "is not a canonical decimal string");
const day = z.iso.date();
const instant = z.iso.datetime();

const tierSchema = z.strictObject({
  begin: decimalText,
  end: z.union([decimalText, z.literal("Inf")]),
  usd: decimalText,
  rateCode: z.string().optional(),
});

const sourceSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("query") }),
  z.strictObject({ kind: z.literal("bulk") }),
  z.strictObject({
    kind: z.literal("seed"),
    cite: z.string().min(1),
    seenAt: day,
    note: z.string().optional(),
  }),
]);

const commitmentSchema = z.strictObject({
  offerTermCode: z.string(),
  termMonths: z.int().positive(),
  offeringClass: z.string(),
  purchaseOption: z.string(),
  upfrontUsd: decimalText,
  hourlyUsd: decimalText,
});

/** What a refreshed entry must say and a seed may lack. */
const RECORDED = [
  "sku",
  "offerTermCode",
  "usageType",
  "published",
  "effectiveAt",
  "publishedAt",
  "retrievedAt",
  "selection",
] as const;

const entrySchema = z
  .strictObject({
    service: z.string(),
    sku: z.string().optional(),
    offerTermCode: z.string().optional(),
    usageType: z.string().optional(),
    operation: z.string().optional(),
    unit: z.string(),
    tiers: z.array(tierSchema).min(1),
    published: z.strictObject({ unit: z.string(), usd: z.array(z.string()) }).optional(),
    effectiveAt: day.optional(),
    publishedAt: instant.optional(),
    retrievedAt: instant.optional(),
    selection: z
      .strictObject({
        recipe: z.string(),
        matched: z.int().positive(),
        merged: z.array(z.string()),
        notPublished: z.array(z.string()).optional(),
      })
      .optional(),
    commitments: z.array(commitmentSchema).optional(),
    source: sourceSchema,
  })
  .superRefine((entry, context) => {
    if (entry.source.kind === "seed") return;
    for (const field of RECORDED) {
      if (entry[field] === undefined) context.addIssue({ code: "custom", message: `lacks ${field}` });
    }
  });

const listSchema = z.strictObject({
  version: z.string(),
  publishedAt: instant,
  retrievedAt: instant,
  via: z.enum(["query", "bulk"]),
  /** What was read: rows of a CSV, products of a JSON file, products of answers. Their numbers are not alike. */
  form: z.enum(["csv", "json", "pages"]).optional(),
  /** How many: far fewer the next time ask to be looked at. */
  rows: z.int().nonnegative().optional(),
});

const snapshotSchema = z.strictObject({
  schema: z.literal(SNAPSHOT_SCHEMA),
  partition: z.literal("aws"),
  region: z.string().regex(/^[a-z0-9-]+$/),
  currency: z.literal("USD"),
  snapshotAt: day,
  tool: z.string(),
  because: z.string(),
  /** Read from a list older than the snapshots that were there. */
  backfilled: z.boolean().optional(),
  lists: z.record(z.string(), listSchema).optional(),
  entries: z.record(z.string().regex(/^[a-z0-9.-]+(\/[a-z0-9.-]+)*$/), entrySchema),
});

export type SnapshotEntry = z.infer<typeof entrySchema>;
/** Prices of one region at one date, all services. Never edited once written. */
export type Snapshot = z.infer<typeof snapshotSchema>;

/**
 * A snapshot from its JSON, with every price checked: known key, its unit, tiers without gap, nothing at 0.
 * @param path names the file in errors.
 * @throws InputError PRICES_SCHEMA_NEWER, SNAPSHOT_INVALID or PRICE_ZERO.
 */
export function parseSnapshot(value: unknown, path: string): Snapshot {
  refuseNewerSchema(value, path);
  const parsed = snapshotSchema.safeParse(value);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw invalid(path, `${issue?.path.join(".") || "the file"}: ${issue?.message}`);
  }
  for (const [key, entry] of Object.entries(parsed.data.entries))
    checkEntry(key, entry, parsed.data.region, path);
  return parsed.data;
}

/** @throws InputError PRICES_SCHEMA_NEWER when a file says that it was written by a later Crossover. */
export function refuseNewerSchema(value: unknown, path: string): void {
  const schema = typeof value === "object" && value !== null && "schema" in value ? value.schema : undefined;
  if (typeof schema !== "number" || schema <= SNAPSHOT_SCHEMA) return;
  throw new InputError(
    "PRICES_SCHEMA_NEWER",
    `${path} has schema ${schema}; this Crossover reads up to ${SNAPSHOT_SCHEMA}.`,
    "Update Crossover.",
  );
}

function checkEntry(key: string, entry: SnapshotEntry, region: string, path: string): void {
  const recipe = recipeFor(key);
  if (recipe === undefined) throw invalid(path, `${key} is a price that no recipe covers`);
  if (entry.unit !== recipe.unit)
    throw invalid(path, `${key} is per ${entry.unit}, its recipe says ${recipe.unit}`);
  if (entry.service !== recipe.service)
    throw invalid(path, `${key} is of ${entry.service}, its recipe says ${recipe.service}`);
  if (homeOf(key, region) !== region || (region === "global") !== (recipe.region === "none")) {
    throw invalid(
      path,
      `${key} belongs to ${recipe.region === "none" ? "global" : "a region"}, not to ${region}`,
    );
  }
  if (recipe.free !== true && entry.tiers.some((tier) => tier.usd === "0")) {
    throw new InputError(
      "PRICE_ZERO",
      `${path}: ${key} has a price of 0 (SKU ${entry.sku ?? "not recorded"}). A paid item cannot be free.`,
      restoreHint(path),
    );
  }
  checkTiers(key, entry, path);
}

/** The first tier begins at 0, each begins where the last ended, and only the last may be open. */
function checkTiers(key: string, { tiers }: SnapshotEntry, path: string): void {
  let reached: string = "0";
  for (const { begin, end } of tiers) {
    if (begin !== reached)
      throw invalid(path, `${key} has a tier from ${begin} where ${reached} was reached`);
    if (end !== "Inf" && !new Decimal(end).greaterThan(begin)) {
      throw invalid(path, `${key} has a tier from ${begin} to ${end}`);
    }
    reached = end;
  }
}

const restoreHint = (path: string): string => `Restore it: git checkout -- ${path}`;

function invalid(path: string, problem: string): InputError {
  return new InputError("SNAPSHOT_INVALID", `${path}: ${problem}.`, restoreHint(path));
}
