import type { ListProduct, ListTerm, PriceDimension } from "../prices/list/list-document.ts";

/**
 * One copy of each text. A price list says "US East (N. Virginia)" half a million times, and a text cut out of a row
 * keeps the whole row in memory; what leaves here is a copy of its own.
 */
export class Interned {
  readonly #texts = new Map<string, string>();
  /** What a term says of itself, by all that it says: a list of thousands of reservations has a dozen kinds of them. */
  readonly #attributes = new Map<string, Readonly<Record<string, string>>>();

  text(seen: string): string {
    const known = this.#texts.get(seen);
    if (known !== undefined) return known;
    const copy = copied(seen);
    this.#texts.set(copy, copy);
    return copy;
  }

  /** Values; the names of an object's members are shared by the engine. */
  texts(seen: Readonly<Record<string, string>>): Record<string, string> {
    // Unlike an object that grows member by member, this one is never kept as a hash table.
    return Object.fromEntries(Object.entries(seen).map(([name, value]) => [name, this.text(value)]));
  }

  product(seen: ListProduct): ListProduct {
    return {
      service: this.text(seen.service),
      sku: copied(seen.sku),
      productFamily: this.text(seen.productFamily),
      attributes: this.texts(seen.attributes),
    };
  }

  term(seen: ListTerm): ListTerm {
    return {
      kind: seen.kind,
      offerTermCode: this.text(seen.offerTermCode),
      effectiveDate: this.text(seen.effectiveDate),
      attributes: this.#shared(seen.attributes),
      dimensions: seen.dimensions.map((dimension) => this.dimension(dimension)),
    };
  }

  dimension(seen: PriceDimension): PriceDimension {
    return {
      rateCode: copied(seen.rateCode),
      unit: this.text(seen.unit),
      beginRange: this.text(seen.beginRange),
      endRange: this.text(seen.endRange),
      pricePerUnit: this.texts(seen.pricePerUnit),
    };
  }

  #shared(seen: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
    const all = JSON.stringify(seen);
    const known = this.#attributes.get(all);
    if (known !== undefined) return known;
    const copy = this.texts(seen);
    this.#attributes.set(all, copy);
    return copy;
  }
}

/** For a text that stands nowhere else, such as a code: to look for it again would cost as much memory as itself. */
export function copied(seen: string): string {
  return Buffer.from(seen).toString();
}
