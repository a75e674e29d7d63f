import type { Quality } from "./quality.ts";

/** What a gap in win rates says of a model beside a limit. */
export type GateAnswer = "pass" | "fail" | "unanswered";

/**
 * Pass ⇔ δ < limit, δ = share of cases that today's model wins − share that the other wins.
 * The limit itself fails; a negative δ passes: the other model is better. No cases: unanswered.
 */
export function gateAnswer(quality: Quality, limit: number): GateAnswer {
  if (quality.kind === "same") return "pass";
  if (quality.kind === "unanswered" || quality.n === 0) return "unanswered";
  return quality.delta < limit ? "pass" : "fail";
}
