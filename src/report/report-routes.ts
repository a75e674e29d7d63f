import { z } from "zod";

/** Where the requests of a row go that has two ways for them, class by class; month 1. */
export const routes = z.object({
  classes: z.array(
    z.object({
      name: z.string(),
      requestsPerMonth: z.number(),
      /** Of its requests, for the fleet or the other seller. */
      share: z.number(),
      gate: z.enum(["pass", "fail", "unanswered"]),
      boughtUsdPerRequest: z.number().optional(),
      ownUsdPerRequest: z.number().optional(),
      replicasPerMillion: z.number().optional(),
      stays: z.string().optional(),
    }),
  ),
  /** Of all requests. */
  share: z.number(),
  model: z.string(),
  seller: z.string(),
  rest: z.string(),
  everyClassPassed: z.boolean(),
  openKey: z.string().optional(),
});
