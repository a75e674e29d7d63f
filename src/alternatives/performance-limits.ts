import { checkVerdict, type LimitCheck, type Measure, performanceCheck } from "../compare/performance.ts";
import type { LlmPart } from "../scenario/llm-terms.ts";
import type { PerformanceCriteria } from "../scenario/rule-terms.ts";
import type { Alternative } from "./alternative.ts";
import type { PartPlan } from "./part-plan.ts";
import { plannedProfile } from "./performance-profile.ts";
import { replaced } from "./replaced.ts";

/** How a row stands to `criteria.performance`. */
export interface LimitsKept {
  readonly verdict: "pass" | "fail" | "unknown";
  /** What has a limit and no figure, in words. */
  readonly untested: readonly string[];
}

const WORDS: Readonly<
  Record<Measure, { readonly name: string; readonly limit: string; readonly unit: string }>
> = {
  p99Ms: { name: "p99", limit: "at most", unit: " ms" },
  requestsPerSecond: { name: "requests/s", limit: "at least", unit: "" },
  accuracy: { name: "accuracy", limit: "at least", unit: "" },
  usdPer1000: { name: "cost", limit: "at most", unit: " USD per 1,000 requests" },
};

/**
 * Rows that miss a limit are out, like those that cannot carry the load; what has no figure rules nothing out. The fleet
 * to deploy is one that keeps the limits, where there is one.
 */
export function withinLimits(
  part: LlmPart,
  asked: PerformanceCriteria | undefined,
  plan: PartPlan,
): PartPlan {
  const limits = basesOf(asked);
  if (Object.keys(limits).length === 0) return plan;
  const alternatives = plan.alternatives.map((row) => judged(row, part, limits));
  const fleet = alternatives.find((row) => row.fleet !== undefined && row.feasible.kind === "yes")?.fleet;
  const misses = alternatives.some((row) => row.fleet === plan.fleet && row.limits?.verdict === "fail");
  return { ...plan, alternatives, ...(misses && fleet && { fleet }) };
}

type Limits = { readonly [M in Measure]?: number };

function basesOf({ p99Ms, requestsPerSecond, accuracy, usdPer1000 }: PerformanceCriteria = {}): Limits {
  const given = Object.entries({ p99Ms, requestsPerSecond, accuracy, usdPer1000 });
  return Object.fromEntries(given.flatMap(([key, figure]) => (figure ? [[key, figure.base]] : [])));
}

function judged(row: Alternative, part: LlmPart, limits: Limits): Alternative {
  if (row.feasible.kind === "no") return row;
  const checks = checksOf(row, part, limits);
  const missed = checks.filter((check) => check.kind === "missed");
  const untested = checks.flatMap(({ kind, measure }) => (kind === "unknown" ? [WORDS[measure].name] : []));
  const planned = row.capacity !== undefined;
  const because = `misses ${missed.map((miss) => missText(planned, miss)).join(", ")}`;
  return replaced(row, {
    limits: { verdict: checkVerdict(checks), untested: [...new Set(untested)] },
    ...(missed.length > 0 && { feasible: { kind: "no" as const, because } }),
  });
}

/** Answers that go two ways are as slow and as right as the side that gives them; what they cost is one bill. */
export function checksOf(row: Alternative, part: LlmPart, limits: Limits): readonly LimitCheck[] {
  const { sides } = row;
  if (sides === undefined) return performanceCheck(plannedProfile(row, part), limits).checks;
  const { p99Ms, accuracy, usdPer1000 } = limits;
  const each = { ...(p99Ms !== undefined && { p99Ms }), ...(accuracy !== undefined && { accuracy }) };
  const whole = usdPer1000 === undefined ? {} : { usdPer1000 };
  return [
    ...sides.flatMap((side) => performanceCheck(plannedProfile(side.row, part), each).checks),
    ...performanceCheck(plannedProfile(row, part), whole).checks,
  ];
}

/** "accuracy of at least 0.85: 0.82"; what we planned and nobody measured is about so much. */
function missText(
  planned: boolean,
  { measure, limit, value }: LimitCheck & { readonly kind: "missed" },
): string {
  const { name, limit: side, unit } = WORDS[measure];
  const about = planned && measure !== "accuracy" && measure !== "usdPer1000" ? "about " : "";
  return `${name} of ${side} ${shown(limit)}${unit}: ${about}${shown(value)}`;
}

/** Three figures tell how far off it is; more would be a claim. */
function shown(value: number): string {
  return value >= 1000 ? Math.round(value).toLocaleString("en-US") : `${Number(value.toPrecision(3))}`;
}
