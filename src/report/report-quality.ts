import { z } from "zod";

/** What was measured of a candidate's answers, and what the gate says of it. */
export const quality = z.object({
  model: z.string(),
  /** A candidate that is tuned, or reads what it retrieves. */
  built: z.enum(["fine-tuned", "retrieval"]).optional(),
  /** The class of requests it was measured on; absent: all that have no answer of their own. */
  className: z.string().optional(),
  key: z.string(),
  gate: z.enum(["pass", "fail", "unanswered", "not needed"]),
  /** Win rate of today's model less the candidate's, and the ends of its 95 % interval. */
  delta: z.number().optional(),
  low: z.number().optional(),
  high: z.number().optional(),
  n: z.number().optional(),
  wins: z.object({ today: z.number(), candidate: z.number(), ties: z.number() }).optional(),
  judge: z.string().optional(),
  /** The judge is one of the two models that it judged. */
  partialJudge: z.enum(["today", "candidate"]).optional(),
  measuredAt: z.string().optional(),
  file: z.string().optional(),
  /** Cases that would put the limit outside the interval; absent: it is settled. */
  casesNeeded: z.number().optional(),
});
