import { z } from "zod";

/** One way to pay for an hour of an instance: a rung of the commitment ladder. */
export const rung = z.object({
  kind: z.enum(["on-demand", "savings-plan", "reserved", "capacity-block", "spot", "quote"]),
  termMonths: z.number().optional(),
  offeringClass: z.enum(["standard", "convertible"]).optional(),
  purchaseOption: z.enum(["no-upfront", "partial-upfront", "all-upfront"]).optional(),
  /** Shortest capacity block that was quoted. */
  minimumDays: z.number().optional(),
  rate: z.union([
    z.object({
      kind: z.literal("known"),
      /** USD per hour of one instance, upfront payments spread over the term. */
      effectiveHourlyUsd: z.string(),
      upfrontUsd: z.string(),
      /** Shares: of the on-demand price, and of the month's 730 h from which on the rung is the cheaper one. */
      saving: z.number().optional(),
      breakEvenUtilisation: z.number().optional(),
      quotedAt: z.string(),
      source: z.enum(["list", "savings-plan list", "yours"]),
      by: z.array(z.string()),
    }),
    z.object({ kind: z.literal("none"), because: z.string() }),
  ]),
});

/** What the instances of a hosted row could be paid with; none of it is chosen unless an override says so. */
export const commitments = z.object({
  /** Price key of the instance. */
  key: z.string(),
  instanceType: z.string(),
  rungs: z.array(rung),
});
