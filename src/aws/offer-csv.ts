import type {
  ListProduct,
  ListTerm,
  PriceDimension,
  PriceList,
  Sieve,
} from "../prices/list/list-document.ts";
import { CsvCells, csvCells } from "./csv-cells.ts";
import { CsvRows, cellEnd, cellStart, type TakeRow } from "./csv-rows.ts";
import { GatheredDocuments } from "./gathered-documents.ts";
import { holdsNeedle } from "./needles.ts";
import { type AttributeColumn, type OfferColumns, offerColumns } from "./offer-columns.ts";
import { damaged, truncated } from "./offer-damage.ts";
import { namedList, type OfferRead } from "./offer-read.ts";

/**
 * Reads AWS's bulk price list in CSV as it streams by: a few metadata rows, the header, then one row per price dimension.
 *
 * A row that is passed over (another term, no needle) is cut from the stream exactly, and not looked at further; a row
 * that is read must have a cell for each column. The end of a file that stops between two rows cannot be told from the
 * file itself: whoever knows its length compares it.
 *
 * @param chunks in any cut; each may be overwritten once the next is asked for.
 * @param where names the file in errors.
 * @throws InputError OFFER_FILE_TRUNCATED, OFFER_FILE_DAMAGED or OFFER_FILE_UNNAMED, exit 2.
 */
export async function readOfferCsv(
  chunks: AsyncIterable<Uint8Array>,
  sieve: Sieve,
  where = "the offer file",
): Promise<OfferRead> {
  const offer = new OfferCsv(sieve, where);
  const rows = new CsvRows(where, offer.row);
  for await (const chunk of chunks) rows.write(chunk);
  rows.end();
  return offer.read();
}

/** Metadata by the names that AWS gives it. */
const METADATA = { service: "OfferCode", version: "Version", publishedAt: "Publication Date" } as const;
const FORMAT = "v1.0";
/** More rows than this before the header, and it will not come. */
const MOST_METADATA = 20;
const BYTE_ORDER_MARK = "\ufeff";

class OfferCsv {
  readonly #sieve: Sieve;
  readonly #where: string;
  readonly #wanted: (row: string) => boolean;
  readonly #gathered: GatheredDocuments;
  readonly #metadata = new Map<string, string>();
  #list: PriceList | undefined;
  #columns: OfferColumns | undefined;
  readonly #cells = new CsvCells();
  #rows = 0;

  constructor(sieve: Sieve, where: string) {
    this.#sieve = sieve;
    this.#where = where;
    this.#wanted = holdsNeedle(sieve.needles, (needle) => needle.replaceAll('"', '""'));
    this.#gathered = new GatheredDocuments((product) => sieve.keep(product));
  }

  readonly row: TakeRow = (bytes, start, end, unended) => {
    if (this.#columns === undefined) {
      this.#preamble(bytes.toString("utf8", start, end));
      return;
    }
    this.#rows++;
    const kind = this.#passes(bytes, start, end, this.#columns);
    // A row that a broken download may have cut, or that is odd, is read to be refused whatever it is.
    if (kind === "pass" && !unended) return;
    this.#read(bytes.toString("utf8", start, end), this.#columns.count);
    if (kind === "OnDemand" || kind === "Reserved") this.#gather(kind, this.#columns);
  };

