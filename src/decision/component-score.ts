import rule from "../../data/component-score.json" with { type: "json" };

/** Two marks from 0 to 10: how much a component sets the product apart, and how hard it is to write and run. */
export interface ComponentMarks {
  readonly differentiation: number;
  readonly complexity: number;
}

/** The published limits and where they are from. */
export const COMPONENT_SCORE = rule;

/** Build ⇔ differentiation > 5 and complexity < 7, both strict; else buy. */
export function componentScore({ differentiation, complexity }: ComponentMarks): "build" | "buy" {
  return differentiation > rule.differentiationAbove && complexity < rule.complexityBelow ? "build" : "buy";
}
