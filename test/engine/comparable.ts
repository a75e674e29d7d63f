import { join } from "node:path";
import { billOfMaterials } from "../../src/bill/bill-of-materials.ts";
import type { RegisteredResource, Value } from "../../src/bill/registered-resource.ts";
import { loadBook } from "../../src/cli/price-files.ts";
import { estimate } from "../../src/cost/estimate.ts";
import { root } from "./cli.ts";

const book = loadBook(join(root, "pricing-cache"), "2026-11-21");

/** What a graph costs, in the order of its lines. */
export function billed(graph: readonly RegisteredResource[]) {
  return estimate(billOfMaterials(graph, book.rules).lines, book, book.rules);
}

/** Without the region that the provider writes into the inputs, and the source line that only the engine knows. */
export function comparable({
  source: _,
  inputs: { region: __, ...inputs },
  ...resource
}: RegisteredResource) {
  return { ...resource, inputs: hidden(inputs) };
}

/** An unknown secret shows as either: the engine does not know a value that it must not show. */
function hidden(value: Value): Value {
  if (Array.isArray(value)) return value.map((one: Value) => hidden(one));
  if (typeof value !== "object" || value === null) return value;
  const { marker } = value as { marker?: unknown };
  if (marker === "secret" || marker === "unknown") return "hidden";
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, hidden(one as Value)]));
}
