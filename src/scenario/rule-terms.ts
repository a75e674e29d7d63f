import type { Answer, Figure } from "./figure.ts";

/** What the organisation is like; printed as told, read by the phase and the findings on hosting. */
export interface Context {
  readonly organisationPeople?: Figure;
  readonly aiIsProduct: Answer;
  readonly productProven: Answer;
  /** What the model in use lacks; absent: unanswered. */
  readonly gap?: "none" | "behaviour" | "knowledge" | "quality";
  readonly sellsModels: Answer;
  readonly kubernetes: Answer;
}

/** A part of the system that may be built or bought, whether or not its costs are planned here. */
export interface Component {
  /** Where it stands in the file: "components.0". */
  readonly key: string;
  readonly name: string;
  readonly class?: "differentiator" | "commodity";
  /** 0 to 10. */
  readonly differentiation?: Figure;
  readonly complexity?: Figure;
  /** USD/month. */
  readonly premiumUsdPerMonth?: Figure;
  /** h/week. */
  readonly hoursSavedPerWeek?: Figure;
}

/** When a running offer is left: present where a context, or one of the three, is given. */
export interface LeavingCriteria {
  /** Months in a row above the break-even volume. */
  readonly breakEvenMonths: Figure;
  /** Share of draws in which hosting must be cheaper. */
  readonly probabilityFloor: Figure;
  /** Gross margin below which the offer is left whatever the rest says. */
  readonly marginFloor?: Figure;
}

export interface PerformanceCriteria {
  readonly p99Ms?: Figure;
  readonly requestsPerSecond?: Figure;
  readonly accuracy?: Figure;
  readonly usdPer1000?: Figure;
  readonly weights?: {
    readonly latency?: Figure;
    readonly cost?: Figure;
    readonly accuracy?: Figure;
    readonly throughput?: Figure;
  };
}

/** What was measured of a model, or what its seller states. */
export interface Profile {
  readonly p50Ms?: Figure;
  readonly p99Ms?: Figure;
  readonly requestsPerSecond?: Figure;
  readonly accuracy?: Figure;
}

/** What stopping idle machines would take. */
export interface ScaleToZero {
  readonly hoursPerMonth?: Figure;
  readonly upkeepHoursPerMonth?: Figure;
  readonly coldStartMinutes?: Figure;
  readonly wakesPerMonth?: Figure;
}
