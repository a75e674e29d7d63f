import type { ListProduct } from "../prices/list/list-document.ts";

const REGION = "AWS Region";

/** Codes of the regions that a product is sold in or, for traffic, between; none for what is not sold by region. */
function regionsOf({ attributes }: ListProduct): readonly string[] {
  const { regionCode, locationType, fromRegionCode, fromLocationType, toRegionCode, toLocationType } =
    attributes;
  const ends = [
    [regionCode, locationType],
    [fromRegionCode, fromLocationType],
    [toRegionCode, toLocationType],
  ] as const;
  // Local and Wavelength Zones stand in their region's list with codes of their own.
  return ends.flatMap(([code, type]) => (code !== undefined && (type ?? REGION) === REGION ? [code] : []));
}

/**
 * Finds out of which regions a list is, from its products. Traffic names two; the one that all products share is the
 * list's.
 */
export class OfferRegions {
  readonly #all = new Set<string>();
  #shared: Set<string> | undefined;

  see(product: ListProduct): void {
    const codes = regionsOf(product);
    if (codes.length === 0) return;
    for (const code of codes) this.#all.add(code);
    this.#shared ??= new Set(codes);
    for (const code of this.#shared) if (!codes.includes(code)) this.#shared.delete(code);
  }

  /** Region codes in alphabetical order; empty when no product named any. */
  get found(): readonly string[] {
    return [...(this.#shared?.size ? this.#shared : this.#all)].sort();
  }
}
