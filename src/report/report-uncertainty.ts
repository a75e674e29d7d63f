import { z } from "zod";
import { part, provenance } from "./report-figures.ts";

const driver = z.object({
  key: z.string(),
  low: z.number(),
  base: z.number(),
  high: z.number(),
  unit: z.string(),
  provenance,
  /** jumps: the price moves month by month, by factors of a record between low and high. */
  shape: z.enum(["triangular", "jumps"]),
});

/** Of all draws: strictly cheaper than what it is held against, and equal to it. */
const odds = {
  cheaperShare: z.number(),
  tieShare: z.number(),
  standardError: z.number(),
  /** Present where no drawn input moves the difference: the shares then say nothing of how sure it is. */
  untouched: z.literal(true).optional(),
};

/** USD over the horizon, undiscounted; differences are baseline − alternative. */
const spread = z.object({
  alternative: z.string(),
  tcoP50Usd: z.number(),
  tcoP80Usd: z.number(),
  differenceP50Usd: z.number(),
  /** Sorted value at ⌈0.8 N⌉: four draws in five save no more. What four in five save at least stands at q 0.2 of the S-curve. */
  differenceP80Usd: z.number(),
  ...odds,
  /** Of all draws: asked more than it can do; they count as not cheaper and are in no percentile. */
  cannotServeShare: z.number().optional(),
});

const bar = z.object({
  key: z.string(),
  low: z.number(),
  high: z.number(),
  /** Absent: one of the two cannot serve that end. */
  npvAtLowUsd: z.number().optional(),
  npvAtHighUsd: z.number().optional(),
  baseNpvUsd: z.number(),
  flip: z.object({ value: z.number(), inRange: z.boolean() }).optional(),
  provenance,
});

/** What sourced ranges do to the comparison. */
export const uncertainty = z.object({
  draws: z.number(),
  seed: z.number(),
  generator: z.string(),
  parts: z.array(
    z.object({
      part,
      /** Row that the others are held against. */
      baseline: z.string(),
      drivers: z.array(driver),
      without: z.array(z.object({ key: z.string(), because: z.string() })),
      alternatives: z.array(spread),
      /** The same draws, held against each row that a verdict is read against. */
      pairs: z.array(z.object({ alternative: z.string(), against: z.string(), ...odds })),
      sCurve: z.array(
        z.object({
          alternative: z.string(),
          points: z.array(z.object({ q: z.number(), differenceUsd: z.number() })),
        }),
      ),
      /** Rows that are not drawn, and why. */
      left: z.array(z.object({ alternative: z.string(), because: z.string() })),
      tornado: z.object({ alternative: z.string(), against: z.string(), bars: z.array(bar) }).optional(),
    }),
  ),
});

export type ReportUncertainty = z.infer<typeof uncertainty>;
export type ReportUncertaintyPart = ReportUncertainty["parts"][number];
