import { z } from "zod";
import data from "../../../data/price-guards.json" with { type: "json" };

const share = z.strictObject({ value: z.number().positive(), because: z.string() });

const whole = (pattern: string) => new RegExp(`^(?:${pattern})$`);

const schema = z.strictObject({
  schema: z.literal(1),
  source: z.string(),
  retrievedAt: z.iso.date(),
  movedShare: share,
  steadyFamilies: z.strictObject({ value: z.array(z.string()), because: z.string() }),
  manyShare: share,
  familyLine: z.strictObject({
    families: z.string().transform(whole).describe("pattern of a whole family name"),
    exceptSizes: z.string().transform(whole).describe("pattern of a whole size"),
    value: z.number().positive(),
    because: z.string(),
  }),
  perGpuHourUsd: z.strictObject({ low: z.string(), high: z.string(), because: z.string() }),
  rowsShare: share,
  sameEverywhere: z.strictObject({ atLeast: z.int().positive(), because: z.string() }),
  knownValues: z.record(z.string(), z.array(z.string())),
});

/** When a refresh asks before it writes; see data/price-guards.json for where the limits come from. */
export const GUARD_LIMITS = schema.parse(data);
