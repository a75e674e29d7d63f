import { presetNamed } from "../presets/preset.ts";
import { presetReport } from "../report/preset/preset-report.ts";
import type { ReportPreset } from "../report/report-preset.ts";
import { parseScenario } from "../scenario/parse.ts";
import { applySetting } from "../scenario/setting.ts";
import { verdictOf } from "./deciding.ts";
import { planWithGraphs } from "./planner.ts";
import { loadBook } from "./price-files.ts";
import { contextOf } from "./report-of.ts";
import type { ScenarioFile } from "./scenario-file.ts";

/** A preset's figures by the functions that plan every scenario, each with the inputs that its own row changes. */
export function runPreset(
  id: string,
  file: ScenarioFile,
  { book, changed }: { readonly book: string; readonly changed: readonly string[] },
): Promise<ReportPreset> {
  return presetReport(presetNamed(id), changed, async (settings) => {
    const raw = settings.reduce(applySetting, file.raw);
    const scenario = parseScenario(raw, contextOf(file));
    const { plan } = await planWithGraphs(scenario, loadBook(book, scenario.asOf));
    const verdict = (name: string) => {
      const part = plan.parts.find((p) => p.part === name);
      return part === undefined ? "none" : verdictOf(scenario, part).verdict;
    };
    return { scenario, plan, verdictOf: verdict, inputs: raw };
  });
}
