import type { Report, ReportDecision } from "../report/report.ts";
import type { RecordPart } from "./decision-record.ts";

/** Parts of a report that not every one has: draws, notes of others' evidence, risks with numbers. */
export interface ReportExtras {
  readonly uncertainty?: NonNullable<Report["uncertainty"]>;
  readonly notes: readonly { readonly text: string; readonly by: string; readonly at: string }[];
  readonly quantifiedRisks: boolean;
}

export function extrasOf({ uncertainty, risks }: Report): ReportExtras {
  return {
    ...(uncertainty && { uncertainty }),
    notes: risks?.notes ?? [],
    // What is drawn are prices and quantities that are uncertain anyway; a risk is an event that somebody put numbers on.
    quantifiedRisks: (risks?.given ?? []).some(({ kind }) => kind !== "word"),
  };
}

/**
 * Month from which moving pays by the rule of months in a row; absent: none within the horizon, not computed, or the
 * decision itself moves.
 */
export function triggerMonthOf({
  trigger,
  names,
}: Pick<ReportDecision, "trigger" | "names">): number | undefined {
  if (trigger === undefined || trigger.alternative === names) return undefined;
  return trigger.rule.kind === "at" ? trigger.rule.month : undefined;
}

/** What half, and four fifths, of the draws do not exceed. */
export function percentilesOf(
  { uncertainty }: ReportExtras,
  part: RecordPart,
  alternative: string,
): { readonly tcoP50Usd: number; readonly tcoP80Usd: number } | undefined {
  const found = uncertainty?.parts
    .find((one) => one.part === part)
    ?.alternatives.find((one) => one.alternative === alternative);
  return found && { tcoP50Usd: found.tcoP50Usd, tcoP80Usd: found.tcoP80Usd };
}
