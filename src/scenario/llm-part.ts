import { InputError } from "../errors.ts";
import { retrievalOf, tuningOf } from "./adaptation.ts";
import { beside } from "./beside.ts";
import type { Figure } from "./figure.ts";
import type { RawFigure } from "./figure-schema.ts";
import type { Figures } from "./figures.ts";
import { hybridTerms } from "./hybrid-terms.ts";
import { nearest } from "./issue.ts";
import { hosting } from "./llm-hosting.ts";
import type { RawLlm } from "./llm-schema.ts";
import { fallbackOf, interfaceOf } from "./llm-way-out.ts";
import type { RawOwnOffer } from "./own-offer-schema.ts";
import type { ParseContext } from "./parse.ts";
import { priceFactorsOf } from "./price-factors.ts";
import { qualityOf } from "./quality.ts";
import { figuresAt } from "./rule-parts.ts";
import type { BoughtModel, Candidate, LlmPart, RequestClass } from "./scenario.ts";

interface Surroundings {
  readonly make: Figures;
  /** The scenario's growth, used where a volume has none of its own. */
  readonly growth: Figure;
  readonly context: ParseContext;
  readonly own: readonly RawOwnOffer[];
  /** Region that the data policy binds to; absent: it binds to none. */
  readonly bound?: string;
}

/** What sellers call the place of a region: "us-east-1" is their "us" or their "regional" endpoint. */
const placeOf = (region: string): string => `${region.split("-")[0]}|regional`;

export function llmPart(raw: RawLlm, around: Surroundings): LlmPart {
  const { make } = around;
  const list = classes(raw, around);
  requireDistinct(raw, around);
  const billed = make.optional("llm.billedUsdPerMonth", raw.billedUsdPerMonth);
  return {
    ...(raw.today !== undefined && { today: bought(raw.today, raw.reasoningMultiplier, around) }),
    ...(billed && { billedUsdPerMonth: billed }),
    ...(raw.profile && { profile: figuresAt(make, "llm.profile", raw.profile) }),
    ...figuresAt(make, "llm", {
      successShare: raw.successShare,
      revenueUsdPerRequest: raw.revenueUsdPerRequest,
    }),
    classes: list,
    tier: raw.tier ?? "standard",
    geography: raw.geography ?? (around.bound === undefined ? "global" : placeOf(around.bound)),
    tokenizerFactor: make.orDefault("llm.tokenizerFactor", raw.tokenizerFactor),
    ...priceFactorsOf(raw.priceFactors, make, around.context.file),
    ...(raw.hourProfile && { hourProfile: raw.hourProfile }),
    ...(raw.dialect !== undefined && { dialect: raw.dialect }),
    ...(raw.fallback !== undefined && { fallback: fallbackOf(raw.fallback, around) }),
    ...(raw.interface && { interface: interfaceOf(raw.interface, make) }),
    candidates: (raw.candidates ?? []).map((entry, i) => adaptedCandidate(entry, i, around, list)),
    hosting: hosting(raw.hosting ?? {}, make, around.context.file),
    ...hybridTerms(raw, make, around.context.file),
  };
}

function bought(id: string, multiplier: RawFigure | undefined, around: Surroundings): BoughtModel {
  const slash = id.indexOf("/");
  if (slash < 1 || slash === id.length - 1) {
    throw new InputError(
      "MODEL_ID",
      `${around.context.file}: llm.today must be provider/model, got "${id}".`,
      "For example anthropic/claude-sonnet-4-6, or own/<name> for an offer of offers.own; leave it out where nothing is bought yet.",
    );
  }
  const provider = id.slice(0, slash);
  const model = id.slice(slash + 1);
  if (provider === "own") requireOwn(model, "llm.today", around);
  return {
    provider,
    model,
    reasoningMultiplier: around.make.orDefault("llm.reasoningMultiplier", multiplier),
  };
}

function requireOwn(name: string, key: string, around: Surroundings): void {
  const names = around.own.map((offer) => offer.name);
  if (names.includes(name)) return;
  throw new InputError(
    "OWN_OFFER_UNKNOWN",
    `${around.context.file}: ${key} names own/${name}, but offers.own holds ${names.length === 0 ? "nothing" : names.join(", ")}.`,
    "Add it under offers.own with its rates.",
  );
}

