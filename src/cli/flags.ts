import type { Command } from "commander";
import { InputError } from "../errors.ts";
import { applySetting, typedNumber } from "../scenario/setting.ts";
import { presetFile } from "./preset-file.ts";
import { examples, readScenarioFile, type ScenarioFile } from "./scenario-file.ts";

/** Flags that stand for a scenario or change one; shared by every command that compares. */
export interface ScenarioFlags {
  readonly today?: string;
  readonly bill?: string;
  readonly requests?: string;
  readonly prompt?: string;
  readonly output?: string;
  readonly prefix?: string;
  readonly candidate: readonly string[];
  readonly region?: string;
  readonly asOf?: string;
  readonly environment?: string;
  readonly set: readonly string[];
}

const collect = (value: string, earlier: readonly string[]): string[] => [...earlier, value];

export function withScenarioFlags(command: Command): Command {
  return command
    .option(
      "--today <provider/model>",
      "what is bought now, e.g. anthropic/claude-sonnet-4-6; none: nothing yet",
    )
    .option("--bill <USD>", "what it costs a month; tokens follow from it when none are given")
    .option("--requests <n>", "requests a month: 250k, 1.7M")
    .option("--prompt <tokens>", "mean prompt tokens of a request")
    .option("--output <tokens>", "mean visible output tokens of a request")
    .option("--prefix <tokens>", "identical at the start of most prompts")
    .option("--candidate <model>", "a model to compare with, repeatable", collect, [])
    .option("--region <code>", "AWS region")
    .option("--as-of <date>", "prices known on that day, YYYY-MM-DD")
    .option("--environment <prod|dev>", "what is sized and priced")
    .option("--set <key=value>", "change any key of the scenario, repeatable", collect, []);
}

/** The raw scenario that file and flags make together. */
export function rawScenario(
  file: string | undefined,
  flags: ScenarioFlags & { readonly preset?: string },
): ScenarioFile {
  const preset = flags.preset === undefined ? undefined : presetFile(flags.preset, file);
  if (file === undefined && preset === undefined && !describesWork(flags)) {
    throw new InputError(
      "NO_SCENARIO",
      "crossover compare needs a scenario file, or flags that stand for one.",
      [
        "Try an example:",
        ...examples().map((example) => `  npx crossover compare ${example}`),
        "Or from what you pay today:",
        "  npx crossover compare --today anthropic/claude-sonnet-4-6 --bill 17850 --candidate openai/gpt-oss-120b",
        "  npx crossover compare --today anthropic/claude-sonnet-4-6 --requests 1.7M --prompt 2400 --output 220 --candidate openai/gpt-oss-120b",
        "Or with nothing bought yet:",
        "  npx crossover compare --today none --requests 1.7M --prompt 2400 --output 220 --candidate openai/gpt-oss-120b",
      ].join("\n  "),
    );
  }
  const base =
    preset ??
    (file === undefined
      ? { file: "command line", name: "command-line", raw: {}, text: "" }
      : readScenarioFile(file));
  let raw: Record<string, unknown> = base.raw;
  if (flags.today === NOTHING) raw = withoutToday(raw);
  for (const setting of settings(flags)) raw = applySetting(raw, setting);
  if (flags.candidate.length > 0)
    raw = { ...raw, llm: { ...(raw.llm as object | undefined), candidates: [...flags.candidate] } };
  refuseBillOfNothing(raw, flags);
  return { ...base, raw };
}

/** Tokens follow from a bill at the prices of a model; a bill of nothing says nothing. */
function refuseBillOfNothing({ llm }: Record<string, unknown>, { bill }: ScenarioFlags): void {
  if (bill === undefined || (llm as Record<string, unknown> | undefined)?.today !== undefined) return;
  throw new InputError(
    "BILL_WITHOUT_MODEL",
    `--bill ${bill} is what today's model costs, but --today names none.`,
    "Name it, for example --today anthropic/claude-sonnet-4-6; or say what is asked: --requests, --prompt and --output.",
  );
}

/** `--today none`: nothing is bought yet, whatever the file says. */
const NOTHING = "none";

function withoutToday(raw: Record<string, unknown>): Record<string, unknown> {
  if (raw.llm === undefined) return raw;
  const { today: _, ...llm } = raw.llm as Record<string, unknown>;
  return { ...raw, llm };
}

/** A region or a day alone says nothing of the work to be done. */
function describesWork({ today, bill, requests, prompt, output, candidate, set }: ScenarioFlags): boolean {
  const said = [today, bill, requests, prompt, output].some((flag) => flag !== undefined);
  return said || candidate.length > 0 || set.length > 0;
}

/** Every change of a key that the flags make, as `--set` takes it. */
export function settings(flags: ScenarioFlags): string[] {
  const numbers: [string, string, string | undefined][] = [
    ["--bill", "llm.billedUsdPerMonth", flags.bill],
    ["--requests", "llm.requestsPerMonth", flags.requests],
    ["--prompt", "llm.promptTokens", flags.prompt],
    ["--output", "llm.outputTokens", flags.output],
    ["--prefix", "llm.sharedPrefixTokens", flags.prefix],
  ];
  const words: [string, string | undefined][] = [
    ["llm.today", flags.today === NOTHING ? undefined : flags.today],
    ["region", flags.region],
    ["asOf", flags.asOf],
    ["environment", flags.environment],
  ];
  return [
    ...numbers.flatMap(([flag, key, text]) =>
      text === undefined ? [] : [`${key}=${typedNumber(text, flag)}`],
    ),
    ...words.flatMap(([key, text]) => (text === undefined ? [] : [`${key}=${text}`])),
    ...flags.set,
  ];
}
