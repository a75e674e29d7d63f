import { InputError } from "../errors.ts";
import { candidateOf, requireDistinct } from "./candidate.ts";
import type { RawFigure } from "./figure-schema.ts";
import { hybridTerms } from "./hybrid-terms.ts";
import { hosting } from "./llm-hosting.ts";
import type { RawLlm } from "./llm-schema.ts";
import { requireOwn, type Surroundings } from "./llm-surroundings.ts";
import type { BoughtModel, LlmPart } from "./llm-terms.ts";
import { fallbackOf, interfaceOf } from "./llm-way-out.ts";
import { priceFactorsOf } from "./price-factors.ts";
import { classesOf } from "./request-class.ts";
import { figuresAt } from "./rule-parts.ts";

/** What sellers call the place of a region: "us-east-1" is their "us" or their "regional" endpoint. */
const placeOf = (region: string): string => `${region.split("-")[0]}|regional`;

export function llmPart(raw: RawLlm, around: Surroundings): LlmPart {
  const { make } = around;
  const list = classesOf(raw, around);
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
    candidates: (raw.candidates ?? []).map((entry, i) => candidateOf(entry, i, around, list)),
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
