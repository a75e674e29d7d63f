import { z } from "zod";

/** Words that rows and decisions of a report share. Money of a line is an unrounded decimal string. */
export const provenance = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("published"), source: z.string(), at: z.string(), note: z.string().optional() }),
  z.object({ kind: z.literal("measured"), source: z.string(), at: z.string(), note: z.string().optional() }),
  z.object({ kind: z.literal("fitted"), source: z.string(), at: z.string(), note: z.string().optional() }),
  z.object({ kind: z.literal("assumed"), key: z.string(), because: z.string() }),
  z.object({
    kind: z.literal("yours"),
    key: z.string(),
    because: z.string().optional(),
    at: z.string().optional(),
  }),
]);

const unknown = z.object({ kind: z.literal("unknown"), because: z.string(), resolve: z.string() });

const driver = z.object({ name: z.string(), value: z.string(), unit: z.string(), provenance });

const tier = z.object({ begin: z.string(), end: z.string().nullable(), usd: z.string() });

const cost = z.union([z.object({ kind: z.literal("known"), usd: z.string() }), unknown]);

/** The list price that overrides took the place of, and which did. */
const overridden = z.object({
  by: z.array(z.string()),
  list: z.union([z.object({ tiers: z.array(tier), provenance }), unknown]),
});

export const charge = z.object({
  id: z.string(),
  name: z.string(),
  category: z.string(),
  origin: z.enum(["resource", "usage", "offer", "people", "yours"]),
  quantity: z.union([z.string(), unknown]),
  unit: z.string(),
  formula: z.string(),
  drivers: z.array(driver),
  price: z.union([
    z.object({
      unit: z.string(),
      tiers: z.array(tier),
      provenance,
      facts: z.record(z.string(), z.string()),
      overridden: overridden.optional(),
    }),
    unknown,
  ]),
  cost,
  /** The same quantity at the list price; absent where no override bears on the line. */
  listCost: cost.optional(),
});

export const payback = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("at"), months: z.number(), lasting: z.boolean() }),
  z.object({ kind: z.literal("immediate") }),
  z.object({ kind: z.literal("tie") }),
  z.object({ kind: z.literal("leadLost"), month: z.number() }),
  z.object({ kind: z.literal("never"), because: z.string() }),
  z.object({ kind: z.literal("beyond"), lowerBound: z.number() }),
  z.object({ kind: z.literal("unknown"), because: z.string() }),
]);

export const part = z.enum(["llm", "vectors", "tracking"]);

export const interval = z.object({ from: z.number(), to: z.number().nullable() });
