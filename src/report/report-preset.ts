import { z } from "zod";

const value = z.union([
  /** Unrounded, as a decimal. */
  z.object({ kind: z.literal("number"), value: z.string() }),
  z.object({ kind: z.literal("word"), word: z.string() }),
]);

/** A published framework that was run: what its text says beside what its own inputs give. */
export const presetReport = z.object({
  id: z.string(),
  title: z.string(),
  source: z.string(),
  sourceAt: z.string(),
  unpriced: z.literal(true).optional(),
  about: z.string(),
  /** Inputs of the preset that the reader changed; the published column stays. */
  changed: z.array(z.string()),
  figures: z.array(
    z.object({
      id: z.string(),
      quantity: z.string(),
      unit: z.string(),
      decimals: z.number().optional(),
      /** Absent: the text says nothing. */
      published: z.object({ value: z.string(), is: z.string() }).optional(),
      /** What the preset's inputs give by the text's own formula: a decimal, a fraction or a word. */
      exact: z.string(),
      ours: value,
      because: z.string().optional(),
      /** Inputs changed for this figure alone. */
      with: z.array(z.string()).optional(),
    }),
  ),
});

export type ReportPreset = z.infer<typeof presetReport>;
export type PresetValue = z.infer<typeof value>;
