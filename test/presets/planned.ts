import type { Alternative } from "../../src/alternatives/alternative.ts";
import { planWithGraphs } from "../../src/cli/planner.ts";
import { presetNamed } from "../../src/presets/preset.ts";
import { type Charge, totalOf } from "../../src/prices/charge.ts";
import { parseScenario } from "../../src/scenario/parse.ts";
import type { Scenario } from "../../src/scenario/scenario.ts";
import { applySetting } from "../../src/scenario/setting.ts";
import { modelCards } from "../../src/sizing/model-catalogue.ts";
import { committedBook } from "../prices/books.ts";

/** A raw scenario, parsed as a file is. */
export const parsed = (raw: unknown): Scenario =>
  parseScenario(raw, {
    file: "test.yaml",
    name: "test",
    today: "2026-11-21",
    openModels: modelCards().map(({ id }) => id),
  });

/** Its rows, planned as any scenario's, by id. */
export async function rowsOf(raw: unknown): Promise<ReadonlyMap<string, Alternative>> {
  const scenario = parsed(raw);
  const { plan } = await planWithGraphs(scenario, committedBook(scenario.asOf));
  const rows = plan.parts.flatMap(({ alternatives }) => alternatives);
  return new Map(rows.map((row) => [row.id, row]));
}

/** Rows of a preset with inputs changed. */
export const presetRows = (id: string, settings: readonly string[] = []) =>
  rowsOf(settings.reduce(applySetting, presetNamed(id).scenario));

export function rowIn(rows: ReadonlyMap<string, Alternative>, id: string): Alternative {
  const found = rows.get(id);
  if (found === undefined) throw new Error(`no row ${id} among ${[...rows.keys()].join(", ")}`);
  return found;
}

export const sum = (lines: readonly Charge[]): number => totalOf(lines).usd.toNumber();
