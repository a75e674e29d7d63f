import { z } from "zod";
import data from "../../data/checklist.json" with { type: "json" };

const row = z.strictObject({
  item: z.string(),
  /** What the item is a cost of; where the report compares nothing of it, it is not applicable. */
  concerns: z.enum(["any", "hosted", "hosted:llm", "bought", "part:llm", "tuned"]),
  /** Patterns of the ids and names of the lines that price it. */
  lines: z.array(z.string()),
  /** Only lines of that category count. */
  category: z.string().optional(),
  /** It is a share of those lines that nobody tells apart: their sum is not its cost. */
  inside: z.boolean().optional(),
  /** Why it is not priced as long as some row that it concerns has no line of it. */
  partly: z.string().optional(),
  /** Keys without which it is only priced in part. */
  asks: z.array(z.string()).optional(),
  /** A key that may say "none". */
  unless: z.string().optional(),
  /** What having no line means; absent: that it is not priced. */
  absent: z.literal("not-applicable").optional(),
  /** Why there is no line, where there is none. */
  otherwise: z.string(),
  resolve: z.string().optional(),
});

export type ChecklistItem = z.infer<typeof row>;

/** Costs that plans of this kind leave out most often, in the order they are printed. */
export const CHECKLIST: readonly ChecklistItem[] = z.array(row).parse(data);

/** Something that the reader leaves out on purpose. */
export interface Excluded {
  readonly item: string;
  readonly because: string;
}

/** `excluded` */
export const excluded = z.array(
  z.strictObject({
    item: z.enum(CHECKLIST.map(({ item }) => item)).describe("as the report's checklist calls it"),
    because: z.string().min(1).describe("why it is left out; printed beside it"),
  }),
);
