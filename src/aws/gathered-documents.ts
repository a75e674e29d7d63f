import type {
  ListDocument,
  ListProduct,
  ListTerm,
  PriceDimension,
  Sieve,
} from "../prices/list/list-document.ts";
import { copied, Interned } from "./interned.ts";

interface Gathering {
  readonly product: ListProduct;
  readonly terms: GatheringTerm[];
}

/** Of thousands of terms none is made twice: each takes its dimensions as they come. */
interface GatheringTerm extends ListTerm {
  dimensions: ListTerm["dimensions"];
}

/** Documents in the making: products as the sieve keeps them, terms as they come. Texts are held once. */
export class GatheredDocuments {
  readonly #interned = new Interned();
  /** By SKU; undefined for a product that the sieve turned away. */
  readonly #products = new Map<string, Gathering | undefined>();
  readonly #keep: Sieve["keep"];

  constructor(keep: Sieve["keep"]) {
    this.#keep = keep;
  }

  /** Whether the product is kept; `read` is called, and the sieve asked, only when its SKU is new. */
  admit(sku: string, read: () => ListProduct): boolean {
    if (!this.knows(sku)) {
      const product = read();
      const kept = this.#keep(product) ? { product: this.#interned.product(product), terms: [] } : undefined;
      this.#products.set(kept?.product.sku ?? copied(sku), kept);
    }
    return this.holds(sku);
  }

  /** True for a product that the sieve was asked about. */
  knows(sku: string): boolean {
    return this.#products.has(sku);
  }

  /** True for a product that the sieve was asked about and did not keep. */
  turnedAway(sku: string): boolean {
    return this.knows(sku) && !this.holds(sku);
  }

  /** True for a product that was kept. */
  holds(sku: string): boolean {
    return this.#products.get(sku) !== undefined;
  }

  addTerm(sku: string, term: ListTerm): void {
    this.#products.get(sku)?.terms.push(this.#interned.term(term));
  }

  /** Adds to the product's term of that kind and code, or begins it: rows of one term need not be neighbours. */
  addDimension(sku: string, term: Omit<ListTerm, "dimensions">, dimension: PriceDimension): void {
    const terms = this.#products.get(sku)?.terms;
    if (terms === undefined) return;
    const earlier = terms.find(
      ({ kind, offerTermCode }) => kind === term.kind && offerTermCode === term.offerTermCode,
    );
    if (earlier === undefined) terms.push(this.#interned.term({ ...term, dimensions: [dimension] }));
    else earlier.dimensions = joined(earlier.dimensions, this.#interned.dimension(dimension));
  }

  /** Documents in the order of their products, on-demand terms first; a product that nothing prices is left out. */
  documents(): ListDocument[] {
    const documents: ListDocument[] = [];
    for (const gathering of this.#products.values()) {
      if (gathering === undefined || gathering.terms.length === 0) continue;
      const { OnDemand = [], Reserved = [] } = Object.groupBy(gathering.terms, ({ kind }) => kind);
      documents.push({ ...gathering.product, terms: [...OnDemand, ...Reserved] });
    }
    return documents;
  }
}

/** One tier in two currencies is one dimension; everything else is another one. */
function joined(dimensions: readonly PriceDimension[], one: PriceDimension): readonly PriceDimension[] {
  const place = dimensions.findIndex(
    (other) =>
      other.rateCode === one.rateCode &&
      other.unit === one.unit &&
      other.beginRange === one.beginRange &&
      other.endRange === one.endRange &&
      !Object.keys(one.pricePerUnit).some((currency) => currency in other.pricePerUnit),
  );
  const same = dimensions[place];
  if (same === undefined) return [...dimensions, one];
  return dimensions.with(place, { ...same, pricePerUnit: { ...same.pricePerUnit, ...one.pricePerUnit } });
}
