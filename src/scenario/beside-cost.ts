import { dimensionsOf } from "./dimensions.ts";
import type { Figures } from "./figures.ts";
import type { ParseContext } from "./parse.ts";
import { notesOf, type PartName, risksOf, spentOf } from "./risk.ts";
import type { Scenario } from "./scenario.ts";
import type { RawScenario } from "./schema.ts";

const PARTS: readonly PartName[] = ["llm", "vectors", "tracking"];

/** What stands beside the costs and the criteria: risks, money already spent, what others say, points by dimension. */
export function besideCost(
  raw: RawScenario,
  make: Figures,
  { file, today }: ParseContext,
): Pick<Scenario, "risks" | "spent" | "notes" | "dimensions"> {
  const parts = PARTS.filter((part) => raw[part] !== undefined);
  const asOf = raw.asOf ?? today;
  return {
    risks: risksOf(raw.risks ?? [], { make, file, parts, horizonMonths: raw.horizonMonths ?? 36 }),
    spent: spentOf(raw.spent ?? [], asOf, file),
    notes: notesOf(raw.notes ?? [], asOf, file),
    ...(raw.dimensions && { dimensions: dimensionsOf(raw.dimensions, { file, parts }) }),
  };
}
