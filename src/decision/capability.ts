import type { Answer } from "../scenario/figure.ts";
import { SMALLEST_ML_TEAM } from "./findings.ts";

export interface CapabilityCase {
  readonly mlEngineers?: number;
  /** From the plan: does hosting cost no more than the bought offer at this volume? */
  readonly belowBreakEven: Answer;
  /** The cheapest that is bought, of what is kept and the same weights. */
  readonly beside?: string;
  readonly kubernetes: Answer;
  readonly gpuExpertise: Answer;
  readonly productProven: Answer;
  /** h/month that hosting needs, as far as answered, and that the team has free. */
  readonly neededHours: number;
  readonly freeHours?: number;
}

/** One published reason not to host: whether it holds here, and the key that answers it. */
export interface CapabilityFactor {
  readonly factor: string;
  readonly holds: Answer;
  readonly said: string;
  readonly key?: string;
}

function monthsText({ belowBreakEven, beside = "what is bought" }: CapabilityCase): string {
  const words = {
    yes: `the month costs more hosted than ${beside}`,
    no: `the month costs no more hosted than ${beside}`,
    unanswered: "nothing is bought that it could be compared with",
  };
  return words[belowBreakEven];
}

const not = (answer: Answer): Answer => (answer === "yes" ? "no" : answer === "no" ? "yes" : "unanswered");

/** Four reasons not to host, and whether the hours are there. Missing skill buys; the others argue in between. */
export function capability(of: CapabilityCase): CapabilityFactor[] {
  const { mlEngineers, freeHours, neededHours } = of;
  const small: Answer =
    mlEngineers === undefined ? "unanswered" : mlEngineers < SMALLEST_ML_TEAM ? "yes" : "no";
  const skill = skillOf(of);
  const short: Answer = freeHours === undefined ? "unanswered" : neededHours > freeHours ? "yes" : "no";
  return [
    factor(
      "small team",
      small,
      mlEngineers === undefined
        ? ""
        : `${mlEngineers} ML engineers; fewer than ${SMALLEST_ML_TEAM} are too few`,
      "people.mlEngineers",
    ),
    factor("below break-even", of.belowBreakEven, monthsText(of)),
    factor(
      "no skill",
      not(skill.answer),
      `GPU servers ${of.gpuExpertise}, Kubernetes and distributed systems ${of.kubernetes}`,
      skill.key,
    ),
    factor("product not proven", not(of.productProven), "", "context.productProven"),
    factor(
      "too few hours",
      short,
      freeHours === undefined
        ? `needs ${neededHours} h/month`
        : `needs ${neededHours} h/month, the team has ${freeHours}`,
      "people.teamHoursPerMonth",
    ),
  ];
}

function factor(name: string, holds: Answer, said: string, key?: string): CapabilityFactor {
  return { factor: name, holds, said, ...(key !== undefined && { key }) };
}

/** One "no" is enough; a "yes" needs both. */
function skillOf({ kubernetes, gpuExpertise }: CapabilityCase): { answer: Answer; key: string } {
  if (gpuExpertise === "no" || kubernetes === "no") {
    return { answer: "no", key: gpuExpertise === "no" ? "people.gpuExpertise" : "context.kubernetes" };
  }
  if (gpuExpertise === "unanswered") return { answer: "unanswered", key: "people.gpuExpertise" };
  return { answer: kubernetes, key: "context.kubernetes" };
}
