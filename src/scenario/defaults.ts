/** A figure that nobody gave: its value and the reason, printed as "assumed" with the key that changes it. */
export interface Default {
  readonly base: number;
  readonly low?: number;
  readonly high?: number;
  readonly because: string;
}

/** By the key's path; request keys stand once under `llm.` and serve every class. */
export const DEFAULTS = {
  horizonMonths: { base: 36, because: "three years, the usual horizon of such decisions" },
  discountRatePerYear: { base: 0.1, because: "a common cost of capital; both totals are printed" },
  growthPerMonth: { base: 0, because: "no growth was given" },
  "people.hourlyUsd": { base: 115, because: "about 240,000 USD a year, loaded, over 2,080 hours" },
  "llm.sharedPrefixTokens": { base: 0, because: "no shared prefix was given" },
  "llm.cacheMissShare": { base: 0.04, because: "entries expire and the first use writes" },
  "llm.cachedPromptShare": { base: 0, because: "no cache is used today" },
  "llm.cacheWriteShare": { base: 0, because: "no cache is written today" },
  "llm.cacheWrite1hShare": { base: 0, because: "no cache is written today" },
  "llm.batchShare": { base: 0, because: "every request waits for its answer" },
  "llm.batchedShare": { base: 0, because: "nothing is bought at the batch price today" },
  "llm.retryRate": { base: 0, because: "no retries were given" },
  "llm.peakToMean": {
    base: 5,
    low: 2.5,
    high: 10,
    because: "median product over one tenant's hours in published traces; a shared platform is nearer 2",
  },
  "llm.withinHourPeak": { base: 1.2, because: "busiest ten minutes of a busy hour" },
  "llm.busyDay": { base: 1.3, because: "busiest day of a week" },
  "llm.slo.ttftP95Ms": { base: 2000, because: "a chat feels slow beyond two seconds" },
  "llm.slo.tpotMs": { base: 50, because: "20 tokens a second, faster than most people read" },
  "llm.tokenizerFactor": { base: 1, because: "tokens of two models are taken as equal" },
  "llm.reasoningMultiplier": {
    base: 1,
    because: "no reasoning tokens are counted beside the visible output",
  },
  "llm.reasoningMultiplier.open": {
    base: 3,
    low: 1,
    high: 10,
    because: "open models that reason bill 1 to 10 times their visible output",
  },
  "llm.reasoningMultiplier.closed": {
    base: 1,
    low: 1,
    high: 10,
    because: "visible output only: it reasons unless told not to, billed as output; its logs say how much",
  },
  "llm.hosting.buildHours": { base: 400, because: "published build of a serving platform: 400 to 640 h" },
  "llm.hosting.upkeepHoursPerMonth": {
    base: 20,
    because: "published upkeep of a serving platform: 10 to 40 h",
  },
  "llm.hybrid.routingUsdPerMonth": {
    base: 0,
    because: "a rule in the caller's own code bills nothing; a gateway would",
  },
  "llm.hybrid.routerHours": {
    base: 80,
    low: 40,
    high: 160,
    because: "two weeks: a rule for each class, its tests, watching both sides, and a way back",
  },
  "llm.hosting.fixed.overheadShare": { base: 0, because: "no overhead was given" },
  "llm.hosting.fixed.hoursPerMonth": { base: 730, because: "8,760 h ÷ 12" },
  "llm.candidates.tuning.retunesPerYear": { base: 0, because: "tuned once" },
  "vectors.bytesPerDimension": { base: 4, because: "float32" },
  "vectors.metadataBytes": { base: 0, because: "no metadata was given" },
  "vectors.filterableBytes": { base: 0, because: "no filterable metadata was given" },
  "vectors.payloadBytesInRam": { base: 0, because: "no payload is kept in memory" },
  "vectors.namespaces": { base: 1, because: "one namespace holds all records" },
  "vectors.recordsWrittenPerMonth": { base: 0, because: "no writes were given" },
  "vectors.recordsPerWriteRequest": { base: 100, because: "a usual batch" },
  "vectors.topK": { base: 10, because: "a usual result size" },
  "vectors.queriesPerMonth": { base: 1, because: "one search per request of the llm part" },
  "vectors.buildHours": { base: 60, because: "published set-up of a self-hosted vector store" },
  "vectors.upkeepHoursPerMonth": { base: 8, because: "published upkeep of a self-hosted vector store" },
  "tracking.retentionMonths": { base: 12, because: "runs are looked at for a year" },
  "tracking.buildHours": { base: 40, because: "published set-up of a tracking server" },
  "tracking.upkeepHoursPerMonth": { base: 4, because: "published upkeep of a tracking server" },
  "offers.lastMileHours": {
    base: 120,
    low: 80,
    high: 160,
    because: "three weeks: errors, keys, monitoring, retries, limits, tests",
  },
  "offers.settingsHours": {
    base: 40,
    because: "a week to change settings at the same vendor and watch them",
  },
  "offers.exitHours": { base: 0, because: "nobody plans to leave" },
  "offers.attentionHoursPerMonth": { base: 0, because: "a bought service runs by itself" },
  "offers.switching.weeks.behindInterface": {
    base: 2,
    because: "published: two weeks where all calls go through one interface (llm.interface.calls)",
  },
  "offers.switching.weeks.directCalls": {
    base: 21.5,
    low: 17,
    high: 26,
    because: "published: four to six months with 50 direct calls in 15 services (llm.interface.calls)",
  },
  "offers.switching.testsShare": { base: 0.3, because: "published share of a migration for its tests" },
  "offers.switching.bufferShare": {
    base: 0.2,
    because: "published buffer on migration and integration",
  },
  "risks.creditsUsdPerMonth": { base: 0, because: "no credits were given" },
  "risks.extraHours": { base: 0, because: "no more work than planned was given" },
  "offers.own.upfrontUsd": { base: 0, because: "nothing is paid up front" },
  "usage.responseBytesPerToken": {
    base: 250,
    because: "one server-sent event per token; 6 without streaming",
  },
  "usage.requestBytesPerToken": { base: 6, because: "about 4 characters and JSON escaping" },
  "usage.logBytesPerRequest": { base: 500, because: "an access line and an engine line" },
  "usage.connectionsPerRequest": { base: 0.1, because: "keep-alive between services; 1 from browsers" },
  "usage.bootsPerInstanceMonth": { base: 2, because: "one update, one replacement" },
  "usage.imageGiBPerBoot": {
    base: 12,
    because: "server image through the NAT gateway; 0 with private repositories and endpoints",
  },
  "usage.snapshotChangeShare": { base: 0.1, because: "of a volume's data between two snapshots" },
  "criteria.paybackMonths.good": { base: 12, because: "published rule: below a year, go" },
  "criteria.paybackMonths.bad": { base: 24, because: "published rule: above two years, do not" },
  "criteria.qualityDelta": { base: 0.1, because: "published rule: ten points of win rate" },
  "commitments.startMonth": { base: 1, because: "signed when the fleet starts" },
  "criteria.breakEvenMonths": {
    base: 3,
    because: "one month above break-even may be chance, a quarter is not",
  },
  "criteria.probabilityFloor": {
    base: 0.8,
    because: "four draws in five; leaving costs a build that staying does not",
  },
  "criteria.tieBand": { base: 0.05, because: "totals this close are a tie" },
  "uncertainty.draws": { base: 10_000, because: "shares are then known to half a point" },
  "uncertainty.seed": { base: 1, because: "any seed: the same one draws the same numbers again" },
} as const satisfies Record<string, Default>;

export type DefaultKey = keyof typeof DEFAULTS;
