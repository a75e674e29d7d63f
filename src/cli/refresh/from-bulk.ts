import { openPriceList } from "../../aws/bulk-download.ts";
import type { BulkSource } from "../../aws/bulk-transfer.ts";
import { currentList, listPublishedBefore } from "../../aws/list-versions.ts";
import { readOfferCsv } from "../../aws/offer-csv.ts";
import { recipesOf } from "../../prices/list/key-glob.ts";
import type { PriceList } from "../../prices/list/list-document.ts";
import { ListSieve } from "../../prices/list/list-sieve.ts";
import { keyRecipe } from "../../prices/list/recipe.ts";
import type { Progress } from "../progress.ts";
import type { Asked, ListRead } from "./list-read.ts";
import { fetchSavingsPlans } from "./savings-plans.ts";

export interface BulkTerms {
  readonly now: string;
  readonly progress: Progress;
  readonly source: BulkSource;
  /** "YYYY-MM-DD": the newest list published on or before that day, instead of the current one. */
  readonly publishedBefore?: string;
  /** True when this version of a service's list was read before and holds nothing new to ask for. */
  readonly skip: (list: PriceList) => boolean;
}

/** Where lists that no region has lie among the regional files. */
const GLOBAL_HOME = "us-east-1";

/** What was read, and the lists that are as they were. */
export interface BulkReads {
  readonly reads: readonly ListRead[];
  readonly unchanged: readonly PriceList[];
}

/** Streams the bulk file of each service that the keys need; lists that did not change are not read again. */
export async function readFromBulk(region: string, asked: Asked, terms: BulkTerms): Promise<BulkReads> {
  const reads: ListRead[] = [];
  const unchanged: PriceList[] = [];
  for (const service of servicesOf(asked)) {
    const read = await readService(service, region, asked, terms);
    if ("sieve" in read) reads.push(read);
    else unchanged.push(read);
  }
  // Only today's rates of savings plans stand beside today's prices.
  if (!asked.terms || terms.publishedBefore !== undefined || region === "global" || reads.length === 0)
    return { reads, unchanged };
  const plans = await fetchSavingsPlans(region, asked, terms.source, terms.progress);
  return { reads: reads.map((read) => ({ ...read, plans })), unchanged };
}

export function servicesOf({ keys, globs }: Asked): readonly string[] {
  const recipes = [...keys.flatMap((key) => keyRecipe(key)?.recipe ?? []), ...globs.flatMap(recipesOf)];
  return [...new Set(recipes.map(({ service }) => service))].sort();
}

async function readService(
  service: string,
  region: string,
  asked: Asked,
  { now, progress, source, publishedBefore, skip }: BulkTerms,
): Promise<ListRead | PriceList> {
  const home = region === "global" ? GLOBAL_HOME : region;
  const list =
    publishedBefore === undefined
      ? await currentList({ service, region: home }, source)
      : await listPublishedBefore(service, publishedBefore, source);
  if (skip(list)) {
    progress.start(`${region} ${service}`, undefined, "bytes").done(`unchanged since ${list.version}`);
    return list;
  }
  const sieve = new ListSieve({ service, ...asked });
  const { bytes, chunks } = await openPriceList({ service, region: home, version: list.version }, source);
  const bar = progress.start(`${region} ${service}`, bytes, "bytes");
  const file = await readOfferCsv(counted(chunks, bar.at), sieve, `${service} of ${home}`);
  bar.done(`${file.rows.toLocaleString("en-US")} rows`);
  return {
    region,
    fileRegion: region,
    list: file.list,
    via: "bulk",
    form: "csv",
    partial: false,
    retrievedAt: now,
    rows: file.rows,
    documents: file.documents,
    sieve,
  };
}

async function* counted(
  chunks: AsyncIterable<Uint8Array>,
  told: (bytes: number) => void,
): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  for await (const chunk of chunks) {
    bytes += chunk.length;
    told(bytes);
    yield chunk;
  }
}
