import { difference } from "./difference.ts";

/** How an option performs; what nobody measured or stated is absent, which is not 0. */
export interface PerformanceProfile {
  readonly name: string;
  /** Shown, not tested. */
  readonly p50Ms?: number;
  readonly p99Ms?: number;
  readonly requestsPerSecond?: number;
  /** 0 to 1, on the reader's own tasks. */
  readonly accuracy?: number;
  readonly usdPer1000?: number;
}

/** Limits that an option must keep; an absent one is not tested. */
export interface PerformanceLimits {
  readonly p99Ms?: number;
  readonly requestsPerSecond?: number;
  readonly accuracy?: number;
  readonly usdPer1000?: number;
}

export type Measure = keyof PerformanceLimits;

/** One limit held against one option. `by`: how far off it is, in the unit of the measure, above 0. */
export type LimitCheck =
  | { readonly kind: "kept"; readonly measure: Measure; readonly value: number; readonly limit: number }
  | {
      readonly kind: "missed";
      readonly measure: Measure;
      readonly value: number;
      readonly limit: number;
      readonly by: number;
    }
  | { readonly kind: "unknown"; readonly measure: Measure; readonly limit: number };

export interface PerformanceCheck {
  /** Unknown: nothing failed, and something tested is not known. */
  readonly verdict: "pass" | "fail" | "unknown";
  readonly checks: readonly LimitCheck[];
}

/** "most": the value may be the limit or less; "least": the limit or more. Inclusive both ways. */
const SIDES = {
  p99Ms: "most",
  requestsPerSecond: "least",
  accuracy: "least",
  usdPer1000: "most",
} as const satisfies Record<Measure, "most" | "least">;

const MEASURES = Object.keys(SIDES) as Measure[];

/** meets ⇔ p99 ≤ L ∧ requests/s ≥ R ∧ accuracy ≥ Q ∧ cost ≤ K. */
export function performanceCheck(profile: PerformanceProfile, limits: PerformanceLimits): PerformanceCheck {
  const checks = MEASURES.flatMap((measure) => {
    const limit = limits[measure];
    return limit === undefined ? [] : [checkOf(measure, profile[measure], limit)];
  });
  return { verdict: checkVerdict(checks), checks };
}

/** One limit missed is enough to fail; unknown only where none is. */
export function checkVerdict(checks: readonly LimitCheck[]): PerformanceCheck["verdict"] {
  const has = (kind: LimitCheck["kind"]) => checks.some((check) => check.kind === kind);
  return has("missed") ? "fail" : has("unknown") ? "unknown" : "pass";
}

function checkOf(measure: Measure, value: number | undefined, limit: number): LimitCheck {
  if (value === undefined) return { kind: "unknown", measure, limit };
  const by = SIDES[measure] === "most" ? difference(value, limit) : difference(limit, value);
  return by > 0 ? { kind: "missed", measure, value, limit, by } : { kind: "kept", measure, value, limit };
}
