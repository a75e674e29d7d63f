import type { BillingRules } from "../../prices/rules.ts";
import type { UsageDrivers } from "../../scenario/scenario.ts";
import type { Fleet } from "../../sizing/fleet.ts";
import type { LineItem } from "../line-item.ts";
import type { Deployed } from "./deployed.ts";
import { DEPLOYED, type Factor, factor, figureFactor } from "./factor.ts";
import { type LlmUsage, llmLines } from "./llm.ts";
import type { Setting } from "./service.ts";
import { type TrackingUsage, trackingLines } from "./tracking.ts";
import type { VectorsUsage } from "./vector-flows.ts";
import { vectorLines } from "./vectors.ts";

export interface UsageInput {
  readonly fleet: Fleet;
  /** Settings of the registered resources: `readDeployed(graph)`. */
  readonly deployed: Deployed;
  /** Demand of this month; a part without it has no lines. */
  readonly llm?: LlmUsage;
  readonly vectors?: VectorsUsage;
  readonly tracking?: TrackingUsage;
  /** Instances, nodes and servers of this month where they differ from the fleet's. */
  readonly units?: { readonly llm?: number; readonly vectors?: number; readonly tracking?: number };
  readonly drivers: UsageDrivers;
  readonly rules: BillingRules;
  /** Billed metrics that the rendered agent configs name: of the vLLM service, per Qdrant node, of the MLflow service. */
  readonly metrics: { readonly llm?: number; readonly vectors?: number; readonly tracking?: number };
  /** 1 and up; for drivers that vary by month. */
  readonly month?: number;
}

/**
 * What a fleet will be billed beyond its registered resources, line by line, in one month.
 *
 * Each quantity is a product of drivers, which the line lists with who says so. Fleet and graph must be of one
 * decision: a part with demand needs both.
 */
export function impliedUsage(input: UsageInput): readonly LineItem[] {
  const { fleet, deployed, units = {}, drivers, rules, month = 1 } = input;
  const setting: Setting = {
    region: fleet.region,
    zones: fleet.zones.length,
    drivers,
    rules,
    month,
    natGateways: deployed.natGateways,
  };
  const metrics = (part: keyof UsageInput["metrics"]): Factor => {
    const given = drivers.scrapeMetrics;
    if (given !== undefined) return figureFactor("custom metrics", given, "metrics", month);
    return factor("custom metrics", both(part, input.metrics[part], "count of metrics"), "metrics", DEPLOYED);
  };
  const lines: LineItem[] = [];
  if (input.llm !== undefined) {
    const own = both("llm", fleet.llm, "fleet");
    const found = both("llm", deployed.llm, "registered service");
    lines.push(...llmLines(setting, own, input.llm, found, units.llm ?? own.instances, metrics("llm")));
  }
  if (input.vectors !== undefined) {
    const own = both("vectors", fleet.vectors, "fleet");
    const found = both("vectors", deployed.vectors, "registered service");
    lines.push(
      ...vectorLines(setting, own, input.vectors, found, units.vectors ?? own.nodes, metrics("vectors")),
    );
  }
  if (input.tracking !== undefined) {
    const own = both("tracking", fleet.tracking, "fleet");
    const found = both("tracking", deployed.tracking, "registered service");
    lines.push(
      ...trackingLines(setting, own, input.tracking, found, units.tracking ?? 1, metrics("tracking")),
    );
  }
  return lines;
}

function both<T>(part: string, value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`usage of ${part} is asked for, but there is no ${what} of it`);
  return value;
}
