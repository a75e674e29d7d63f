import type { FlipDriver } from "../decision/flips.ts";
import type { Figure } from "../scenario/figure.ts";
import type { Hosting } from "../scenario/llm-terms.ts";
import type { OwnOffer } from "../scenario/own-offer.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { coarse, number } from "./number-driver.ts";
import { sidesOf } from "./part-sides.ts";

/** h/month and h: no team spends more on one service. */
const MOST = { month: 400, build: 4000, team: 1000 } as const;

/** Engineers' hours a month and at once, each where the reader, or for upkeep and build a default, gives them. */
export function hoursDrivers(
  hours: Partial<Pick<OwnOffer & Hosting, "buildHours" | MonthlyKey>>,
): (FlipDriver | undefined)[] {
  const monthly = MONTHLY.map((key) => upTo(hours[key], MOST.month, key === "upkeepHoursPerMonth" ? 1 : 0));
  return [...monthly, upTo(hours.buildHours, MOST.build, 1)];
}

const MONTHLY = [
  "upkeepHoursPerMonth",
  "incidentHoursPerMonth",
  "complianceHoursPerMonth",
  "securityHoursPerMonth",
] as const;
type MonthlyKey = (typeof MONTHLY)[number];

/** Who could run a model: what they have done, and how many hours they have, where somebody said so. */
export function teamDrivers(scenario: Scenario): (FlipDriver | undefined)[] {
  const { people, context } = scenario;
  if (!sidesOf(scenario, "llm").hosted) return [];
  const kubernetes = context?.kubernetes ?? "unanswered";
  return [
    coarse(upTo(people.teamHoursPerMonth, MOST.team, 0)),
    coarse(upTo(people.hiringHoursPerMonth, MOST.team, 0)),
    ...(people.hiringUsd ? [coarse(number(people.hiringUsd, 1, 10 * people.hiringUsd.base, "log"))] : []),
    answer("people.gpuExpertise", people.gpuExpertise),
    ...(kubernetes === "unanswered" ? [] : [answer("context.kubernetes", kubernetes)]),
  ];
}

const answer = (key: string, base: string): FlipDriver => ({
  kind: "answer",
  key,
  base,
  values: ["yes", "no"],
});

const upTo = (figure: Figure | undefined, most: number, least: number) =>
  figure && number(figure, least, most, "log");
