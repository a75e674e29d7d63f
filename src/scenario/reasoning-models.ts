import { z } from "zod";
import data from "../../data/reasoning-models.json" with { type: "json" };

const row = z.strictObject({
  /** Of the model's id, whatever its case. */
  pattern: z.string().transform((text) => new RegExp(text, "i")),
  /** Weights that anybody may run; the others are bought only. */
  open: z.boolean(),
  source: z.string(),
  sourceAt: z.string(),
});

const rows = z.array(row).parse(data);

/** Whether a model writes reasoning tokens, billed as output, unless it is told not to. */
export function reasonsByDefault(model: string, open: boolean): boolean {
  return rows.some((family) => family.open === open && family.pattern.test(model));
}
