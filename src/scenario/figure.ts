import type { Provenance } from "../provenance.ts";

/**
 * One number of the scenario with its range and its source.
 *
 * `low ≤ base ≤ high`; `ranged` is false when only the base was given, then all three are equal.
 * `months` holds month 1..n when the reader gave a list; months beyond it repeat its last value.
 */
export interface Figure {
  /** Where it stands in the file, e.g. `llm.promptTokens`: what `--set` takes. */
  readonly key: string;
  readonly low: number;
  readonly base: number;
  readonly high: number;
  readonly ranged: boolean;
  readonly months?: readonly number[];
  readonly provenance: Provenance;
}

/** The figure's base value in month t (1..H). */
export function inMonth(figure: Figure, month: number): number {
  const months = figure.months;
  if (months === undefined || months.length === 0) return figure.base;
  return months[Math.min(month, months.length) - 1] ?? figure.base;
}

/** A yes/no question: an answer or an honest "unanswered". */
export type Answer = "yes" | "no" | "unanswered";
