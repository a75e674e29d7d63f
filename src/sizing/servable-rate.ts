import { constant } from "./constants.ts";
import { concurrencyAt, openTpotSeconds, saturationRate, ttftP95Seconds } from "./load-shape.ts";
import type { Serving } from "./serving.ts";
import { outputRate } from "./step.ts";

/** What a user feels: mean time per output token, 95th percentile of time to first token, ms. */
export interface Objective {
  readonly tpotMs: number;
  readonly ttftP95Ms: number;
}

export type Limit = "load" | "tpot" | "ttft";

/** R: requests per second that one replica serves within the objective, with what stops it from serving more. */
export type ServableRate =
  | { readonly kind: "rate"; readonly rate: number; readonly binds: Limit; readonly concurrency: number }
  | {
      readonly kind: "missed";
      readonly metric: "tpot" | "ttft";
      readonly limitMs: number;
      readonly bestMs: number;
    };

/**
 * R = highest λ with load ≤ ρ, TPOT ≤ limit and p95 of TTFT ≤ limit.
 *
 * Searched over C instead of λ = X(C)/O: all three rise with C, and C gives λ in one step where λ needs a
 * search for C. 60 halvings leave less than one part in 10¹⁷.
 */
export function servableRate(serving: Serving, maxConcurrency: number, objective: Objective): ServableRate {
  const missed = atZeroLoad(serving, objective);
  if (missed !== undefined) return missed;
  const output = serving.shape.outputTokens;
  const top = constant("loadCap") * saturationRate(serving, maxConcurrency);
  const topConcurrency = concurrencyAt(serving, top * output, maxConcurrency);
  let broken = brokenBy(serving, topConcurrency, top, objective);
  if (broken === undefined) return { kind: "rate", rate: top, binds: "load", concurrency: topConcurrency };
  let low = 0;
  let high = topConcurrency;
  for (let i = 0; i < 60; i += 1) {
    const middle = (low + high) / 2;
    const limit = brokenBy(serving, middle, outputRate(serving, middle) / output, objective);
    if (limit === undefined) low = middle;
    else {
      high = middle;
      broken = limit;
    }
  }
  // Met at zero load only, to the last digit: nothing can be served.
  if (low === 0) return missedAt(broken, serving, objective);
  return { kind: "rate", rate: outputRate(serving, low) / output, binds: broken, concurrency: low };
}

function atZeroLoad(serving: Serving, objective: Objective): ServableRate | undefined {
  const broken = brokenBy(serving, 0, 0, objective);
  return broken === undefined ? undefined : missedAt(broken, serving, objective);
}

/** Best values, with nobody else there: TPOT t_dec(1), p95 of TTFT 2·(T_IN + t_pre + t_dec(1)). */
function missedAt(metric: "tpot" | "ttft", serving: Serving, objective: Objective): ServableRate {
  return metric === "tpot"
    ? { kind: "missed", metric, limitMs: objective.tpotMs, bestMs: openTpotSeconds(serving, 0) * 1e3 }
    : { kind: "missed", metric, limitMs: objective.ttftP95Ms, bestMs: ttftP95Seconds(serving, 0, 0) * 1e3 };
}

function brokenBy(
  serving: Serving,
  concurrency: number,
  rate: number,
  objective: Objective,
): "tpot" | "ttft" | undefined {
  if (openTpotSeconds(serving, concurrency) * 1e3 > objective.tpotMs) return "tpot";
  if (ttftP95Seconds(serving, concurrency, rate) * 1e3 > objective.ttftP95Ms) return "ttft";
  return undefined;
}
