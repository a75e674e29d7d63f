import { Command, CommanderError } from "commander";
import { InputError } from "../errors.ts";
import { allKeys, nearest } from "../scenario/issue.ts";
import type { CalibrateFlags } from "./calibrate/calibrate.ts";
import type { ChooseFlags } from "./choose.ts";
import { today } from "./clock.ts";
import { type CompareFlags, type ExplainFlags, withCompareFlags, withExplainFlags } from "./compare-flags.ts";
import { type ScenarioFlags, withScenarioFlags } from "./flags.ts";
import type { FrameworksFlags } from "./frameworks.ts";
import { failureOf, type Output, processOutput } from "./output.ts";
import { withOverridesFlags } from "./overrides-file.ts";
import { bookFolder } from "./package-root.ts";
import { pricesCommand } from "./prices.ts";
import { addRecords } from "./record-commands.ts";
import { examples } from "./scenario-file.ts";
import type { SizeFlags } from "./size/size.ts";
import { VERSION } from "./version.ts";

/** What a newcomer types next. */
function welcome(): string {
  return [
    "crossover: run it ourselves on AWS, or buy it? Priced before anything is deployed.",
    "",
    "Try an example:",
    ...examples().map((file) => `  npx crossover compare ${file}`),
    "",
    "From what you pay today:",
    "  npx crossover compare --today anthropic/claude-sonnet-4-6 --bill 17850 --candidate openai/gpt-oss-120b",
    "",
    "Every command: npx crossover --help",
  ].join("\n");
}

/** Each command loads its own code when it runs: `prices explain` must not wait for Pulumi. */
function program(output: Output): Command {
  const root = new Command("crossover")
    .description(
      "Run it ourselves on AWS, or buy it? Costs, verdict and break-even before anything is deployed.",
    )
    .version(VERSION)
    .exitOverride()
    .configureOutput({ writeOut: output.out, writeErr: () => undefined })
    .showSuggestionAfterError()
    .allowExcessArguments()
    .action(() => {
      refuseUnknownCommand(root);
      output.out(welcome());
    });
  addCompare(root, output);
  addChoose(root, output);
  addSizing(root, output);
  addFrameworks(root, output);
  addRecords(root, output);
  const prices = pricesCommand({ out: output.out, err: output.err, bookDir: bookFolder(), today: today() });
  prices.allowExcessArguments().action(() => {
    refuseUnknownCommand(prices);
    prices.outputHelp();
  });
  root.addCommand(prices);
  for (const command of everyCommand(root)) {
    command.copyInheritedSettings(root).showSuggestionAfterError();
    // A group of commands says itself which word it does not know.
    if (command.commands.length === 0) command.allowExcessArguments(false);
  }
  return root;
}

/** `compare` and `explain`: the same scenario, whole and one line of it. */
function addCompare(root: Command, output: Output): void {
  withCompareFlags(
    withScenarioFlags(
      root
        .command("compare")
        .description("What to do now, what to test, what not to do, with numbers.")
        .argument("[scenario]", "YAML file; flags alone work too"),
    ),
  ).action(async (file: string | undefined, flags: ScenarioFlags & CompareFlags) => {
    const { compare } = await import("./compare.ts");
    await compare(file, flags, output);
  });
  withExplainFlags(
    withScenarioFlags(
      root
        .command("explain")
        .description("One figure of the report: formula, quantity, price, source, date and inputs.")
        .argument("<line>", "an alternative or one of its lines, e.g. host or host.compute")
        .argument("[scenario]", "the same file and flags as compare"),
    ),
  ).action(async (line: string, file: string | undefined, flags: ScenarioFlags & ExplainFlags) => {
    const { explain } = await import("./compare.ts");
    await explain(line, file, flags, output);
  });
}

/** `choose` */
function addChoose(root: Command, output: Output): void {
  withOverridesFlags(
    withScenarioFlags(
      root
        .command("choose")
        .description("Write the cheapest hosted fleet of each part into a Pulumi stack's config.")
        .argument("<scenario>", "YAML file")
        .option("--stack <name>", "Pulumi stack", "dev")
        .option(
          "--part <part>",
          "llm, vectors or tracking, repeatable",
          (part: string, all: string[]) => [...all, part],
          [],
        )
        .option("--replace", "the stack's config holds another fleet: drop it")
        .option("--book <dir>", "price book", bookFolder()),
    ),
  ).action(async (file: string, flags: ChooseFlags) => {
    const { choose } = await import("./choose.ts");
    await choose(file, flags, output);
  });
}

