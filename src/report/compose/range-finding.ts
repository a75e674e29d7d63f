import type { Figure } from "../../scenario/figure.ts";
import type { Scenario } from "../../scenario/scenario.ts";
import type { Report } from "../report.ts";

/** The one range that costs are computed at both ends of. */
const CARRIED = /\.reasoningMultiplier$/;

/** Ranges that the reader gave and that no cost follows yet: said, so that nobody takes them for carried through. */
export function rangeFinding(scenario: Scenario): Report["findings"] {
  const keys = rangesOf(scenario).filter((key) => !CARRIED.test(key));
  if (keys.length === 0) return [];
  const text = `The ranges of ${keys.join(", ")} are listed but not carried into the costs, which stand at their base; try an end with --set`;
  return [{ id: "range-unused", text }];
}

function rangesOf(node: unknown): string[] {
  if (Array.isArray(node)) return [...new Set(node.flatMap(rangesOf))];
  if (typeof node !== "object" || node === null) return [];
  const figure = node as Partial<Figure>;
  if (figure.provenance !== undefined && figure.key !== undefined) {
    return figure.ranged === true && figure.provenance.kind === "yours" ? [figure.key] : [];
  }
  return [...new Set(Object.values(node).flatMap(rangesOf))];
}
