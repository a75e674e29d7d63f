import type {
  ListProduct,
  ListTerm,
  PriceDimension,
  PriceList,
  Sieve,
} from "../prices/list/list-document.ts";
import { csvCells } from "./csv-cells.ts";
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
    const cells = this.#cells(bytes.toString("utf8", start, end), this.#columns.count);
    if (kind === "OnDemand" || kind === "Reserved") this.#gather(kind, cells, this.#columns);
  };

  /** The kind of a wanted row's term; "pass" for a row that nobody wants. Hardly anything is decoded for it. */
  #passes(
    bytes: Buffer,
    start: number,
    end: number,
    { termType, usageType }: OfferColumns,
  ): ListTerm["kind"] | "pass" | "odd" {
    const term = cellStart(bytes, start, end, termType);
    if (term === -1) return "odd";
    const kind = termKind(bytes, term, end);
    if (kind === undefined || (kind === "Reserved" && !this.#sieve.terms)) return "pass";
    if (this.#sieve.needles === undefined) return kind;
    const usage =
      usageType < termType
        ? cellStart(bytes, start, end, usageType)
        : cellStart(bytes, term, end, usageType - termType);
    const usageEnd = usage === -1 ? -1 : cellEnd(bytes, usage, end);
    if (usageEnd === -1) return "odd";
    return this.#wanted(bytes.toString("utf8", usage, usageEnd)) ? kind : "pass";
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

  #cells(text: string, count: number): readonly string[] {
    const cells = csvCells(text, (problem) => {
      throw damaged(this.#where, `${problem} in row ${this.#rows} after the header`);
    });
    const found = `row ${this.#rows} after the header has ${cells.length} of ${count} cells`;
    if (cells.length < count) throw truncated(this.#where, found);
    if (cells.length > count) throw damaged(this.#where, `is no price list: ${found}`);
    return cells;
  }

  #gather(kind: ListTerm["kind"], cells: readonly string[], columns: OfferColumns): void {
    const sku = cells[columns.sku] ?? "";
    if (!this.#gathered.admit(sku, () => this.#product(cells, columns))) return;
    const dimension: PriceDimension = {
      rateCode: cells[columns.rateCode] ?? "",
      unit: cells[columns.unit] ?? "",
      beginRange: cells[columns.beginRange] ?? "",
      endRange: cells[columns.endRange] ?? "",
      pricePerUnit: { [cells[columns.currency] ?? ""]: cells[columns.price] ?? "" },
    };
    const term = {
      kind,
      offerTermCode: cells[columns.offerTermCode] ?? "",
      effectiveDate: cells[columns.effectiveDate] ?? "",
      attributes: attributesOf(cells, columns.termAttributes),
    };
    this.#gathered.addDimension(sku, term, dimension);
  }

  #product(cells: readonly string[], columns: OfferColumns): ListProduct {
    return {
      service: this.#list?.service ?? "",
      sku: cells[columns.sku] ?? "",
      productFamily: cells[columns.productFamily] ?? "",
      attributes: attributesOf(cells, columns.attributes),
    };
  }
}

/** An empty cell is an attribute that the product does not have. */
function attributesOf(cells: readonly string[], columns: readonly AttributeColumn[]): Record<string, string> {
  const attributes: Record<string, string> = {};
  for (const [column, name] of columns) {
    const cell = cells[column];
    if (cell !== undefined && cell !== "") attributes[name] = cell;
  }
  return attributes;
}

const ON_DEMAND = Buffer.from("OnDemand");
const RESERVED = Buffer.from("Reserved");
const QUOTE = 0x22;
const COMMA = 0x2c;

/** The kind of term in the cell at `at`; undefined for a kind that we do not price. Nothing is decoded for it. */
function termKind(bytes: Buffer, at: number, end: number): ListTerm["kind"] | undefined {
  if (cellIs(ON_DEMAND, bytes, at, end)) return "OnDemand";
  return cellIs(RESERVED, bytes, at, end) ? "Reserved" : undefined;
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
