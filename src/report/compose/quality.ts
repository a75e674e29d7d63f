import { builtOf } from "../../alternatives/adapted.ts";
import { qualityGate, unsettled } from "../../decision/gate.ts";
import { partialJudge } from "../../decision/judge.ts";
import { qualityKeyOn } from "../../scenario/class-quality.ts";
import type { Candidate, LlmPart } from "../../scenario/llm-terms.ts";
import type { Quality } from "../../scenario/quality.ts";
import type { Scenario } from "../../scenario/scenario.ts";
import type { Report } from "../report.ts";

type Entry = NonNullable<Report["quality"]>[number];

/** What is known of one candidate, on all requests or on one class of them. */
export interface SaidQuality {
  readonly model: string;
  /** What is judged of it: as it is, tuned, or with what it retrieves. */
  readonly built?: "fine-tuned" | "retrieval";
  /** Absent: the answer is about every class that has none of its own. */
  readonly className?: string;
  readonly key: string;
  readonly quality: Quality;
}

/** The answers that the gate reads: a class's own, and the candidate's for the classes without one. */
export function saidQualities(part: LlmPart): readonly SaidQuality[] {
  return part.candidates.flatMap((candidate) => saidOf(part, candidate));
}

function saidOf(part: LlmPart, candidate: Candidate): SaidQuality[] {
  const { model } = candidate;
  const built = builtOf(candidate);
  const of = { model, ...(built !== undefined && { built }) };
  const whole = `llm.candidates.${part.candidates.indexOf(candidate)}.quality`;
  const keyed = part.classes.map((entry) => ({ entry, key: qualityKeyOn(part, candidate, entry) }));
  const own = keyed.flatMap(({ entry, key }) =>
    key === whole || entry.quality === undefined
      ? []
      : [{ ...of, className: entry.name, key, quality: entry.quality }],
  );
  return own.length === keyed.length ? own : [...own, { ...of, key: whole, quality: candidate.quality }];
}

/** One entry for each of them: what was measured, and how the gate reads it. */
export function qualitiesOf({ llm, criteria }: Scenario): readonly Entry[] {
  const limit = criteria.qualityDelta.base;
  if (llm === undefined) return [];
  const today = llm.today && `${llm.today.provider}/${llm.today.model}`;
  return saidQualities(llm).map(({ model, built, className, key, quality }): Entry => {
    const open = unsettled(quality, limit);
    const partial = quality.kind === "measured" ? partialJudge(quality.judge, today, model) : undefined;
    const measured = quality.kind === "measured" ? quality : undefined;
    const { kind: _, ...figures } = measured ?? { kind: undefined };
    return {
      model,
      ...(built !== undefined && { built }),
      ...(className !== undefined && { className }),
      key,
      gate: quality.kind === "same" ? "not needed" : qualityGate(quality, limit).kind,
      ...figures,
      ...(partial !== undefined && { partialJudge: partial }),
      ...(open?.casesNeeded !== undefined && { casesNeeded: open.casesNeeded }),
    };
  });
}
