import { z } from "zod";

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** One unit price that a line of a compared row was multiplied with. */
const unitPrice = z.strictObject({
  /** "us-east-1 vpc/nat/hour", "anthropic/claude-sonnet-4-6 tokens.input", "people.hourlyUsd". */
  id: z.string(),
  unit: z.string(),
  tiers: z.array(z.strictObject({ begin: z.string(), end: z.string().nullable(), usd: z.string() })),
  /** published, measured, fitted, assumed, yours. */
  from: z.string(),
  source: z.string(),
  at: z.string().optional(),
  /** How a bought model's id was found in the price data: exact, form, alias, pattern. */
  match: z.string().optional(),
});

/** Which prices a decision was made with. */
export const recordedPrices = z.strictObject({
  listAt: z.string(),
  oldestUsedAt: z.string(),
  tokensAt: z.string(),
  snapshots: z.array(
    z.strictObject({ path: z.string(), region: z.string(), snapshotAt: z.string(), sha256 }),
  ),
  rulesSha256: sha256,
  tokens: z.strictObject({ package: z.string(), version: z.string(), overlaySha256: sha256 }),
  /** Of every file of facts that ships with the program. */
  dataSha256: sha256,
  units: z.array(unitPrice),
});

export type RecordedUnitPrice = z.infer<typeof unitPrice>;
export type RecordedPrices = z.infer<typeof recordedPrices>;
