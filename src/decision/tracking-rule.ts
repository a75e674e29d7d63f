import published from "../../data/tracking-rule.json" with { type: "json" };
import type { Unknown } from "../provenance.ts";

/** The published rule on experiment tracking: limits, bands and notes. */
export const TRACKING_RULE = published;

export interface TrackingCase {
  readonly seats: number;
  /** Must it run in our own account? */
  readonly selfHostMandate: boolean;
  /** USD/month of the bought side, set-up left out. */
  readonly wandbUsdPerMonth: number | Unknown;
  readonly mlflowUsdPerMonth: number | Unknown;
}

/** What the rule says and the first of its clauses that matched. */
export type TrackingRuling =
  | {
      readonly verdict: "MLflow" | "W&B";
      readonly clause: "mandate" | "few seats" | "many seats" | "small margin" | "large margin";
    }
  | Unknown;

/**
 * First match: mandate → MLflow; seats ≤ 5 → W&B; seats ≥ 30 → MLflow; W&B less MLflow below 500 USD/month → W&B;
 * else MLflow. It leaves set-up out, so the comparison over the horizon belongs beside it.
 */
export function trackingRule(of: TrackingCase): TrackingRuling {
  const { limits } = published;
  if (of.selfHostMandate) return { verdict: "MLflow", clause: "mandate" };
  if (of.seats <= limits.fewSeats) return { verdict: "W&B", clause: "few seats" };
  if (of.seats >= limits.manySeats) return { verdict: "MLflow", clause: "many seats" };
  if (typeof of.wandbUsdPerMonth !== "number") return of.wandbUsdPerMonth;
  if (typeof of.mlflowUsdPerMonth !== "number") return of.mlflowUsdPerMonth;
  return of.wandbUsdPerMonth - of.mlflowUsdPerMonth < limits.marginUsdPerMonth
    ? { verdict: "W&B", clause: "small margin" }
    : { verdict: "MLflow", clause: "large margin" };
}

/**
 * The band of the published guidance that a number of seats falls into. Bands, table and rule of that text disagree:
 * guidance, not a verdict.
 */
export function trackingBand(seats: number, regulated: boolean): string {
  if (regulated) return published.regulated;
  const band = published.bands.find(({ toSeats }) => toSeats === null || seats <= toSeats);
  return band?.guidance ?? published.regulated;
}
