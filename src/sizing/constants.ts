import { z } from "zod";
import records from "../../data/sizing-constants.json" with { type: "json" };

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
export const mark = z.discriminatedUnion("kind", [
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
