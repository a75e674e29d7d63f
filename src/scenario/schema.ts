import { z } from "zod";
import { excluded } from "./checklist.ts";
import { commitments } from "./commitments-schema.ts";
import { components, context } from "./context-schema.ts";
import { dimensions } from "./dimension-schema.ts";
import { answer, figure, growth, hours } from "./figure-schema.ts";
import { llm } from "./llm-schema.ts";
import { notes, risks, spent } from "./risk-schema.ts";
import { tracking, vectors } from "./store-schemas.ts";
import { criteria, offers, usage } from "./terms-schemas.ts";
import { uncertainty } from "./uncertainty-schema.ts";

/** The file as a reader writes it; every optional key has a default in `defaults.ts` or is honestly unanswered. */
export const scenarioSchema = z
  .strictObject({
    name: z.string().min(1).describe("defaults to the file name").optional(),
    region: z.string().describe("AWS region code").optional(),
    asOf: z.iso.date().describe("prices known on that day; today when absent").optional(),
    environment: z
      .enum(["prod", "dev"])
      .describe("prod stands in several zones with spare capacity")
      .optional(),
    horizonMonths: z.int().min(1).max(120).describe("months that costs are summed over").optional(),
    spreadMonths: z
      .int()
      .min(1)
      .max(120)
      .describe("months that one-offs are spread over in break-even volumes; the horizon when absent")
      .optional(),
    discountRatePerYear: figure({
      unit: "share, 10 % is 0.1",
      describe: "discount rate",
      above: -1,
      max: 1,
    }).optional(),
    growthPerMonth: growth().optional(),
    announcedPriceChanges: z
      .boolean()
      .describe("count price changes that sellers have announced, from their date on")
      .optional(),
    people: z
      .strictObject({
        hourlyUsd: figure({
          unit: "USD/h",
          describe: "loaded cost of an engineer's hour",
          above: 0,
        }).optional(),
        annualUsd: figure({
          unit: "USD/year",
          describe: "loaded cost of an engineer's year, divided by 2,080 h",
          above: 0,
        }).optional(),
        gpuExpertise: answer.describe("has the team run GPU servers in production?").optional(),
        mlEngineers: figure({ unit: "people", describe: "who could run it", min: 0 }).optional(),
        teamHoursPerMonth: hours("free time of the team that would run it").optional(),
        hiringUsd: figure({
          unit: "USD",
          describe:
            "hiring or training of those who would run a model, once: a line of everything hosted; a missing skill and, unless people.hiringHoursPerMonth says how many there are, missing hours then bar nothing",
          above: 0,
        }).optional(),
        hiringHoursPerMonth: hours("what whoever is hired adds to people.teamHoursPerMonth").optional(),
      })
      .describe("what engineers' time costs, and who is there")
      .optional(),
    context: context.describe("what the organisation is like, and where the product stands").optional(),
    components: components.describe("parts that may be built or bought, priced here or not").optional(),
    llm: llm.describe("requests to a language model").optional(),
    vectors: vectors.describe("vector search").optional(),
    tracking: tracking.describe("experiment tracking").optional(),
    offers: offers.describe("work around bought offers, and offers at your own rates").optional(),
    usage: usage.describe("drivers of traffic, logs and boots of a deployed stack").optional(),
    criteria: criteria.describe("limits the verdict is held against").optional(),
    commitments: commitments.describe("terms that could be signed for hosted machines").optional(),
    risks: risks.describe("what may happen, on either side").optional(),
    spent: spent.describe("money that is gone: listed, never counted").optional(),
    notes: notes.describe("what others say or chose: printed, never a number").optional(),
    dimensions: dimensions.describe("your own weights and points beside the cost").optional(),
    excluded: excluded.describe("costs that you leave out on purpose").optional(),
    uncertainty: uncertainty.describe("how often and from which seed uncertain inputs are drawn").optional(),
  })
  .meta({
    title: "Crossover scenario",
    description: "What a team knows about its workload; everything else has a default.",
  });

export type RawScenario = z.infer<typeof scenarioSchema>;
