import type { Answer } from "../scenario/figure.ts";
import { SMALLEST_ML_TEAM } from "./capability-findings.ts";
import { type Expertise, hoursText } from "./expertise.ts";

export interface CapabilityCase {
  readonly mlEngineers?: number;
  /** From the plan: does hosting cost no more than the bought offer at this volume? */
  readonly belowBreakEven: Answer;
  /** The cheapest that is bought, of what is kept and the same weights. */
  readonly beside?: string;
  readonly kubernetes: Answer;
  readonly gpuExpertise: Answer;
  readonly productProven: Answer;
  /** Of the row that would be run: the rule's own reading. */
  readonly expertise: Expertise;
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
  const { mlEngineers, expertise } = of;
  const small: Answer =
    mlEngineers === undefined ? "unanswered" : mlEngineers < SMALLEST_ML_TEAM ? "yes" : "no";
  const { skill, freeHours, hired, short } = expertise;
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
      hired === undefined ? not(skill.answer) : "no",
      `GPU servers ${of.gpuExpertise}, Kubernetes and distributed systems ${of.kubernetes}${hired === undefined ? "" : "; hiring or training is counted"}`,
      skill.key,
    ),
    factor("product not proven", not(of.productProven), "", "context.productProven"),
    factor(
      "too few hours",
      freeHours === undefined ? "unanswered" : short ? "yes" : "no",
      hoursSaid(expertise),
      "people.teamHoursPerMonth",
    ),
  ];
}

function hoursSaid({ neededHours, freeHours, hired }: Expertise): string {
  const needs = `needs ${hoursText(neededHours)} h/month`;
  if (freeHours === undefined) return needs;
  return `${needs}, the team has ${hoursText(freeHours)}${hired === "as needed" ? "; hiring is counted" : ""}`;
}

function factor(name: string, holds: Answer, said: string, key?: string): CapabilityFactor {
  return { factor: name, holds, said, ...(key !== undefined && { key }) };
}
