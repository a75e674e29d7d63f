import type { Alternative } from "../../alternatives/alternative.ts";
import { performanceCheck } from "../../decision/performance.ts";
import { type Lengths, profileOf } from "../../decision/performance-profile.ts";
import { performanceRanking } from "../../decision/performance-ranking.ts";
import { ruledOutBy } from "../../decision/policy.ts";
import type { Figure } from "../../scenario/figure.ts";
import type { Profile } from "../../scenario/rule-terms.ts";
import type { LlmPart } from "../../scenario/scenario.ts";
import { constant } from "../../sizing/constants.ts";
import type { Findings } from "./compose.ts";
import type { Rules } from "./rules.ts";

/** Every option of the llm part against the limits, where limits, weights or a profile are given. */
export function performanceFacts({ scenario, plan }: Findings): Rules["performance"] {
  const { llm, criteria } = scenario;
  const asked = criteria.performance;
  if (llm === undefined || (asked === undefined && !statesProfile(llm))) return undefined;
  const { weights, ...figures } = asked ?? {};
  const limits = bases(figures);
  const rows = plan.parts
    .flatMap(({ alternatives }) => alternatives)
    .filter(
      (row) =>
        row.part === "llm" &&
        row.feasible.kind === "yes" &&
        ruledOutBy(criteria.dataPolicy, row) === undefined,
    );
  const wait = { p95: constant("ttftP95Factor"), p99: constant("ttftP99Factor") };
  // Ids instead of names: two rows may have one name.
  const profiles = rows.map((row) => ({
    ...profileOf(row, statedOf(row, llm), lengthsOf(row, llm), wait),
    name: row.id,
  }));
  return {
    limits,
    options: profiles.map(({ name, assumed, ...profile }) => {
      const { verdict, checks } = performanceCheck({ name, ...profile }, limits);
      return {
        alternative: name,
        ...profile,
        assumed: [...assumed],
        ...(checks.length > 0 && { verdict }),
        missed: checks.flatMap((check) => {
          if (check.kind !== "missed") return [];
          const { measure, value, limit, by } = check;
          return [{ measure, value, limit, by }];
        }),
        unknown: checks.flatMap((check) => (check.kind === "unknown" ? [check.measure] : [])),
      };
    }),
    ...(weights && {
      ranking: performanceRanking(profiles, bases(weights)).map((entry) =>
        entry.kind === "ranked"
          ? { alternative: entry.name, terms: { ...entry.terms }, score: entry.score }
          : { alternative: entry.name, because: entry.because },
      ),
    }),
  };
}

function statesProfile({ profile, candidates }: LlmPart): boolean {
  return profile !== undefined || candidates.some((candidate) => candidate.profile !== undefined);
}

function bases<K extends string>(figures: Readonly<Partial<Record<K, Figure>>>): { [P in K]?: number } {
  return Object.fromEntries(
    Object.entries<Figure | undefined>(figures).flatMap(([key, figure]) =>
      figure === undefined ? [] : [[key, figure.base]],
    ),
  ) as { [P in K]?: number };
}

/** What was stated of today's model holds of today's seller; its accuracy holds wherever the model runs. */
function statedOf(row: Alternative, { today, profile, candidates }: LlmPart): Profile | undefined {
  const isToday = row.kind === "today" || row.kind === "lever";
  const own = candidates.find(({ model }) => model === row.model)?.profile;
  if (!isToday) return own;
  if (row.seller === today?.provider) return profile ?? own;
  return profile?.accuracy && { accuracy: profile.accuracy };
}

/** Output tokens of a mean request over all classes, and of the longest, reasoning included. */
function lengthsOf(row: Alternative, part: LlmPart): Lengths {
  const candidate = part.candidates.find(({ model }) => model === row.model);
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
