import type { ReportAlternative, ReportPart } from "./report.ts";

/** What one unit of work costs, all in; "undefined" where there is no work to spread the cost over. */
export type UnitCost =
  | { readonly kind: "at"; readonly usd: number; readonly atLeast: boolean }
  | { readonly kind: "undefined"; readonly because: string };

/** Volumes that a unit cost is told for: a single request costs a fraction of a cent. */
const COUNTED: Readonly<Record<ReportPart, { readonly volume: number; readonly words: string }>> = {
  llm: { volume: 1_000, words: "1,000 requests" },
  vectors: { volume: 1_000_000, words: "million vectors and month" },
  tracking: { volume: 1, words: "seat and month" },
};

/** "1,000 requests": what stands behind "USD per". */
export const unitOfCost = (part: ReportPart): string => COUNTED[part].words;

/**
 * (one-offs + Σ months) ÷ Σ volume, people included, undiscounted; USD per 1,000 requests, per million vectors
 * held a month, per seat a month.
 */
export function unitCostOf({ part, row, months, infeasible }: ReportAlternative): UnitCost {
  if (row === undefined || infeasible !== undefined)
    return { kind: "undefined", because: "it has no figures" };
  const volume = months.reduce((sum, month) => sum + month.volume, 0);
  if (volume === 0) return { kind: "undefined", because: "there is no volume to spread the cost over" };
  return { kind: "at", usd: (row.tcoUsd / volume) * COUNTED[part].volume, atLeast: row.atLeast };
}
