import type { Serving } from "./serving.ts";
import { decodeSeconds, outputRate, prefillPerToken } from "./step.ts";

/** An open load: requests arrive on their own. */
export interface OpenLoad {
  /** λ·O / X(C_max), below 1. */
  readonly load: number;
  readonly concurrency: number;
  readonly tpotSeconds: number;
  readonly ttftP95Seconds: number;
}

/** λ_full = X(C_max)/O: requests per second at which a replica saturates. */
export function saturationRate(serving: Serving, maxConcurrency: number): number {
  return outputRate(serving, maxConcurrency) / serving.shape.outputTokens;
}

/**
 * λ requests per second on one replica; C solves X(C) = λ·O.
 * @returns undefined when saturated: λ at or above X(C_max)/O
 */
export function openLoad(serving: Serving, rate: number, maxConcurrency: number): OpenLoad | undefined {
  const load = rate / saturationRate(serving, maxConcurrency);
  if (load >= 1) return undefined;
  const concurrency = concurrencyAt(serving, rate * serving.shape.outputTokens, maxConcurrency);
  return {
    load,
    concurrency,
    tpotSeconds: openTpotSeconds(serving, concurrency),
    ttftP95Seconds: ttftP95Seconds(serving, concurrency, rate),
  };
}

/** C in [0, C_max] with X(C) = tokens per second; X rises with C, so halving finds it. */
export function concurrencyAt(serving: Serving, tokensPerSecond: number, maxConcurrency: number): number {
  let low = 0;
  let high = maxConcurrency;
  for (let i = 0; i < 60; i += 1) {
    const middle = (low + high) / 2;
    if (outputRate(serving, middle) < tokensPerSecond) low = middle;
    else high = middle;
  }
  return high;
}

/** TPOT = t_dec(max(C,1)) + (C/O)·t_pre: whoever is served at all is a sequence of its own. */
export function openTpotSeconds(serving: Serving, concurrency: number): number {
  return decodeSeconds(serving, Math.max(concurrency, 1)) + prefillPerToken(serving, concurrency);
}

/**
 * p95 of TTFT = factor · ( T_IN + t_pre·(1 + r/(2·max(0.05, 1 − r))) + t_dec(max(C,1)) ), r = λ·t_pre:
 * waiting for the prefills ahead, own prefill, first step.
 */
export function ttftP95Seconds(serving: Serving, concurrency: number, rate: number): number {
  const busy = rate * serving.prefillSeconds;
  const waiting = busy / (2 * Math.max(0.05, 1 - busy));
  const mean =
    serving.requestOverheadSeconds +
    serving.prefillSeconds * (1 + waiting) +
    decodeSeconds(serving, Math.max(concurrency, 1));
  return serving.ttftP95Factor * mean;
}
