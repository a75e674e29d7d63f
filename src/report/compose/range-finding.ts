import type { Figure } from "../../scenario/figure.ts";
import type { Scenario } from "../../scenario/scenario.ts";
import type { Report } from "../report.ts";

/**
 * Ranges that the reader gave and that no drawn row follows: said, so that nobody takes them for carried through.
 * @param moving keys whose range moved a row
 */
export function rangeFinding(scenario: Scenario, moving: ReadonlySet<string>): Report["findings"] {
  const keys = rangesOf(scenario).filter((key) => !moving.has(key));
  if (keys.length === 0) return [];
  const text = `The ranges of ${keys.join(", ")} move nothing that is drawn: costs stand at their base; try an end with --set`;
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
