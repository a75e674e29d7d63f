import { z } from "zod";
import { InputError } from "../errors.ts";
import { nearest } from "../scenario/issue.ts";
import components001 from "./components-001.json" with { type: "json" };
import llmTco000 from "./llm-tco-000.json" with { type: "json" };
import premium000 from "./premium-000.json" with { type: "json" };
import profiles002 from "./profiles-002.json" with { type: "json" };
import { reading } from "./reading.ts";
import tco002 from "./tco-002.json" with { type: "json" };
import tokens001 from "./tokens-001.json" with { type: "json" };
import tokens8b003 from "./tokens8b-003.json" with { type: "json" };
import tracking000 from "./tracking-000.json" with { type: "json" };
import upfront002 from "./upfront-002.json" with { type: "json" };
import vector000 from "./vector-000.json" with { type: "json" };

const figure = z.strictObject({
  id: z.string(),
  quantity: z.string(),
  /** What the preset's inputs give, exactly: a decimal, a fraction ("2300000/65613") or a word ("never"). */
  exact: z.string(),
  /** "USD/month", "requests/month"; empty for a word. */
  unit: z.string(),
  /** Decimals it is told with; absent for a word. */
  decimals: z.int().min(0).optional(),
  /** What the source says of it, and how that stands to its own inputs; absent: the source says nothing. */
  says: z
    .strictObject({
      value: z.string(),
      is: z.enum(["right", "wrong", "rounded", "truncated", "defect"]),
    })
    .optional(),
  /** Why the two differ, or what is to be known of the figure. */
  because: z.string().optional(),
  /** Inputs that are changed for this figure, as `--set` takes them. */
  with: z.array(z.string()).optional(),
  of: reading,
});

const preset = z.strictObject({
  id: z.string(),
  title: z.string(),
  source: z.string(),
  /** Year of its prices. */
  sourceAt: z.string(),
  /** Nothing in it has a price. */
  unpriced: z.literal(true).optional(),
  about: z.string(),
  /** As a scenario file holds it. */
  scenario: z.record(z.string(), z.unknown()),
  figures: z.array(figure).min(1),
});

/**
 * A worked example of a published framework: its inputs in the shape of a scenario file, what they give, and what its
 * text says. Prices in it are of its day; they stand here only and are never a default.
 */
export type Preset = z.infer<typeof preset>;
export type PresetFigure = z.infer<typeof figure>;

const RECORDS = [
  llmTco000,
  tracking000,
  vector000,
  premium000,
  tokens001,
  components001,
  upfront002,
  tco002,
  profiles002,
  tokens8b003,
];

/** In the order of their sources. */
export function presets(): readonly Preset[] {
  return z.array(preset).parse(RECORDS);
}

/** @throws InputError for a name that no preset has, with the names that there are. */
export function presetNamed(id: string): Preset {
  const all = presets();
  const found = all.find((entry) => entry.id === id);
  if (found !== undefined) return found;
  const names = all.map((entry) => entry.id);
  const guess = names.find((name) => name.startsWith(`${id}-`)) ?? nearest(id, names);
  throw new InputError(
    "PRESET_UNKNOWN",
    `--preset ${id}: no preset has that name.${guess === undefined ? "" : ` Did you mean ${guess}?`}`,
    ["The presets:", ...all.map((entry) => `  ${entry.id.padEnd(16)}${entry.title} (${entry.source})`)].join(
      "\n  ",
    ),
  );
}
