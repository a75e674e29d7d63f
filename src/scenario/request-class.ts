import { InputError } from "../errors.ts";
import type { Figure } from "./figure.ts";
import type { RawFigure } from "./figure-schema.ts";
import type { RawLlm } from "./llm-schema.ts";
import type { Surroundings } from "./llm-surroundings.ts";
import type { RequestClass } from "./llm-terms.ts";
import { qualityOf } from "./quality.ts";

export function classesOf(raw: RawLlm, around: Surroundings): RequestClass[] {
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
