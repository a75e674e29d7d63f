import type { Scenario } from "../scenario/scenario.ts";
import type { Fleet } from "../sizing/fleet.ts";
import type { Part } from "./alternative.ts";
import { withCommitments } from "./committed.ts";
import type { PlanContext, PlanSources } from "./context.ts";
import { planLlm } from "./llm.ts";
import type { PartPlan } from "./part-plan.ts";
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
  const parts = [
    ...(scenario.llm && wanted("llm") ? [withCommitments(context, planLlm(context, scenario.llm))] : []),
    ...(scenario.vectors && wanted("vectors")
      ? [withCommitments(context, planVectors(context, scenario.vectors))]
      : []),
    ...(scenario.tracking && wanted("tracking") ? [planTracking(context, scenario.tracking)] : []),
  ];
  return { parts, missing };
}
