import { InputError } from "../errors.ts";
import { apiDocument } from "../prices/list/api-document.ts";
import type { PriceList, Sieve } from "../prices/list/list-document.ts";
import { GatheredDocuments } from "./gathered-documents.ts";
import { type Choice, JsonMembers, type JsonVisitor, type Path, parsedJson } from "./json-members.ts";
import { holdsNeedle } from "./needles.ts";
import { truncated } from "./offer-damage.ts";
import type { OfferRead } from "./offer-read.ts";

/**
 * Reads recorded answers of GetProducts: documents, or whole responses, in a JSON array, as JSON lines or alone. A document
 * may stand there as an object or, as the service sends it, as a text that holds JSON.
 *
 * @param chunks each may be overwritten once the next is asked for.
 * @param where names the file in errors.
 * @throws InputError OFFER_FILE_TRUNCATED, OFFER_FILE_DAMAGED, PRICE_DOCUMENT_INVALID or OFFER_FILE_MIXED, exit 2.
 */
export async function readRecordedPages(
  chunks: AsyncIterable<Uint8Array>,
  sieve: Sieve,
  where = "the recorded pages",
): Promise<OfferRead> {
  const pages = new RecordedPages(sieve, where);
  const members = new JsonMembers(where, pages);
  for await (const chunk of chunks) members.write(chunk);
  members.end();
  return pages.read();
}

class RecordedPages implements JsonVisitor {
  readonly #sieve: Sieve;
  readonly #where: string;
  readonly #wanted: (usageType: string) => boolean;
  readonly #gathered: GatheredDocuments;
  #list: PriceList | undefined;
  #documents = 0;

  constructor(sieve: Sieve, where: string) {
    this.#sieve = sieve;
    this.#where = where;
    this.#wanted = holdsNeedle(sieve.needles);
    this.#gathered = new GatheredDocuments((product) => sieve.keep(product));
  }

  choose(path: Path, first: string): Choice {
    return path.length === 0 && first === "[" ? "enter" : "take";
  }

  taken(_: Path, bytes: Buffer): void {
    this.#item(parsedJson(bytes.toString(), this.#where));
  }

  read(): OfferRead {
    if (this.#list === undefined) throw truncated(this.#where, "it holds no document");
    return { list: this.#list, documents: this.#gathered.documents(), rows: this.#documents };
  }

  #item(item: unknown): void {
    const value = typeof item === "string" ? parsedJson(item, this.#where) : item;
    if (typeof value === "object" && value !== null && "PriceList" in value) {
      for (const inner of Array.isArray(value.PriceList) ? value.PriceList : [value.PriceList])
        this.#item(inner);
    } else this.#document(value);
  }

  #document(json: unknown): void {
    this.#documents++;
    const { list, document } = apiDocument(json, `${this.#where}, document ${this.#documents}`);
    this.#list ??= list;
    if (list.service !== this.#list.service || list.version !== this.#list.version) {
      throw mixed(this.#where, this.#documents, this.#list, list);
    }
    const { terms, ...product } = document;
    const asked = terms.filter(({ kind }) => kind === "OnDemand" || this.#sieve.terms);
    if (asked.length === 0 || !this.#wanted(product.attributes.usagetype ?? "")) return;
    // Pages that were recorded twice say the same twice.
    if (this.#gathered.knows(product.sku) || !this.#gathered.admit(product.sku, () => product)) return;
    for (const term of asked) this.#gathered.addTerm(product.sku, term);
  }
}

const named = ({ service, version }: PriceList): string => `${service} (list ${version})`;

function mixed(where: string, place: number, first: PriceList, other: PriceList): InputError {
  return new InputError(
    "OFFER_FILE_MIXED",
    `${where} holds documents of ${named(first)} and, from document ${place}, of ${named(other)}.`,
    "Prices are dated by their list: record each list into a file of its own.",
  );
}
