type Raw = Record<string, unknown>;

const OWN_TERMS = {
  infrastructureUsdPerMonth: 300,
  monitoringUsdPerMonth: 50,
  buildHours: 60,
  upkeepHoursPerMonth: 10,
  incidentHoursPerMonth: 3,
  complianceHoursPerMonth: 2,
  securityHoursPerMonth: 1,
  labellingUsd: 2000,
  trainingUsd: 400,
  upfrontUsd: 600,
};

const HOST = { instances: 2, hourlyUsd: 3, overheadShare: 0.1, hoursPerMonth: 720 };

const REQUEST = {
  requestsPerMonth: 1_700_000,
  growthPerMonth: 0.02,
  promptTokens: 2400,
  outputTokens: 220,
  sharedPrefixTokens: 1200,
  cacheMissShare: 0.05,
  cachedPromptShare: 0.1,
  cacheWriteShare: 0.02,
  batchShare: 0.2,
  batchedShare: 0.1,
  retryRate: 0.02,
  peakToMean: 5,
  withinHourPeak: 1.2,
  busyDay: 1.3,
  promptTokensP99: 9000,
  outputTokensMax: 900,
  slo: { ttftP95Ms: 2000, tpotMs: 50 },
};

const OFFERS = {
  lastMileHours: 100,
  settingsHours: 30,
  exitHours: 20,
  attentionHoursPerMonth: 3,
  switching: { weeks: 2, weeklyUsd: 4000, systems: 3, hoursPerSystem: 20, testsShare: 0.3, bufferShare: 0.2 },
};

const USAGE = {
  responseBytesPerToken: 250,
  requestBytesPerToken: 6,
  logBytesPerRequest: 500,
  connectionsPerRequest: 0.1,
  crossZoneShare: 0.5,
  bootsPerInstanceMonth: 2,
  imageGiBPerBoot: 12,
  scrapeMetrics: 40,
};

const VECTORS = {
  vectors: 3_000_000,
  growthPerMonth: 0.02,
  dimensions: 768,
  bytesPerDimension: 4,
  metadataBytes: 200,
  filterableBytes: 40,
  payloadBytesInRam: 20,
  namespaces: 4,
  queriesPerMonth: 1_700_000,
  recordsWrittenPerMonth: 50_000,
  recordsPerWriteRequest: 50,
  topK: 10,
  embedding: { model: "openai/text-embedding-3-small", tokensPerRecord: 400, tokensPerQuery: 50 },
};

export const RICH: Readonly<
  Record<string, { readonly part: "llm" | "vectors" | "tracking"; readonly raw: Raw }>
