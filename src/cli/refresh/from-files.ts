import { statSync } from "node:fs";
import { basename } from "node:path";
import { readOfferFile } from "../../aws/offer-file.ts";
import { peekService } from "../../aws/offer-peek.ts";
import { InputError } from "../../errors.ts";
import { keyOfEachKind } from "../../prices/list/key-glob.ts";
import { ListSieve } from "../../prices/list/list-sieve.ts";
import { RECIPES } from "../../prices/list/recipes/all.ts";
import type { Progress } from "../progress.ts";
import type { Asked, ListRead } from "./list-read.ts";
import { isSavingsPlans, readSavingsPlanFile, SavingsPlans } from "./savings-plans.ts";

/** Services whose prices the list does not split by region. */
const isGlobal = (service: string): boolean =>
  RECIPES.some((recipe) => recipe.service === service && recipe.region === "none");

/**
 * Reads price lists from disk. Which region a file is of is known when it is read, so it is sifted for every kind of key. Service, region and version are what each file says; it is as old as its publication.
 * @throws InputError those of readOfferFile; OFFER_FILE_UNUSED for a service of which no price is asked for.
 */
export async function readFromFiles(
  paths: readonly string[],
  asked: Omit<Asked, "keys">,
  progress: Progress,
): Promise<ListRead[]> {
  const reads: ListRead[] = [];
  const plans = new SavingsPlans();
  for (const path of paths) {
    const where = basename(path);
    const service = await peekService(path, where).catch(() => undefined);
    if (service !== undefined && isSavingsPlans(service)) await readSavingsPlanFile(path, plans, progress);
    else reads.push(...(await readOne(path, service, asked, progress)));
  }
  return reads.map((read) => ({ ...read, plans }));
}

async function readOne(
  path: string,
  service: string | undefined,
  asked: Omit<Asked, "keys">,
  progress: Progress,
): Promise<ListRead[]> {
  const where = basename(path);
  if (service !== undefined && !RECIPES.some((recipe) => recipe.service === service))
    throw unused(where, service);
  const sieve = new ListSieve({ service, keys: keyOfEachKind(), ...asked });
  const bar = progress.start(where, sizeOf(path), "bytes");
  const file = await readOfferFile(path, sieve, { global: isGlobal, onBytes: bar.at });
  bar.done(`${file.rows.toLocaleString("en-US")} rows of ${file.list.service}`);
  const regions = file.regions.length === 0 ? ["global"] : file.regions;
  return regions.map((region) => ({
    region,
    ...(file.form !== "pages" && regions.length === 1 && { fileRegion: region }),
    list: file.list,
    via: file.form === "pages" ? "query" : "bulk",
    form: file.form,
    partial: file.form === "pages",
    retrievedAt: instant(file.list.publishedAt),
    rows: file.rows,
    documents: file.documents,
    sieve,
  }));
}

const instant = (text: string): string => new Date(text).toISOString();

/** A file that cannot be read is refused by its reader, in words. */
const sizeOf = (path: string): number | undefined => statSync(path, { throwIfNoEntry: false })?.size;

function unused(where: string, service: string): InputError {
  const services = [...new Set(RECIPES.map((recipe) => recipe.service))].sort().join(", ");
  return new InputError(
    "OFFER_FILE_UNUSED",
    `${where} is a list of ${service}, of which Crossover prices nothing.`,
    `It reads lists of ${services}.`,
  );
}
