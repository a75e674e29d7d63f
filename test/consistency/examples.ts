import { askedScenario } from "../../src/cli/bill-tokens.ts";
import { bookFolder } from "../../src/cli/package-root.ts";
import { planWithGraphs } from "../../src/cli/planner.ts";
import { contextOf, openedBook, reportOf } from "../../src/cli/report-of.ts";
import { readScenarioFile } from "../../src/cli/scenario-file.ts";
import { renderJson } from "../../src/report/json.ts";
import { applySetting } from "../../src/scenario/setting.ts";
import type { Fleet } from "../../src/sizing/fleet.ts";
import type { Json } from "./report-json.ts";

/** An example as `crossover compare <example> --as-of 2026-11-21 --set … --json` prints it. */
export async function exampleReport(name: string, ...settings: string[]): Promise<Json> {
  const file = readScenarioFile(`scenarios/${name}.yaml`);
  const raw = ["asOf=2026-11-21", ...settings].reduce(applySetting, file.raw);
  const { report } = await reportOf({ ...file, raw }, { book: bookFolder(), call: file.file });
  return JSON.parse(renderJson(report)) as Json;
}

async function planned(name: string, settings: readonly string[]) {
  const file = readScenarioFile(`scenarios/${name}.yaml`);
  const raw = ["asOf=2026-11-21", ...settings].reduce(applySetting, file.raw);
  const scenario = askedScenario(raw, contextOf(file));
  const { plan } = await planWithGraphs(scenario, openedBook(bookFolder(), scenario));
  return plan.parts;
}

/** Instances of every fleet that an example plans, without the rest of its report. */
export async function exampleInstances(
  name: string,
  ...settings: string[]
): Promise<{ id: string; instances: number }[]> {
  return (await planned(name, settings)).flatMap(({ alternatives }) =>
    alternatives.flatMap(({ id, capacity }) => (capacity ? [{ id, instances: capacity.instances }] : [])),
  );
}

/** What `crossover choose` would deploy of each example: the leading fleet of every part. */
export async function exampleFleets(): Promise<Fleet[]> {
  const names = ["support-assistant", "ticket-classifier", "ml-team"];
  const parts = (await Promise.all(names.map((name) => planned(name, [])))).flat();
  return parts.flatMap(({ fleet }) => (fleet === undefined ? [] : [fleet]));
}
