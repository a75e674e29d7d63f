import { z } from "zod";
import { answer, figure, hours, usd } from "./figure-schema.ts";

/** `context` */
export const context = z.strictObject({
  organisationPeople: figure({ unit: "people", describe: "who work in the organisation", min: 1 }).optional(),
  aiIsProduct: answer.describe("is what this workload does the product that customers pay for?").optional(),
  productProven: answer.describe("has the product found its users, or is it still looking?").optional(),
  gap: z
    .enum(["none", "behaviour", "knowledge", "quality"])
    .describe(
      "what the model in use lacks: nothing; the way or format it answers in; facts it cannot know; answers good enough",
    )
    .optional(),
  sellsModels: answer.describe("do you sell models, or hold data that no public set contains?").optional(),
  kubernetes: answer
    .describe("has the team run Kubernetes, CUDA or distributed systems in production?")
    .optional(),
});

const mark = (describe: string) => figure({ unit: "0 to 10", describe, min: 0 });

/** One entry of `components` */
const component = z.strictObject({
  name: z.string().min(1).describe("printed in the report; a known one also prints its published guidance"),
  class: z
    .enum(["differentiator", "commodity"])
    .describe("does it set the product apart, or has everybody the same?")
    .optional(),
  differentiation: mark("how far it sets the product apart").optional(),
  complexity: mark("how hard it is to write and to keep running").optional(),
  premiumUsdPerMonth: usd("what a managed service costs above running it yourself").optional(),
  hoursSavedPerWeek: hours("engineers' time that the managed service saves", "h/week").optional(),
});

/** `components` */
export const components = z.array(component).min(1);

export type RawContext = z.infer<typeof context>;
export type RawComponent = z.infer<typeof component>;
