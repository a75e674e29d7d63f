import { z } from "zod";
import { discounted } from "./report-beside.ts";
import { commitments } from "./report-commitment.ts";
import { charge, part, payback } from "./report-figures.ts";
import { routes } from "./report-routes.ts";

/** One row of the table, with every line, month and machine behind it. */
export const alternative = z.object({
  id: z.string(),
  part,
  kind: z.enum(["today", "lever", "bought", "hosted", "hybrid"]),
  name: z.string(),
  /** What choosing it means, as an order: "Cache the shared prefix"; absent: said from kind and name. */
  doing: z.string().optional(),
  /** How it differs from its base model; absent: it is used as it is. */
  built: z.enum(["fine-tuned", "retrieval"]).optional(),
  /** Who runs it, and how much of it is built, of offers at the reader's own rates. */
  place: z.enum(["api", "cloud", "premises"]).optional(),
  spectrum: z.enum(["full-build", "hybrid-build", "light-build", "full-buy"]).optional(),
  model: z.string(),
  seller: z.string(),
  /** Another model than today's whose quality nobody measured: ◊ in the table. */
  needsGate: z.boolean(),
  infeasible: z.string().optional(),
  row: z
    .object({
      oneOffUsd: z.number(),
      monthUsd: z.number(),
      /** Month 1 at the ends of what is uncertain in this alternative. */
      monthLowUsd: z.number().optional(),
      monthHighUsd: z.number().optional(),
      lastMonthUsd: z.number(),
      tcoUsd: z.number(),
      presentValueUsd: z.number(),
      atLeast: z.boolean(),
      paybackToday: payback.optional(),
      paybackImproved: payback.optional(),
      paybackSameModel: payback.optional(),
      /** Against the offer that is bought in today's place, where it is none of those. */
      paybackKept: payback.optional(),
      discounted: discounted.optional(),
    })
    .optional(),
  oneOff: z.array(charge),
  /** Month H, once: what leaving takes; absent: no hours were given for it. */
  exit: z.array(charge).optional(),
  monthly: z.array(charge),
  months: z.array(
    z.object({
      usd: z.number(),
      machinesUsd: z.number(),
      peopleUsd: z.number(),
      listUsd: z.number().optional(),
      volume: z.number(),
      units: z.number().optional(),
      atLeast: z.boolean(),
    }),
  ),
  /** The same rows of lines at list prices, people and one-offs included; absent where no override bears on a line. */
  list: z
    .object({
      overrides: z.array(z.string()),
      monthUsd: z.number(),
      tcoUsd: z.number(),
      /** A line that has no list price is in neither total. */
      atLeast: z.boolean(),
    })
    .optional(),
  commitments: commitments.optional(),
  range: z.object({ low: z.number(), high: z.number(), because: z.string() }).optional(),
  /** Month-1 sums that the table prints below a hosted row; computeUsd absent: the instances have no price. */
  split: z
    .object({
      computeUsd: z.number().optional(),
      restUsd: z.number(),
      peopleUsd: z.number(),
      peopleHours: z.number(),
    })
    .optional(),
  capacity: z
    .object({
      instanceType: z.string(),
      instances: z.number(),
      instancesLow: z.number(),
      instancesHigh: z.number().nullable(),
      /** What the fleet less its spare, and what one instance, carries: volume a month, and the cost of buying just that. */
      oneInstanceUsd: z.number().optional(),
      oneInstanceVolume: z.number().optional(),
      oneInstanceBoughtUsd: z.number().optional(),
      meanLoad: z.number().optional(),
      peakLoad: z.number().optional(),
      quotaName: z.string().optional(),
      quotaVcpus: z.number().optional(),
      quotaFormula: z.string().optional(),
      /** What the throughput model says of one replica, with its range; LLM fleets only. */
      serving: z
        .object({
          rate: z.number(),
          rateLow: z.number().nullable(),
          rateHigh: z.number(),
          rangeShare: z.object({ low: z.number(), high: z.number() }),
          rangeBecause: z.string(),
          binds: z.string(),
          replicas: z.number(),
          tpotMsAtPeak: z.number(),
          ttftP95MsAtPeak: z.number(),
          engine: z.string(),
        })
        .optional(),
      flags: z.array(z.string()),
    })
    .optional(),
  routes: routes.optional(),
  notes: z.array(z.string()),
});
