import type { LlmPart } from "../scenario/llm-terms.ts";
import type { Scenario } from "../scenario/scenario.ts";
import type { Fleet } from "../sizing/fleet.ts";
import type { Part } from "./alternative.ts";
import { withCommitments } from "./committed.ts";
import type { PlanContext, PlanSources } from "./context.ts";
import { withHiring } from "./hiring.ts";
import { planLlm } from "./llm.ts";
import type { PartPlan } from "./part-plan.ts";
import { withinLimits } from "./performance-limits.ts";
import { planTracking } from "./tracking.ts";
import { planVectors } from "./vectors.ts";

/** Every alternative of every part, and the fleets whose graph somebody must capture before the plan is whole. */
export interface Plan {
  readonly parts: readonly PartPlan[];
  readonly missing: readonly Fleet[];
}

/** @param only one part, when the others do not matter */
export function plan(scenario: Scenario, sources: PlanSources, only?: Part): Plan {
  const missing: Fleet[] = [];
  const context: PlanContext = { ...sources, scenario, miss: (fleet) => missing.push(fleet) };
  const wanted = (part: Part) => only === undefined || only === part;
  const limited = (part: LlmPart, whole: PartPlan) =>
    withinLimits(part, scenario.criteria.performance, withCommitments(context, whole));
  const parts = [
    ...(scenario.llm && wanted("llm")
      ? [limited(scenario.llm, withHiring(scenario, planLlm(context, scenario.llm)))]
      : []),
    ...(scenario.vectors && wanted("vectors")
      ? [withCommitments(context, planVectors(context, scenario.vectors))]
      : []),
    ...(scenario.tracking && wanted("tracking") ? [planTracking(context, scenario.tracking)] : []),
  ];
  return { parts, missing };
}
