import { z } from "zod";
import { answer, figure } from "./figure-schema.ts";

const count = (describe: string, unit = "a month") => figure({ unit, describe, min: 0 });
const tokens = (describe: string, above?: number) =>
  figure(above === undefined ? { unit: "tokens", describe, min: 0 } : { unit: "tokens", describe, above });
const share = (describe: string) => figure({ unit: "share, 0 to 1", describe, min: 0, max: 1 });
const ratio = (describe: string) => figure({ unit: "ratio, at least 1", describe, min: 1 });
const hours = (describe: string, unit = "h/month") => figure({ unit, describe, min: 0 });
const usd = (describe: string, unit = "USD/month") => figure({ unit, describe, min: 0 });
const growth = () =>
  figure({ unit: "share per month, 0.05 is 5 %", describe: "growth of this volume", above: -1, max: 1 });

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
  slo: slo.optional(),
};

const quality = z
  .union([
    z.enum(["same", "unanswered"]),
    z.strictObject({
      delta: z.number().min(-1).max(1),
      low: z.number().min(-1).max(1).optional(),
      high: z.number().min(-1).max(1).optional(),
      n: z.int().min(1).optional(),
      measuredAt: z.iso.date().optional(),
      file: z.string().optional(),
    }),
  ])
  .meta({ description: "gap in win rates against today's model on your own tasks; same: equal weights" });

const candidate = z.union([
  z.string(),
  z.strictObject({
    model: z.string(),
    quality: quality.optional(),
    precision: z.string().optional(),
    weights: z.enum(["open", "own"]).optional(),
    reasoningMultiplier: ratio("billed output tokens divided by visible ones").optional(),
    trainingUsd: usd("one-off cost of training", "USD").optional(),
    labellingUsd: usd("one-off cost of labelling", "USD").optional(),
  }),
]);

const hosting = z.strictObject({
  instanceTypes: z
    .array(z.string())
    .min(1)
    .describe("EC2 types that may be used, with * as wildcard")
    .optional(),
  spare: z.enum(["replica", "instance", "none"]).optional(),
  precisions: z.array(z.string()).min(1).optional(),
  maxModelLen: z.int().min(1).describe("longest context in tokens").optional(),
  prefixHitShare: share("of prompt tokens whose keys and values are already on the replica").optional(),
  fixed: z
    .strictObject({
      instances: figure({ unit: "instances", describe: "how many", min: 0 }),
      hourlyUsd: usd("price of one", "USD/h"),
      overheadShare: share("disks, network and monitoring on top of the instances").optional(),
      hoursPerMonth: figure({ unit: "h", describe: "hours billed a month", above: 0, max: 744 }).optional(),
    })
    .optional(),
  buildHours: hours("engineers' time until it serves", "h").optional(),
  upkeepHoursPerMonth: hours("engineers' time to keep it serving").optional(),
  incidentHoursPerMonth: hours("incidents and on call").optional(),
  complianceHoursPerMonth: hours("audits").optional(),
  securityHoursPerMonth: hours("patches, red-teaming, protecting weights").optional(),
});

const llm = z.strictObject({
  today: z
    .string()
    .describe("provider/model that is bought now, e.g. anthropic/claude-sonnet-4-6")
    .optional(),
  reasoningMultiplier: ratio("billed output tokens divided by visible ones, of today's model").optional(),
  billedUsdPerMonth: usd("what the vendor billed last month").optional(),
  ...requestKeys,
  classes: z
    .array(z.strictObject({ name: z.string(), ...requestKeys }))
    .min(1)
    .optional(),
  tier: z.string().optional(),
  geography: z.string().optional(),
  tokenizerFactor: figure({
    unit: "ratio",
    describe: "tokens of a candidate per token of today's model",
    above: 0,
  }).optional(),
  hourProfile: z
    .array(z.number().min(0))
    .refine((weights) => weights.length === 24 || weights.length === 168, "must hold 24 or 168 weights")
    .optional(),
  candidates: z.array(candidate).min(1).optional(),
  hosting: hosting.optional(),
});

