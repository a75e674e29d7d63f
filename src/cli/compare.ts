import { writeFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { stringify } from "yaml";
import { InputError } from "../errors.ts";
import { explainLine } from "../report/explain.ts";
import { renderJson } from "../report/json.ts";
import { renderMarkdown } from "../report/markdown.ts";
import type { Report } from "../report/report.ts";
import { renderTerminal } from "../report/terminal.ts";
import { typedNumber } from "../scenario/setting.ts";
import { withTokensFromBill } from "./bill-tokens.ts";
import type { CompareFlags, ExplainFlags } from "./compare-flags.ts";
import { rawScenario, type ScenarioFlags } from "./flags.ts";
import type { Output } from "./output.ts";
import { readOverrides } from "./overrides-file.ts";
import { packageRoot } from "./package-root.ts";
import { PAINT } from "./paint.ts";
import { type Reported, reportOf } from "./report-of.ts";
import { bookFlag, shellWord } from "./shell-word.ts";

/** `crossover compare` */
export async function compare(
  file: string | undefined,
  flags: ScenarioFlags & CompareFlags,
  output: Output,
): Promise<void> {
  const { report, saved } = await reported(file, flags);
  output.out(rendered(report, flags, output));
  if (flags.save !== undefined) {
    save(flags.save, saved);
    output.err(`Written: ${flags.save}`);
  }
  if (flags.strict === true) refuseGaps(report);
}

/** `crossover explain` */
export async function explain(
  line: string,
  file: string | undefined,
  flags: ScenarioFlags & ExplainFlags,
  output: Output,
): Promise<void> {
  const { report } = await reported(file, flags);
  const { width, colour } = output;
  output.out(explainLine(report, line, { width: columnsOf(flags, width), ...(colour && { colour: PAINT }) }));
}

async function reported(
  file: string | undefined,
  flags: ScenarioFlags & ExplainFlags,
): Promise<Reported & { saved: Record<string, unknown> }> {
  const given = rawScenario(file, flags);
  const { raw, derived } = withTokensFromBill(given.raw);
  const used = { ...given, raw };
  const overrides = readOverrides(flags);
  const made = await reportOf(used, {
    book: flags.book,
    ...(overrides && { overrides }),
    call: callOf(file, flags),
    ...(derived && { derived }),
  });
  return { ...made, saved: raw };
}

function rendered(report: Report, flags: CompareFlags, { width, colour }: Output): string {
  if (flags.json === true || flags.format === "json") return renderJson(report);
  if (flags.markdown === true || flags.format === "markdown") return renderMarkdown(report);
  return renderTerminal(report, {
    width: columnsOf(flags, width),
    full: flags.full === true,
    ...(colour && { colour: PAINT }),
  });
}

/** The narrowest that a table of figures can be read in. */
const NARROWEST = 40;

function columnsOf(flags: ExplainFlags, width: number): number {
  return flags.width === undefined
    ? width
    : Math.max(NARROWEST, Math.round(typedNumber(flags.width, "--width")));
}

/** The same call again, as the reader typed it, for commands that continue it. */
function callOf(file: string | undefined, flags: ScenarioFlags & ExplainFlags): string {
  const pairs: [string, string | undefined][] = [
    ["--today", flags.today],
    ["--bill", flags.bill],
    ["--requests", flags.requests],
    ["--prompt", flags.prompt],
    ["--output", flags.output],
    ["--prefix", flags.prefix],
    ...flags.candidate.map((model): [string, string] => ["--candidate", model]),
    ["--region", flags.region],
    ["--as-of", flags.asOf],
    ["--environment", flags.environment],
    ...flags.set.map((setting): [string, string] => ["--set", setting]),
    ["--overrides", flags.overrides === false ? undefined : flags.overrides],
  ];
  const words = pairs.flatMap(([flag, value]) => (value === undefined ? [] : [flag, shellWord(value)]));
  const list = flags.overrides === false ? ["--no-overrides"] : [];
  const call = [...(file === undefined ? [] : [shellWord(file)]), ...words, ...list].join(" ");
  return `${call}${bookFlag(flags.book)}`;
}

function save(file: string, raw: Record<string, unknown>): void {
  const schema = relative(dirname(resolve(file)), join(packageRoot(), "schema/scenario.schema.json"));
  const text = `# yaml-language-server: $schema=${schema.startsWith(".") ? schema : `./${schema}`}\n${stringify(raw)}`;
  try {
    writeFileSync(file, text, { flag: "wx" });
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    const because =
      code === "EEXIST"
        ? "exists already"
        : code === "ENOENT"
          ? "lies in a folder that does not exist"
          : `cannot be written (${code})`;
    throw new InputError("SAVE_FAILED", `${file} ${because}.`, "Name another file with --save.");
  }
}

/** `--strict`: every line without a figure, and prices too old to decide on. */
function refuseGaps(report: Report): void {
  const possible = report.alternatives.filter(({ infeasible }) => infeasible === undefined);
  const open = possible.flatMap(({ name, monthly, oneOff }) =>
    [...monthly, ...oneOff].flatMap(({ name: line, cost }) =>
      cost.kind === "unknown" ? [`${line} of ${name}: ${cost.because} (${cost.resolve})`] : [],
    ),
  );
  const guessed = possible.flatMap(({ name, monthly }) =>
    monthly.flatMap(({ price }) =>
      "facts" in price && price.facts.match === "pattern"
        ? [`${name}: its price card is matched by pattern only`]
        : [],
    ),
  );
  const reasons = [...new Set([...open, ...guessed])];
  if (reasons.length === 0) return;
  throw new InputError(
    "STRICT",
    `--strict: ${reasons.length} ${reasons.length === 1 ? "line is" : "lines are"} not priced or ambiguous.\n  ${reasons.join("\n  ")}`,
    undefined,
    4,
  );
}
