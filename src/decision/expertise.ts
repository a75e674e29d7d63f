import type { Alternative, Part } from "../alternatives/alternative.ts";
import type { Answer, Figure } from "../scenario/figure.ts";
import type { People, Scenario } from "../scenario/scenario.ts";

/** Engineers' time that hosting asks for; hours that nobody answered are absent. Every part's scenario has this shape. */
export interface HostingHours {
  readonly buildHours: Figure;
  readonly upkeepHoursPerMonth: Figure;
  readonly incidentHoursPerMonth?: Figure;
  readonly complianceHoursPerMonth?: Figure;
  readonly securityHoursPerMonth?: Figure;
}

type MonthlyHours = Omit<HostingHours, "buildHours">;

/** Who is there, and what running something of this part takes where a row says nothing of its own. */
export interface Team {
  readonly part: Part;
  readonly people: People;
  readonly hours: MonthlyHours;
  /** context.kubernetes; absent: unanswered. */
  readonly kubernetes?: Answer;
}

/** Whom a scenario has for running a model; undefined without a part that asks for one. */
export function modelTeam({ people, llm, context }: Scenario): Team | undefined {
  if (llm === undefined) return undefined;
  return { part: "llm", people, hours: llm.hosting, ...(context && { kubernetes: context.kubernetes }) };
}

/** What the team has done before, and the key that says so, or that would. */
interface Skill {
  readonly answer: Answer;
  readonly key: "people.gpuExpertise" | "context.kubernetes";
}

export interface Expertise {
  readonly answer: Answer;
  readonly skill: Skill;
  /** Hours a month that hosting needs, as far as answered. */
  readonly neededHours: number;
  /** Hours a month that the team has, with those that hiring is said to add; absent: unanswered. */
  readonly freeHours?: number;
  /** More hours are needed than there are: this alone makes the answer "no". */
  readonly short: boolean;
  /** Hiring or training is counted once in what is hosted; "as needed": nobody said how many hours it adds. */
  readonly hired?: "as needed" | "so many hours";
}

/** One "no" is enough; a "yes" needs both. */
function skillOf(gpuExpertise: Answer, kubernetes: Answer = "unanswered"): Skill {
  if (gpuExpertise !== "yes" && !(gpuExpertise === "unanswered" && kubernetes === "no"))
    return { answer: gpuExpertise, key: "people.gpuExpertise" };
  return { answer: kubernetes, key: "context.kubernetes" };
}

const NOT_ASKED: Expertise = {
  answer: "yes",
  skill: { answer: "yes", key: "people.gpuExpertise" },
  neededHours: 0,
  short: false,
};

/**
 * Whether those who would run a row know how, and have its hours: its own, else the part's. Only models ask for it. Too few
 * hours are a "no" whatever was answered, and so is a missing skill, unless hiring or training is counted as a one-off: who
 * is hired brings the skill, and the hours of people.hiringHoursPerMonth, or as many as are missing where it is silent.
 */
export function expertiseOf(row: Pick<Alternative, "peopleHours">, team: Team): Expertise {
  const { part, people, kubernetes } = team;
  if (part !== "llm") return NOT_ASKED;
  const { teamHoursPerMonth: free, hiringUsd, hiringHoursPerMonth: added } = people;
  return answered({
    skill: skillOf(people.gpuExpertise, kubernetes),
    neededHours: sumOf(row.peopleHours ?? team.hours),
    ...(free && { freeHours: free.base + (added?.base ?? 0) }),
    ...(hiringUsd && { hired: added ? "so many hours" : "as needed" }),
  });
}

/** The same with more hours a month. */
export function withMoreHours(expertise: Expertise, hours: number): Expertise {
  return answered({ ...expertise, neededHours: expertise.neededHours + hours });
}

/** Sums of decimals that differ by less are equal: 0.1 + 0.2 h are 0.3 h. */
const EQUAL_HOURS = 1e-9;

function answered(of: Omit<Expertise, "answer" | "short">): Expertise {
  const { skill, neededHours, freeHours, hired } = of;
  const short = hired !== "as needed" && freeHours !== undefined && neededHours > freeHours + EQUAL_HOURS;
  return { ...of, short, answer: short ? "no" : skilled(skill, hired !== undefined) };
}

/** Running GPU servers in production is what the question is about: Kubernetes that nobody answered leaves a "yes" standing. */
function skilled({ answer, key }: Skill, hired: boolean): Answer {
  if (hired) return "yes";
  return answer === "unanswered" && key === "context.kubernetes" ? "yes" : answer;
}

/** Hours in a sentence: as far as two decimals tell. */
export const hoursText = (hours: number): string => String(Number(hours.toFixed(2)));

function sumOf(hours: MonthlyHours): number {
  return [
    hours.upkeepHoursPerMonth,
    hours.incidentHoursPerMonth,
    hours.complianceHoursPerMonth,
    hours.securityHoursPerMonth,
  ].reduce((sum, figure) => sum + (figure?.base ?? 0), 0);
}
