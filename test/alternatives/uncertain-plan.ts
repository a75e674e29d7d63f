import type { Alternative, Part } from "../../src/alternatives/alternative.ts";
import { type Replanning, replanning } from "../../src/alternatives/replanning.ts";
import { responseOf } from "../../src/alternatives/response.ts";
import { type UncertainDriver, uncertaintiesOf } from "../../src/alternatives/uncertain-driver.ts";
import { askedScenario } from "../../src/cli/bill-tokens.ts";
import { bookFolder } from "../../src/cli/package-root.ts";
import { planWithGraphs } from "../../src/cli/planner.ts";
import { contextOf, openedBook } from "../../src/cli/report-of.ts";
import { scenarioAt } from "../../src/cli/scenario-at.ts";
import type { Responding } from "../../src/compare/response.ts";
import type { Scenario } from "../../src/scenario/scenario.ts";

/** One part of a real plan with its drivers and the response of every row that can be drawn. */
export interface UncertainPlan {
  readonly scenario: Scenario;
  readonly rows: readonly Alternative[];
  readonly drivers: readonly UncertainDriver[];
  readonly responding: readonly Responding[];
  readonly again: Replanning;
}

type Raw = Record<string, unknown>;

/** @param only drivers of these names; absent: all of them */
export async function uncertainPlan(raw: Raw, part: Part, only?: readonly string[]): Promise<UncertainPlan> {
  const file = { file: "drawn.yaml", name: "drawn", raw: { asOf: "2026-11-21", ...raw }, text: "" };
  const context = contextOf(file);
  const scenario = askedScenario(file.raw, context);
  const planned = await planWithGraphs(scenario, openedBook(bookFolder(), scenario));
  const all = planned.plan.parts.find((p) => p.part === part)?.alternatives ?? [];
  const rows = all.filter(
    (row) => row.feasible.kind === "yes" && row.months.every(({ atLeast }) => !atLeast),
  );
  const drivers = uncertaintiesOf(scenario, part, rows).drivers.filter(
    ({ key }) => only === undefined || only.includes(key),
  );
  const again = replanning(planned.sources, part, (settings) => scenarioAt(file, context, settings));
  const responding = rows.map((row) => {
    const respond = responseOf(row, { scenario, drivers, again });
    if (respond === undefined) throw new Error(`${row.id} does not give its planned months back`);
    return { alternative: row.id, respond };
  });
  return { scenario, rows, drivers, responding, again };
}
