import { tco } from "../compare/cash-flow.ts";
import { payback } from "../compare/payback.ts";
import type { Answer } from "../scenario/figure.ts";
import type { Criteria } from "../scenario/scenario.ts";
import type { Verdict } from "./decision.ts";
import { type Entry, ownUnknowns, type UnknownLine } from "./entry.ts";
import type { Gate } from "./gate.ts";

/** How the rule reads a payback: good < 12 months ≤ between ≤ 24 < bad (limits of the criteria). */
export type Reading = "good" | "between" | "bad";

/** Outcome of the verdict order for one hosted alternative. */
export interface Outcome {
  readonly verdict: Verdict;
  readonly clause: string;
  readonly material: readonly UnknownLine[];
}

/**
 * Choosing `a` over `b`. A lead that is lost within the horizon counts as never, one lost later as
 * immediate; a tie is in between; so is a quick payback that ends dearer over the horizon.
 */
export function readPayback(b: Entry, a: Entry, criteria: Criteria): Reading {
  const result = payback(b.flow, a.flow);
  switch (result.kind) {
    case "immediate":
      return "good";
    case "tie":
      return "between";
    case "leadLost":
      return result.month > a.flow.months.length ? "good" : "bad";
    case "at":
      if (result.months > criteria.paybackBadMonths.base) return "bad";
      if (result.months >= criteria.paybackGoodMonths.base) return "between";
      return result.lasting || tco(a.flow) < tco(b.flow) ? "good" : "between";
    case "never":
    case "beyond":
    case "unknown":
      return "bad";
  }
}

export interface Case {
  readonly host: Entry;
  /** All of them must be won. */
  readonly baselines: readonly Entry[];
  readonly gate: Gate;
  /** "yes" where the part does not ask for it. */
  readonly expertise: Answer;
}

/** Steps 2 to 7 of the verdict order, on known lines first and then with what the unknown ones could do to it. */
export function outcomeOf(of: Case, criteria: Criteria): Outcome {
  const readings = of.baselines.map((b) => readPayback(b, of.host, criteria));
  const known = steps3to7(readings, of);
  const material = of.baselines.flatMap((b, i) => decisiveLines(b, i, readings, known, of));
  if (material.length > 0) return { verdict: "undecided", clause: "2", material };
  return { ...known, material: [] };
}

function steps3to7(readings: readonly Reading[], { gate, expertise }: Case): Omit<Outcome, "material"> {
  if (expertise === "no" || readings.includes("bad")) return { verdict: "buy", clause: "3" };
  if (expertise === "unanswered" || gate.kind === "unanswered") return { verdict: "explain", clause: "4" };
  if (gate.kind === "fail") return { verdict: "explain", clause: "5" };
  if (readings.every((reading) => reading === "good")) return { verdict: "self-host", clause: "6" };
  return { verdict: "explain", clause: "7" };
}

/**
 * Unknown costs are at least 0, so a line decides only on the side that leads by the known ones, and only if
 * taking that lead away changes the verdict. The baseline leads when the payback is bad or its total is lower.
 */
function decisiveLines(
  b: Entry,
  index: number,
  readings: readonly Reading[],
  known: Omit<Outcome, "material">,
  of: Case,
): readonly UnknownLine[] {
  const baselineLeads = readings[index] === "bad" || b.presentValueUsd < of.host.presentValueUsd;
  const lines = baselineLeads ? ownUnknowns(b, of.host) : ownUnknowns(of.host, b);
  if (lines.length === 0) return [];
  const turned = steps3to7(readings.with(index, baselineLeads ? "good" : "bad"), of);
  return turned.verdict === known.verdict ? [] : lines;
}
