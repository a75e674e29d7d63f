import { z } from "zod";

/** The rules of an overrides file. */
export const overrides = z.object({
  file: z.string(),
  rules: z.array(
    z.object({
      id: z.string(),
      kind: z.string(),
      match: z.string(),
      regions: z.array(z.string()).optional(),
      /** What it does, in its own figures: "discount × 0.91". */
      does: z.string(),
      because: z.string().optional(),
      quotedAt: z.string().optional(),
      expiresAt: z.string().optional(),
      /** Lines of this report that it bears on, in all alternatives. */
      lines: z.number(),
    }),
  ),
});
