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

/** What decides which rung comes next, beside the stage. */
interface Path {
  /** Somebody sells the open weights by the token: false where a rung would have no seller. */
  readonly sold: boolean;
  /** Absent: nobody said enough for one. */
  readonly phase?: 1 | 2 | 3;
  /** True where the product still looks for its users. */
  readonly unproven?: boolean;
}

/**
 * @param leaveMonth month from which the volume has stood above break-even long enough; absent: not in the horizon
 * @param onlyHosted the data policy leaves nothing to buy, so there is one way only
 */
export function nextStep(
  stage: Stage,
  leaveMonth: number | undefined,
  onlyHosted: boolean,
  path: Path = { sold: true },
): NextStep {
  if (onlyHosted && stage !== "self-hosted") {
    const policy = "an open model has passed on your own tasks; the data policy leaves no other way";
    return { stage, next: "self-hosted", trigger: policy, prepare: PREPARE };
  }
  const first = path.unproven === true ? "the product has found its users, and " : "";
  const trigger = `${first}${hostingTrigger(leaveMonth, path)}`;
  switch (stage) {
    case "nothing bought yet":
      return { stage, next: "api", trigger: "a first use that is worth its bill", prepare: PREPARE };
    case "api":
      if (path.phase === 3) return { stage, next: "self-hosted", trigger, prepare: PREPARE };
      if (!path.sold) {
        const passed = `${trigger}, and the model has passed on your own tasks; nobody sells its weights by the token, so no rung lies between`;
        return { stage, next: "self-hosted", trigger: passed, prepare: PREPARE };
      }
      return {
        stage,
        next: "managed open model",
        trigger: `${first}an open model passes on your own tasks and costs less where it is sold`,
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

function hostingTrigger(leaveMonth: number | undefined, { phase }: Path): string {
  if (leaveMonth !== undefined)
    return `the volume has stood above break-even long enough in month ${leaveMonth}, and the other conditions hold`;
  return phase === 3
    ? "the conditions for leaving hold, as they do now"
    : "the volume stays above break-even, which no month of the horizon brings";
}
