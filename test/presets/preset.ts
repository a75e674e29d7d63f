import { z } from "zod";
import { scenarioSchema } from "../../src/scenario/schema.ts";
import { Decimal } from "../../src/units.ts";
import records from "./presets.json" with { type: "json" };

const figure = z.strictObject({
  id: z.string(),
  quantity: z.string(),
  /** A decimal or a fraction: "7437.74", "2300000/65613". */
  exact: z.string().regex(/^\d+(\.\d+)?(\/\d+)?$/),
  unit: z.string(),
});

const preset = z.strictObject({
  id: z.string(),
  source: z.string(),
  sourceAt: z.string(),
  scenario: scenarioSchema,
  figures: z.array(figure).min(1),
});

/**
 * A worked example of a published framework: its inputs in the shape of a scenario file, and what its own formulas
 * give, recomputed exactly. Prices in it are of its day; they stand here only and are never a default.
 */
export type Preset = z.infer<typeof preset>;

/** One figure that a preset must give. */
export type PublishedFigure = z.infer<typeof figure>;

/** All presets, by id. */
export const PRESETS: ReadonlyMap<string, Preset> = new Map(
  z
    .array(preset)
    .parse(records)
    .map((entry) => [entry.id, entry]),
);

/** The figure's value, fractions divided out to 40 digits. */
export function exactValue({ exact }: PublishedFigure): Decimal {
  const [over = "", under = "1"] = exact.split("/");
  return new Decimal(over).div(under);
}
