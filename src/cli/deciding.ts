import { weightsName } from "../alternatives/adapted.ts";
import type { Part } from "../alternatives/alternative.ts";
import type { PartPlan } from "../alternatives/part-plan.ts";
import { calledOf } from "../decision/both-sides.ts";
import { combine, type StackDecision } from "../decision/combine.ts";
import { decide } from "../decision/decide.ts";
import type { PartDecision } from "../decision/decision.ts";
import { type DecisionInput, rule } from "../decision/verdict.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { switchingOf } from "../scenario/switching.ts";

/** What the verdict order needs of a plan's part. */
export function decisionInput(scenario: Scenario, { part, alternatives }: PartPlan): DecisionInput {
  return {
    part,
    alternatives,
    criteria: scenario.criteria,
    people: scenario.people,
    hours: hoursOf(scenario, part),
    horizonMonths: scenario.horizonMonths,
    discountRatePerYear: scenario.discountRatePerYear.base,
    qualityKeys: Object.fromEntries(
      (scenario.llm?.candidates ?? []).map((candidate, i) => [
        weightsName(candidate),
        `llm.candidates.${i}.quality`,
      ]),
    ),
    ...(scenario.llm && { geography: scenario.llm.geography }),
    switchingGiven: switchingOf(scenario.offers, part) !== undefined || scenario.offers.exitHours.base > 0,
  };
}

function hoursOf(scenario: Scenario, part: Part): DecisionInput["hours"] {
  const hours = part === "llm" ? scenario.llm?.hosting : scenario[part];
  if (hours === undefined) throw new Error(`the scenario has no ${part} part`);
  return hours;
}

export function decidePart(scenario: Scenario, plan: PartPlan): PartDecision {
  return decide(decisionInput(scenario, plan));
}

/** The verdict alone, for questions asked again and again. */
export function verdictOf(
  scenario: Scenario,
  plan: PartPlan,
): { readonly verdict: PartDecision["verdict"]; readonly names: string; readonly called?: string } {
  const { verdict, names } = rule(decisionInput(scenario, plan));
  const named = plan.alternatives.find(({ id }) => id === names);
  return { verdict, names, ...(named && { called: calledOf(named, plan.alternatives) }) };
}

/** All parts' own choices taken together; undefined where some part chooses nothing yet. */
export function combinedStack(
  scenario: Scenario,
  parts: readonly PartPlan[],
  decisions: readonly PartDecision[],
): StackDecision | undefined {
  return combine(
    parts.flatMap(({ part, alternatives }) => {
      const decision = decisions.find((d) => d.part === part);
      return decision === undefined ? [] : [{ decision, alternatives }];
    }),
    { horizonMonths: scenario.horizonMonths, discountRatePerYear: scenario.discountRatePerYear.base },
  );
}
