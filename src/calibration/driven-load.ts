import type { Serving } from "../sizing/serving.ts";
import { decodeSeconds, outputRate, tpotSeconds } from "../sizing/step.ts";
import { constantOf } from "../sizing/throughput-set.ts";
import type { Spread } from "./drive.ts";

/*
 * How benchmarks drive a server, said with the same steps that size a fleet: a plan is always an open load, and the
 * measurements that its constants are fitted to are not.
 */

/** A closed loop: C clients, one request each. Seconds; rate in output tokens per second. */
export interface ClosedLoad {
  readonly concurrency: number;
  readonly outputRate: number;
  readonly tpotSeconds: number;
  readonly ttftSeconds: number;
}

/** c = max(0.3, min(C, C_max)); X(c), TPOT(c), TTFT = T_IN + t_pre·(1 + queueShare·c) */
export function closedLoad(serving: Serving, clients: number, maxConcurrency: number): ClosedLoad {
  const concurrency = Math.max(0.3, Math.min(clients, maxConcurrency));
  return {
    concurrency,
    outputRate: outputRate(serving, concurrency),
    tpotSeconds: tpotSeconds(serving, concurrency),
    ttftSeconds:
      serving.requestOverheadSeconds +
      serving.prefillSeconds * (1 + constantOf(serving.set, "queueShare") * concurrency),
  };
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
  spread: Spread = 1,
): number {
  const output = serving.shape.outputTokens;
  const together = Math.min(requests, maxConcurrency);
  const u = spread === "text" ? textSpread(serving, together) : spread;
  const seconds =
    requests * serving.prefillSeconds +
    Math.max(0, requests - together) * (output / together) * decodeSeconds(serving, together) +
    u * output * decodeSeconds(serving, Math.max(1, together / u));
  return (requests * output) / seconds;
}

/** Lengths of real text fall off exponentially: the longest of n lasts ln(n) means. A set may hold one factor instead. */
function textSpread({ set }: Serving, together: number): number {
  const { textSpread: factor } = set.constants;
  return factor === undefined ? Math.max(1, Math.log(Math.max(3, together))) : factor.value;
}