  /** The kind of a wanted row's term; "pass" for a row that nobody wants. Hardly anything is decoded for it. */
  #passes(
    bytes: Buffer,
    start: number,
    end: number,
    { sku, termType, usageType }: OfferColumns,
  ): ListTerm["kind"] | "pass" | "odd" {
    const term = cellStart(bytes, start, end, termType);
    if (term === -1) return "odd";
    const kind = termKind(bytes, term, end, this.#sieve.terms);
    if (kind === undefined) return "pass";
    if (this.#sieve.needles !== undefined) {
      const usage =
        usageType < termType
          ? cellStart(bytes, start, end, usageType)
          : cellStart(bytes, term, end, usageType - termType);
      const usageEnd = usage === -1 ? -1 : cellEnd(bytes, usage, end);
      if (usageEnd === -1) return "odd";
      if (!this.#wanted(bytes.toString("utf8", usage, usageEnd))) return "pass";
    }
    return this.#isTurnedAway(bytes, cellStart(bytes, start, end, sku), end) ? "pass" : kind;
  }

  /** Whether the cell at `at` is the SKU of a product that nobody wants, of which dozens of rows may follow. */
  #isTurnedAway(bytes: Buffer, at: number, end: number): boolean {
    const quotes = bytes[at] === QUOTE ? 1 : 0;
    return this.#gathered.turnedAway(bytes.toString("utf8", at + quotes, cellEnd(bytes, at, end) - quotes));
  }

  read(): OfferRead {
    if (this.#list === undefined) throw truncated(this.#where, "no header row that begins with SKU");
    if (this.#rows === 0) throw truncated(this.#where, "no row follows the header");
    return { list: this.#list, documents: this.#gathered.documents(), rows: this.#rows };
  }

  /** One row of metadata, or the header. */
  #preamble(text: string): void {
    const row = text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text;
    const cells = csvCells(row, (problem) => {
      throw damaged(this.#where, `${problem} before its header`);
    });
    if (cells.length > 2 && cells.includes("SKU")) {
      this.#list = this.#named();
      this.#columns = offerColumns(cells, this.#where);
      return;
    }
    const [name = "", value = ""] = cells;
    if (cells.length !== 2 || this.#metadata.size >= MOST_METADATA) {
      throw damaged(this.#where, "is no price list in CSV: it lacks a header row that begins with SKU");
    }
    this.#metadata.set(name, value);
  }

  #named(): PriceList {
    const format = this.#metadata.get("FormatVersion") ?? "";
    if (format !== FORMAT) throw damaged(this.#where, `has format version "${format}", not "${FORMAT}"`);
    const { service, version, publishedAt } = METADATA;
    return namedList(
      {
        service: this.#metadata.get(service) ?? "",
        version: this.#metadata.get(version) ?? "",
        publishedAt: this.#metadata.get(publishedAt) ?? "",
      },
      this.#where,
    );
  }

  #read(text: string, count: number): void {
    this.#cells.read(text, (problem) => {
      throw damaged(this.#where, `${problem} in row ${this.#rows} after the header`);
    });
    const found = this.#cells.count;
    if (found === count) return;
    const problem = `row ${this.#rows} after the header has ${found} of ${count} cells`;
    throw found < count
      ? truncated(this.#where, problem)
      : damaged(this.#where, `is no price list: ${problem}`);
  }

  /** Adds the row that was read last. */
  #gather(kind: ListTerm["kind"], columns: OfferColumns): void {
    const cells = this.#cells;
    const sku = cells.at(columns.sku);
    if (!this.#gathered.admit(sku, () => this.#product(columns))) return;
    const dimension: PriceDimension = {
      rateCode: cells.at(columns.rateCode),
      unit: cells.at(columns.unit),
      beginRange: cells.at(columns.beginRange),
      endRange: cells.at(columns.endRange),
      pricePerUnit: { [cells.at(columns.currency)]: cells.at(columns.price) },
    };
    const term = {
      kind,
      offerTermCode: cells.at(columns.offerTermCode),
      effectiveDate: cells.at(columns.effectiveDate),
      attributes: attributesOf(cells, columns.termAttributes),
    };
    this.#gathered.addDimension(sku, term, dimension);
  }

  #product(columns: OfferColumns): ListProduct {
    return {
      service: this.#list?.service ?? "",
      sku: this.#cells.at(columns.sku),
      productFamily: this.#cells.at(columns.productFamily),
      attributes: attributesOf(this.#cells, columns.attributes),
    };
  }
}

/** An empty cell is an attribute that the product does not have. */
function attributesOf(cells: CsvCells, columns: readonly AttributeColumn[]): Record<string, string> {
  const attributes: Record<string, string> = {};
  for (const [column, name] of columns) {
    const cell = cells.at(column);
    if (cell !== "") attributes[name] = cell;
  }
  return attributes;
}

const ON_DEMAND = Buffer.from("OnDemand");
const RESERVED = Buffer.from("Reserved");
const QUOTE = 0x22;
const COMMA = 0x2c;

/** The kind of term in the cell at `at`; undefined for a kind that nobody asked for. Nothing is decoded for it. */
function termKind(bytes: Buffer, at: number, end: number, reserved: boolean): ListTerm["kind"] | undefined {
  if (cellIs(ON_DEMAND, bytes, at, end)) return "OnDemand";
  return reserved && cellIs(RESERVED, bytes, at, end) ? "Reserved" : undefined;
}

/** Whether the cell that begins at `at`, quoted or not, says exactly `word`. */
function cellIs(word: Buffer, bytes: Buffer, at: number, end: number): boolean {
  const quoted = bytes[at] === QUOTE;
  let place = quoted ? at + 1 : at;
  for (let letter = 0; letter < word.length; letter++, place++) {
    if (bytes[place] !== word[letter]) return false;
  }
  if (quoted && bytes[place++] !== QUOTE) return false;
  return place >= end || bytes[place] === COMMA;
}
