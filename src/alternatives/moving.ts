import type { Candidate, LlmPart } from "../scenario/llm-terms.ts";
import type { Quality } from "../scenario/quality.ts";
import type { GateAnswer } from "../scenario/quality-gate.ts";
import type { PlanContext } from "./context.ts";
import type { BoughtSide } from "./llm-bought-side.ts";

/** What a search for rows whose requests go two ways starts from. */
export interface TwoWays {
  readonly context: PlanContext;
  readonly part: LlmPart;
  /** Weights that answer today; absent: nothing is bought yet. */
  readonly weights: string | undefined;
  /** Today's offer, if there is one. */
  readonly today: BoughtSide | undefined;
  /** The candidate's own weights, from a seller. */
  readonly seller: (candidate: Candidate, quality: Quality) => BoughtSide;
  /** No fleet carries all classes, so that nobody else captures a graph. */
  readonly alone: boolean;
}

/** One candidate with the classes that may leave today's model for it. */
export interface Moving {
  readonly input: TwoWays;
  readonly candidate: Candidate;
  /** Its quality, by class. */
  readonly gates: readonly GateAnswer[];
  /** By class. */
  readonly eligible: readonly boolean[];
  /** Some of them are not measured. */
  readonly asked: boolean;
  /** Several candidates have rows of their own. */
  readonly several: boolean;
}
