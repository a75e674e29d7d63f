import { InputError } from "../errors.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { sidesOf } from "./part-sides.ts";
import type { ScenarioFile } from "./scenario-file.ts";

interface Reader {
  /** Dotted keys of the file, each read by what `because` misses. */
  readonly keys: readonly string[];
  readonly reads: (scenario: Scenario) => boolean;
  readonly because: string;
  readonly hint: string;
}

const LLM_HINT = "Add an llm part, or remove the key.";

/** Rules beside the verdict that are silent without a part, and the keys that feed them alone. */
const READERS: readonly Reader[] = [
  {
    keys: ["context.gap", "context.productProven", "context.sellsModels", "context.kubernetes"],
    reads: ({ llm }) => llm !== undefined,
    because: "there is no llm part, and phase and capability are about running a model",
    hint: LLM_HINT,
  },
  {
    keys: ["people.hiringUsd"],
    reads: (scenario) => sidesOf(scenario, "llm").hosted,
    because: "no model could be hosted, so nobody is hired to run one",
    hint: "Add an open model to llm.candidates, for example openai/gpt-oss-120b, or remove the key.",
  },
  {
    keys: ["people.hiringHoursPerMonth"],
    reads: ({ people }) => people.hiringUsd !== undefined && people.teamHoursPerMonth !== undefined,
    because: "it adds to people.teamHoursPerMonth for people.hiringUsd, and one of them is not given",
    hint: "Give both, for example --set people.hiringUsd=30000 --set people.teamHoursPerMonth=20.",
  },
  {
    keys: ["criteria.performance"],
    reads: ({ llm }) => llm !== undefined,
    because: "there is no llm part whose options could be held against it",
    hint: LLM_HINT,
  },
  {
    keys: ["criteria.marginFloor"],
    reads: ({ llm }) => llm !== undefined,
    because: "there is no llm part that earns anything per request",
    hint: LLM_HINT,
  },
  {
    keys: ["criteria.breakEvenMonths", "criteria.probabilityFloor"],
    reads: (scenario) =>
      scenario.vectors !== undefined || scenario.tracking !== undefined || sidesOf(scenario, "llm").hosted,
    because: "no part could be hosted, so no offer could be left",
    hint: "Add an open model to llm.candidates, for example openai/gpt-oss-120b.",
  },
  {
    keys: ["llm.profile"],
    reads: ({ llm }) => llm?.today !== undefined,
    because: "llm.today names nothing that is bought",
    hint: "Name it, for example llm.today: anthropic/claude-sonnet-4-6; a candidate has a profile of its own.",
  },
];

/** @throws InputError naming a key that no rule of this scenario reads, and why. */
export function refuseUnreadRuleKeys({ file, raw }: ScenarioFile, scenario: Scenario): void {
  for (const { keys, reads, because, hint } of READERS) {
    const given = keys.find((key) => valueAt(raw, key) !== undefined);
    if (given === undefined || reads(scenario)) continue;
    throw new InputError("KEY_UNREAD", `${file}: ${given} is given, but ${because}.`, hint);
  }
}

function valueAt(raw: unknown, key: string): unknown {
  return key
    .split(".")
    .reduce<unknown>((node, name) => (node as Record<string, unknown> | undefined)?.[name], raw);
}
