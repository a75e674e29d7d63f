import type { LlmUsage } from "../bill/usage/llm.ts";
import { llmDemand } from "../demand/llm-demand.ts";
import { InputError } from "../errors.ts";
import type { Figure } from "../scenario/figure.ts";
import type { Candidate, LlmPart } from "../scenario/llm-terms.ts";
import type { LlmFleet } from "../sizing/fleet.ts";
import type { FleetRow } from "../sizing/verdict.ts";
import { Decimal } from "../units.ts";
import type { PlanContext } from "./context.ts";
import { requestFor, searched } from "./llm-search.ts";

/**
 * Usage of month 1 on a fleet that was chosen earlier.
 * @throws InputError when the scenario no longer leads to such a fleet.
 */
export function usageOfFleet(context: PlanContext, part: LlmPart, fleet: LlmFleet): LlmUsage {
  const candidate = part.candidates.find(({ model }) => model === fleet.modelId);
  const row =
    candidate &&
    searched(context, requestFor(context, part, candidate, candidate.reasoningMultiplier.base))
      .map((verdict) => (verdict.kind === "dominated" ? verdict.fleet : verdict))
      .find(
        (v) =>
          v.kind === "fleet" &&
          v.instanceType === fleet.instanceType &&
          v.precision === fleet.precision &&
          v.tensorParallel === fleet.tensorParallelSize,
      );
  if (candidate === undefined || row?.kind !== "fleet") {
    throw new InputError(
      "FLEET_NOT_OF_SCENARIO",
      `The fleet serves ${fleet.modelId} on ${fleet.instanceType}, but the scenario ${candidate === undefined ? "has no such candidate" : "does not lead there any more"}.`,
      "Choose again with: crossover choose <scenario.yaml>",
    );
  }
  return usageOf(part, candidate, row, 1, 1);
}

/** Traffic of a month: requests of that month, tokens of the hosted model. */
export function usageOf(
  part: LlmPart,
  candidate: Candidate,
  row: FleetRow,
  month: number,
  volume: number,
): LlmUsage {
  const demand = llmDemand(part, candidate.reasoningMultiplier.base, month, {
    volume,
    tokenizer: part.tokenizerFactor.base,
  });
  const [only] = part.classes;
  const source = (figure: Figure | undefined) =>
    figure?.provenance ?? { kind: "yours" as const, key: "llm.classes" };
  const seconds = new Decimal(row.ttftP95MsAtPeak)
    .div(2)
    .plus(new Decimal(row.tpotMsAtPeak).times(demand.outputTokens))
    .div(1000);
  return {
    requestsPerMonth: { value: demand.requestsPerMonth, provenance: source(only?.requestsPerMonth) },
    promptTokens: { value: demand.promptTokens, provenance: source(only?.promptTokens) },
    outputTokens: {
      value: demand.outputTokens,
      provenance:
        candidate.reasoningMultiplier.base === 1
          ? source(only?.outputTokens)
          : candidate.reasoningMultiplier.provenance,
    },
    responseSeconds: {
      value: seconds.toNumber(),
      provenance: { kind: "fitted", source: "throughput model at the peak", at: "this run" },
    },
    weightsFrom: "s3",
  };
}
