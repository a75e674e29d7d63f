import type { Figure } from "../../src/scenario/figure.ts";

export function figure(base: number, months?: readonly number[]): Figure {
  return {
    key: "test",
    low: base,
    base,
    high: base,
    ranged: false,
    ...(months && { months }),
    provenance: { kind: "yours", key: "test" },
  };
}
