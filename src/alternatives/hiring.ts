import { onceAtYourPrice } from "../offers/tuning.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { runsMachines } from "./alternative.ts";
import type { PartPlan } from "./part-plan.ts";
import { replaced } from "./replaced.ts";

/** The plan with hiring or training of people counted once in everything of it that the team would have to run. */
export function withHiring({ people }: Pick<Scenario, "people">, plan: PartPlan): PartPlan {
  const { hiringUsd } = people;
  if (hiringUsd === undefined) return plan;
  const line = onceAtYourPrice("hiring", "Hiring or training of people", hiringUsd);
  const alternatives = plan.alternatives.map((row) =>
    runsMachines(row) && row.feasible.kind === "yes" ? replaced(row, { oneOff: [...row.oneOff, line] }) : row,
  );
  return { ...plan, alternatives };
}
