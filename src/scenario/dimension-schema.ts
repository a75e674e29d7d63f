import { z } from "zod";

/** What two options are held beside each other by; money is the first of them and not the only one. */
export const DIMENSIONS = [
  "cost",
  "quality",
  "speed",
  "control",
  "risk",
  "maintenance",
  "privacy",
  "latency",
  "capability",
] as const;

export type Dimension = (typeof DIMENSIONS)[number];

const MEANINGS: Readonly<Record<Dimension, string>> = {
  cost: "what it costs over the horizon",
  quality: "how well it does the task",
  speed: "how soon it runs",
  control: "how much of it is ours to change",
  risk: "what may go wrong",
  maintenance: "what it takes to keep it running",
  privacy: "where data goes",
  latency: "how fast it answers",
  capability: "who is there to run it",
};

function byDimension(number: z.ZodNumber) {
  return z.strictObject(
    Object.fromEntries(DIMENSIONS.map((key) => [key, number.describe(MEANINGS[key]).optional()])) as Record<
      Dimension,
      z.ZodOptional<z.ZodNumber>
    >,
  );
}

const scores = byDimension(z.number().min(0).max(10));

/** `dimensions` */
export const dimensions = z.strictObject({
  part: z
    .enum(["llm", "vectors", "tracking"])
    .describe("the part that is scored; absent: the first one of the scenario")
    .optional(),
  weights: byDimension(z.number().min(0).max(1)).describe("how much each counts; together exactly 1"),
  scores: z
    .strictObject({
      buy: scores.describe("0 to 10 for what is bought"),
      selfHost: scores.describe("0 to 10 for what we run"),
    })
    .describe("your own points; shown beside the verdict on cost, never in its place"),
});

export type RawDimensions = z.infer<typeof dimensions>;
