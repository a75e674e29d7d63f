import { figure, usd } from "./number.ts";
import type { Report } from "./report.ts";

export type Rules = NonNullable<Report["rules"]>;

export const PARTS = { llm: "LLM", vectors: "Vectors", tracking: "Tracking" } as const;

/** One honest line for each key that a rule asks for and nobody answered. */
export const unanswered = (keys: readonly string[]): string[] => keys.map((key) => `unanswered: ${key}`);

/** USD of one unit, or why there is none. */
export function ratioText(ratio: Rules["units"][number]["usdPerUnit"]): string {
  return ratio.kind === "at" ? smallUsd(ratio.value) : `none: ${ratio.because}`;
}

/** Four digits below a dollar, cents above. */
export function smallUsd(value: number): string {
  return Math.abs(value) < 1 ? figure(value) : usd(value, 2);
}

/** What the table calls a row of one part. */
export function rowName(report: Report, part: Rules["units"][number]["part"], id: string): string {
  const found = report.alternatives.find((entry) => entry.part === part && entry.id === id);
  return found === undefined ? id : `${found.name} (${id})`;
}
