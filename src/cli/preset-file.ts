import { InputError } from "../errors.ts";
import { presetNamed, presets } from "../presets/preset.ts";
import type { ScenarioFile } from "./scenario-file.ts";

/** A published framework in the place of a file. @throws InputError for an unknown name, or with a file beside it */
export function presetFile(id: string, file: string | undefined): ScenarioFile {
  if (file !== undefined) {
    throw new InputError(
      "PRESET_AND_FILE",
      `--preset ${id} stands for a file, but ${file} is given too.`,
      "Keep one of them; --set changes an input of either.",
    );
  }
  const { scenario } = presetNamed(id);
  return { file: `preset ${id}`, name: id, raw: scenario, text: "" };
}

/** What `--list-presets` prints. */
export function presetList(): string {
  const rows = presets().map(({ id, title, source }) => `  ${id.padEnd(16)}${title} (${source})`);
  return [
    "Published frameworks, with their own inputs and prices of their day:",
    ...rows,
    "",
    "Run one: npx crossover compare --preset llm-tco-000",
  ].join("\n");
}
