import { isOurs } from "../alternatives/alternative.ts";
import { replaced } from "../alternatives/replaced.ts";
import type { PartDecision } from "./decision.ts";
import { cheapest, type Entry, isForbidden, ownUnknowns } from "./entry.ts";
import { gateOf } from "./keep.ts";
import { type DecisionInput, type Ruling, rule } from "./verdict.ts";

type Constraint = NonNullable<PartDecision["constraint"]>;

/**
 * What the data policy and the limits on performance cost: present value of the cheapest row that they allow minus that
 * of the cheapest of all that can do the work. Both are taken from the same rows: those that passed their quality gate,
 * or, where nothing that is allowed has passed it, those that did not fail it, or else all. So it is never below 0.
 *
 * @returns undefined where they rule nothing out, and where they leave nothing
 */
export function constraintOf(ruling: Ruling, input: DecisionInput): Constraint | undefined {
  if (!ruling.entries.some(isForbidden)) return undefined;
  const free = rule(withoutLimits(input));
  const able = ruling.entries.filter((entry) => entry.ruledOut === undefined || isForbidden(entry));
  const gate = (entry: Entry) => gateOf(entry, free.keep.referenceModel, input.criteria).kind;
  const passed = able.filter((entry) => gate(entry) === "pass");
  const held = able.filter((entry) => gate(entry) !== "fail");
  const pool = [passed, held, able].find((of) => !of.every(isForbidden)) ?? [];
  const [allowed, all] = cheapestOfBoth(pool);
  if (allowed === undefined || all === undefined) return undefined;
  return {
    keys: keysOf(ruling.entries),
    presentValueUsd: allowed.presentValueUsd - all.presentValueUsd,
    allowed: allowed.id,
    cheapest: all.id,
    asIfQualityHeld: pool !== passed,
    bound: boundOf(allowed, all),
    ruleVerdict: free.verdict,
    ruleNames: free.names,
  };
}

/** Rows whose lines are all known, where both sides have one. */
function cheapestOfBoth(able: readonly Entry[]): [Entry | undefined, Entry | undefined] {
  const priced = able.filter(({ unknowns }) => unknowns.length === 0);
  const pool = priced.some((entry) => !isForbidden(entry)) ? priced : able;
  return [cheapest(pool.filter((entry) => !isForbidden(entry))), cheapest(pool)];
}

/** Unknown costs are at least 0: on the dearer side they raise the price, on the cheaper one they lower it. */
function boundOf(allowed: Entry, all: Entry): Constraint["bound"] {
  const more = ownUnknowns(allowed, all).length > 0;
  const less = ownUnknowns(all, allowed).length > 0;
  if (more && less) return "known lines";
  return more ? "at least" : less ? "at most" : "exact";
}

/** The same question without a data policy and without limits on performance. */
function withoutLimits(input: DecisionInput): DecisionInput {
  return {
    ...input,
    criteria: { ...input.criteria, dataPolicy: "none" },
    alternatives: input.alternatives.map((row) =>
      row.limits?.verdict === "fail" ? replaced(row, { feasible: { kind: "yes" } }) : row,
    ),
  };
}

/** The keys that rule something out. */
function keysOf(entries: readonly Entry[]): Constraint["keys"] {
  const by = (key: Constraint["keys"][number]) =>
    entries.some(({ forbiddenBy }) => forbiddenBy.includes(key));
  return (["criteria.dataPolicy", "criteria.performance"] as const).filter(by);
}

/** One kind is left, and not because there never was another: hosting, buying, or both at once. */
export function leavesOneKind({ entries }: Ruling): boolean {
  const left = entries.filter(({ ruledOut }) => ruledOut === undefined).map(kindOf);
  const gone = entries.some(
    (entry) =>
      entry.forbiddenBy.includes("criteria.dataPolicy") ||
      (isForbidden(entry) && !left.includes(kindOf(entry))),
  );
  return new Set(left).size === 1 && gone;
}

function kindOf({ source }: Entry): "hosted" | "hybrid" | "bought" {
  if (source.kind === "hybrid") return "hybrid";
  return isOurs(source) ? "hosted" : "bought";
}