function classes(raw: RawLlm, around: Surroundings): RequestClass[] {
  if (raw.classes === undefined) return [requestClass("all", raw, "llm", around)];
  return raw.classes.map(({ quality, ...entry }, i) => ({
    ...requestClass(entry.name, { ...raw, ...entry }, `llm.classes.${i}`, around),
    ...(quality !== undefined && { quality: qualityOf(quality) }),
  }));
}

type RequestKeys = Omit<RawLlm, "classes" | "candidates" | "hosting" | "hybrid" | "today">;

function requestClass(name: string, raw: RequestKeys, at: string, around: Surroundings): RequestClass {
  const { make, growth } = around;
  const required = (key: "requestsPerMonth" | "promptTokens" | "outputTokens"): Figure => {
    const value = raw[key];
    if (value === undefined) {
      throw new InputError(
        "SCENARIO_INCOMPLETE",
        `${around.context.file}: ${at} has no ${key}, and no volume follows from what is there.`,
        "Add it; with only a bill, run: crossover compare --today provider/model --bill USD --save scenario.yaml",
      );
    }
    return make.given(`${at}.${key}`, value);
  };
  const prompt = required("promptTokens");
  const output = required("outputTokens");
  const shared = make.orDefault(`${at}.sharedPrefixTokens`, raw.sharedPrefixTokens, "llm.sharedPrefixTokens");
  if (shared.base > prompt.base) {
    throw new InputError(
      "PREFIX_LONGER_THAN_PROMPT",
      `${around.context.file}: ${at}.sharedPrefixTokens is ${shared.base}, but ${at}.promptTokens is ${prompt.base}.`,
      "The shared prefix is a part of the prompt.",
    );
  }
  const times4 = (key: string, figure: Figure) =>
    make.assumed(
      `${at}.${key}`,
      { low: 4 * figure.base, base: 4 * figure.base, high: 4 * figure.base },
      "4 × the mean, for the context length only",
    );
  const fallback = (key: string, value: RawFigure | undefined) =>
    make.orDefault(`${at}.${key}`, value, `llm.${key}` as "llm.batchShare");
  return {
    name,
    requestsPerMonth: required("requestsPerMonth"),
    growthPerMonth: make.optional(`${at}.growthPerMonth`, raw.growthPerMonth) ?? growth,
    promptTokens: prompt,
    outputTokens: output,
    sharedPrefixTokens: shared,
    cacheMissShare: fallback("cacheMissShare", raw.cacheMissShare),
    cachedPromptShare: fallback("cachedPromptShare", raw.cachedPromptShare),
    cacheWriteShare: fallback("cacheWriteShare", raw.cacheWriteShare),
    cacheWrite1hShare: fallback("cacheWrite1hShare", raw.cacheWrite1hShare),
    batchShare: fallback("batchShare", raw.batchShare),
    batchedShare: fallback("batchedShare", raw.batchedShare),
    retryRate: fallback("retryRate", raw.retryRate),
    peakToMean: fallback("peakToMean", raw.peakToMean),
    withinHourPeak: fallback("withinHourPeak", raw.withinHourPeak),
    busyDay: fallback("busyDay", raw.busyDay),
    promptTokensP99:
      make.optional(`${at}.promptTokensP99`, raw.promptTokensP99) ?? times4("promptTokensP99", prompt),
    outputTokensMax:
      make.optional(`${at}.outputTokensMax`, raw.outputTokensMax) ?? times4("outputTokensMax", output),
    ttftP95Ms: fallback("slo.ttftP95Ms", raw.slo?.ttftP95Ms),
    tpotMs: fallback("slo.tpotMs", raw.slo?.tpotMs),
  };
}

/** Families of open models that write reasoning tokens before they answer. */
const REASONING_FAMILIES = [
  /gpt-oss/i,
  /qwen3/i,
  /qwen[4-9]/i,
  /deepseek-(r1|v4)/i,
  /kimi/i,
  /minimax/i,
  /glm/i,
];

