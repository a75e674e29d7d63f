import { billOfMaterials } from "../bill/bill-of-materials.ts";
import type { LineItem } from "../bill/line-item.ts";
import type { RegisteredResource } from "../bill/registered-resource.ts";
import { readDeployed } from "../bill/usage/deployed.ts";
import { impliedUsage } from "../bill/usage/implied-usage.ts";
import { vectorsDemand } from "../demand/vectors-demand.ts";
import type { BillingRules } from "../prices/rules.ts";
import type { Fleet } from "../sizing/fleet.ts";
import type { PlanContext } from "./context.ts";
import { usageOfFleet } from "./llm-usage.ts";
import { trackingUsage } from "./tracking.ts";
import { vectorsUsage } from "./vectors-usage.ts";

/**
 * Lines of one deployed or planned fleet: what its resources bill and, with the scenario it was chosen for, what
 * month 1 implies. The same functions that price the fleet in a comparison.
 */
export function deploymentLines(
  graph: readonly RegisteredResource[],
  fleet: Fleet,
  context: PlanContext | undefined,
  rules: BillingRules,
): readonly LineItem[] {
  const bill = billOfMaterials(graph, rules);
  if (context === undefined) return bill.lines;
  const { scenario, metrics } = context;
  const usage = impliedUsage({
    fleet,
    deployed: readDeployed(graph),
    ...(fleet.llm && scenario.llm && { llm: usageOfFleet(context, scenario.llm, fleet.llm) }),
    ...(fleet.vectors &&
      scenario.vectors && { vectors: vectorsUsage(scenario.vectors, vectorsDemand(scenario.vectors, 1)) }),
    ...(fleet.tracking &&
      scenario.tracking && { tracking: trackingUsage(scenario.tracking, 1, scenario.growthPerMonth) }),
    drivers: scenario.usage,
    rules,
    metrics,
    month: 1,
  });
  return [...bill.lines, ...usage];
}
