import type { People } from "../scenario/scenario.ts";
import type { Finding } from "./decision.ts";
import { type Expertise, hoursText } from "./expertise.ts";
import type { DecisionInput, Judged, Ruling } from "./verdict.ts";

/** Fewer people than this were published as a reason not to host a model. */
export const SMALLEST_ML_TEAM = 5;

/** Whether those who would run the lead know how, are enough, and have its hours. */
export function capabilityFindings({ judged, lead }: Ruling, { part, people }: DecisionInput): Finding[] {
  if (part !== "llm" || judged.length === 0 || lead === undefined) return [];
  const { mlEngineers } = people;
  const few = mlEngineers !== undefined && mlEngineers.base < SMALLEST_ML_TEAM;
  const text = `${mlEngineers?.base} ML engineers, fewer than the ${SMALLEST_ML_TEAM} that are published as the least for hosting a model.`;
  return [
    ...hoursFindings(lead),
    ...(few ? [{ id: "small-team", text, key: "people.mlEngineers" }] : []),
    ...skillFindings(lead),
    ...hiringFindings(lead.expertise, people),
  ];
}

function hoursFindings({ expertise, baselines }: Judged): Finding[] {
  const { short, neededHours, freeHours } = expertise;
  if (!short || freeHours === undefined) return [];
  const effect = baselines.length > 0 ? "" : ", but nothing may be bought in its place";
  const text = `Hosting needs ${hoursText(neededHours)} h a month and the team has ${hoursText(freeHours)}: expertise counts as no, whatever was answered${effect}.`;
  return [{ id: "team-hours", text, key: "people.teamHoursPerMonth" }];
}

const UNSKILLED: Readonly<Record<Expertise["skill"]["key"], string>> = {
  "people.gpuExpertise": "No experience with GPU servers",
  "context.kubernetes": "No experience with Kubernetes, CUDA or distributed systems",
};

function skillFindings({ expertise, baselines }: Judged): Finding[] {
  const { skill, hired } = expertise;
  if (skill.answer !== "no" || hired !== undefined) return [];
  const effect = baselines.length > 0 ? "the rule buys" : "the rule would buy, but nothing may be bought";
  return [{ id: "no-expertise", text: `${UNSKILLED[skill.key]}: ${effect}.`, key: skill.key }];
}

/** What the reader counts as hired is an exception from the rule, and said. */
function hiringFindings({ hired, neededHours, freeHours }: Expertise, people: People): Finding[] {
  if (hired === undefined || people.hiringUsd === undefined) return [];
  const [needed, free] = [hoursText(neededHours), hoursText(freeHours ?? 0)];
  const bars = "what the team cannot do yet";
  const effect =
    freeHours === undefined
      ? `${bars} bars nothing`
      : hired === "as needed"
        ? `${bars} and the hours beyond its ${free} (${needed} needed) bar nothing`
        : `${bars} bars nothing; with theirs there are ${free} h a month, and ${needed} are needed`;
  const text = `Hiring or training is counted once (${people.hiringUsd.base.toLocaleString("en-US")} USD): ${effect}. Who is on call next year?`;
  return [{ id: "hiring", text, key: "people.hiringUsd" }];
}