type RawCandidate = NonNullable<RawLlm["candidates"]>[number];

function candidate(raw: RawCandidate, index: number, around: Surroundings): Candidate {
  const entry = typeof raw === "string" ? { model: raw } : raw;
  const at = `llm.candidates.${index}`;
  const { make, context } = around;
  const config =
    "config" in entry && entry.config !== undefined ? beside(context.file, entry.config) : undefined;
  const open = config !== undefined || context.openModels.includes(entry.model);
  if (!open) requireProvider(entry.model, `${at}.model`, around);
  const reasons = open && REASONING_FAMILIES.some((family) => family.test(entry.model));
  const training = make.optional(`${at}.trainingUsd`, entry.trainingUsd);
  const labelling = make.optional(`${at}.labellingUsd`, entry.labellingUsd);
  return {
    model: entry.model,
    open,
    ...(config !== undefined && { config }),
    ...(entry.precision !== undefined && { precision: entry.precision }),
    weights: entry.weights ?? "open",
    quality: qualityOf(entry.quality),
    reasoningMultiplier: make.orDefault(
      `${at}.reasoningMultiplier`,
      entry.reasoningMultiplier,
      reasons ? "llm.reasoningMultiplier.open" : "llm.reasoningMultiplier",
    ),
    ...(training && { trainingUsd: training }),
    ...(labelling && { labellingUsd: labelling }),
    ...(entry.profile && { profile: figuresAt(make, `${at}.profile`, entry.profile) }),
  };
}

/** Two tunings of one model that are served alike would be one row told twice. */
function requireDistinct({ candidates = [] }: RawLlm, { context }: Surroundings): void {
  const seen = new Map<string, number>();
  for (const [i, entry] of candidates.entries()) {
    if (typeof entry === "string" || (entry.tuning ?? entry.retrieval) === undefined) continue;
    const way = entry.tuning ? `tuned, served as ${entry.tuning.servedAs}` : "with retrieval";
    const first = seen.get(`${entry.model} ${way}`);
    if (first !== undefined) {
      throw new InputError(
        "CANDIDATE_TWICE",
        `${context.file}: llm.candidates.${first} and llm.candidates.${i} are both ${entry.model} ${way}.`,
        "Keep one of them, and try the other with --set.",
      );
    }
    seen.set(`${entry.model} ${way}`, i);
  }
}

/** A candidate that may be tuned, or answer from retrieved text. */
function adaptedCandidate(
  raw: RawCandidate,
  index: number,
  around: Surroundings,
  list: readonly RequestClass[],
): Candidate {
  const made = candidate(raw, index, around);
  if (typeof raw === "string" || (raw.tuning === undefined && raw.retrieval === undefined)) return made;
  const { make, context, growth } = around;
  const place = {
    at: `llm.candidates.${index}`,
    make,
    file: context.file,
    model: made.model,
    open: made.open,
  };
  if (raw.tuning !== undefined && (raw.trainingUsd !== undefined || raw.labellingUsd !== undefined)) {
    throw new InputError(
      "TUNING_TWICE",
      `${context.file}: ${place.at} gives tuning and ${raw.trainingUsd === undefined ? "labellingUsd" : "trainingUsd"} beside it.`,
      "Move it into tuning.",
    );
  }
  return {
    ...made,
    ...(raw.tuning && { tuning: tuningOf(raw.tuning, place) }),
    ...(raw.retrieval && { retrieval: retrievalOf(raw.retrieval, place, { classes: list }, growth) }),
  };
}

function requireProvider(model: string, key: string, around: Surroundings): void {
  if (model.startsWith("own/")) {
    requireOwn(model.slice(4), key, around);
    return;
  }
  const guess = nearest(model, around.context.openModels);
  if (model.includes("/") && guess === undefined) return;
  throw new InputError(
    "MODEL_UNKNOWN",
    `${around.context.file}: ${key} is "${model}", which is neither an open model that Crossover knows nor provider/model.${guess === undefined ? "" : ` Did you mean ${guess}?`}`,
    "Open models are named by their repository id, such as openai/gpt-oss-120b; the list: data/models.json",
  );
}
