import { z } from "zod";
import { retrieval, tuning } from "./adaptation-schema.ts";
import { count, figure, growth, hours, ratio, share, tokens, usd } from "./figure-schema.ts";
import { hybrid } from "./hybrid-schema.ts";
import { profile, scaleToZero } from "./performance-schema.ts";
import { priceFactors } from "./price-factors.ts";
import { qualitySchema } from "./quality.ts";
import { modelInterface } from "./switching-schema.ts";

const slo = z.strictObject({
  ttftP95Ms: figure({
    unit: "ms",
    describe: "95th percentile of the time to the first token",
    above: 0,
  }).optional(),
  tpotMs: figure({ unit: "ms", describe: "mean time per output token", above: 0 }).optional(),
});

const requestKeys = {
  requestsPerMonth: count("requests").optional(),
  growthPerMonth: growth().optional(),
  promptTokens: tokens("mean prompt of a request, cached and shared parts included", 0).optional(),
  outputTokens: tokens("mean visible output of a request", 0).optional(),
  sharedPrefixTokens: tokens(
    "identical at the start of most prompts: what a prompt cache can save",
  ).optional(),
  cacheMissShare: share("of the shared prefix, written to the cache instead of read").optional(),
  cachedPromptShare: share("of prompt tokens, already read from the vendor's cache today").optional(),
  cacheWriteShare: share("of prompt tokens, written to the vendor's 5-minute cache today").optional(),
  cacheWrite1hShare: share("of prompt tokens, written to the vendor's 1-hour cache today").optional(),
  batchShare: share("of requests that may wait up to 24 hours").optional(),
  batchedShare: share("of requests already bought at the batch price today").optional(),
  retryRate: share("of requests that are repeated").optional(),
  peakToMean: ratio("busiest hour divided by the average hour").optional(),
  withinHourPeak: ratio("busiest ten minutes divided by the busiest hour").optional(),
  busyDay: ratio("busiest day divided by the average day").optional(),
  promptTokensP99: tokens("99th percentile of the prompt; for the context length only", 0).optional(),
  outputTokensMax: tokens("longest output; for the context length only", 0).optional(),
  slo: slo.describe("latency the fleet must keep at the busiest hour").optional(),
};

const candidate = z.union([
  z.string(),
  z.strictObject({
    model: z.string().describe("provider/model, or the Hugging Face id of an open one"),
    config: z
      .string()
      .min(1)
      .describe(
        "config.json of the repository, relative to this file, for an open model that has no card of its own",
      )
      .optional(),
    quality: qualitySchema.optional(),
    precision: z.string().describe("bf16, fp8, w4a16 …; absent: as its weights are published").optional(),
    weights: z
      .enum(["open", "own"])
      .describe("own: trained by you on this architecture, so nobody sells it")
      .optional(),
    reasoningMultiplier: ratio("billed output tokens divided by visible ones").optional(),
    trainingUsd: usd("one-off cost of training", "USD").optional(),
    labellingUsd: usd("one-off cost of labelling", "USD").optional(),
    tuning: tuning.describe("its weights are tuned first: an alternative of its own, fine-tuned").optional(),
    retrieval: retrieval
      .describe("it answers from retrieved text: an alternative of its own, with a longer prompt and a store")
      .optional(),
    profile: profile.describe("measured, or as its seller states").optional(),
  }),
]);

const hosting = z.strictObject({
  instanceTypes: z
    .array(z.string())
    .min(1)
    .describe("EC2 types that may be used, with * as wildcard")
    .optional(),
  spare: z
    .enum(["replica", "instance", "none"])
    .describe("what stands by in case one fails; absent: what prod or dev asks for")
    .optional(),
  benchmarks: z
    .array(z.string().min(1))
    .min(1)
    .describe(
      "results of vllm bench serve, relative to this file: constants and ranges of your own; see crossover calibrate",
    )
    .optional(),
  precisions: z.array(z.string()).min(1).describe("that may be served: bf16, fp8, w4a16 …").optional(),
  maxModelLen: z.int().min(1).describe("longest context in tokens").optional(),
  prefixHitShare: share("of prompt tokens whose keys and values are already on the replica").optional(),
  fixed: z
    .strictObject({
      instances: figure({ unit: "instances", describe: "how many", min: 0 }),
      hourlyUsd: usd("price of one", "USD/h"),
      overheadShare: share("disks, network and monitoring on top of the instances").optional(),
      hoursPerMonth: figure({ unit: "h", describe: "hours billed a month", above: 0, max: 744 }).optional(),
    })
    .describe("a host at your own price, without a stack of ours")
    .optional(),
  scaleToZero: scaleToZero.describe("stopping machines that have nothing to do").optional(),
  buildHours: hours("engineers' time until it serves", "h").optional(),
  upkeepHoursPerMonth: hours("engineers' time to keep it serving").optional(),
  incidentHoursPerMonth: hours("incidents and on call").optional(),
  complianceHoursPerMonth: hours("audits").optional(),
  securityHoursPerMonth: hours("patches, red-teaming, protecting weights").optional(),
});

/** `llm` */
export const llm = z.strictObject({
  today: z
    .string()
    .describe("provider/model that is bought now, e.g. anthropic/claude-sonnet-4-6")
    .optional(),
  reasoningMultiplier: ratio("billed output tokens divided by visible ones, of today's model").optional(),
  billedUsdPerMonth: usd("what the vendor billed last month").optional(),
  ...requestKeys,
  classes: z
    .array(
      z.strictObject({
        name: z.string().describe("printed in the report"),
        quality: qualitySchema.describe("of the first candidate on this class alone").optional(),
        ...requestKeys,
      }),
    )
    .min(1)
    .describe("kinds of requests that differ in size or volume, instead of the same keys above")
    .optional(),
  tier: z.string().describe("how tokens are bought today: standard, batch, flex, priority").optional(),
  geography: z
    .string()
    .describe("where tokens are processed: global, or a place the seller prices: us, regional")
    .optional(),
  tokenizerFactor: figure({
    unit: "ratio",
    describe: "tokens of a candidate per token of today's model",
    above: 0,
  }).optional(),
  priceFactors: priceFactors
    .describe(
      "by seller/model: factors on list prices, from month 1 on; requests that follow from a bill still follow at list price",
    )
    .optional(),
  hourProfile: z
    .array(z.number().min(0))
    .refine((weights) => weights.length === 24 || weights.length === 168, "must hold 24 or 168 weights")
    .describe("weight of each hour of a day, or of a week from Monday, in UTC")
    .optional(),
  profile: profile.describe("today's model as measured, or as its seller states").optional(),
  successShare: figure({
    unit: "share, 0 to 1",
    describe: "of requests that reach what they were for",
    above: 0,
    max: 1,
  }).optional(),
  revenueUsdPerRequest: usd("what one request earns", "USD per request").optional(),
  candidates: z
    .array(candidate)
    .min(1)
    .describe("models to compare with; open ones are bought and hosted")
    .optional(),
  dialect: z
    .enum(["openai", "vendor"])
    .describe("the application speaks the OpenAI-style API that many serve, or one seller's own")
    .optional(),
  fallback: z
    .string()
    .describe("open model that is kept deployable in case the offer goes, by its repository id")
    .optional(),
  interface: modelInterface.describe("how the application reaches its model").optional(),
  hosting: hosting.describe("how open candidates may be run on AWS").optional(),
  hybrid: hybrid.optional(),
});

export type RawLlm = z.infer<typeof llm>;
