import { checksOf } from "../../alternatives/performance-limits.ts";
import { plannedProfile } from "../../alternatives/performance-profile.ts";
import { checkVerdict } from "../../compare/performance.ts";
import { performanceRanking } from "../../decision/performance-ranking.ts";
import { ruledOutBy } from "../../decision/policy.ts";
import type { Figure } from "../../scenario/figure.ts";
import type { LlmPart } from "../../scenario/llm-terms.ts";
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
        (row.feasible.kind === "yes" || row.limits !== undefined) &&
        ruledOutBy(criteria.dataPolicy, row) === undefined,
    );
  // Ids instead of names: two rows may have one name.
  const profiles = rows.map((row) => ({ ...plannedProfile(row, llm), name: row.id }));
  const checks = new Map(rows.map((row) => [row.id, checksOf(row, llm, limits)]));
  return {
    limits,
    options: profiles.map(({ name, assumed, ...profile }) => {
      const checked = checks.get(name) ?? [];
      return {
        alternative: name,
        ...profile,
        assumed: [...assumed],
        ...(checked.length > 0 && { verdict: checkVerdict(checked) }),
        missed: checked.flatMap((check) => {
          if (check.kind !== "missed") return [];
          const { measure, value, limit, by } = check;
          return [{ measure, value, limit, by }];
        }),
        unknown: [...new Set(checked.flatMap((check) => (check.kind === "unknown" ? [check.measure] : [])))],
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
