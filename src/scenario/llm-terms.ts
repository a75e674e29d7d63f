import type { Retrieval, Tuning } from "./adaptation.ts";
import type { Figure } from "./figure.ts";
import type { PriceFactor } from "./price-factors.ts";
import type { Quality } from "./quality.ts";
import type { Profile, ScaleToZero } from "./rule-terms.ts";
import type { ModelInterface } from "./switching.ts";

/** One class of requests; a scenario without `classes` has exactly one, named "all". */
export interface RequestClass {
  readonly name: string;
  readonly requestsPerMonth: Figure;
  readonly growthPerMonth: Figure;
  /** Mean tokens per request, cached and shared parts included. */
  readonly promptTokens: Figure;
  /** Mean visible output tokens per request; reasoning comes on top by the model's multiplier. */
  readonly outputTokens: Figure;
  readonly sharedPrefixTokens: Figure;
  readonly cacheMissShare: Figure;
  readonly cachedPromptShare: Figure;
  readonly cacheWriteShare: Figure;
  readonly cacheWrite1hShare: Figure;
  readonly batchShare: Figure;
  readonly batchedShare: Figure;
  readonly retryRate: Figure;
  readonly peakToMean: Figure;
  readonly withinHourPeak: Figure;
  readonly busyDay: Figure;
  readonly promptTokensP99: Figure;
  readonly outputTokensMax: Figure;
  readonly ttftP95Ms: Figure;
  readonly tpotMs: Figure;
  /** Of the first candidate on this class alone; absent: what is known of the candidate holds for the class. */
  readonly quality?: Quality;
}

export interface LlmPart {
  /** What is bought now; absent: nothing is bought yet. */
  readonly today?: BoughtModel;
  readonly billedUsdPerMonth?: Figure;
  /** Of today's model. */
  readonly profile?: Profile;
  /** Of requests that reach what they were for, above 0. */
  readonly successShare?: Figure;
  /** USD per request. */
  readonly revenueUsdPerRequest?: Figure;
  readonly classes: readonly RequestClass[];
  readonly tier: string;
  readonly geography: string;
  readonly tokenizerFactor: Figure;
  /** On list prices of what is bought. */
  readonly priceFactors?: readonly PriceFactor[];
  /** 24 or 168 UTC weights; absent: flat, said so. */
  readonly hourProfile?: readonly number[];
  readonly candidates: readonly Candidate[];
  /** The API that the application speaks: the one that many serve, or one seller's own; absent: unanswered. */
  readonly dialect?: "openai" | "vendor";
  /** Open model that is kept deployable; absent: none is named. */
  readonly fallback?: string;
  readonly interface?: ModelInterface;
  readonly hosting: Hosting;
  /** Some requests bought, some hosted; absent: one class, and nobody asked for it. */
  readonly hybrid?: HybridTerms;
}

/** What sending some classes of requests to a fleet and the others to a seller takes. */
interface HybridTerms {
  /** USD a month of whatever decides where a request goes. */
  readonly routingUsdPerMonth: Figure;
  /** One-off, h. */
  readonly routerHours: Figure;
  /** Names of the classes that may be hosted; absent: all. */
  readonly classes?: readonly string[];
}

/** `provider` is the project's own name (openai, anthropic, google, aws, together, groq, fireworks …) or "own". */
export interface BoughtModel {
  readonly provider: string;
  readonly model: string;
  readonly reasoningMultiplier: Figure;
}

export interface Candidate {
  /** "openai/gpt-oss-120b" (an open model's repository id), "anthropic/claude-haiku-4-5" (a closed one) or "own/<name>". */
  readonly model: string;
  /** Open weights stand for two alternatives, bought and hosted; a closed one is only bought. */
  readonly open: boolean;
  /** Path of the repository's config.json, for a model without a card. */
  readonly config?: string;
  readonly precision?: string;
  readonly weights: "open" | "own";
  readonly quality: Quality;
  readonly reasoningMultiplier: Figure;
  readonly trainingUsd?: Figure;
  readonly labellingUsd?: Figure;
  readonly tuning?: Tuning;
  readonly retrieval?: Retrieval;
  readonly profile?: Profile;
}

export interface Hosting {
  /** Globs over instance type names. */
  readonly instanceTypes: readonly string[];
  readonly spare?: "replica" | "instance" | "none";
  readonly precisions?: readonly string[];
  /** Paths of results of vllm bench serve. */
  readonly benchmarks?: readonly string[];
  readonly maxModelLen?: number;
  /** Share of prompt tokens whose KV is already on the replica; absent: sharedPrefixTokens ÷ promptTokens. */
  readonly prefixHitShare?: Figure;
  readonly fixed?: FixedHost;
  readonly scaleToZero?: ScaleToZero;
  readonly buildHours: Figure;
  readonly upkeepHoursPerMonth: Figure;
  readonly incidentHoursPerMonth?: Figure;
  readonly complianceHoursPerMonth?: Figure;
  readonly securityHoursPerMonth?: Figure;
}

/** A host that the reader prices himself: no captured graph. */
export interface FixedHost {
  readonly instances: Figure;
  readonly hourlyUsd: Figure;
  readonly overheadShare: Figure;
  /** 730 unless the reader states another month. */
  readonly hoursPerMonth: Figure;
  /** GB of vectors' memory that one holds, 10⁹ bytes: `instances` is then the least, and the volume may ask for more. */
  readonly usableGB?: Figure;
}