const vectors = z.strictObject({
  today: z.string().describe("pinecone/standard, s3-vectors, qdrant …").optional(),
  candidates: z.array(z.string()).min(1).optional(),
  vectors: figure({ unit: "vectors", describe: "records stored", min: 0 }),
  growthPerMonth: growth().optional(),
  dimensions: figure({ unit: "dimensions", describe: "length of one vector", min: 1, whole: true }),
  bytesPerDimension: figure({ unit: "bytes", describe: "4 for float32", above: 0 }).optional(),
  metadataBytes: figure({ unit: "bytes", describe: "metadata of one record", min: 0 }).optional(),
  filterableBytes: figure({ unit: "bytes", describe: "of it, filterable", min: 0 }).optional(),
  payloadBytesInRam: figure({
    unit: "bytes",
    describe: "payload of one record that Qdrant keeps in memory",
    min: 0,
  }).optional(),
  namespaces: figure({
    unit: "namespaces",
    describe: "equal parts a query searches one of",
    min: 1,
  }).optional(),
  queriesPerMonth: count("searches").optional(),
  recordsWrittenPerMonth: count("records written or changed").optional(),
  recordsPerWriteRequest: figure({ unit: "records", describe: "in one write request", min: 1 }).optional(),
  topK: figure({ unit: "results", describe: "returned per search", min: 1 }).optional(),
  embedding: z
    .strictObject({
      model: z.string().describe("provider/model of the embedding"),
      tokensPerRecord: tokens("of one record"),
      tokensPerQuery: tokens("of one query"),
    })
    .optional(),
  buildHours: hours("engineers' time until it serves", "h").optional(),
  upkeepHoursPerMonth: hours("engineers' time to keep it serving").optional(),
});

const tracking = z.strictObject({
  today: z.string().describe("wandb/pro, mlflow …").optional(),
  candidates: z.array(z.string()).min(1).optional(),
  seats: figure({ unit: "people", describe: "who log in", min: 0 }).optional(),
  trackedHoursPerMonth: hours("training hours that the service meters").optional(),
  storedGB: figure({ unit: "GB", describe: "artefacts kept at the service", min: 0 }).optional(),
  ingestedTraceGBPerMonth: figure({
    unit: "GB/month",
    describe: "traces sent to the service",
    min: 0,
  }).optional(),
  runsPerMonth: count("runs").optional(),
  metricPointsPerRun: figure({
    unit: "points",
    describe: "metric values logged in one run",
    min: 0,
  }).optional(),
  artifactGBPerRun: figure({ unit: "GB", describe: "artefacts of one run", min: 0 }).optional(),
  retentionMonths: figure({ unit: "months", describe: "runs and artefacts are kept", above: 0 }).optional(),
  rates: z
    .strictObject({
      seatUsd: usd("your rate for a seat", "USD/seat-month").optional(),
      trackedHourUsd: usd("your rate for a tracked hour", "USD/h").optional(),
      storedGBUsd: usd("your rate for a stored GB", "USD/GB-month").optional(),
    })
    .optional(),
  sso: answer.optional(),
  selfHostMandate: answer.optional(),
  buildHours: hours("engineers' time until it serves", "h").optional(),
  upkeepHoursPerMonth: hours("engineers' time to keep it serving").optional(),
});

const ownOffer = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("tokens"),
    name: z.string(),
    inputUsdPerMtok: usd("prompt", "USD per million tokens"),
    outputUsdPerMtok: usd("output", "USD per million tokens"),
    cacheReadUsdPerMtok: usd("cached prompt", "USD per million tokens").optional(),
  }),
  z.strictObject({
    kind: z.literal("request"),
    name: z.string(),
    usdPerRequest: usd("one request", "USD"),
    upfrontUsd: usd("paid once", "USD").optional(),
    spreadMonths: figure({ unit: "months", describe: "the upfront is spread over", above: 0 }).optional(),
  }),
]);

