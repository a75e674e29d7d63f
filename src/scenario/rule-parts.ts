import { InputError } from "../errors.ts";
import type { RawComponent, RawContext } from "./context-schema.ts";
import type { Figure } from "./figure.ts";
import type { RawFigure } from "./figure-schema.ts";
import { answerOf, type Figures } from "./figures.ts";
import type { RawPerformance } from "./performance-schema.ts";
import type { Component, Context, LeavingCriteria, PerformanceCriteria } from "./rule-terms.ts";

export function contextOf(raw: RawContext, make: Figures): Context {
  const people = make.optional("context.organisationPeople", raw.organisationPeople);
  return {
    ...(people && { organisationPeople: people }),
    aiIsProduct: answerOf(raw.aiIsProduct),
    productProven: answerOf(raw.productProven),
    ...(raw.gap !== undefined && { gap: raw.gap }),
    sellsModels: answerOf(raw.sellsModels),
    kubernetes: answerOf(raw.kubernetes),
  };
}

/** @throws InputError when two components have one name. */
export function componentsOf(raw: readonly RawComponent[], make: Figures, file: string): Component[] {
  const names = raw.map(({ name }) => name.toLowerCase());
  const twice = raw.find(({ name }, i) => names.indexOf(name.toLowerCase()) !== i);
  if (twice !== undefined) {
    throw new InputError(
      "COMPONENT_TWICE",
      `${file}: components names ${twice.name} twice.`,
      "Keep one entry for each component.",
    );
  }
  return raw.map((entry, i) => ({
    key: `components.${i}`,
    name: entry.name,
    ...(entry.class !== undefined && { class: entry.class }),
    ...figuresAt(make, `components.${i}`, {
      differentiation: entry.differentiation,
      complexity: entry.complexity,
      premiumUsdPerMonth: entry.premiumUsdPerMonth,
      hoursSavedPerWeek: entry.hoursSavedPerWeek,
    }),
  }));
}

interface RawLeaving {
  readonly breakEvenMonths?: RawFigure | undefined;
  readonly probabilityFloor?: RawFigure | undefined;
  readonly marginFloor?: RawFigure | undefined;
}

/** The defaults are only assumed where the rule that reads them is printed. */
export function leavingOf(raw: RawLeaving, asked: boolean, make: Figures): LeavingCriteria | undefined {
  const { breakEvenMonths, probabilityFloor, marginFloor } = raw;
  const given = [breakEvenMonths, probabilityFloor, marginFloor].some((value) => value !== undefined);
  if (!given && !asked) return undefined;
  return {
    breakEvenMonths: make.orDefault("criteria.breakEvenMonths", breakEvenMonths),
    probabilityFloor: make.orDefault("criteria.probabilityFloor", probabilityFloor),
    ...figuresAt(make, "criteria", { marginFloor }),
  };
}

export function performanceOf(raw: RawPerformance, make: Figures): PerformanceCriteria {
  const { weights, ...limits } = raw;
  const at = "criteria.performance";
  return {
    ...figuresAt(make, at, limits),
    ...(weights && { weights: figuresAt(make, `${at}.weights`, weights) }),
  };
}

/** The figures among `raw` that were given, each under its own key. */
export function figuresAt<K extends string>(
  make: Figures,
  at: string,
  raw: Readonly<Partial<Record<K, RawFigure | undefined>>>,
): { readonly [P in K]?: Figure } {
  return Object.fromEntries(
    Object.entries(raw).flatMap(([key, value]) =>
      value === undefined ? [] : [[key, make.given(`${at}.${key}`, value as RawFigure)]],
    ),
  ) as { [P in K]?: Figure };
}
