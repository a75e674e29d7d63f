import { InputError } from "../errors.ts";
import type { ListDocument, PriceList } from "../prices/list/list-document.ts";

/** What a sieve let through of a whole price list. */
export interface OfferRead {
  readonly list: PriceList;
  /** In the order in which the list names the products; each has at least one term. */
  readonly documents: readonly ListDocument[];
  /** What the list consists of, kept or not: rows of a CSV, products of a JSON list, documents of recorded pages. */
  readonly rows: number;
}

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$/;

/**
 * The list's name from what its file says.
 *
 * @param where names the file in errors.
 * @throws InputError OFFER_FILE_UNNAMED when service, version or publication date is missing: such prices could
 * neither be dated nor cited.
 */
export function namedList(parts: Partial<PriceList>, where: string): PriceList {
  const { service, version, publishedAt } = parts;
  const lacks = [
    ...(service ? [] : ["service (OfferCode)"]),
    ...(version ? [] : ["version of the list (Version)"]),
    ...(publishedAt && INSTANT.test(publishedAt) ? [] : ["publication date (an instant in UTC)"]),
  ];
  if (service && version && publishedAt && lacks.length === 0) return { service, version, publishedAt };
  throw new InputError(
    "OFFER_FILE_UNNAMED",
    `${where} does not say its ${lacks.join(", its ")}.`,
    "A price needs service, list version and publication date: take the whole file as AWS publishes it.",
  );
}
