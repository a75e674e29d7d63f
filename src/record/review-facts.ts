import type { Report } from "../report/report.ts";
import type { DecisionRecord, RecordPart } from "./decision-record.ts";
import type { ReviewedDecision, ReviewReason } from "./review-schema.ts";

type ByPart = Readonly<Partial<Record<RecordPart, number>>>;

/** What is known on the day of the review beside the record. */
export interface Facts {
  readonly record: DecisionRecord;
  readonly asOf: string;
  /** The recorded question at today's prices. */
  readonly repriced: Report;
  readonly decisions: readonly ReviewedDecision[];
  /** The scenario as it is now, where it was given. */
  readonly rawNow?: Readonly<Record<string, unknown>>;
  /** The question as it is asked now: that scenario, or the recorded one, with the volumes of now. And its report. */
  readonly rawAsked?: Readonly<Record<string, unknown>>;
  readonly asNow?: Report;
  /** A month, in the part's own unit. */
  readonly volumes: ByPart;
  /** USD/month by the bill. */
  readonly actual: ByPart;
  /** Days on which something that binds ends. */
  readonly ends: readonly string[];
  /** "provider/model" that somebody announced the end of, or moved. */
  readonly retired: readonly string[];
}

/** A reason that holds or does not. */
export const reason = (id: string, holds: boolean, text: string): ReviewReason => ({
  id,
  state: holds ? "holds" : "not",
  text,
});
/** A reason that nobody can know here, with what would tell. */
export const unknown = (id: string, text: string, tell: string): ReviewReason => ({
  id,
  state: "unknown",
  text,
  tell,
});
