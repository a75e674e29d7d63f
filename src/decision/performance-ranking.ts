import type { PerformanceProfile } from "../compare/performance.ts";

/** How much each term of the score weighs; an absent one is 0. */
export interface PriorityWeights {
  readonly latency?: number;
  readonly cost?: number;
  readonly accuracy?: number;
  readonly throughput?: number;
}

type Term = keyof PriorityWeights;

/** The four terms, each weighed. Their units are mixed, so the sum means nothing without them. */
type PriorityTerms = Readonly<Record<Term, number>>;

export type Ranked =
  | {
      readonly kind: "ranked";
      readonly name: string;
      readonly terms: PriorityTerms;
      readonly score: number;
    }
  | { readonly kind: "notRankable"; readonly name: string; readonly because: string };

const ASKS: Readonly<Record<Term, keyof PerformanceProfile>> = {
  latency: "p99Ms",
  cost: "usdPer1000",
  accuracy: "accuracy",
  throughput: "requestsPerSecond",
};

/**
 * score = w·p99 ÷ 1000 + w·USD per 1,000 + w·100·(1 − accuracy) + w·1000 ÷ requests/s, lowest first; equal scores keep
 * their order. What cannot be ranked (no requests/s, or a weighed figure nobody knows) follows, with the reason.
 */
export function performanceRanking(
  profiles: readonly PerformanceProfile[],
  weights: PriorityWeights,
): Ranked[] {
  const all = profiles.map((profile) => ranked(profile, weights));
  const scored = all.filter((entry) => entry.kind === "ranked");
  const rest = all.filter((entry) => entry.kind === "notRankable");
  return [...scored.toSorted((a, b) => a.score - b.score), ...rest];
}

function ranked(profile: PerformanceProfile, weights: PriorityWeights): Ranked {
  const { name } = profile;
  if (profile.requestsPerSecond === 0)
    return { kind: "notRankable", name, because: "it serves 0 requests/s" };
  const missing = (Object.keys(ASKS) as Term[]).filter(
    (term) => (weights[term] ?? 0) !== 0 && profile[ASKS[term]] === undefined,
  );
  if (missing.length > 0) return { kind: "notRankable", name, because: `not known: ${missing.join(", ")}` };
  const term = (weight: number | undefined, value: number | undefined) =>
    weight === undefined || weight === 0 || value === undefined ? 0 : weight * value;
  const { p99Ms = 0, accuracy = 1, requestsPerSecond } = profile;
  const terms = {
    latency: term(weights.latency, p99Ms / 1000),
    cost: term(weights.cost, profile.usdPer1000),
    accuracy: term(weights.accuracy, 100 * (1 - accuracy)),
    throughput: term(weights.throughput, requestsPerSecond && 1000 / requestsPerSecond),
  };
  return {
    kind: "ranked",
    name,
    terms,
    score: terms.latency + terms.cost + terms.accuracy + terms.throughput,
  };
}
