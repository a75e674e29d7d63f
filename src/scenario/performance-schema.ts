import { z } from "zod";
import { figure, share } from "./figure-schema.ts";

const milliseconds = (describe: string) => figure({ unit: "ms", describe, above: 0 });
const rate = (describe: string) => figure({ unit: "requests/s", describe, min: 0 });
const weight = (describe: string) => figure({ unit: "weight", describe, min: 0 });

/** `criteria.performance` */
export const performance = z.strictObject({
  p99Ms: milliseconds("longest 99th percentile of a whole answer that passes").optional(),
  requestsPerSecond: rate("fewest that pass").optional(),
  accuracy: share("of tasks done right, the least that passes").optional(),
  usdPer1000: figure({
    unit: "USD per 1,000 requests",
    describe: "most that passes, people included",
    min: 0,
  }).optional(),
  weights: z
    .strictObject({
      latency: weight("of p99 in seconds").optional(),
      cost: weight("of USD per 1,000 requests").optional(),
      accuracy: weight("of errors in 100 tasks").optional(),
      throughput: weight("of 1,000 ÷ requests per second").optional(),
    })
    .describe("how much each counts in the ranking; one that is left out counts nothing")
    .optional(),
});

/** `llm.profile` and `llm.candidates[].profile` */
export const profile = z.strictObject({
  p50Ms: milliseconds("median of a whole answer where it is bought").optional(),
  p99Ms: milliseconds("99th percentile of a whole answer where it is bought").optional(),
  requestsPerSecond: rate("that the seller lets you send").optional(),
  accuracy: share("of your own tasks done right, wherever the model runs").optional(),
});

/** `llm.hosting.scaleToZero` */
export const scaleToZero = z.strictObject({
  hoursPerMonth: figure({
    unit: "h/month",
    describe: "the machines would be on",
    min: 0,
    max: 730,
  }).optional(),
  upkeepHoursPerMonth: figure({
    unit: "h/month",
    describe: "engineers' time that starting and stopping adds",
    min: 0,
  }).optional(),
  coldStartMinutes: figure({
    unit: "minutes",
    describe: "until a stopped machine answers",
    min: 0,
  }).optional(),
  wakesPerMonth: figure({ unit: "a month", describe: "starts after a stop", min: 0 }).optional(),
});

export type RawPerformance = z.infer<typeof performance>;
export type RawProfile = z.infer<typeof profile>;
export type RawScaleToZero = z.infer<typeof scaleToZero>;
