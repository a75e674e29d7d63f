import type { Answer, Figure } from "../scenario/figure.ts";
import type { People } from "../scenario/scenario.ts";

/** Engineers' time that hosting asks for; hours that nobody answered are absent. Every part's scenario has this shape. */
export interface HostingHours {
  readonly buildHours: Figure;
  readonly upkeepHoursPerMonth: Figure;
  readonly incidentHoursPerMonth?: Figure;
  readonly complianceHoursPerMonth?: Figure;
  readonly securityHoursPerMonth?: Figure;
}

export interface Expertise {
  readonly answer: Answer;
  /** Hours a month that hosting needs, as far as answered. */
  readonly neededHours: number;
  readonly freeHours?: number;
}

/** needed = upkeep + incident + compliance + security hours; needed > free ⇒ no, whatever was answered. */
export function expertiseOf(people: People, hours: Omit<HostingHours, "buildHours">): Expertise {
  const needed = [
    hours.upkeepHoursPerMonth,
    hours.incidentHoursPerMonth,
    hours.complianceHoursPerMonth,
    hours.securityHoursPerMonth,
  ].reduce((sum, figure) => sum + (figure?.base ?? 0), 0);
  const free = people.teamHoursPerMonth?.base;
  if (free === undefined) return { answer: people.gpuExpertise, neededHours: needed };
  return { answer: needed > free ? "no" : people.gpuExpertise, neededHours: needed, freeHours: free };
}