const offers = z.strictObject({
  lastMileHours: hours("integrating a newly bought offer", "h").optional(),
  settingsHours: hours("a change of settings at the same vendor", "h").optional(),
  exitHours: hours("leaving an offer at the end of the horizon", "h").optional(),
  attentionHoursPerMonth: hours("watching a bought offer").optional(),
  own: z.array(ownOffer).optional(),
  switching: z
    .strictObject({
      weeks: figure({ unit: "weeks", describe: "of migration", min: 0 }),
      weeklyUsd: usd("cost of one week", "USD/week"),
      systems: figure({ unit: "systems", describe: "that call the offer", min: 0 }),
      usdPerSystem: usd("to change one system", "USD"),
    })
    .optional(),
});

const usage = z.strictObject({
  responseBytesPerToken: figure({ unit: "bytes", describe: "sent per output token", min: 0 }).optional(),
  requestBytesPerToken: figure({ unit: "bytes", describe: "received per prompt token", min: 0 }).optional(),
  logBytesPerRequest: figure({ unit: "bytes", describe: "logged per request", min: 0 }).optional(),
  connectionsPerRequest: figure({ unit: "connections", describe: "opened per request", min: 0 }).optional(),
  crossZoneShare: share("of traffic that changes the zone").optional(),
  bootsPerInstanceMonth: figure({ unit: "boots", describe: "of each instance a month", min: 0 }).optional(),
  imageGiBPerBoot: figure({
    unit: "GiB",
    describe: "server image through the NAT gateway",
    min: 0,
  }).optional(),
  scrapeMetrics: figure({
    unit: "metrics",
    describe: "custom metrics of one service or node",
    min: 0,
  }).optional(),
  qdrantBytesPerResult: figure({
    unit: "bytes",
    describe: "one search result between nodes",
    min: 0,
  }).optional(),
  snapshotChangeShare: figure({
    unit: "share a day",
    describe: "of a volume between two snapshots",
    min: 0,
    max: 1,
  }).optional(),
});

const criteria = z.strictObject({
  paybackMonths: z
    .strictObject({
      good: figure({ unit: "months", describe: "pays back well below this", above: 0 }).optional(),
      bad: figure({ unit: "months", describe: "never worth it above this", above: 0 }).optional(),
    })
    .optional(),
  qualityDelta: share("largest gap in win rates that passes").optional(),
  tieBand: share("totals closer than this are a tie").optional(),
  dataPolicy: z.enum(["none", "region", "no-third-party", "own-account", "air-gapped"]).optional(),
});

/** The file as a reader writes it; every optional key has a default in `defaults.ts` or is honestly unanswered. */
export const scenarioSchema = z
  .strictObject({
    name: z.string().min(1).describe("defaults to the file name").optional(),
    region: z.string().describe("AWS region code").optional(),
    asOf: z.iso.date().describe("prices known on that day; today when absent").optional(),
    environment: z.enum(["prod", "dev"]).optional(),
    horizonMonths: z.int().min(1).max(120).optional(),
    discountRatePerYear: figure({
      unit: "share, 10 % is 0.1",
      describe: "discount rate",
      above: -1,
      max: 1,
    }).optional(),
    growthPerMonth: growth().optional(),
    announcedPriceChanges: z.boolean().optional(),
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
        gpuExpertise: answer.optional(),
        mlEngineers: figure({ unit: "people", describe: "who could run it", min: 0 }).optional(),
        teamHoursPerMonth: hours("free time of the team that would run it").optional(),
      })
      .optional(),
    llm: llm.optional(),
    vectors: vectors.optional(),
    tracking: tracking.optional(),
    offers: offers.optional(),
    usage: usage.optional(),
    criteria: criteria.optional(),
  })
  .meta({
    title: "Crossover scenario",
    description: "What a team knows about its workload; everything else has a default.",
  });

export type RawScenario = z.infer<typeof scenarioSchema>;
export type RawLlm = z.infer<typeof llm>;
export type RawVectors = z.infer<typeof vectors>;
export type RawTracking = z.infer<typeof tracking>;
export type RawOwnOffer = z.infer<typeof ownOffer>;
