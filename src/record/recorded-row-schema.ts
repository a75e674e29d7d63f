import { z } from "zod";
import { payback } from "../report/report-figures.ts";

const figures = z.strictObject({
  oneOffUsd: z.number().optional(),
  monthUsd: z.number(),
  lastMonthUsd: z.number().optional(),
  tcoUsd: z.number(),
  presentValueUsd: z.number().optional(),
  atLeast: z.boolean(),
});

/** One alternative that was compared. */
export const recordedRow = z.strictObject({
  id: z.string(),
  part: z.enum(["llm", "vectors", "tracking"]),
  kind: z.string(),
  name: z.string(),
  model: z.string(),
  seller: z.string(),
  /** The sellers' own ids of what its lines buy: "aws/openai.gpt-oss-120b-1:0". */
  sellerModels: z.array(z.string()),
  needsGate: z.boolean(),
  failsGate: z.literal(true).optional(),
  infeasible: z.string().optional(),
  /** "list": rules of your own bear on it, so these are its figures at list prices and not those it was decided with. */
  at: z.enum(["decided", "list"]),
  figures: figures.optional(),
  paybackToday: payback.optional(),
  paybackImproved: payback.optional(),
  paybackSameModel: payback.optional(),
  /** Over the horizon, undiscounted; present where draws were made. */
  percentiles: z.strictObject({ tcoP50Usd: z.number(), tcoP80Usd: z.number() }).optional(),
  /** Month 1 to the last, people included, one-offs not. */
  monthsUsd: z.array(z.number()),
});

/** The parts' choices together, shared lines once. */
export const recordedCombination = z.strictObject({
  names: z.array(z.string()),
  monthUsd: z.number(),
  tcoUsd: z.number(),
  atLeast: z.boolean(),
});

export type RecordedRow = z.infer<typeof recordedRow>;
