import type { Alternative } from "../alternatives/alternative.ts";
import type { Profile } from "../scenario/rule-terms.ts";
import type { PerformanceProfile } from "./performance.ts";

/** Shapes of the waiting time that nobody measured here: its mean and its 99th percentile beside the 95th. */
export interface WaitShape {
  /** 95th percentile ÷ mean. */
  readonly p95: number;
  /** 99th percentile ÷ mean. */
  readonly p99: number;
}

export interface Lengths {
  /** Output tokens of a mean request, reasoning included. */
  readonly meanOutputTokens: number;
  /** Of the longest. */
  readonly mostOutputTokens: number;
}

/** An option's profile, and which of its figures rest on an assumed shape. */
export interface PlannedProfile extends PerformanceProfile {
  readonly assumed: readonly ("p50Ms" | "p99Ms")[];
}

/**
 * A fleet's own profile at its busiest hour:
 * p50 ≈ mean TTFT + (O − 1)·TPOT; p99 = p99 of TTFT + (O_max − 1)·TPOT ÷ (1 − b), b the share by which throughput may
 * fall short; requests/s of all replicas. Both latencies rest on an assumed shape of the waiting time.
 */
function hostedProfile(
  alternative: Alternative,
  lengths: Lengths,
  wait: WaitShape,
): Omit<PlannedProfile, "name"> {
  const serving = alternative.capacity?.serving;
  if (serving === undefined) return { assumed: [] };
  const mean = serving.ttftP95MsAtPeak / wait.p95;
  const tail = Math.max(0, lengths.mostOutputTokens - 1);
  const short = serving.rangeShare.low;
  return {
    p50Ms: mean + Math.max(0, lengths.meanOutputTokens - 1) * serving.tpotMsAtPeak,
    // A range that reaches down to no throughput at all has no slowest token.
    ...(short < 1 && { p99Ms: wait.p99 * mean + (tail * serving.tpotMsAtPeak) / (1 - short) }),
    requestsPerSecond: serving.rate * serving.replicas,
    assumed: ["p50Ms", "p99Ms"],
  };
}

/**
 * What is known of one option: a fleet by its plan, a bought one by what was measured or stated. Accuracy belongs to
 * the weights, wherever they run.
 */
export function profileOf(
  alternative: Alternative,
  stated: Profile | undefined,
  lengths: Lengths,
  wait: WaitShape,
): PlannedProfile {
  const { accuracy, ...bought } = given(stated);
  const first = alternative.months[0];
  const priced = first !== undefined && !first.atLeast && first.volume > 0;
  return {
    name: alternative.name,
    ...(alternative.kind === "hosted"
      ? hostedProfile(alternative, lengths, wait)
      : { ...bought, assumed: [] }),
    ...(accuracy !== undefined && { accuracy }),
    ...(priced && { usdPer1000: (1000 * first.usd) / first.volume }),
  };
}

function given(profile: Profile = {}): Omit<PerformanceProfile, "name" | "usdPer1000"> {
  return Object.fromEntries(Object.entries(profile).map(([measure, figure]) => [measure, figure.base]));
}
