import type { Part } from "../../alternatives/alternative.ts";
import { guidanceOf, guidanceOnPart } from "../../decision/component-guidance.ts";
import { componentScore } from "../../decision/component-score.ts";
import { premiumRule } from "../../decision/premium.ts";
import { trackingBand, trackingRule } from "../../decision/tracking-rule.ts";
import { isHosting } from "../../decision/verdict.ts";
import { type Unknown, unknown } from "../../provenance.ts";
import type { Component, Context } from "../../scenario/rule-terms.ts";
import type { Scenario } from "../../scenario/scenario.ts";
import type { Findings } from "./compose.ts";
import { type NamedRows, namedRows } from "./named-rows.ts";
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

/** Which side of one part a verdict stands on: our own, or bought; undefined while it explains or is undecided. */
function sideOf(named: NamedRows): "self-host" | "buy" | undefined {
  const { verdict } = named.decision;
  if (isHosting(verdict)) return "self-host";
  return verdict === "buy" ? "buy" : undefined;
}

/** The published tracking rule on today's prices: its months are those of the rows. */
export function trackingFacts(found: Findings): Rules["tracking"] {
  const { tracking } = found.scenario;
  if (tracking === undefined) return undefined;
  const named = namedRows(found).find(({ part }) => part === "tracking");
  const seats = tracking.seats?.base;
  const unanswered = [
    ...(seats === undefined ? ["tracking.seats"] : []),
    ...(tracking.selfHostMandate === "unanswered" ? ["tracking.selfHostMandate"] : []),
  ];
  const mandate = tracking.selfHostMandate === "yes";
  if (seats === undefined && !mandate) return { unanswered };
  const wandb = monthOf(found, "wandb");
  const mlflow = monthOf(found, "mlflow");
  const ruling = trackingRule({
    seats: seats ?? 0,
    selfHostMandate: mandate,
    wandbUsdPerMonth: wandb,
    mlflowUsdPerMonth: mlflow,
  });
  const side = named && sideOf(named);
  const said = "kind" in ruling ? undefined : ruling.verdict === "MLflow" ? "self-host" : "buy";
  return {
    ...(seats !== undefined && { seats, band: trackingBand(seats, mandate) }),
    ...(typeof wandb === "number" && { wandbUsdPerMonth: wandb }),
    ...(typeof mlflow === "number" && { mlflowUsdPerMonth: mlflow }),
    ...("kind" in ruling ? { because: ruling.because } : ruling),
    unanswered,
    ...conflictOf("tracking", said, side),
  };
}

/** USD of month 1 of the cheapest row of a tracker. */
function monthOf({ plan }: Findings, tracker: "wandb" | "mlflow"): number | Unknown {
  const rows = plan.parts
    .flatMap(({ alternatives }) => alternatives)
    .filter(({ part, model }) => part === "tracking" && model.split("/")[0] === tracker);
  if (rows.length === 0) return unknown(`no row of ${tracker} is compared`, "tracking.candidates");
  const months = rows.flatMap(({ months: [first] }) => (first === undefined ? [] : [first]));
  const known = months.filter(({ atLeast }) => !atLeast).map(({ usd }) => usd);
  return known.length > 0
    ? Math.min(...known)
    : unknown(`a line of ${tracker} has no price`, "crossover compare --full");
}

function conflictOf(
  part: Part,
  rule: string | undefined,
  verdict: string | undefined,
): { conflict?: { part: Part; rule: string; verdict: string } } {
  if (rule === undefined || verdict === undefined || rule === verdict) return {};
  return { conflict: { part, rule, verdict } };
}

/** Score and premium of each component that the scenario names. */
export function componentFacts(found: Findings): Rules["components"] {
  const named = namedRows(found);
  return (found.scenario.components ?? []).map((component) =>
    componentFact(component, named, found.scenario),
  );
}

function componentFact(
  component: Component,
  named: readonly NamedRows[],
  { people }: Scenario,
): Rules["components"][number] {
  const { differentiation, complexity } = component;
  const score =
    differentiation && complexity
      ? componentScore({ differentiation: differentiation.base, complexity: complexity.base })
      : undefined;
  const rows = named.find(({ part }) => part === guidanceOf(component.name)?.part);
  const side = rows && sideOf(rows);
  const premium = premiumFact(component, people.hourlyUsd.base);
  const rule = score === undefined ? undefined : score === "build" ? "self-host" : "buy";
  return {
    name: component.name,
    ...(component.class !== undefined && { class: component.class }),
    ...(differentiation && { differentiation: differentiation.base }),
    ...(complexity && { complexity: complexity.base }),
    ...(score !== undefined && { score }),
    ...(premium && { premium }),
    unanswered: unansweredOf(component),
    ...(rows && conflictOf(rows.part, rule, side)),
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
