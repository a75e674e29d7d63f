import { text } from "node:stream/consumers";
import { outside } from "./bulk-refusal.ts";
import { type BulkSource, type Download, transfer } from "./bulk-transfer.ts";

/** A file of a region. */
export interface BulkFile {
  /** Offer code, "AmazonEC2", or a kind of savings plans, "AWSComputeSavingsPlan". */
  readonly service: string;
  readonly region: string;
  /** "20261118213000"; left out: the current one, which may change between two calls. */
  readonly version?: string;
  readonly format?: "csv" | "json";
}

/**
 * Opens the price list of a service in a region. The download has begun when this returns.
 *
 * @throws InputError, exit 6: LIST_NOT_FOUND, BULK_REFUSED, BULK_FAILING, BULK_SILENT, BULK_UNREACHABLE; while the
 * chunks are read BULK_STALLED and BULK_CUT_SHORT. The reason of the signal.
 */
export function openPriceList(file: BulkFile, source: BulkSource = {}): Promise<Download> {
  const { service, region, version = "current", format = "csv" } = file;
  return transfer(`/offers/v1.0/aws/${service}/${version}/${region}/index.${format}`, file, source);
}

/**
 * Opens the rates of savings plans in a region. They have no "current" file: ask currentSavingsPlanList.
 * @throws as openPriceList.
 */
export function openSavingsPlans(
  file: BulkFile & { readonly version: string },
  source: BulkSource = {},
): Promise<Download> {
  const { service, region, version, format = "csv" } = file;
  return transfer(`/savingsPlan/v1.0/aws/${service}/${version}/${region}/index.${format}`, file, source);
}

/**
 * An index of `service`, read whole and parsed.
 * @throws as openPriceList; InputError LIST_UNREADABLE, exit 6.
 */
export async function fetchIndex(path: string, service: string, source: BulkSource = {}): Promise<unknown> {
  const { chunks } = await transfer(path, { service }, source);
  const json = await text(chunks);
  try {
    return JSON.parse(json);
  } catch (error) {
    throw outside(
      "LIST_UNREADABLE",
      `${path} is not JSON (${error instanceof Error ? error.message : error}); nothing was written.`,
      "Try again; a mirror or a proxy may answer in place of AWS.",
    );
  }
}
