import type { Command } from "commander";
import { InputError } from "../errors.ts";
import { type DatedDiff, datedDiff, saysNothing } from "../prices/book/dated-diff.ts";
import type { BookFiles } from "../prices/book/price-book.ts";
import { answerJson, answerMarkdown, answerText, type DiffAnswer } from "./diff/answer.ts";
import type { RepricedScenario } from "./diff/repriced-scenario.ts";
import { type OverridesFlags, readOverrides, withOverridesFlags } from "./overrides-file.ts";
import { bookFiles } from "./price-files.ts";
import type { PricesShell } from "./prices-shell.ts";
import { bookFlag } from "./shell-word.ts";
import { typedDay } from "./typed-day.ts";

/** Flags of `crossover prices diff`, as commander hands them over. */
interface DiffFlags extends OverridesFlags {
  readonly region: readonly string[];
  readonly scenario: readonly string[];
  readonly exitCode?: true;
  readonly book: string;
  readonly json?: true;
  readonly markdown?: true;
}

const list = (word: string, all: readonly string[]): string[] => [...all, word];

export function withDiff(prices: Command, shell: PricesShell): void {
  withOverridesFlags(prices.command("diff"))
    .description("What moved between two days, and what that does to your scenarios.")
    .argument("<from>", "prices as known on that day, YYYY-MM-DD")
    .argument("[to]", "the later day (default: the newest snapshot)")
    .option("--region <code>", "AWS region, repeatable (default: every region of the book)", list, [])
    .option(
      "--scenario <file>",
      "plan and decide it under both lists, repeatable; exit 5 when a decision flips",
      list,
      [],
    )
    .option("--exit-code", "exit 3 when there is a difference")
    .option("--book <dir>", "price book", shell.bookDir)
    .option("--json", "print JSON")
    .option("--markdown", "print Markdown")
    .action((from: string, to: string | undefined, flags: DiffFlags) => diff(from, to, flags, shell));
}

async function diff(
  from: string,
  to: string | undefined,
  flags: DiffFlags,
  shell: PricesShell,
): Promise<void> {
  const files = bookFiles(flags.book);
  const diff = datedDiff(
    files,
    flags.region,
    typedDay(from, "<from>"),
    to === undefined ? undefined : typedDay(to, "<to>"),
  );
  const scenarios = await repriced(files, diff, flags);
  shell.out(rendered({ diff, scenarios }, flags));
  refuseDifference(diff, flags);
  refuseFlips(scenarios, flags);
}

/** Planning brings Pulumi with it, so it is loaded when there is something to plan. */
async function repriced(
  files: BookFiles,
  { from, to }: DatedDiff,
  flags: DiffFlags,
): Promise<readonly RepricedScenario[]> {
  if (flags.scenario.length === 0) return [];
  const { repricedScenario } = await import("./diff/repriced-scenario.ts");
  // Whatever regions are shown: a scenario is of its own.
  const diff = datedDiff(files, [], from, to);
  const overrides = readOverrides(flags);
  const scenarios: RepricedScenario[] = [];
  for (const file of flags.scenario)
    scenarios.push(await repricedScenario(file, { files, diff, ...(overrides && { overrides }) }));
  return scenarios;
}

function rendered(answer: DiffAnswer, { json, markdown }: DiffFlags): string {
  if (json === true) return answerJson(answer);
  return markdown === true ? answerMarkdown(answer) : answerText(answer);
}

function refuseDifference(diff: DatedDiff, { exitCode }: DiffFlags): void {
  if (exitCode !== true || saysNothing(diff)) return;
  throw new InputError(
    "PRICES_DIFFER",
    `--exit-code: the prices of ${diff.from} and of ${diff.to} are not the same.`,
    undefined,
    3,
  );
}

function refuseFlips(scenarios: readonly RepricedScenario[], { book }: DiffFlags): void {
  const flipped = scenarios.flatMap(({ file, decisions }) =>
    decisions.flatMap(({ part, flips }) => (flips ? [`${file}: ${part}`] : [])),
  );
  const [first] = flipped;
  if (first === undefined) return;
  throw new InputError(
    "DECISION_FLIPS",
    `${flipped.length} ${flipped.length === 1 ? "decision flips" : "decisions flip"} with the prices: ${flipped.join(", ")}.`,
    `See what it rests on now: crossover compare ${first.slice(0, first.lastIndexOf(":"))} --full${bookFlag(book)}`,
    5,
  );
}
