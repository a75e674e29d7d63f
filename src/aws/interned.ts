import type { ListProduct, ListTerm, PriceDimension } from "../prices/list/list-document.ts";

/**
 * One copy of each text. A price list says "US East (N. Virginia)" half a million times, and a text cut out of a row
 * keeps the whole row in memory; what leaves here is a copy of its own.
 */
export class Interned {
  readonly #texts = new Map<string, string>();

  text(seen: string): string {
    const known = this.#texts.get(seen);
    if (known !== undefined) return known;
    const copy = Buffer.from(seen).toString();
    this.#texts.set(copy, copy);
    return copy;
  }

  /** Values; the names of an object's members are shared by the engine. */
  texts(seen: Readonly<Record<string, string>>): Record<string, string> {
    const copy: Record<string, string> = {};
    for (const name of Object.keys(seen)) copy[name] = this.text(seen[name] ?? "");
    return copy;
  }

  product(seen: ListProduct): ListProduct {
    return {
      service: this.text(seen.service),
      sku: this.text(seen.sku),
      productFamily: this.text(seen.productFamily),
      attributes: this.texts(seen.attributes),
    };
  }

  term(seen: ListTerm): ListTerm {
    return {
      kind: seen.kind,
      offerTermCode: this.text(seen.offerTermCode),
      effectiveDate: this.text(seen.effectiveDate),
      attributes: this.texts(seen.attributes),
      dimensions: seen.dimensions.map((dimension) => this.dimension(dimension)),
    };
  }

  dimension(seen: PriceDimension): PriceDimension {
    return {
      rateCode: this.text(seen.rateCode),
      unit: this.text(seen.unit),
      beginRange: this.text(seen.beginRange),
      endRange: this.text(seen.endRange),
      pricePerUnit: this.texts(seen.pricePerUnit),
    };
  }
}
