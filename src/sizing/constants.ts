import { z } from "zod";
import records from "../../data/sizing-constants.json" with { type: "json" };
import type { Provenance } from "../provenance.ts";

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const mark = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("fitted"), source: z.string(), at: day }),
  z.strictObject({ kind: z.literal("published"), source: z.string(), at: day }),
  z.strictObject({ kind: z.literal("assumed"), because: z.string() }),
]);
const constantSchema = z.strictObject({ value: z.number(), unit: z.string(), meaning: z.string(), mark });

export type ConstantName = keyof typeof records;

const parsed = z.record(z.string(), constantSchema).parse(records) as Record<
  ConstantName,
  z.infer<typeof constantSchema>
>;

/** A constant of the sizing formulas, in the unit its record names. */
export function constant(name: ConstantName): number {
  return parsed[name].value;
}

/** Who says so: fitted, published or assumed, with source and date. */
export function constantProvenance(name: ConstantName): Provenance {
  const { mark, meaning } = parsed[name];
  if (mark.kind === "assumed")
    return { kind: "assumed", key: `sizing.${name}`, because: `${meaning}: ${mark.because}` };
  return { ...mark, note: meaning };
}

/** Every constant with its unit, meaning and source, in the order of the data file. */
export function constantNames(): readonly ConstantName[] {
  return Object.keys(records) as ConstantName[];
}
