import { z } from "zod";

const tiers = z.array(
  z.strictObject({ begin: z.string(), end: z.string(), usd: z.string(), rateCode: z.string().optional() }),
);
const day = z.iso.date();
const side = z
  .strictObject({
    usd: z.number(),
    machinesUsd: z.number().nullable(),
    atLeast: z.boolean(),
    open: z.array(z.strictObject({ line: z.string(), because: z.string() })),
  })
  .nullable();
const sum = z.strictObject({ names: z.array(z.string()), usd: z.number(), atLeast: z.boolean() }).nullable();
const part = z.enum(["llm", "vectors", "tracking"]);
const outcome = z.strictObject({
  verdict: z.enum(["self-host", "hybrid", "buy", "explain", "undecided"]),
  names: z.string(),
  name: z.string(),
  because: z.string(),
});

/** What `crossover prices diff --json` prints. */
export const diffAnswer = z.strictObject({
  schema: z.literal(1),
  from: day,
  to: day,
  empty: z.boolean(),
  regions: z.array(
    z.strictObject({
      region: z.string(),
      from: day,
      to: day,
      moved: z.array(
        z.strictObject({
          key: z.string(),
          unit: z.string(),
          oldUnit: z.string().optional(),
          old: tiers,
          now: tiers,
          share: z.number().nullable(),
          effectiveAt: z.strictObject({ old: day.nullable(), now: day.nullable() }),
        }),
      ),
      added: z.array(z.string()),
      removed: z.array(z.string()),
      replaced: z.array(z.strictObject({ key: z.string(), from: z.string(), to: z.string() })),
      reselected: z.array(z.string()),
      commitments: z.array(
        z.strictObject({
          key: z.string(),
          term: z.string(),
          oldHourlyUsd: z.string().nullable(),
          nowHourlyUsd: z.string().nullable(),
          share: z.number().nullable(),
        }),
      ),
    }),
  ),
  begun: z.array(z.strictObject({ region: z.string(), snapshotAt: day, entries: z.int() })),
  scenarios: z.array(
    z.strictObject({
      file: z.string(),
      name: z.string(),
      region: z.string(),
      asOf: day,
      overrides: z.string().optional(),
      listAt: z.strictObject({ old: day, now: day }),
      alternatives: z.array(
        z.strictObject({
          part,
          id: z.string(),
          name: z.string(),
          kind: z.enum(["today", "lever", "bought", "hosted"]),
          old: side,
          now: side,
          differenceUsd: z.number().nullable(),
          share: z.number().nullable(),
          moved: z.array(z.string()),
        }),
      ),
      together: z
        .strictObject({
          old: sum,
          now: sum,
          differenceUsd: z.number().nullable(),
          share: z.number().nullable(),
        })
        .optional(),
      decisions: z.array(z.strictObject({ part, old: outcome, now: outcome, flips: z.boolean() })),
    }),
  ),
});
