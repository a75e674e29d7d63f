import { type Figure, inMonth } from "../scenario/figure.ts";
import type { LlmPart, RequestClass } from "../scenario/llm-terms.ts";
import { SECONDS_PER_MONTH } from "../units.ts";
import { volumeInMonth } from "./growth.ts";

/** What all request classes together ask of one fleet in one month. */
export interface LlmDemand {
  /** Requests that reach the fleet, retries multiplied in: a hosted retry repeats the whole request. */
  readonly requestsPerMonth: number;
  /** Mean tokens per request, request-weighted. */
  readonly promptTokens: number;
  /** Mean generated tokens per request: visible × reasoning multiplier. */
  readonly outputTokens: number;
  /** Largest of the classes; both only set the context length. */
  readonly promptTokensP99: number;
  readonly outputTokensMax: number;
  /** Share of prompt tokens whose KV is already on the replica, 0 to 1. */
  readonly prefixShare: number;
  /** Requests per second: mean, busiest ten minutes of the month, and what the fleet must carry. */
  readonly meanRate: number;
  readonly peakRate: number;
  readonly sizeRate: number;
  /** Strictest objective of the classes that somebody waits for. */
  readonly ttftP95Ms: number;
  readonly tpotMs: number;
}

/** What turns a scenario's tokens into tokens of the hosted model, or its volume into another volume. */
export interface DemandFactors {
  /** On every class's requests; 1 by default. */
  readonly volume?: number;
  /** Tokens of the hosted model per token of the model that the scenario counts in; 1 by default. */
  readonly tokenizer?: number;
}

interface ClassLoad {
  readonly requests: number;
  readonly prompt: number;
  readonly output: number;
  readonly shared: number;
  readonly meanRate: number;
  readonly peakRate: number;
  readonly waitingPeakRate: number;
  readonly busyDayRate: number;
}

/**
 * Demand of the LLM part in month t (1..H).
 *
 * λ = v / (730·3600) · λ_peak = λ·peakToMean·withinHourPeak
 * λ_size = max( Σ(1 − β)·λ_peak , Σ busyDay·λ ): batch work fills the valleys, but a busy day must end.
 *
 * Classes share the fleet and peak together; means are request-weighted, the strictest objective holds.
 * A class that is all batch has nobody waiting, so its objective does not count (unless all are batch).
 *
 * @param reasoningMultiplier generated ÷ visible output tokens of the hosted model, 1 or more
 */
export function llmDemand(
  part: LlmPart,
  reasoningMultiplier: number,
  month: number,
  factors: DemandFactors = {},
): LlmDemand {
  const tokenizer = factors.tokenizer ?? 1;
  const loads = part.classes.map((entry) => classLoad(entry, month, factors.volume ?? 1));
  const requests = sum(loads, (load) => load.requests);
  const weighted = (tokens: (load: ClassLoad) => number): number =>
    requests === 0
      ? sum(loads, tokens) / loads.length
      : sum(loads, (load) => load.requests * tokens(load)) / requests;
  const prompt = weighted((load) => load.prompt);
  const hit = part.hosting.prefixHitShare;
  const generated = tokenizer * reasoningMultiplier;
  const strictest = waitedFor(part.classes, month);
  return {
    requestsPerMonth: requests,
    promptTokens: prompt * tokenizer,
    outputTokens: weighted((load) => load.output) * generated,
    promptTokensP99: largest(part.classes, (entry) => entry.promptTokensP99, month) * tokenizer,
    outputTokensMax: largest(part.classes, (entry) => entry.outputTokensMax, month) * generated,
    prefixShare:
      hit === undefined
        ? share(
            weighted((load) => load.shared),
            prompt,
          )
        : inMonth(hit, month),
    meanRate: sum(loads, (load) => load.meanRate),
    peakRate: sum(loads, (load) => load.peakRate),
    sizeRate: Math.max(
      sum(loads, (load) => load.waitingPeakRate),
      sum(loads, (load) => load.busyDayRate),
    ),
    ttftP95Ms: Math.min(...strictest.map((entry) => inMonth(entry.ttftP95Ms, month))),
    tpotMs: Math.min(...strictest.map((entry) => inMonth(entry.tpotMs, month))),
  };
}

/**
 * Context length to serve: min(context, 1024·⌈(promptTokensP99 + outputTokensMax)/1024⌉) tokens.
 * Whole blocks of 1,024, so that small changes of the inputs leave the deployment alone.
 */
export function maxModelLen(
  demand: Pick<LlmDemand, "promptTokensP99" | "outputTokensMax">,
  contextTokens: number,
): number {
  return Math.min(contextTokens, 1024 * Math.ceil((demand.promptTokensP99 + demand.outputTokensMax) / 1024));
}

function classLoad(entry: RequestClass, month: number, volumeFactor: number): ClassLoad {
  const requests =
    volumeInMonth(entry.requestsPerMonth, entry.growthPerMonth, month) *
    volumeFactor *
    (1 + inMonth(entry.retryRate, month));
  const meanRate = requests / SECONDS_PER_MONTH;
  const peakRate = meanRate * inMonth(entry.peakToMean, month) * inMonth(entry.withinHourPeak, month);
  return {
    requests,
    prompt: inMonth(entry.promptTokens, month),
    output: inMonth(entry.outputTokens, month),
    shared: inMonth(entry.sharedPrefixTokens, month),
    meanRate,
    peakRate,
    waitingPeakRate: (1 - mayWait(entry, month)) * peakRate,
    busyDayRate: inMonth(entry.busyDay, month) * meanRate,
  };
}

/** β: what is bought at the batch price today waits already, so it may wait on a fleet of our own too. */
function mayWait(entry: RequestClass, month: number): number {
  return Math.max(inMonth(entry.batchShare, month), inMonth(entry.batchedShare, month));
}

function waitedFor(classes: readonly RequestClass[], month: number): readonly RequestClass[] {
  const waiting = classes.filter((entry) => mayWait(entry, month) < 1);
  return waiting.length > 0 ? waiting : classes;
}

function largest(
  classes: readonly RequestClass[],
  figure: (entry: RequestClass) => Figure,
  month: number,
): number {
  return Math.max(...classes.map((entry) => inMonth(figure(entry), month)));
}

function share(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}

function sum<T>(items: readonly T[], value: (item: T) => number): number {
  return items.reduce((total, item) => total + value(item), 0);
}
