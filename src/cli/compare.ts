import { explainLine } from "../report/explain.ts";
import { renderJson } from "../report/json.ts";
import { renderMarkdown } from "../report/markdown.ts";
import type { Report } from "../report/report.ts";
import { renderTerminal } from "../report/terminal.ts";
import { typedNumber } from "../scenario/setting.ts";
import { withTokensFromBill } from "./bill-tokens.ts";
import type { CompareFlags, ExplainFlags } from "./compare-flags.ts";
import { criteriaSince } from "./criteria-since.ts";
import { rawScenario, type ScenarioFlags, settings } from "./flags.ts";
import { gatesOf, refuseForeignGates, refuseGates } from "./gate-flags.ts";
import type { Output } from "./output.ts";
import { readOverrides } from "./overrides-file.ts";
import { PAINT } from "./paint.ts";
import { presetList } from "./preset-file.ts";
import { runPreset } from "./preset-run.ts";
import { ageLimit } from "./price-age.ts";
import { type Reported, reportOf } from "./report-of.ts";
import { refuseUnsavable, saveScenario } from "./saved-scenario.ts";
import { bookFlag, shellWord } from "./shell-word.ts";
import { refuseDoubts } from "./strict.ts";

/** `crossover compare` */
export async function compare(
  file: string | undefined,
  flags: ScenarioFlags & CompareFlags,
  output: Output,
): Promise<void> {
  if (flags.listPresets === true) {
    output.out(presetList());
    return;
  }
  const age = ageLimit(flags);
  const gates = gatesOf(flags);
  if (flags.save !== undefined) refuseUnsavable(flags.save);
  const { report, book, saved } = await reported(file, flags);
  refuseForeignGates(
    gates,
    report.decisions.map(({ part }) => part),
  );
  output.out(rendered(report, flags, output));
  if (flags.save !== undefined) {
    saveScenario(flags.save, saved);
    output.err(`Written: ${flags.save}`);
  }
  refuseGates(report, gates, () =>
    refuseDoubts(report, book, { strict: flags.strict === true, age, tell: output.err }),
  );
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
  const overrides = readOverrides(flags);
  const planned = await reportOf(given, {
    book: flags.book,
    ...(overrides && { overrides }),
    call: callOf(file, flags),
  });
  const moved = criteriaSince(file, planned.scenario);
  const made = {
    ...planned,
    report: { ...planned.report, findings: [...moved, ...planned.report.findings] },
  };
  const saved = withTokensFromBill(given.raw).raw;
  if (flags.preset === undefined) return { ...made, saved };
  const preset = await runPreset(flags.preset, given, { book: flags.book, changed: settings(flags) });
  return { ...made, report: { ...made.report, preset }, saved };
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
    ["--preset", flags.preset],
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
