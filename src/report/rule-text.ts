import { figure, usd } from "./number.ts";
import { fullName, nameOf, partViews } from "./part-view.ts";
import type { Report, ReportPart } from "./report.ts";

export type Rules = NonNullable<Report["rules"]>;

export const PARTS = { llm: "LLM", vectors: "Vectors", tracking: "Tracking" } as const;

/** One honest line for each key that a rule asks for and nobody answered. */
export const unanswered = (keys: readonly string[]): string[] => keys.map((key) => `unanswered: ${key}`);

export type Ratio = Rules["units"][number]["usdPerUnit"];

/** "0.0129 USD per successful request", or why there is none; nothing where nobody asked. */
export function ratioTexts(ratio: Ratio | undefined, unit: string): string[] {
  if (ratio === undefined) return [];
  return [ratio.kind === "at" ? `${smallUsd(ratio.value)} ${unit}` : `no ${unit}: ${ratio.because}`];
}

/** Four digits below a dollar, cents above. */
export function smallUsd(value: number): string {
  return Math.abs(value) < 1 ? figure(value) : usd(value, 2);
}

/** What a row is called outside its table; with its id where another row of the part has the same name. */
export function rowName(report: Report, part: ReportPart, id: string): string {
  const view = partViews(report).find((entry) => entry.part === part);
  if (view === undefined) return id;
  const name = nameOf(view, id);
  const twins = view.alternatives.filter((alternative) => fullName(view, alternative) === name);
  return twins.length > 1 ? `${name} (${id})` : name;
}
