import { constant } from "./constants.ts";
import type { Serving } from "./serving.ts";
import { decodeSeconds, outputRate, prefillPerToken, tpotSeconds } from "./step.ts";

/** A closed loop: C clients, one request each. Seconds; rate in output tokens per second. */
export interface ClosedLoad {
  readonly concurrency: number;
  readonly outputRate: number;
  readonly tpotSeconds: number;
  readonly ttftSeconds: number;
}

/** An open load: requests arrive on their own. */
export interface OpenLoad {
  /** λ·O / X(C_max), below 1. */
  readonly load: number;
  readonly concurrency: number;
  readonly tpotSeconds: number;
  readonly ttftP95Seconds: number;
}

/** c = max(0.3, min(C, C_max)); X(c), TPOT(c), TTFT = T_IN + t_pre·(1 + c/10) */
export function closedLoad(serving: Serving, clients: number, maxConcurrency: number): ClosedLoad {
  const concurrency = Math.max(0.3, Math.min(clients, maxConcurrency));
  return {
    concurrency,
    outputRate: outputRate(serving, concurrency),
    tpotSeconds: tpotSeconds(serving, concurrency),
    ttftSeconds: constant("requestOverheadMs") / 1e3 + serving.prefillSeconds * (1 + concurrency / 10),
  };
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
 * p95 of TTFT = 2 · ( T_IN + t_pre·(1 + r/(2·max(0.05, 1 − r))) + t_dec(max(C,1)) ), r = λ·t_pre:
 * waiting for the prefills ahead, own prefill, first step.
 */
export function ttftP95Seconds(serving: Serving, concurrency: number, rate: number): number {
  const busy = rate * serving.prefillSeconds;
  const waiting = busy / (2 * Math.max(0.05, 1 - busy));
  const mean =
    constant("requestOverheadMs") / 1e3 +
    serving.prefillSeconds * (1 + waiting) +
    decodeSeconds(serving, Math.max(concurrency, 1));
  return constant("ttftP95Factor") * mean;
}

/**
 * N requests at once, lengths spread evenly up to u·O (u = 1: all equal); output tokens per second of the whole:
 *
 *   n = min(N, C_max) · time = N·t_pre + max(0, N − n)·(O/n)·t_dec(n) + u·O·t_dec(max(1, n/u)) · X = N·O/time
 */
export function burstOutputRate(
  serving: Serving,
  requests: number,
  maxConcurrency: number,
  spread = 1,
): number {
  const output = serving.shape.outputTokens;
  const together = Math.min(requests, maxConcurrency);
  const seconds =
    requests * serving.prefillSeconds +
    Math.max(0, requests - together) * (output / together) * decodeSeconds(serving, together) +
    spread * output * decodeSeconds(serving, Math.max(1, together / spread));
  return (requests * output) / seconds;
}
