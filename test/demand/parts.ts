import type { LlmPart, RequestClass } from "../../src/scenario/llm-terms.ts";
import type { TrackingPart, VectorsPart } from "../../src/scenario/scenario.ts";
import { figure } from "./figures.ts";

/** The scenario's defaults for one class: peak × 6, TPOT 50 ms, TTFT p95 2 s. */
export function requestClass(overrides: Partial<RequestClass> = {}): RequestClass {
  return {
    name: "all",
    requestsPerMonth: figure(3_000_000),
    growthPerMonth: figure(0),
    promptTokens: figure(1000),
    outputTokens: figure(200),
    sharedPrefixTokens: figure(0),
    cacheMissShare: figure(0.04),
    cachedPromptShare: figure(0),
    cacheWriteShare: figure(0),
    cacheWrite1hShare: figure(0),
    batchShare: figure(0),
    batchedShare: figure(0),
    retryRate: figure(0),
    peakToMean: figure(5),
    withinHourPeak: figure(1.2),
    busyDay: figure(1.3),
    promptTokensP99: figure(4000),
    outputTokensMax: figure(800),
    ttftP95Ms: figure(2000),
    tpotMs: figure(50),
    ...overrides,
  };
}

export function llmPart(
  classes: readonly RequestClass[] = [requestClass()],
  hosting: Partial<LlmPart["hosting"]> = {},
): LlmPart {
  return {
    classes,
    tier: "standard",
    geography: "global",
    tokenizerFactor: figure(1),
    candidates: [],
    hosting: { instanceTypes: ["*"], buildHours: figure(400), upkeepHoursPerMonth: figure(20), ...hosting },
  };
}

export function vectorsPart(overrides: Partial<VectorsPart> = {}): VectorsPart {
  return {
    candidates: ["qdrant"],
    vectors: figure(1_000_000),
    growthPerMonth: figure(0),
    dimensions: figure(1024),
    bytesPerDimension: figure(4),
    metadataBytes: figure(0),
    filterableBytes: figure(0),
    payloadBytesInRam: figure(0),
    namespaces: figure(1),
    queriesPerMonth: figure(1_000_000),
    recordsWrittenPerMonth: figure(0),
    recordsPerWriteRequest: figure(100),
    topK: figure(10),
    buildHours: figure(60),
    upkeepHoursPerMonth: figure(8),
    ...overrides,
  };
}

export function trackingPart(overrides: Partial<TrackingPart> = {}): TrackingPart {
  return {
    candidates: ["mlflow"],
    seats: figure(30),
    runsPerMonth: figure(2000),
    metricPointsPerRun: figure(5000),
    artifactGBPerRun: figure(0.2),
    retentionMonths: figure(12),
    rates: {},
    sso: "no",
    selfHostMandate: "no",
    buildHours: figure(40),
    upkeepHoursPerMonth: figure(4),
    ...overrides,
  };
}
