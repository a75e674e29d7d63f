import { listProduct, listTerm } from "../prices/list/api-document.ts";
import type { PriceList, Sieve } from "../prices/list/list-document.ts";
import { GatheredDocuments } from "./gathered-documents.ts";
import { type Choice, JsonMembers, type JsonVisitor, type Path, parsedJson } from "./json-members.ts";
import { holdsNeedle } from "./needles.ts";
import { damaged, truncated } from "./offer-damage.ts";
import { namedList, type OfferRead } from "./offer-read.ts";

/**
 * Reads AWS's bulk price list in JSON as it streams by. The order of its top-level members is free: when terms come before
 * the products that they belong to, or products before the service's name, the file is read again.
 *
 * @param open begins the stream anew; each chunk may be overwritten once the next is asked for.
 * @param where names the file in errors.
 * @throws InputError OFFER_FILE_TRUNCATED, OFFER_FILE_DAMAGED, OFFER_FILE_UNNAMED or PRICE_DOCUMENT_INVALID, exit 2.
 */
export async function readOfferJson(
  open: () => AsyncIterable<Uint8Array>,
  sieve: Sieve,
  where = "the offer file",
): Promise<OfferRead> {
  const offer = new OfferJson(sieve, where);
  let known: number;
  do {
    known = offer.known;
    const members = new JsonMembers(where, offer);
    for await (const chunk of open()) members.write(chunk);
    members.end();
  } while (!offer.complete && offer.known > known);
  return offer.read();
}

const METADATA = { service: "offerCode", version: "version", publishedAt: "publicationDate" } as const;
const FORMAT = "v1.0";

/** Members of a term that are read as they are; its dimensions stand one level below. */
const TERM_MEMBERS = ["offerTermCode", "effectiveDate", "termAttributes"];
const DIMENSIONS = "priceDimensions";

/**
 * A term in the making. It is not parsed whole: its dimensions are named by codes that stand nowhere else, and the engine
 * remembers the shape of every object it makes until its next full collection, which are megabytes for a long list.
 */
interface TermParts {
  [member: string]: unknown;
  dimensions?: object[];
}

class OfferJson implements JsonVisitor {
  readonly #sieve: Sieve;
  readonly #where: string;
  readonly #wanted: (text: string) => boolean;
  readonly #gathered: GatheredDocuments;
  readonly #metadata = new Map<string, string>();
  #term: TermParts = {};
  #productsRead = false;
  #termsRead = false;
  #products = 0;

  constructor(sieve: Sieve, where: string) {
    this.#sieve = sieve;
    this.#where = where;
    this.#wanted = holdsNeedle(sieve.needles);
    this.#gathered = new GatheredDocuments((product) => sieve.keep(product));
  }

  /** Grows with everything that a pass has found out. */
  get known(): number {
    return this.#metadata.size + Number(this.#productsRead) + Number(this.#termsRead);
  }

  get complete(): boolean {
    return this.#productsRead && this.#termsRead;
  }

  read(): OfferRead {
    const list = namedList(this.#named(), this.#where);
    const lacks = this.#productsRead ? "terms" : "products";
    if (!this.complete) throw damaged(this.#where, `is no price list: it has no "${lacks}"`);
    if (this.#products === 0) throw truncated(this.#where, 'its "products" are empty');
    return { list, documents: this.#gathered.documents(), rows: this.#products };
  }

  choose(path: Path, first: string): Choice {
    const [section, kind, sku, term] = path;
    if (section === undefined) return this.#object("enter", "the file", first);
    if (kind === undefined) return this.#chooseSection(section, first);
    if (section === "products") return "take";
    if (term !== undefined) return this.#chooseInTerm(path, first);
    if (sku !== undefined) {
      return this.#gathered.holds(sku) ? this.#object("enter", `terms.${kind}.${sku}`, first) : "skip";
    }
    const wanted = kind === "OnDemand" || (kind === "Reserved" && this.#sieve.terms);
    return wanted ? this.#object("enter", `terms.${kind}`, first) : "skip";
  }

  #chooseInTerm(path: Path, first: string): Choice {
    const [member, rateCode] = path.slice(4);
    if (rateCode !== undefined) return "take";
    if (member === undefined) this.#term = {};
    else if (member === DIMENSIONS) this.#term.dimensions = [];
    else return TERM_MEMBERS.includes(member) ? "take" : "skip";
    return this.#object("enter", path.join("."), first);
  }

  taken(path: Path, bytes: Buffer): void {
    const [section = "", name = ""] = path;
    const text = bytes.toString();
    if (section === "products") this.#product(name, text);
    else if (section === "terms") this.#termPart(path, text);
    else this.#metadata.set(section, String(parsedJson(text, this.#where)));
  }

  #termPart(path: Path, text: string): void {
    const [member = "", rateCode] = path.slice(4);
    const part = parsedJson(text, `${this.#where}, ${path.join(".")}`);
    if (rateCode === undefined) this.#term[member] = part;
    else this.#term.dimensions?.push({ ...Object(part), rateCode });
  }

  left(path: Path): void {
    const [section, kind, sku = ""] = path;
    if (path.length === 1 && section === "products") this.#productsRead = true;
    if (path.length === 1 && section === "terms") this.#termsRead = true;
    if (path.length !== 4) return;
    const where = `${this.#where}, ${path.join(".")}`;
    this.#gathered.addTerm(sku, listTerm(kind === "Reserved" ? "Reserved" : "OnDemand", this.#term, where));
  }

  #chooseSection(section: string, first: string): Choice {
    if (section === "products") {
      const ready = this.#metadata.has(METADATA.service) && !this.#productsRead;
      return this.#object(ready ? "enter" : "skip", section, first);
    }
    if (section === "terms") {
      return this.#object(this.#productsRead && !this.#termsRead ? "enter" : "skip", section, first);
    }
    const told = section === "formatVersion" || Object.values<string>(METADATA).includes(section);
    return told && first === '"' ? "take" : "skip";
  }

  #object(choice: Choice, name: string, first: string): Choice {
    if (first === "{") return choice;
    throw damaged(this.#where, `is no price list: ${name} begins with ${first}, not with {`);
  }

  #product(key: string, text: string): void {
    this.#products++;
    // What JSON escapes is spelt in other ways; such a product is read to be sure.
    if (!this.#wanted(text) && !text.includes("\\")) return;
    const where = `${this.#where}, products.${key}`;
    const service = this.#metadata.get(METADATA.service) ?? "";
    const product = listProduct(service, parsedJson(text, where), where);
    if (product.sku !== key) throw damaged(this.#where, `has product ${product.sku} under the key ${key}`);
    if (this.#wanted(product.attributes.usagetype ?? "")) this.#gathered.admit(key, () => product);
  }

  #named(): Partial<PriceList> {
    const format = this.#metadata.get("formatVersion");
    if (format !== undefined && format !== FORMAT) {
      throw damaged(this.#where, `has format version "${format}", not "${FORMAT}"`);
    }
    return {
      service: this.#metadata.get(METADATA.service) ?? "",
      version: this.#metadata.get(METADATA.version) ?? "",
      publishedAt: this.#metadata.get(METADATA.publishedAt) ?? "",
    };
  }
}
