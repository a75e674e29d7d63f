import type { Candidate, LlmPart, RequestClass } from "./llm-terms.ts";
import type { Quality } from "./quality.ts";
import { gateAnswer } from "./quality-gate.ts";

type Part = Pick<LlmPart, "classes" | "candidates">;

/** What is known of a candidate on one class of requests: the class's own answer is about the first candidate. */
export function qualityOn({ candidates }: Part, candidate: Candidate, { quality }: RequestClass): Quality {
  return quality !== undefined && candidates[0] === candidate ? quality : candidate.quality;
}

/** Key that answers it. */
export function qualityKeyOn(part: Part, candidate: Candidate, entry: RequestClass): string {
  const own = entry.quality !== undefined && part.candidates[0] === candidate;
  return own
    ? `llm.classes.${part.classes.indexOf(entry)}.quality`
    : `llm.candidates.${part.candidates.indexOf(candidate)}.quality`;
}

/** A model that takes over every class is as good as on the class where it is worst: failed, then unanswered, then passed. */
export function worstClass(
  part: Part,
  candidate: Candidate,
  classes: readonly RequestClass[],
  limit: number,
): RequestClass | undefined {
  const rank = (entry: RequestClass) => {
    const quality = qualityOn(part, candidate, entry);
    const gap = quality.kind === "measured" ? quality.delta : -2;
    return { fail: 4, unanswered: 2, pass: 0 }[gateAnswer(quality, limit)] * 4 + gap;
  };
  return [...classes].sort((x, y) => rank(y) - rank(x))[0];
}

/** Quality of a candidate over all classes of the part. */
export function wholeQuality(part: Part, candidate: Candidate, limit: number): Quality {
  const worst = worstClass(part, candidate, part.classes, limit);
  return worst === undefined ? candidate.quality : qualityOn(part, candidate, worst);
}
