import { type PerformanceProfile, performanceCheck } from "../../compare/performance.ts";
import { performanceRanking } from "../../decision/performance-ranking.ts";
import type { Figure } from "../../scenario/figure.ts";
import { Decimal } from "../../units.ts";
import type { PresetValue } from "../report-preset.ts";
import { type Around, number, word } from "./around.ts";
import { rowNamed } from "./row-figure.ts";

/** Does the row's model, at the row's cost, keep the limits of the criteria? */
export function performanceOf(around: Around, id: string): PresetValue {
  const limits = around.scenario.criteria.performance ?? {};
  return word(performanceCheck(profileOf(around, id), bases(limits)).verdict);
}

/** The sum of the four weighed terms. */
export function scoreOf(around: Around, id: string): PresetValue {
  const weights = around.scenario.criteria.performance?.weights ?? {};
  const [ranked] = performanceRanking([profileOf(around, id)], bases(weights));
  return ranked?.kind === "ranked" ? number(ranked.score) : word("not rankable");
}

function profileOf(around: Around, id: string): PerformanceProfile {
  const row = rowNamed(around, id);
  const candidate = around.scenario.llm?.candidates.find(({ model }) => model === row.model);
  const { usd = 0, volume = 0 } = row.months[0] ?? {};
  return {
    name: row.name,
    ...bases(candidate?.profile ?? {}),
    ...(volume > 0 && { usdPer1000: new Decimal(usd).times(1000).div(volume).toNumber() }),
  };
}

/** The figures' base values, by the same keys. */
function bases<K extends string>(figures: { readonly [P in K]?: unknown }): { [P in K]?: number } {
  const known = Object.entries(figures).flatMap(([key, figure]) =>
    isFigure(figure) ? [[key, figure.base] as const] : [],
  );
  return Object.fromEntries(known) as { [P in K]?: number };
}

function isFigure(value: unknown): value is Figure {
  return typeof value === "object" && value !== null && "base" in value;
}
