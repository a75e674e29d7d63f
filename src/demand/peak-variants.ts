import { inMonth } from "../scenario/figure.ts";
import type { LlmPart } from "../scenario/llm-terms.ts";
import { type DemandFactors, llmDemand } from "./llm-demand.ts";

/** Busiest ten minutes ÷ mean: between a shared platform's, the assumption and a spiky product's. */
export const PEAK_FACTORS = [3, 6, 12] as const;

/** λ_size of month 1, requests per second, were the peak so many times the mean; everything else as it is. */
export function sizeRateAt(
  part: LlmPart,
  reasoningMultiplier: number,
  factor: number,
  factors?: DemandFactors,
): number {
  const classes = part.classes.map((entry) => {
    const { months: _m, ...peak } = entry.peakToMean;
    return { ...entry, peakToMean: { ...peak, base: factor / inMonth(entry.withinHourPeak, 1) } };
  });
  return llmDemand({ ...part, classes }, reasoningMultiplier, 1, factors).sizeRate;
}
