import { InputError } from "../../errors.ts";
import { askedScenario } from "../bill-tokens.ts";
import { rawScenario, type ScenarioFlags } from "../flags.ts";
import type { Output } from "../output.ts";
import { contextOf } from "../report-of.ts";
import { evaluateFile } from "./evaluate.ts";
import { sizeJson } from "./size-json.ts";
import { sizeText } from "./size-text.ts";
import { sizedScenario } from "./sized-scenario.ts";

export interface SizeFlags extends ScenarioFlags {
  readonly evaluate?: string;
  readonly constants?: string;
  readonly json?: true;
  readonly full?: true;
}

/** `crossover size`: the fleets that carry a workload; with --evaluate how far off the model is on measurements. */
export async function size(file: string | undefined, flags: SizeFlags, output: Output): Promise<void> {
  if (flags.evaluate !== undefined && file !== undefined)
    throw new InputError(
      "USAGE",
      `--evaluate reads measurements and no scenario, got ${file} too.`,
      "Leave one of them out.",
    );
  if (flags.evaluate === undefined && flags.constants !== undefined)
    throw new InputError(
      "USAGE",
      "--constants is for --evaluate: plans are made with the newest set.",
      "Compare sets on measurements: crossover size --evaluate rows.csv --constants 2026-08",
    );
  if (flags.evaluate !== undefined) {
    output.out(evaluateFile(flags.evaluate, flags));
    return;
  }
  const given = rawScenario(file, flags);
  const scenario = askedScenario(given.raw, contextOf(given));
  const sized = sizedScenario(scenario, given.file);
  output.out(flags.json === true ? sizeJson(sized) : sizeText(sized, flags.full === true));
}
