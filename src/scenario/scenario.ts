import type { Excluded } from "./checklist.ts";
import type { Commitment } from "./commitments.ts";
import type { DimensionScores } from "./dimensions.ts";
import type { Answer, Figure } from "./figure.ts";
import type { LlmPart } from "./llm-terms.ts";
import type { OwnOffer } from "./own-offer.ts";
import type { Note, Risk, Spent } from "./risk.ts";
import type { Component, Context, LeavingCriteria, PerformanceCriteria } from "./rule-terms.ts";
import type { Switching } from "./switching.ts";
import type { UncertaintyTerms } from "./uncertainty-schema.ts";

/** What the reader asks, with every default filled in. `schema.ts` owns the file's shape, `parse.ts` makes this. */
export interface Scenario {
  readonly name: string;
  readonly region: string;
  /** "YYYY-MM-DD": prices known on that day; month 1 is the first full calendar month after it. */
  readonly asOf: string;
  readonly environment: "prod" | "dev";
  /** 1 to 120 whole months. */
  readonly horizonMonths: number;
  /** One-offs are spread over so many months in break-even volumes; absent: over the horizon. */
  readonly spreadMonths?: number;
  /** Share per year, above −1. */
  readonly discountRatePerYear: Figure;
  readonly growthPerMonth: Figure;
  readonly announcedPriceChanges: boolean;
  readonly people: People;
  readonly context?: Context;
  readonly components?: readonly Component[];
  readonly llm?: LlmPart;
  readonly vectors?: VectorsPart;
  readonly tracking?: TrackingPart;
  readonly offers: OfferTerms;
  readonly usage: UsageDrivers;
  readonly criteria: Criteria;
  /** Each an alternative of its own beside the fleet that it commits. */
  readonly commitments: readonly Commitment[];
  readonly risks: readonly Risk[];
  readonly spent: readonly Spent[];
  readonly notes: readonly Note[];
  readonly dimensions?: DimensionScores;
  /** Costs that the reader leaves out on purpose. */
  readonly excluded?: readonly Excluded[];
  readonly uncertainty: UncertaintyTerms;
}

export interface People {
  /** USD/h, one rate for both sides. */
  readonly hourlyUsd: Figure;
  /** USD a year, where the reader gave that: the hourly rate follows from it. */
  readonly annualUsd?: Figure;
  readonly gpuExpertise: Answer;
  readonly mlEngineers?: Figure;
  readonly teamHoursPerMonth?: Figure;
  /** USD, once, on what is hosted. */
  readonly hiringUsd?: Figure;
  /** Hours a month that whoever is hired adds; absent: as many as are missing. */
  readonly hiringHoursPerMonth?: Figure;
}

export interface VectorsPart {
  /** "pinecone/standard", "qdrant" … */
  readonly today?: string;
  readonly candidates: readonly string[];
  readonly vectors: Figure;
  readonly growthPerMonth: Figure;
  readonly dimensions: Figure;
  readonly bytesPerDimension: Figure;
  readonly metadataBytes: Figure;
  readonly filterableBytes: Figure;
  readonly payloadBytesInRam: Figure;
  readonly namespaces: Figure;
  readonly queriesPerMonth: Figure;
  readonly recordsWrittenPerMonth: Figure;
  readonly recordsPerWriteRequest: Figure;
  readonly topK: Figure;
  readonly embedding?: {
    readonly provider: string;
    readonly model: string;
    readonly tokensPerRecord: Figure;
    readonly tokensPerQuery: Figure;
  };
  readonly buildHours: Figure;
  readonly upkeepHoursPerMonth: Figure;
}

export interface TrackingPart {
  /** "wandb/pro", "mlflow" … */
  readonly today?: string;
  readonly candidates: readonly string[];
  readonly seats?: Figure;
  readonly trackedHoursPerMonth?: Figure;
  readonly storedGB?: Figure;
  readonly ingestedTraceGBPerMonth?: Figure;
  readonly runsPerMonth?: Figure;
  readonly metricPointsPerRun?: Figure;
  readonly artifactGBPerRun?: Figure;
  readonly retentionMonths: Figure;
  readonly rates: {
    readonly seatUsd?: Figure;
    readonly trackedHourUsd?: Figure;
    readonly storedGBUsd?: Figure;
  };
  readonly sso: Answer;
  readonly selfHostMandate: Answer;
  readonly buildHours: Figure;
  readonly upkeepHoursPerMonth: Figure;
}

export interface OfferTerms {
  readonly lastMileHours: Figure;
  /** Hours of a change of settings at the same vendor (caching, batch). */
  readonly settingsHours: Figure;
  readonly exitHours: Figure;
  readonly attentionHoursPerMonth: Figure;
  readonly own: readonly OwnOffer[];
  readonly switching?: Switching;
}

/** Drivers of implied usage lines, each a key of `usage`. */
export interface UsageDrivers {
  readonly responseBytesPerToken: Figure;
  readonly requestBytesPerToken: Figure;
  readonly logBytesPerRequest: Figure;
  readonly connectionsPerRequest: Figure;
  /** Absent: 1 − 1 ÷ zones. */
  readonly crossZoneShare?: Figure;
  readonly bootsPerInstanceMonth: Figure;
  readonly imageGiBPerBoot: Figure;
  /** Absent: counted from the agent's config of the stack. */
  readonly scrapeMetrics?: Figure;
  /** Absent: dimensions × 4 + payload. */
  readonly qdrantBytesPerResult?: Figure;
  readonly snapshotChangeShare: Figure;
}

export interface Criteria {
  readonly paybackGoodMonths: Figure;
  readonly paybackBadMonths: Figure;
  readonly qualityDelta: Figure;
  readonly tieBand: Figure;
  readonly dataPolicy: "none" | "region" | "no-third-party" | "own-account" | "air-gapped";
  readonly leaving?: LeavingCriteria;
  readonly performance?: PerformanceCriteria;
}
