import { z } from "zod";
import { answer, count, figure, growth, hours, tokens, usd } from "./figure-schema.ts";

/** `vectors` */
export const vectors = z.strictObject({
  today: z.string().describe("pinecone/standard, s3-vectors, qdrant …").optional(),
  candidates: z.array(z.string()).min(1).describe("stores to compare with; qdrant when absent").optional(),
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
    .describe("embeddings bought by token, the same beside every store")
    .optional(),
  buildHours: hours("engineers' time until it serves", "h").optional(),
  upkeepHoursPerMonth: hours("engineers' time to keep it serving").optional(),
});

/** `tracking` */
export const tracking = z.strictObject({
  today: z.string().describe("wandb/pro, mlflow …").optional(),
  candidates: z.array(z.string()).min(1).describe("trackers to compare with; mlflow when absent").optional(),
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
    .describe("your contract's rates, where the seller publishes none")
    .optional(),
  sso: answer.describe("must people sign in through your identity provider?").optional(),
  selfHostMandate: answer.describe("must it run in your own account?").optional(),
  buildHours: hours("engineers' time until it serves", "h").optional(),
  upkeepHoursPerMonth: hours("engineers' time to keep it serving").optional(),
});

export type RawVectors = z.infer<typeof vectors>;
export type RawTracking = z.infer<typeof tracking>;
