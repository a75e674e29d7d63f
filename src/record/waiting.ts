import { fullMonthsBetween } from "./calendar.ts";
import type { DecisionRecord } from "./decision-record.ts";
import type { RecordedRow } from "./recorded-row-schema.ts";
import type { ReviewedDecision, Waiting } from "./review-schema.ts";

/**
 * Of each part whose decision flips: Σ over the full months since the decision of
 * (cost of what was kept − cost of what is named now), both as recorded, USD, one-offs left out. Above 0 waiting cost
 * that much; below 0 it saved. Nothing where nothing flips.
 */
export function waitingOf(
  record: DecisionRecord,
  decisions: readonly ReviewedDecision[],
  asOf: string,
): Waiting[] {
  return decisions.flatMap(({ part, now, old, flips }): Waiting[] => {
    if (!flips || now === undefined || now.names === old.names) return [];
    const row = (id: string) => record.alternatives.find((one) => one.part === part && one.id === id);
    const [kept, instead] = [row(old.names), row(now.names)];
    const because = whyUnknown(kept, instead, now.name);
    if (because !== undefined || kept === undefined || instead === undefined)
      return [{ kind: "unknown", part, because: because ?? "a row is missing" }];
    const lived = fullMonthsBetween(record.decidedAt, asOf);
    const months = Math.min(lived, kept.monthsUsd.length, instead.monthsUsd.length);
    let usd = 0;
    for (let t = 0; t < months; t += 1) usd += (kept.monthsUsd[t] ?? 0) - (instead.monthsUsd[t] ?? 0);
    const at = kept.at === "list" || instead.at === "list" ? "list" : "decided";
    return [{ kind: "cost", part, usd, months, kept: old.name, instead: now.name, at }];
  });
}

function whyUnknown(
  kept: RecordedRow | undefined,
  instead: RecordedRow | undefined,
  name: string,
): string | undefined {
  if (instead === undefined || instead.monthsUsd.length === 0) return `${name} was not compared then`;
  if (kept === undefined || kept.monthsUsd.length === 0) return "what was kept has no recorded months";
  // Months with a line missing are lower bounds, and the difference of two bounds bounds nothing.
  const bound = [kept, instead].find(({ figures }) => figures?.atLeast !== false);
  return bound === undefined ? undefined : `a line of ${bound.name} had no price then`;
}
