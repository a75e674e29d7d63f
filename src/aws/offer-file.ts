import { stat } from "node:fs/promises";
import { basename } from "node:path";
import { InputError } from "../errors.ts";
import type { ListProduct, Sieve } from "../prices/list/list-document.ts";
import { readOfferCsv } from "./offer-csv.ts";
import { type OfferForm, type OfferSource, offerSource } from "./offer-form.ts";
import { readOfferJson } from "./offer-json.ts";
import type { OfferRead } from "./offer-read.ts";
import { OfferRegions } from "./offer-regions.ts";
import { readRecordedPages } from "./recorded-pages.ts";

/** A price list as read from a file. */
export interface OfferFile extends OfferRead {
  readonly form: OfferForm;
  /** Size of the file on disk. */
  readonly bytes: number;
  /** Regions that the list's products are sold in; one in a regional file, none in a list that is not split by region. */
  readonly regions: readonly string[];
}

export interface OfferFileOptions {
  /** For progress: bytes of the file on disk read so far; begins anew when a file must be read twice. */
  readonly onBytes?: (read: number) => void;
  /** Whether a service's prices are the same everywhere, so that its list need not name a region. */
  readonly global?: (service: string) => boolean;
}

/**
 * Reads a price list of AWS from disk: a bulk offer file in CSV or JSON or recorded answers of GetProducts, as it is or in
 * gzip. Service, version and region are what the file says, not what it is called.
 *
 * @throws InputError, exit 2: OFFER_FILE_MISSING, OFFER_FILE_UNKNOWN, OFFER_FILE_UNNAMED, and those of the three readers.
 */
export async function readOfferFile(
  path: string,
  sieve: Sieve,
  { onBytes, global = () => false }: OfferFileOptions = {},
): Promise<OfferFile> {
  const where = basename(path);
  const bytes = await sizeOf(path);
  const source = await offerSource(path, where);
  const regions = new OfferRegions();
  const seeing = {
    ...sieve,
    keep: (product: ListProduct) => {
      regions.see(product);
      return sieve.keep(product);
    },
  };
  const read = await readSource(source, seeing, where, onBytes);
  if (regions.found.length === 0) await seeFirst(source, regions, where);
  if (regions.found.length === 0 && !global(read.list.service)) throw regionless(where, read.list.service);
  return { ...read, form: source.form, bytes, regions: regions.found };
}

function readSource(
  { form, open }: OfferSource,
  sieve: Sieve,
  where: string,
  onBytes?: (read: number) => void,
): Promise<OfferRead> {
  if (form === "csv") return readOfferCsv(open(onBytes), sieve, where);
  if (form === "json") return readOfferJson(() => open(onBytes), sieve, where);
  return readRecordedPages(open(onBytes), sieve, where);
}

/** Products enough to tell the region of a list of which nothing passed the needles. */
const ENOUGH = 100;

/** Looks at the first products whatever the sieve, and stops. */
async function seeFirst(source: OfferSource, regions: OfferRegions, where: string): Promise<void> {
  const stop = new Error("seen enough");
  let seen = 0;
  const keep = (product: ListProduct) => {
    regions.see(product);
    seen++;
    if (seen === ENOUGH) throw stop;
    return false;
  };
  try {
    await readSource(source, { needles: undefined, terms: true, keep }, where);
  } catch (error) {
    if (error !== stop) throw error;
  }
}

async function sizeOf(path: string): Promise<number> {
  const found = await stat(path).catch((error: Error) => error);
  if (!(found instanceof Error) && found.isFile()) return found.size;
  throw new InputError(
    "OFFER_FILE_MISSING",
    `Cannot read ${path}: ${found instanceof Error ? found.message : "it is not a file"}.`,
    "Name a price list that was fetched from AWS: a bulk offer file, or recorded answers of GetProducts.",
  );
}

function regionless(where: string, service: string): InputError {
  return new InputError(
    "OFFER_FILE_UNNAMED",
    `${where} (${service}) does not say its region: no product has a "Region Code" or "From Region Code".`,
    "Take the offer file of one region; prices without a region cannot be filed.",
  );
}
