/**
 * Writes an invented EC2 price list of any size in the two forms in which AWS publishes them. The same seed and number of
 * lines give the same products in both.
 */
import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { finished } from "node:stream/promises";
import table from "../data/offer-columns.json" with { type: "json" };
import { EC2_HEADER } from "./offer-header.ts";
import { type InventedProduct, inventedLine } from "./offer-products.ts";
import type { InventedTerm } from "./offer-terms.ts";

export type OfferForm = "csv" | "json";

const SEED = 20261121;
const VERSION = "20261118213000";
const PUBLISHED = "2026-11-18T21:30:00Z";
const EFFECTIVE = "2026-11-01";
const DISCLAIMER =
  "This pricing list is for informational purposes only. All prices are subject to the additional terms included in the pricing pages.";

/** The file in pieces. */
export function* offerText(form: OfferForm, lines: number, seed = SEED): Generator<string> {
  yield* form === "csv" ? csvText(lines, seed) : jsonText(lines, seed);
}

/** How many lines a file of at least that many bytes has. */
export function linesFor(form: OfferForm, bytes: number, seed = SEED): number {
  const sample = 440;
  let length = 0;
  for (const piece of offerText(form, sample, seed)) length += piece.length;
  // Later types have longer names, so that a few more lines than the sample says are always too many.
  return Math.ceil((bytes / length) * sample * 1.02) + 1;
}

/** Writes the file; resolves with its size in bytes. */
export async function writeOffer(path: string, form: OfferForm, lines: number, seed = SEED): Promise<number> {
  const file = createWriteStream(path);
  let batch = "";
  for (const piece of offerText(form, lines, seed)) {
    batch += piece;
    if (batch.length < 1 << 20) continue;
    if (!file.write(batch)) await once(file, "drain");
    batch = "";
  }
  file.end(batch);
  await finished(file);
  return file.bytesWritten;
}

function* csvText(lines: number, seed: number): Generator<string> {
  yield csvRow(["FormatVersion", "v1.0"]);
  yield csvRow(["Disclaimer", DISCLAIMER]);
  yield csvRow(["Publication Date", PUBLISHED]);
  yield csvRow(["Version", VERSION]);
  yield csvRow(["OfferCode", "AmazonEC2"]);
  yield csvRow(EC2_HEADER);
  // Now and then a product's rows are not neighbours: its on-demand row comes one line later.
  let late: readonly string[] = [];
  for (let line = 0; line < lines; line++) {
    const rows = inventedLine(line, seed).flatMap((product) =>
      product.terms.map((term) => ({ term, rows: termRows(product, term) })),
    );
    const waits = ({ term }: { term: InventedTerm }) => line % 16 === 3 && term.kind === "OnDemand";
    yield rows.flatMap((one) => (waits(one) ? [] : one.rows)).join("") + late.join("");
    late = rows.flatMap((one) => (waits(one) ? one.rows : []));
  }
  yield late.join("");
}

/** Values by header: the product's attributes, and "" for what it lacks. */
const ATTRIBUTE_OF: Readonly<Record<string, string>> = table.columns;

function termRows(product: InventedProduct, term: InventedTerm): readonly string[] {
  return term.dimensions.map((dimension) => {
    const own: Readonly<Record<string, string>> = {
      SKU: product.sku,
      OfferTermCode: term.code,
      RateCode: dimension.rateCode,
      TermType: term.kind,
      PriceDescription: dimension.description,
      EffectiveDate: EFFECTIVE,
      StartingRange: dimension.beginRange,
      EndingRange: dimension.endRange,
      Unit: dimension.unit,
      PricePerUnit: dimension.usd,
      Currency: "USD",
      "Product Family": product.productFamily,
      ...term.attributes,
    };
    return csvRow(
      EC2_HEADER.map((header) => own[header] ?? product.attributes[ATTRIBUTE_OF[header] ?? ""] ?? ""),
    );
  });
}

function csvRow(cells: readonly string[]): string {
  return `${cells.map((cell) => (cell === "" ? "" : `"${cell.replaceAll('"', '""')}"`)).join(",")}\n`;
}

function* jsonText(lines: number, seed: number): Generator<string> {
  const about = { formatVersion: "v1.0", disclaimer: DISCLAIMER, offerCode: "AmazonEC2", version: VERSION };
  yield `{\n${members({ ...about, publicationDate: PUBLISHED })},\n"products" : {`;
  yield* joined(lines, seed, ({ sku, productFamily, attributes }) => ({
    [sku]: { sku, productFamily, attributes },
  }));
  yield '},\n"terms" : {\n"OnDemand" : {';
  yield* joined(lines, seed, (product) => termsBySku(product, "OnDemand"));
  yield '},\n"Reserved" : {';
  yield* joined(lines, seed, (product) => termsBySku(product, "Reserved"));
  yield "}\n}\n}\n";
}

/** Members of one object, from every product that has any. */
function* joined(lines: number, seed: number, part: (product: InventedProduct) => object): Generator<string> {
  let comma = "";
  for (let line = 0; line < lines; line++) {
    for (const product of inventedLine(line, seed)) {
      const text = members(part(product));
      if (text === "") continue;
      yield `${comma}\n${text}`;
      comma = ",";
    }
  }
}

/** An object's text without its braces. */
const members = (value: object): string => JSON.stringify(value, undefined, 2).slice(1, -1).trim();

function termsBySku({ sku, terms }: InventedProduct, kind: InventedTerm["kind"]): object {
  const own = terms.filter((term) => term.kind === kind);
  if (own.length === 0) return {};
  return { [sku]: Object.fromEntries(own.map((term) => [`${sku}.${term.code}`, jsonTerm(sku, term)])) };
}

function jsonTerm(sku: string, term: InventedTerm): object {
  const priceDimensions = term.dimensions.map(
    ({ rateCode, description, usd, unit, beginRange, endRange }) => [
      rateCode,
      {
        rateCode,
        description,
        ...(beginRange === "" ? {} : { beginRange, endRange }),
        unit,
        pricePerUnit: { USD: usd },
        appliesTo: [],
      },
    ],
  );
  return {
    offerTermCode: term.code,
    sku,
    effectiveDate: `${EFFECTIVE}T00:00:00Z`,
    priceDimensions: Object.fromEntries(priceDimensions),
    termAttributes: term.attributes,
  };
}
