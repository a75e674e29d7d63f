import { guidanceOf, guidanceOnPart } from "../../decision/component-guidance.ts";
import { componentScore } from "../../decision/component-score.ts";
import { premiumRule } from "../../decision/premium.ts";
import { trackingBand, trackingRule } from "../../decision/tracking-rule.ts";
import { type Unknown, unknown } from "../../provenance.ts";
import type { Component, Context } from "../../scenario/rule-terms.ts";
import type { Scenario } from "../../scenario/scenario.ts";
import type { Findings } from "./compose.ts";
import type { Rules } from "./rules.ts";

/** What was told of the organisation, and what was not. */
export function contextFacts({ context }: Scenario): Rules["context"] {
  if (context === undefined) return undefined;
  const { organisationPeople, gap, ...answers } = context;
  const all: [string, string | undefined][] = [
    ["organisationPeople", organisationPeople === undefined ? undefined : String(organisationPeople.base)],
    ["gap", gap],
    ...Object.entries(answers satisfies Partial<Context>).map(
      ([key, answer]): [string, string | undefined] => [key, answer === "unanswered" ? undefined : answer],
    ),
  ];
  const keyed = all.map(([key, value]) => ({ key: `context.${key}`, value }));
  return {
    facts: keyed.flatMap(({ key, value }) => (value === undefined ? [] : [{ key, value }])),
    unanswered: keyed.filter(({ value }) => value === undefined).map(({ key }) => key),
  };
}

/** The published tracking rule on today's prices: its months are those of the rows. */
export function trackingFacts(found: Findings): Rules["tracking"] {
  const { tracking } = found.scenario;
  if (tracking === undefined) return undefined;
  const seats = tracking.seats?.base;
  const unanswered = [
    ...(seats === undefined ? ["tracking.seats"] : []),
    ...(tracking.selfHostMandate === "unanswered" ? ["tracking.selfHostMandate"] : []),
  ];
  const mandate = tracking.selfHostMandate === "yes";
  if (seats === undefined && !mandate) return { unanswered };
  const wandb = monthOf(found, "wandb");
  const mlflow = monthOf(found, "mlflow");
  const ruled = trackingRule({
    seats: seats ?? 0,
    selfHostMandate: mandate,
    wandbUsdPerMonth: wandb,
    mlflowUsdPerMonth: mlflow,
  });
  // Some clauses ask for no price; a tracker that nothing here compares is still no advice.
  const ruling = "kind" in ruled || isCompared(found, ruled.verdict) ? ruled : notCompared(ruled.verdict);
  return {
    ...(seats !== undefined && { seats, band: trackingBand(seats, mandate) }),
    ...(typeof wandb === "number" && { wandbUsdPerMonth: wandb }),
    ...(typeof mlflow === "number" && { mlflowUsdPerMonth: mlflow }),
    ...("kind" in ruling ? { because: ruling.because } : ruling),
    unanswered,
  };
}

type Tracker = "wandb" | "mlflow";

const NAMES = { wandb: "W&B", mlflow: "MLflow" } as const;

const notCompared = (name: string) => unknown(`no row of ${name} is compared`, "tracking.candidates");

function rowsOf({ plan }: Findings, tracker: Tracker) {
  return plan.parts
    .flatMap(({ alternatives }) => alternatives)
    .filter(({ part, model }) => part === "tracking" && model.split("/")[0] === tracker);
}

const isCompared = (found: Findings, name: "W&B" | "MLflow"): boolean =>
  rowsOf(found, name === "W&B" ? "wandb" : "mlflow").length > 0;

/** USD of month 1 of the cheapest row of a tracker. */
function monthOf(found: Findings, tracker: Tracker): number | Unknown {
  const rows = rowsOf(found, tracker);
  if (rows.length === 0) return notCompared(NAMES[tracker]);
  const months = rows.flatMap(({ months: [first] }) => (first === undefined ? [] : [first]));
  const known = months.filter(({ atLeast }) => !atLeast).map(({ usd }) => usd);
  return known.length > 0
    ? Math.min(...known)
    : unknown(`a line of ${NAMES[tracker]} has no price`, "crossover compare --full");
}

/** Score and premium of each component that the scenario names. */
export function componentFacts(found: Findings): Rules["components"] {
  return (found.scenario.components ?? []).map((component) => componentFact(component, found.scenario));
}

function componentFact(component: Component, { people }: Scenario): Rules["components"][number] {
  const { differentiation, complexity } = component;
  const score =
    differentiation && complexity
      ? componentScore({ differentiation: differentiation.base, complexity: complexity.base })
      : undefined;
  const premium = premiumFact(component, people.hourlyUsd.base);
  return {
    name: component.name,
    ...(component.class !== undefined && { class: component.class }),
    ...(differentiation && { differentiation: differentiation.base }),
    ...(complexity && { complexity: complexity.base }),
    ...(score !== undefined && { score }),
    ...(premium && { premium }),
    unanswered: unansweredOf(component),
  };
}

/** With one of a rule's two figures given the other is asked for; with none the rule is silent. */
function unansweredOf(component: Component): string[] {
  const pairs = [
    ["differentiation", "complexity"],
    ["premiumUsdPerMonth", "hoursSavedPerWeek"],
  ] as const;
  return pairs.flatMap((pair) => {
    const missing = pair.filter((key) => component[key] === undefined);
    return missing.length === 1 ? missing.map((key) => `${component.key}.${key}`) : [];
  });
}

function premiumFact(component: Component, hourlyUsd: number): Rules["components"][number]["premium"] {
  const { premiumUsdPerMonth, hoursSavedPerWeek } = component;
  if (premiumUsdPerMonth === undefined) return undefined;
  const { verdict, premiumUsdPerYear, savedUsdPerYear, breakEvenHoursPerWeek } = premiumRule({
    premiumUsdPerMonth: premiumUsdPerMonth.base,
    hoursSavedPerWeek: hoursSavedPerWeek?.base ?? 0,
    hourlyUsd,
  });
  return {
    premiumUsdPerYear,
    breakEvenHoursPerWeek,
    // Without the hours only the break-even is known.
    ...(hoursSavedPerWeek && { verdict, savedUsdPerYear }),
  };
}

/** What was published on the components that are named or priced here. */
export function guidanceFacts({ scenario, plan }: Findings): Rules["guidance"] {
  const rows = [
    ...plan.parts.flatMap(({ part }) => guidanceOnPart(part)),
    ...(scenario.components ?? []).map(({ name }) => guidanceOf(name)),
  ].filter((row) => row !== undefined);
  return rows
    .filter((row, i) => rows.findIndex(({ component }) => component === row.component) === i)
    .map(({ part: _, systems, ...row }) => ({ ...row, systems: [...systems] }));
}
