import { find, nameOf, partViews } from "../report/part-view.ts";
import type { Report, ReportAlternative } from "../report/report.ts";
import { chosenIn, chosenRow } from "./chosen.ts";
import { changedCriteria } from "./criteria-values.ts";
import type { DecisionRecord, RecordPart } from "./decision-record.ts";
import { movedKeys, movedPrices, movedRows, rowsToday } from "./moved.ts";
import { runsMachines } from "./own-machines.ts";
import type { RecordedRow } from "./recorded-row-schema.ts";
import { unitPricesOf } from "./recorded-unit-prices.ts";
import type { Facts } from "./review-facts.ts";
import { reviewReasons } from "./review-reasons.ts";
import type { Review, ReviewedDecision } from "./review-schema.ts";
import { type Replanned, waitingOf } from "./waiting.ts";

export interface ReviewInput extends Omit<Facts, "decisions"> {
  /** Criteria of the scenario as it is now, each under its key. */
  readonly criteriaNow?: Readonly<Record<string, string | number>>;
  /** What was changed in the question for the volumes of now, one sentence a part. */
  readonly asked: readonly string[];
  readonly remarks: readonly string[];
}

/** A recorded decision beside the same question today: is it due, what moved, does it flip, what did waiting cost. */
export function reviewOf(input: ReviewInput): Review {
  const { record, asOf, repriced, asNow } = input;
  const decisions = reviewed(record, repriced);
  const latest = asNow === undefined ? undefined : reviewed(record, asNow);
  const reasons = reviewReasons({ ...input, decisions });
  const final = latest ?? decisions;
  const prices = movedPrices(record, repriced);
  return {
    schema: 1,
    id: record.id,
    decidedAt: record.decidedAt,
    asOf,
    due: reasons.some(({ state }) => state === "holds"),
    flips: final.some(({ flips }) => flips),
    reasons,
    decisions,
    ...(latest && { asked: input.asked, decisionsAsNow: latest }),
    prices,
    rows: movedRows(record, repriced),
    keys: input.rawNow === undefined ? [] : movedKeys(record.scenario.raw, input.rawNow),
    criteria: input.criteriaNow === undefined ? [] : changedCriteria(record, input.criteriaNow),
    waiting: waitingOf({
      record,
      asOf,
      repriced: replanned(repriced, decisions),
      ...(asNow && latest && { asked: replanned(asNow, latest) }),
      prices,
    }),
    remarks: input.remarks,
  };
}

function replanned(report: Report, decisions: readonly ReviewedDecision[]): Replanned {
  const priceIds = (part: RecordPart, id: string) => {
    const row = report.alternatives.filter((one) => one.part === part && one.id === id);
    return new Set(unitPricesOf({ ...report, alternatives: row }).map((price) => price.id));
  };
  return { decisions, rows: rowsToday(report), priceIds };
}

function reviewed(record: DecisionRecord, report: Report): ReviewedDecision[] {
  const views = partViews(report);
  return record.decisions.map((recorded) => {
    const { part, verdict } = recorded;
    const old = { verdict, ...chosenIn(record, recorded) };
    const view = views.find((one) => one.part === part);
    if (view === undefined) return { part, old, flips: false };
    const { decision } = view;
    const row = find(view, decision.names);
    const chosen = chosenRow(decision.names, row, nameOf(view, decision.names));
    const before = record.alternatives.find((one) => one.part === part && one.id === old.names);
    const other = chosen.names !== old.names && !onOtherMachines(before, row);
    return {
      part,
      old,
      now: { verdict: decision.verdict, ...chosen, because: decision.because },
      flips: decision.verdict !== verdict || other,
    };
  });
}

/** Another volume has another fleet: what was decided, to run it ourselves, stands. */
const onOtherMachines = (old: RecordedRow | undefined, now: ReportAlternative | undefined): boolean =>
  old !== undefined &&
  now !== undefined &&
  runsMachines(old.kind) &&
  old.kind === now.kind &&
  old.model === now.model;
