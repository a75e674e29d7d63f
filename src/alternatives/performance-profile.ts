import type { PerformanceProfile } from "../compare/performance.ts";
import type { LlmPart } from "../scenario/llm-terms.ts";
import type { Profile } from "../scenario/rule-terms.ts";
import { constant } from "../sizing/constants.ts";
import { weightsName } from "./adapted.ts";
import type { Alternative } from "./alternative.ts";

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
    // Of machines that the reader prices himself nothing is planned: what he states of them holds.
    ...(alternative.kind === "hosted" && alternative.place === undefined
      ? hostedProfile(alternative, lengths, wait)
      : { ...bought, assumed: [] }),
    ...(accuracy !== undefined && { accuracy }),
    ...(priced && { usdPer1000: (1000 * first.usd) / first.volume }),
  };
}

function given(profile: Profile = {}): Omit<PerformanceProfile, "name" | "usdPer1000"> {
  return Object.fromEntries(Object.entries(profile).map(([measure, figure]) => [measure, figure.base]));
}

/** The profile of a row of the llm part, from what the scenario states of models and sellers. */
export function plannedProfile(row: Alternative, part: LlmPart): PlannedProfile {
  const wait = { p95: constant("ttftP95Factor"), p99: constant("ttftP99Factor") };
  return profileOf(row, statedOf(row, part), lengthsOf(row, part), wait);
}

/** What was stated of today's model holds of today's seller; its accuracy holds wherever the model runs. */
function statedOf(row: Alternative, { today, profile, candidates }: LlmPart): Profile | undefined {
  // Two sides have a profile each.
  if (row.sides !== undefined) return undefined;
  const isToday = row.kind === "today" || row.kind === "lever";
  const own = candidates.find((candidate) => weightsName(candidate) === row.model)?.profile;
  if (!isToday) return own;
  if (row.seller === today?.provider) return profile ?? own;
  return profile?.accuracy && { accuracy: profile.accuracy };
}

/** Output tokens of a mean request over all classes, and of the longest, reasoning included. */
function lengthsOf(row: Alternative, part: LlmPart): Lengths {
  const candidate = part.candidates.find((of) => weightsName(of) === row.model);
  const factor = (candidate?.reasoningMultiplier.base ?? 1) * part.tokenizerFactor.base;
  const requests = part.classes.reduce((sum, { requestsPerMonth }) => sum + requestsPerMonth.base, 0);
  const weighed = part.classes.reduce(
    (sum, entry) => sum + entry.outputTokens.base * (requests === 0 ? 1 : entry.requestsPerMonth.base),
    0,
  );
  return {
    meanOutputTokens: (factor * weighed) / (requests === 0 ? part.classes.length : requests),
    mostOutputTokens: factor * Math.max(...part.classes.map(({ outputTokensMax }) => outputTokensMax.base)),
  };
}
