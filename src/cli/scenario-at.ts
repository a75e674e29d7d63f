import type { Settings } from "../alternatives/replanning.ts";
import { InputError } from "../errors.ts";
import type { ParseContext } from "../scenario/parse.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { applySetting } from "../scenario/setting.ts";
import { askedScenario } from "./bill-tokens.ts";
import type { ScenarioFile } from "./scenario-file.ts";

/** The scenario with some keys set as `--set` sets them; undefined where it refuses a value. */
export function scenarioAt(
  { raw }: ScenarioFile,
  context: ParseContext,
  settings: Settings,
): Scenario | undefined {
  try {
    const changed = settings.reduce((file, [key, value]) => applySetting(file, `${key}=${value}`), raw);
    return askedScenario(changed, context);
  } catch (error) {
    if (error instanceof InputError) return undefined;
    throw error;
  }
}
