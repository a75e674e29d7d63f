import type { Part } from "../alternatives/alternative.ts";
import type { Criteria } from "../scenario/scenario.ts";
import { cheapest, type Entry } from "./entry.ts";
import { gateOf, type Keep } from "./keep.ts";

/** A model that is named although nobody compared it with the others: the cheapest, if its quality holds. */
export interface OpenChoice {
  readonly chosen: Entry;
  /** The cheapest row of another model, which could take its place. */
  readonly next: Entry;
}

/**
 * With nothing bought today no model is the one that others are measured against. Which of several is good enough is then
 * a question of quality that no cost answers. One whose gap or accuracy was measured is no such question, nor is one alone.
 */
export function openChoice(
  chosen: Entry | undefined,
  entries: readonly Entry[],
  keep: Keep,
  { part, criteria }: { readonly part: Part; readonly criteria: Criteria },
): OpenChoice | undefined {
  if (part !== "llm" || chosen === undefined || keep.today !== undefined) return undefined;
  const { quality, limits, model } = chosen.source;
  const accurate = criteria.performance?.accuracy !== undefined && limits?.verdict === "pass";
  if (quality.kind === "measured" || accurate) return undefined;
  const others = entries.filter(
    (entry) =>
      entry.ruledOut === undefined &&
      entry.source.routes === undefined &&
      entry.source.model !== model &&
      gateOf(entry, undefined, criteria).kind !== "fail",
  );
  const next = cheapest(others);
  return next === undefined ? undefined : { chosen, next };
}
