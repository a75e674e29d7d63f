import leven from "leven";
import { z } from "zod";
import regionData from "../../../data/aws-regions.json" with { type: "json" };
import { InputError } from "../../errors.ts";

const regionsSchema = z.strictObject({
  schema: z.literal(1),
  source: z.string(),
  retrievedAt: z.iso.date(),
  regions: z.array(z.strictObject({ code: z.string(), partition: z.string(), name: z.string() })),
});

/** What a price book says about its regions, at its as-of date. */
export interface RegionalBook {
  readonly asOf: string;
  /** Regions with a snapshot not after the as-of date. */
  regions(): readonly string[];
  /** Date of the oldest snapshot of the region, whatever the as-of date. */
  firstSnapshotAt(region: string): string | undefined;
  /** Words that name the book to a command, " --book prices". */
  readonly flag?: string;
}

/** Why a book has nothing for a region, and the next step. */
export interface RegionProblem {
  readonly kind: "absentRegion" | "noSnapshot";
  readonly code: "REGION_UNKNOWN" | "REGION_CURRENCY" | "REGION_NOT_IN_BOOK" | "NO_SNAPSHOT";
  readonly message: string;
  readonly resolve: string;
}

/** Undefined when the book has prices of the region at its as-of date. */
export function regionProblem(book: RegionalBook, region: string): RegionProblem | undefined {
  if (book.regions().includes(region)) return undefined;
  // "global" is where the book keeps what has no region; nobody can deploy there.
  const first = region === "global" ? undefined : book.firstSnapshotAt(region);
  if (first !== undefined) {
    return {
      kind: "noSnapshot",
      code: "NO_SNAPSHOT",
      message: `No prices for ${region} on or before ${book.asOf}; the first snapshot is ${first}.`,
      resolve: `crossover prices refresh --region ${region} --via bulk --published-before ${book.asOf}${book.flag ?? ""}`,
    };
  }
  const { regions } = regionsSchema.parse(regionData);
  const known = regions.find(({ code }) => code === region);
  const priced = book.regions().join(", ") || "no region yet";
  if (known === undefined)
    return unknownRegion(
      region,
      regions.map(({ code }) => code),
      priced,
    );
  if (known.partition !== "aws" && known.partition !== "aws-us-gov") {
    const why =
      known.partition === "aws-cn" ? "is priced in CNY" : `belongs to the partition ${known.partition}`;
    return {
      kind: "absentRegion",
      code: "REGION_CURRENCY",
      message: `${region} ${why}; Crossover reads USD lists only.`,
      resolve: `name another region; the price book has ${priced}`,
    };
  }
  return {
    kind: "absentRegion",
    code: "REGION_NOT_IN_BOOK",
    message: `No prices for ${region} (${known.name}). The book has ${priced}.`,
    resolve: `crossover prices refresh --region ${region}${book.flag ?? ""}`,
  };
}

/**
 * Refuses a region that the book cannot price at its as-of date, before anything is computed with it.
 * @throws InputError REGION_UNKNOWN, REGION_CURRENCY, REGION_NOT_IN_BOOK or NO_SNAPSHOT, exit 2.
 */
export function requireRegion(book: RegionalBook, region: string): void {
  const problem = regionProblem(book, region);
  if (problem === undefined) return;
  const verb = problem.code === "NO_SNAPSHOT" ? "Backfill with" : "Fetch them with";
  const hint = problem.resolve.startsWith("crossover ")
    ? `${verb}: ${problem.resolve}`
    : `${sentence(problem.resolve)}.`;
  throw new InputError(problem.code, problem.message, hint);
}

const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

function unknownRegion(region: string, codes: readonly string[], priced: string): RegionProblem {
  const close = nearest(region, codes);
  return {
    kind: "absentRegion",
    code: "REGION_UNKNOWN",
    message: `Unknown region "${region}".${close === undefined ? "" : ` Did you mean ${close}?`}`,
    resolve: `name an AWS region code; the price book has ${priced}`,
  };
}

/** The candidate at most a third of the word away, by edit distance; undefined when none is. */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  const ranked = candidates
    .map((candidate) => ({ candidate, distance: leven(word.toLowerCase(), candidate.toLowerCase()) }))
    .sort((a, b) => a.distance - b.distance);
  const best = ranked[0];
  return best !== undefined && best.distance <= Math.max(2, word.length / 3) ? best.candidate : undefined;
}