/** `frameworks` */
function addFrameworks(root: Command, output: Output): void {
  root
    .command("frameworks")
    .description("The published ideas behind the verdict: what feeds each, and whether a scenario does.")
    .argument("[scenario]", "YAML file")
    .option("--json", "print JSON")
    .action(async (file: string | undefined, flags: FrameworksFlags) => {
      const { frameworks } = await import("./frameworks.ts");
      frameworks(file, flags, output);
    });
}

/** `size` and `calibrate`: physics, no prices. */
function addSizing(root: Command, output: Output): void {
  withScenarioFlags(
    root
      .command("size")
      .description("The fleets that carry a workload, and what rules the others out: physics, no prices.")
      .argument("[scenario]", "the same file and flags as compare")
      .option("--evaluate <rows.csv>", "predict measured rows instead, and print how far off the model is")
      .option("--constants <set>", "with --evaluate: a named set of constants, e.g. 2026-08")
      .option("--full", "every instance type and reason; with --evaluate every row")
      .option("--json", "print JSON"),
  ).action(async (file: string | undefined, flags: SizeFlags) => {
    const { size } = await import("./size/size.ts");
    await size(file, flags, output);
  });
  root
    .command("calibrate")
    .description("Your own vLLM measurements in the place of our constants, with a narrower range.")
    .argument("<files...>", "results of vllm bench serve (JSON, JSON lines), or two scrapes of /metrics")
    .option("--scenario <file>", "write them into this scenario, as llm.hosting.benchmarks")
    .option("--save <file>", "write the points as one file, for scrapes")
    .option("--model <id>", "what was measured, where the file does not say it")
    .option("--gpu <name>", "H100, A10G, L40S …")
    .option("--tp <n>", "GPUs of the replica")
    .option("--precision <name>", "bf16, fp8, w4a16 …")
    .option("--vllm <version>", "0.32.0")
    .option("--seconds <n>", "between two scrapes, 600 or more")
    .option("--date <day>", "of the scrapes, YYYY-MM-DD (default: today)")
    .option("--json", "print JSON")
    .action(async (files: readonly string[], flags: CalibrateFlags) => {
      const { calibrate } = await import("./calibrate/calibrate.ts");
      await calibrate(files, flags, output);
    });
}

/** A word that is no command: a group of commands runs its own action with it. */
function refuseUnknownCommand(group: Command): void {
  const [word] = group.args;
  if (word === undefined) return;
  const names = group.commands.map((command) => command.name());
  const guess = nearest(word, names);
  throw new InputError(
    "COMMAND_UNKNOWN",
    `Unknown command "${word}"${guess === undefined ? "" : `; did you mean ${guess}?`}`,
    `Commands: ${names.join(", ")}. See: npx crossover --help`,
  );
}

function everyCommand(command: Command): Command[] {
  return command.commands.flatMap((child) => [child, ...everyCommand(child)]);
}

/** Commander's own complaints become the errors of this program: both sides, the next step, exit code 2. */
function asInputError(error: CommanderError): InputError {
  const message = error.message.replace(/^error: /, "");
  const flag = /unknown option '--([^']+)'/.exec(message)?.[1];
  // A short word is near to too much.
  const key = flag === undefined || flag.length < 5 ? undefined : nearest(flag, allKeys());
  return new InputError(
    "USAGE",
    `${message.charAt(0).toUpperCase()}${message.slice(1)}${/[.)?]$/.test(message) ? "" : "."}`,
    key === undefined
      ? "Every flag: npx crossover <command> --help"
      : `A key of the scenario is set with --set ${key}=…`,
  );
}

/** Runs one command line. @returns the exit code: 0 done, 1 our fault, 2 input, 3 a gate, 4 not priced, 5 flips, 6 outside. */
export async function run(argv: readonly string[], output: Output): Promise<number> {
  try {
    await program(output).parseAsync([...argv], { from: "user" });
    return 0;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return 0;
    const failure = failureOf(error instanceof CommanderError ? asInputError(error) : error);
    output.err(failure.text);
    return failure.exitCode;
  }
}

if (import.meta.main || process.argv[1]?.endsWith("crossover") || process.argv[1]?.endsWith("crossover.js")) {
  process.exitCode = await run(process.argv.slice(2), processOutput());
}
