import { z } from "zod";
import file from "../../data/ranges.json" with { type: "json" };
import type { Provenance } from "../provenance.ts";

const sourced = { source: z.string(), at: z.string(), note: z.string().optional() };

const schema = z.strictObject({
  schema: z.literal(1),
  about: z.string(),
  priceJumps: z.strictObject({
    changesPerYear: z.strictObject({ low: z.number(), base: z.number(), high: z.number() }),
    record: z.array(z.strictObject({ share: z.number(), factor: z.number().positive() })).min(2),
    ...sourced,
  }),
  aliasMoves: z.strictObject({ moves: z.number(), mostFactor: z.number(), ...sourced }),
  ranges: z.array(
    z.strictObject({
      id: z.string(),
      low: z.number(),
      base: z.number(),
      high: z.number(),
      unit: z.string(),
      ...sourced,
    }),
  ),
});

const ranges = schema.parse(file);

export type PublishedRange = (typeof ranges)["ranges"][number];

/** Price moves of pinned models, with the record that factors are drawn from. */
export const PRICE_JUMPS = ranges.priceJumps;
/** Moves of ids that stand for another model in time: known to happen, no rate known. */
export const ALIAS_MOVES = ranges.aliasMoves;

/** @throws Error for an id that `data/ranges.json` does not hold: ids are ours. */
export function publishedRange(id: string): PublishedRange {
  const found = ranges.ranges.find((range) => range.id === id);
  if (found === undefined) throw new Error(`data/ranges.json has no ${id}`);
  return found;
}

export function publishedFor(key: string): PublishedRange | undefined {
  return ranges.ranges.find(({ id }) => id === key);
}

export function provenanceOf({
  source,
  at,
  note,
}: Pick<PublishedRange, "source" | "at" | "note">): Provenance {
  return { kind: "published", source, at, ...(note !== undefined && { note }) };
}
