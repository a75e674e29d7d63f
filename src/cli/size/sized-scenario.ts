import { requestFor } from "../../alternatives/llm-search.ts";
import type { LlmDemand } from "../../demand/llm-demand.ts";
import { PEAK_FACTORS, sizeRateAt } from "../../demand/peak-variants.ts";
import { InputError } from "../../errors.ts";
import type { Candidate } from "../../scenario/llm-terms.ts";
import type { Scenario } from "../../scenario/scenario.ts";
import { defaultVersion } from "../../sizing/engine-version.ts";
import { searchFleets } from "../../sizing/fleet-search.ts";
import type { ModelCard } from "../../sizing/model-card.ts";
import { type OwnMeasurement, weightsOf } from "../../sizing/own-measurement.ts";
import type { FleetVerdict } from "../../sizing/verdict.ts";
import { ownFacts } from "../own-facts.ts";

/** One open model of a scenario with every placement that sizing tried, month 1. */
export interface SizedModel {
  readonly candidate: Candidate;
  readonly model: ModelCard;
  readonly demand: LlmDemand;
  /** λ_size were the peak 3, 6 and 12 times the mean: what nobody measured is what a fleet hangs on most. */
  readonly peaks: readonly { readonly factor: number; readonly sizeRate: number }[];
  readonly verdicts: readonly FleetVerdict[];
  /** The reader's benchmarks of it that no placement has: another GPU, TP or precision than any that was tried. */
  readonly unmatched: readonly OwnMeasurement[];
}

export interface SizedScenario {
  readonly name: string;
  readonly environment: Scenario["environment"];
  /** vLLM release that is planned with. */
  readonly vllmVersion: string;
  readonly models: readonly SizedModel[];
}

/**
 * Physics only: no price, no region, no choice between types.
 * @throws InputError NOTHING_TO_SIZE without an open candidate, and those of the search; exit 2
 */
export function sizedScenario(scenario: Scenario, file: string): SizedScenario {
  const { llm } = scenario;
  const open = llm?.candidates.filter((candidate) => candidate.open) ?? [];
  if (llm === undefined || open.length === 0) {
    throw new InputError(
      "NOTHING_TO_SIZE",
      `${file} names no open model to host: llm.candidates has ${llm?.candidates.map(({ model }) => model).join(", ") || "none"}.`,
      `Name one: crossover size ${file} --candidate openai/gpt-oss-120b`,
    );
  }
  const own = ownFacts(scenario);
  return {
    name: scenario.name,
    environment: scenario.environment,
    vllmVersion: defaultVersion("vllm").version,
    models: open.map((candidate) => {
      const request = requestFor({ scenario, own }, llm, candidate, candidate.reasoningMultiplier.base);
      const multiplier = candidate.reasoningMultiplier.base;
      const peaks = PEAK_FACTORS.map((factor) => ({
        factor,
        sizeRate: sizeRateAt(llm, multiplier, factor, { tokenizer: llm.tokenizerFactor.base }),
      }));
      const { model, demand } = request;
      const verdicts = searchFleets(request);
      const unmatched = own.measurements.filter(
        (one) => one.modelId === model.id && !verdicts.some((verdict) => isOf(verdict, one)),
      );
      return { candidate, model, demand, peaks, verdicts, unmatched };
    }),
  };
}

const isOf = (verdict: FleetVerdict, one: OwnMeasurement): boolean =>
  verdict.gpu === one.gpu &&
  verdict.tensorParallel === one.tensorParallel &&
  weightsOf(verdict.precision) === weightsOf(one.precision) &&
  (verdict.kvCacheDtype === "fp8") === one.kv8;