> = {
  "listed models and fleets": {
    part: "llm",
    raw: {
      people: { hourlyUsd: 100 },
      llm: {
        today: "anthropic/claude-sonnet-4-6",
        ...REQUEST,
        tokenizerFactor: 1.1,
        priceFactors: { "anthropic/claude-sonnet-4-6": 0.9 },
        candidates: [{ model: "openai/gpt-oss-20b", reasoningMultiplier: 2 }],
        hosting: {
          instanceTypes: ["g6e.xlarge"],
          buildHours: 400,
          upkeepHoursPerMonth: 20,
          incidentHoursPerMonth: 3,
          complianceHoursPerMonth: 2,
          securityHoursPerMonth: 1,
        },
      },
      offers: OFFERS,
      usage: USAGE,
    },
  },
  "tuned models and retrieval": {
    part: "llm",
    raw: {
      people: { annualUsd: 200_000 },
      llm: {
        today: "anthropic/claude-sonnet-4-6",
        requestsPerMonth: 1_000_000,
        promptTokens: 2000,
        outputTokens: 300,
        candidates: [
          {
            model: "openai/gpt-4.1-mini",
            tuning: {
              purpose: "behaviour",
              labellingUsd: 20_000,
              gpuHours: 100,
              gpuHourlyUsd: 4,
              retunesPerYear: 2,
              servedAs: "vendor",
              inputUsdPerMtok: 0.8,
              outputUsdPerMtok: 3.2,
            },
          },
          {
            model: "meta-llama/Llama-3.1-8B-Instruct",
            tuning: {
              purpose: "format",
              labellingUsd: 20_000,
              trainingUsd: 5000,
              retunesPerYear: 1,
              servedAs: "dedicated",
              hourlyUsd: 2,
              instances: 2,
            },
          },
          {
            model: "openai/gpt-4.1-mini",
            retrieval: {
              promptTokensAdded: 1500,
              store: "pinecone/standard",
              vectors: {
                ...VECTORS,
                queriesPerMonth: undefined,
                topK: undefined,
                payloadBytesInRam: undefined,
              },
            },
          },
        ],
      },
    },
  },
  "own offers": {
    part: "llm",
    raw: {
      people: { hourlyUsd: 100 },
      llm: {
        today: "own/tokens",
        requestsPerMonth: 1_000_000,
        promptTokens: 2000,
        outputTokens: 500,
        cachedPromptShare: 0.2,
        candidates: ["own/request", "own/spread", "own/rack"],
      },
      offers: {
        ...OFFERS,
        own: [
          {
            name: "tokens",
            kind: "tokens",
            inputUsdPerMtok: 3,
            outputUsdPerMtok: 12,
            cacheReadUsdPerMtok: 0.3,
          },
          { ...OWN_TERMS, name: "request", kind: "request", usdPerRequest: 0.011, host: HOST },
          { ...OWN_TERMS, name: "spread", kind: "request", usdPerRequest: 0.01, spreadMonths: 12 },
          { ...OWN_TERMS, name: "rack", kind: "fixed", place: "premises", host: HOST },
        ],
      },
    },
  },
  "a host of one's own rate": {
    part: "llm",
    raw: {
      llm: {
        today: "openai/gpt-4.1-mini",
        requestsPerMonth: 1_000_000,
        promptTokens: 2000,
        outputTokens: 500,
        candidates: [
          {
            model: "meta-llama/Llama-3.3-70B-Instruct",
            weights: "own",
            labellingUsd: 3000,
            trainingUsd: 900,
          },
        ],
        hosting: { fixed: HOST, buildHours: 400, upkeepHoursPerMonth: 20 },
      },
    },
  },
  "two classes that go two ways": {
    part: "llm",
    raw: {
      growthPerMonth: 0.01,
      llm: {
        today: "anthropic/claude-sonnet-4-6",
        classes: [
          {
            name: "hard",
            requestsPerMonth: 200_000,
            promptTokens: 6000,
            outputTokens: 800,
            quality: { delta: 0.2, n: 2000 },
          },
          {
            name: "easy",
            requestsPerMonth: 4_000_000,
            promptTokens: 1500,
            outputTokens: 200,
            peakToMean: 4,
            quality: { delta: 0.02, n: 2000 },
          },
        ],
        candidates: [{ model: "openai/gpt-oss-20b", reasoningMultiplier: 1 }],
        hosting: { instanceTypes: ["g6e.xlarge"] },
        hybrid: { routingUsdPerMonth: 500, routerHours: 80 },
      },
    },
  },
  stores: {
    part: "vectors",
    raw: {
      people: { hourlyUsd: 100 },
      vectors: {
        ...VECTORS,
        today: "pinecone/standard",
        candidates: ["qdrant", "own/pine", "own/shelf"],
        buildHours: 60,
        upkeepHoursPerMonth: 8,
      },
      offers: {
        ...OFFERS,
        own: [
          {
            name: "pine",
            kind: "vectors",
            usdPerMillionVectorMonths: 10,
            usdPerMillionQueries: 20,
            usdPerMillionWrites: 2,
          },
          {
            ...OWN_TERMS,
            name: "shelf",
            kind: "fixed",
            place: "cloud",
            host: { ...HOST, usableGB: 6 },
          },
        ],
      },
      usage: {
        bootsPerInstanceMonth: 2,
        crossZoneShare: 0.5,
        imageGiBPerBoot: 12,
        scrapeMetrics: 40,
        qdrantBytesPerResult: 4000,
        snapshotChangeShare: 0.1,
      },
    },
  },
  trackers: {
    part: "tracking",
    raw: {
      people: { hourlyUsd: 100 },
      tracking: {
        today: "wandb/pro",
        candidates: ["mlflow", "own/wb"],
        seats: 20,
        trackedHoursPerMonth: 4000,
        storedGB: 2500,
        ingestedTraceGBPerMonth: 5,
        runsPerMonth: 1800,
        metricPointsPerRun: 6000,
        artifactGBPerRun: 0.12,
        retentionMonths: 12,
        rates: { seatUsd: 50, trackedHourUsd: 0.2, storedGBUsd: 0.03 },
        buildHours: 40,
        upkeepHoursPerMonth: 4,
      },
      offers: { ...OFFERS, own: [{ name: "wb", kind: "seats", seatUsd: 50 }] },
    },
  },
};
