import type { ListDocument } from "../../../src/prices/list/list-document.ts";

/** Price as printed in the first tier of a document, as tools that trust their filter read it. */
export const printed = (document: ListDocument | undefined): string | undefined =>
  document?.terms[0]?.dimensions[0]?.pricePerUnit.USD;

const has = (document: ListDocument, wanted: Readonly<Record<string, string>>): boolean =>
  Object.entries(wanted).every(([name, value]) => document.attributes[name] === value);

/** Filters by some attributes, then believes that one row is left: the first. */
export const firstRow = (
  documents: readonly ListDocument[],
  wanted: Readonly<Record<string, string>> = {},
): string | undefined => printed(documents.find((document) => has(document, wanted)));

/** Writes every match into a map by instance type: the last one stays. */
export const lastRow = (
  documents: readonly ListDocument[],
  wanted: Readonly<Record<string, string>> = {},
): string | undefined => firstRow(documents.toReversed(), wanted);

/** Several matches: the smallest that is not zero. */
export function smallestNonZero(
  documents: readonly ListDocument[],
  wanted: Readonly<Record<string, string>> = {},
): string | undefined {
  const prices = documents
    .filter((document) => has(document, wanted))
    .flatMap((document) => printed(document) ?? []);
  return prices.filter((usd) => Number(usd) > 0).toSorted((a, b) => Number(a) - Number(b))[0];
}

/** Tries a pattern on the usage type; what comes first is it. */
export const byUsage = (documents: readonly ListDocument[], pattern: RegExp): string | undefined =>
  printed(documents.find(({ attributes }) => pattern.test(attributes.usagetype ?? "")));

/** A missing price adds nothing to the sum. */
export const sumOfKnown = (prices: readonly (string | undefined)[]): number =>
  prices.reduce((sum, usd) => sum + Number(usd ?? 0), 0);
