import type { BillingRules } from "../prices/rules.ts";
import { isFree } from "./free.ts";
import type { BillOfMaterials, LineItem } from "./line-item.ts";
import { noMeter } from "./meter/no-meter.ts";
import type { Meter } from "./meter.ts";
import { METERS } from "./meters.ts";
import type { RegisteredResource } from "./registered-resource.ts";

/**
 * What a graph bills in a month, line by line in the graph's order, and what it registers for free.
 *
 * @param meters one per billed type; a test takes one away to see it missed.
 * @throws InputError NO_METER for a type that is neither metered nor free, PRICED_INPUT for an input of the wrong shape.
 */
export function billOfMaterials(
  graph: readonly RegisteredResource[],
  rules: BillingRules,
  meters: Readonly<Record<string, Meter>> = METERS,
): BillOfMaterials {
  const lines: LineItem[] = [];
  const free = new Map<string, number>();
  for (const resource of graph) {
    if (neverBilled(resource)) continue;
    if (Object.hasOwn(meters, resource.type)) {
      lines.push(...(meters[resource.type]?.(resource, { rules, graph }) ?? []));
    } else if (isFree(resource.type)) free.set(resource.type, (free.get(resource.type) ?? 0) + 1);
    else throw noMeter(resource);
  }
  return {
    lines: distinct(lines),
    free: [...free].map(([type, count]) => ({ type, count })).sort((a, b) => (a.type < b.type ? -1 : 1)),
  };
}

/** Groupings, references to what exists elsewhere, and the engine's own entries. */
function neverBilled({ kind, type }: RegisteredResource): boolean {
  return kind !== "custom" || type.startsWith("pulumi:");
}

/** Names may repeat below different parents; then, and only then, the whole key tells the lines apart. */
function distinct(lines: readonly LineItem[]): readonly LineItem[] {
  const uses = new Map<string, number>();
  for (const { id } of lines) uses.set(id, (uses.get(id) ?? 0) + 1);
  if (uses.size === lines.length) return lines;
  return lines.map((line) => {
    if (uses.get(line.id) === 1 || line.resource === undefined) return line;
    const name = line.resource.slice(line.resource.indexOf("::") + 2);
    return { ...line, id: `${line.resource}${line.id.slice(name.length)}` };
  });
}
