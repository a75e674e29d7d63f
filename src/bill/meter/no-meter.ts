import { InputError } from "../../errors.ts";
import type { RegisteredResource } from "../registered-resource.ts";

/** Nothing deployed is unpriced: what has neither a meter nor a place among the free types stops the bill. */
export function noMeter(
  resource: RegisteredResource,
  what = `resources of type ${resource.type}`,
): InputError {
  return new InputError(
    "NO_METER",
    `"${resource.name}" (${resource.key}) cannot be priced: there is no meter for ${what}, and it is not listed as free.`,
    'Add a meter under src/bill/meter/, or the type to src/bill/free.ts; see "Add a meter" in CONTRIBUTING.md.',
  );
}
