import { isUnknown } from "../prices/charge.ts";
import { type Unknown, unknown } from "../provenance.ts";
import { Decimal } from "../units.ts";
import { isMarked, type Priced } from "./priced-input.ts";
import type { RegisteredResource } from "./registered-resource.ts";

const BECAUSE = {
  unknown: "is known only after deployment",
  secret: "is a secret",
  opaque: "is an asset or a reference",
} as const;

/** An input as a value or as the reason why there is none; `fallback` is AWS's documented default when not given. */
export function known<T>(
  resource: RegisteredResource,
  key: string,
  value: Priced<T>,
  fallback?: T,
): T | Unknown {
  if (isMarked(value)) {
    return unknown(
      `${key} of ${resource.name} ${BECAUSE[value.marker]}`,
      `give ${key} as a plain value in the program`,
    );
  }
  const found = value ?? fallback;
  if (found !== undefined) return found;
  return unknown(`${resource.name} does not say its ${key}`, `give ${key} in the program`);
}

/** Product of counts and sizes; unknown as soon as one factor is, for the first such reason. */
export function productOf(...factors: readonly (number | Decimal | Unknown)[]): Decimal | Unknown {
  let product = new Decimal(1);
  for (const factor of factors) {
    if (isUnknown(factor)) return factor;
    product = product.times(factor);
  }
  return product;
}
