import type { Raw } from "./arbitrary.ts";

const AT = { asOf: "2026-11-21", region: "us-east-1" };

/** Scenarios in which random ones once found a report that contradicted itself, as small as they still did. */
export const FOUND: Readonly<Record<string, Raw>> = {
  "one node that grows into a cluster pays for the cluster": {
    ...AT,
    environment: "dev",
    growthPerMonth: 0.05,
    vectors: { today: "pinecone/standard", vectors: 1_000_000, dimensions: 1536, queriesPerMonth: 1000 },
  },
  "flips of a node that grows into a cluster": {
    ...AT,
    environment: "dev",
    discountRatePerYear: 0,
    growthPerMonth: 0.07,
    vectors: {
      today: "s3-vectors",
      vectors: 93_840,
      dimensions: 1024,
      queriesPerMonth: 3925,
      topK: 50,
      upkeepHoursPerMonth: 1,
      embedding: { model: "openai/text-embedding-3-small", tokensPerRecord: 39, tokensPerQuery: 15 },
    },
    offers: {
      attentionHoursPerMonth: 20,
      switching: { weeks: 6, weeklyUsd: 0, systems: 2, usdPerSystem: 2500 },
    },
    criteria: { paybackMonths: { good: 18, bad: 18 } },
  },
  "a dearer fleet does not decide what a cheaper one leaves open": {
    ...AT,
    vectors: {
      today: "pinecone/enterprise",
      vectors: 8000,
      dimensions: 1000,
      queriesPerMonth: 100,
      upkeepHoursPerMonth: 1,
    },
  },
  "what runs only in the reader's own account is not what our stacks deploy": {
    ...AT,
    vectors: {
      today: "pinecone/standard",
      vectors: 256_100,
      dimensions: 1024,
      queriesPerMonth: 105,
      buildHours: 10,
    },
    criteria: { dataPolicy: "air-gapped" },
  },
  "an offer without any price is not advised": {
    ...AT,
    tracking: {
      today: "wandb/free",
      candidates: ["wandb/enterprise", "sagemaker-mlflow"],
      seats: 1,
      storedGB: 1,
      trackedHoursPerMonth: 10,
      runsPerMonth: 50_000,
      artifactGBPerRun: 1,
      sso: "yes",
    },
  },
  "hours that watch an offer are no price of it": {
    ...AT,
    tracking: {
      today: "wandb/free",
      candidates: ["wandb/enterprise", "sagemaker-mlflow"],
      seats: 1,
      storedGB: 1,
      trackedHoursPerMonth: 10,
      runsPerMonth: 50_000,
      artifactGBPerRun: 1,
      sso: "yes",
    },
    offers: { attentionHoursPerMonth: 1 },
  },
  "what leads by lines without a figure is not bought": {
    ...AT,
    tracking: {
      candidates: ["wandb/pro", "wandb/enterprise"],
      seats: 30,
      storedGB: 10,
      trackedHoursPerMonth: 10,
      rates: { storedGBUsd: 0.03 },
    },
  },
  "an unpriced offer whose known lines are dearer already turns nothing": {
    ...AT,
    environment: "dev",
    tracking: {
      candidates: ["sagemaker-mlflow", "mlflow"],
      seats: 1,
      runsPerMonth: 176,
      metricPointsPerRun: 2103,
      artifactGBPerRun: 1,
      buildHours: { base: 0, because: "another team does it" },
      upkeepHoursPerMonth: 10,
    },
    offers: { attentionHoursPerMonth: 20 },
  },
  "the range of a bought service holds all of its lines": {
    ...AT,
    region: "eu-west-1",
    vectors: { today: "pinecone/standard", vectors: 8000, dimensions: 1536, queriesPerMonth: 200 },
    offers: { attentionHoursPerMonth: 1 },
  },
  "a list of months has no single number to flip": {
    ...AT,
    llm: {
      today: "openai/gpt-4.1-mini",
      promptTokens: 145,
      outputTokens: 20,
      requestsPerMonth: { months: [1057, 6600, 9_587_000, 604_500] },
      batchShare: 1,
    },
  },
  "amounts below a cent": {
    ...AT,
    vectors: {
      today: "pinecone/standard",
      vectors: 8000,
      dimensions: 2000,
      queriesPerMonth: 200,
      recordsWrittenPerMonth: 600_000,
      embedding: { model: "openai/text-embedding-3-small", tokensPerRecord: 150, tokensPerQuery: 8 },
    },
  },
  "two parts that lead stay on one screen": {
    ...AT,
    region: "eu-west-1",
    vectors: {
      candidates: ["qdrant", "pinecone/enterprise"],
      vectors: 500_000,
      dimensions: 300,
      queriesPerMonth: 20_000,
      embedding: { model: "openai/text-embedding-3-small", tokensPerRecord: 253, tokensPerQuery: 33 },
    },
    tracking: {
      today: "wandb/pro",
      candidates: ["sagemaker-mlflow", "wandb/enterprise"],
      seats: 1,
      trackedHoursPerMonth: 12,
      storedGB: 1,
      ingestedTraceGBPerMonth: 0,
      rates: { seatUsd: 6, trackedHourUsd: 1, storedGBUsd: 0.02 },
    },
    offers: { attentionHoursPerMonth: 20 },
  },
  "where nothing may be chosen each alternative still has its reason": {
    ...AT,
    vectors: {
      candidates: ["pinecone/standard", "turbopuffer"],
      vectors: 1_000_000,
      dimensions: 256,
      queriesPerMonth: 1000,
    },
    criteria: { dataPolicy: "own-account" },
  },
  "a cluster that is quantised at the volumes where it wins": {
    ...AT,
    region: "us-west-2",
    vectors: {
      today: "pinecone/standard",
      candidates: ["qdrant"],
      vectors: 722_300,
      dimensions: 1024,
      queriesPerMonth: 2_519_000,
      growthPerMonth: 0.07,
    },
  },
  "two offers without any price are not the same": {
    ...AT,
    vectors: {
      today: "turbopuffer",
      candidates: ["zilliz"],
      vectors: 1_000_000,
      dimensions: 768,
      queriesPerMonth: 1000,
    },
  },
  "a plan's minimum hides how its price rises, and a yearly wage is what a reader can change": {
    ...AT,
    horizonMonths: 2,
    people: { annualUsd: 240_000 },
    vectors: {
      today: "pinecone/standard",
      vectors: 2667,
      dimensions: 3072,
      metadataBytes: 1500,
      queriesPerMonth: 1013,
      buildHours: 200,
    },
    offers: { attentionHoursPerMonth: 20 },
  },
};
