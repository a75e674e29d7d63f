import type { Answer } from "../scenario/figure.ts";
import type { Context } from "../scenario/rule-terms.ts";
import type { Leaving } from "./leaving.ts";

/** 1 buy: prompts and retrieval. 2 fine-tune. 3 self-host. 4, pre-training, is outside this planner. */
export interface Phase {
  readonly phase: 1 | 2 | 3;
  readonly because: string;
  /** Keys whose answer could change the phase. */
  readonly unanswered: readonly string[];
  /** What is to be known beside it. */
  readonly notes: readonly string[];
}

export interface PhaseCase {
  readonly context: Pick<Context, "productProven" | "gap" | "sellsModels">;
  /** The data policy leaves nothing that could be bought. */
  readonly onlyHosted: boolean;
  readonly leave: Leaving["leave"];
  /** Has the model that would be hosted passed on the reader's own tasks? */
  readonly gate: Answer;
}

export const PHASE_NAMES = { 1: "buy", 2: "fine-tune", 3: "self-host" } as const;

/**
 * First match: nothing may be bought → 3; not proven → 1 whatever the volume; leaving pays and the gate passed → 3;
 * the model answers in the wrong way → 2; else 1.
 */
export function phaseOf(of: PhaseCase): Phase {
  const { productProven, gap, sellsModels } = of.context;
  const notes =
    sellsModels === "yes"
      ? [
          "Pre-training would be a fourth phase for you who sell models or hold data of your own; this planner does not cost it.",
        ]
      : [];
  const said = (phase: Phase["phase"], because: string, unanswered: readonly string[] = []): Phase => ({
    phase,
    because,
    unanswered,
    notes,
  });
  if (of.onlyHosted) return said(3, "the data policy leaves nothing that could be bought");
  if (productProven === "no")
    return said(1, "the product still looks for its users: prove its value first, whatever the volume");
  if (productProven === "unanswered")
    return said(1, "start here and prove the value", ["context.productProven"]);
  if (of.leave === "yes" && of.gate === "yes")
    return said(3, "leaving the bought offer pays, and the model passed on your own tasks");
  if (gap === "behaviour")
    return said(2, "the model in use misses the way or the format of its answers, which tuning can teach");
  const open = openKeys(of);
  if (gap === "knowledge")
    return said(1, "the model in use misses facts: retrieval brings them, tuning does not", open);
  if (gap === "quality")
    return said(1, "answers are not good enough: another model that is bought comes first", open);
  if (of.leave === "yes")
    return said(1, "leaving would pay, but the model has not passed on your own tasks", open);
  return said(1, "the bought offer does the work, and leaving it is not shown to pay", open);
}

function openKeys({ context, leave, gate }: PhaseCase): string[] {
  return [
    ...(context.gap === undefined ? ["context.gap"] : []),
    ...(leave === "yes" && gate === "unanswered" ? ["llm.candidates.quality"] : []),
  ];
}
