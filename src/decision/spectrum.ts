import { type Alternative, runsMachines } from "../alternatives/alternative.ts";

/** How much of it is one's own work, from training a model to subscribing to a service. */
export type Place = "full build" | "hybrid build" | "light build" | "full buy";

/** Where an option stands. Training from nothing is never planned here: only the reader may call something a full build. */
export function placeOf(
  row: Pick<Alternative, "part" | "kind" | "seller" | "spectrum" | "built">,
  ownWeights: boolean,
): Place {
  const { part, kind, seller, spectrum, built } = row;
  if (spectrum !== undefined) return spectrum.replace("-", " ") as Place;
  if (ownWeights || built === "fine-tuned") return "hybrid build";
  if (built === "retrieval" && kind !== "hosted") return "light build";
  if (part !== "llm") return kind === "hosted" || seller === "self" ? "hybrid build" : "full buy";
  return runsMachines({ kind }) ? "hybrid build" : "light build";
}

/** Stages of the usual path: an API, the open model bought, the same model on machines of one's own. */
export type Stage = "nothing bought yet" | "api" | "managed open model" | "self-hosted";

export interface NextStep {
  readonly stage: Stage;
  /** Absent: the path ends here. */
  readonly next?: Stage;
  /** What has to be true before it is taken. */
  readonly trigger: string;
  /** What can be made ready now, whichever way it goes. */
  readonly prepare: readonly string[];
}

const PREPARE = [
  "calls behind one interface of your own, in the OpenAI dialect that vLLM and most sellers speak",
  "an evaluation set from your own traffic, kept with its judgements",
  "an open-weight model named and tried as a fallback",
];

/**
 * @param leaveMonth month from which the volume has stood above break-even long enough; absent: not in the horizon
 * @param onlyHosted the data policy leaves nothing to buy, so there is one way only
 */
export function nextStep(stage: Stage, leaveMonth: number | undefined, onlyHosted: boolean): NextStep {
  if (onlyHosted && stage !== "self-hosted") {
    const policy = "an open model has passed on your own tasks; the data policy leaves no other way";
    return { stage, next: "self-hosted", trigger: policy, prepare: PREPARE };
  }
  const trigger =
    leaveMonth === undefined
      ? "the volume stays above break-even, which no month of the horizon brings"
      : `the volume has stood above break-even long enough in month ${leaveMonth}, and the other conditions hold`;
  switch (stage) {
    case "nothing bought yet":
      return { stage, next: "api", trigger: "a first use that is worth its bill", prepare: PREPARE };
    case "api":
      return {
        stage,
        next: "managed open model",
        trigger: "an open model passes on your own tasks and costs less where it is sold",
        prepare: PREPARE,
      };
    case "managed open model":
      return { stage, next: "self-hosted", trigger, prepare: PREPARE };
    case "self-hosted":
      return {
        stage,
        trigger: "the path ends here; a seller of the same model is the way back",
        prepare: PREPARE,
      };
  }
}
