import { z } from "zod";
import { InputError } from "../errors.ts";
import type { PriceList } from "../prices/list/list-document.ts";
import { fetchIndex } from "./bulk-download.ts";
import type { BulkSource } from "./bulk-transfer.ts";

/** "20261118213000": the second at which a list was published, in UTC. */
const VERSION = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/;

const documentSchema = z.object({
  serviceCode: z.string().min(1),
  version: z.string().min(1),
  publicationDate: z.string().min(1),
});

/**
 * The list that a document of the Query API comes from.
 * @param where names the document in the error.
 * @throws InputError LIST_UNREADABLE, exit 6.
 */
export function listOfDocument(json: unknown, where: string): PriceList {
  const parsed = documentSchema.safeParse(json);
  if (!parsed.success) throw unreadable(`${where} does not say which list it is of`, parsed.error);
  const { serviceCode, version, publicationDate } = parsed.data;
  return { service: serviceCode, version, publishedAt: publicationDate };
}

const regionIndexSchema = z.object({
  regions: z.record(z.string(), z.object({ regionCode: z.string(), currentVersionUrl: z.string() })),
});

/**
 * The list of a service in a region as it is now, without its prices: a few kB, to see whether anything has changed.
 * @throws InputError LIST_NOT_FOUND, LIST_UNREADABLE and those of fetchIndex, exit 6.
 */
export async function currentList(
  { service, region }: { readonly service: string; readonly region: string },
  source: BulkSource = {},
): Promise<PriceList> {
  const path = `/offers/v1.0/aws/${service}/current/region_index.json`;
  const index = read(regionIndexSchema, await fetchIndex(path, service, source), path);
  const found = index.regions[region];
  if (found === undefined) throw notThere(service, region, Object.keys(index.regions));
  return { service, ...published(found.currentVersionUrl.split("/").at(-3) ?? "", path) };
}

const savingsPlanIndexSchema = z.object({
  regions: z.array(z.object({ regionCode: z.string(), versionUrl: z.string() })),
});

/**
 * The same for the savings plans of one kind, "AWSComputeSavingsPlan" for instance.
 * @throws as currentList.
 */
export async function currentSavingsPlanList(
  { plan, region }: { readonly plan: string; readonly region: string },
  source: BulkSource = {},
): Promise<PriceList> {
  const path = `/savingsPlan/v1.0/aws/${plan}/current/region_index.json`;
  const { regions } = read(savingsPlanIndexSchema, await fetchIndex(path, plan, source), path);
  const found = regions.find(({ regionCode }) => regionCode === region);
  if (found === undefined) {
    throw notThere(
      plan,
      region,
      regions.map(({ regionCode }) => regionCode),
    );
  }
  return { service: plan, ...published(found.versionUrl.split("/").at(-3) ?? "", path) };
}

// Its versions have dates of effect too. They begin on the first of a month, weeks before the list was published, and
// a list that replaces another in the same month ends the other before it begins: neither says when it could be read.
const versionIndexSchema = z.object({
  versions: z.record(z.string(), z.object({ offerVersionUrl: z.string() })),
});

/** All lists of a service that AWS still has, newest first. @throws as currentList. */
export async function allLists(service: string, source: BulkSource = {}): Promise<readonly PriceList[]> {
  const path = `/offers/v1.0/aws/${service}/index.json`;
  const { versions } = read(versionIndexSchema, await fetchIndex(path, service, source), path);
  return Object.keys(versions)
    .map((version) => ({ service, ...published(version, path) }))
    .sort((a, b) => (a.version < b.version ? 1 : -1));
}

/**
 * The newest list of a service that was published on or before a day ("YYYY-MM-DD", the whole day in UTC).
 * @throws InputError NO_LIST_BEFORE, exit 2, and those of allLists.
 */
export async function listPublishedBefore(
  service: string,
  day: string,
  source: BulkSource = {},
): Promise<PriceList> {
  const lists = await allLists(service, source);
  const found = lists.find(({ publishedAt }) => publishedAt.slice(0, 10) <= day);
  if (found !== undefined) return found;
  const oldest = lists.at(-1);
  throw new InputError(
    "NO_LIST_BEFORE",
    oldest === undefined
      ? `AWS has no list of ${service} at all.`
      : `AWS has no list of ${service} from on or before ${day}; its oldest was published on ${oldest.publishedAt.slice(0, 10)}.`,
    oldest === undefined
      ? "Check the service."
      : `Ask for that one: --published-before ${oldest.publishedAt.slice(0, 10)}`,
  );
}

function published(version: string, path: string): Pick<PriceList, "version" | "publishedAt"> {
  const [, year, month, day, hour, minute, second] = VERSION.exec(version) ?? [];
  if (second === undefined) throw unreadable(`${path} names a version "${version}" that is no point in time`);
  return { version, publishedAt: `${year}-${month}-${day}T${hour}:${minute}:${second}Z` };
}

function read<T>(schema: z.ZodType<T>, json: unknown, path: string): T {
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  throw unreadable(`${path} is not the index that AWS documents`, parsed.error);
}

function unreadable(message: string, error?: z.ZodError): InputError {
  const [issue] = error?.issues ?? [];
  const why = issue === undefined ? "" : ` (${issue.path.join(".")}: ${issue.message})`;
  return new InputError(
    "LIST_UNREADABLE",
    `${message}${why}; nothing was written.`,
    "AWS has changed the format, or a mirror answers in its place. Try again, then report it.",
    6,
  );
}

function notThere(service: string, region: string, regions: readonly string[]): InputError {
  return new InputError(
    "LIST_NOT_FOUND",
    `AWS publishes no list of ${service} for ${region}; it does for ${regions.length} others.`,
    "The service may not be sold there: leave it out, or check the region.",
    6,
  );
}
