import type { Scenario } from "../scenario/scenario.ts";
import type { ChangedCriterion, DecisionRecord } from "./decision-record.ts";

type Value = string | number;

/** The limits that a verdict is read against, each under the key that sets it. */
export function criteriaValues(scenario: Scenario): Record<string, Value> {
  return Object.fromEntries(leavesOf(scenario.criteria, "criteria"));
}

/** A figure counts by its base value under its own key; what is neither number nor word by its text. */
function leavesOf(node: unknown, key: string): [string, Value][] {
  if (node === undefined || node === null) return [];
  if (typeof node === "number" || typeof node === "string") return [[key, node]];
  if (typeof node !== "object") return [[key, String(node)]];
  if ("base" in node && "key" in node && "provenance" in node)
    return [[String(node.key), node.base as number]];
  return Object.entries(node).flatMap(([name, child]) => leavesOf(child, `${key}.${name}`));
}

/**
 * Criteria that are others than those of an earlier decision: a limit moved after the numbers were seen is no limit.
 * A criterion that one of the two does not know is null there.
 */
export function changedCriteria(
  { decidedAt, criteria }: Pick<DecisionRecord, "decidedAt" | "criteria">,
  now: Readonly<Record<string, Value>>,
): ChangedCriterion[] {
  const keys = [...new Set([...Object.keys(criteria.values), ...Object.keys(now)])].sort();
  return keys.flatMap((key) => {
    const [from, to] = [criteria.values[key] ?? null, now[key] ?? null];
    return from === to ? [] : [{ key, since: decidedAt, from, to }];
  });
}

/** "criteria changed since 2026-11-21: criteria.tieBand 0.05 → 0.1" */
export function changedCriterionText({ key, since, from, to }: ChangedCriterion): string {
  return `criteria changed since ${since}: ${key} ${from ?? "not set"} → ${to ?? "not set"}`;
}
