import type { Alternative, Part } from "../../alternatives/alternative.ts";
import { biasFindings, growthOf, partClassOf } from "../../decision/bias.ts";
import { bothSides, isOwn, type Option, optionOf } from "../../decision/both-sides.ts";
import type { Finding, PartDecision } from "../../decision/decision.ts";
import { dependenceFinding, dependenceOf, openStandardFindings } from "../../decision/dependence.ts";
import { dimensionMatrix, weightedPoints } from "../../decision/dimension-matrix.ts";
import { downtimeHoursPerYear } from "../../decision/expected-cost.ts";
import { expertiseOf, modelTeam } from "../../decision/expertise.ts";
import { lockInTable, tieBreaker } from "../../decision/lock-in.ts";
import { ruledOutBy } from "../../decision/policy.ts";
import { registerRows } from "../../decision/risk-register.ts";
import { type RiskRow, riskRows } from "../../decision/risk-rows.ts";
import { monthsOfSpend, switchingCost } from "../../decision/switching-cost.ts";
import { type WrongBuild, wrongBuild } from "../../decision/wrong-build.ts";
import { isUnknown, totalOf } from "../../prices/charge.ts";
import type { Figure } from "../../scenario/figure.ts";
import type { Risk } from "../../scenario/risk.ts";
import type { Scenario } from "../../scenario/scenario.ts";
import { switchingOf } from "../../scenario/switching.ts";
import type { ReportDimensions, ReportLockIn, ReportRisks } from "../report-risk.ts";

/** One part with everything that its risks are asked about. */
interface PartView {
  readonly scenario: Scenario;
  readonly part: Part;
  readonly decision: PartDecision;
  readonly alternatives: readonly Alternative[];
  readonly sides: ReturnType<typeof bothSides>;
  /** What may be chosen, with figures. */
  readonly options: readonly Option[];
  readonly today: Option | undefined;
  readonly rows: readonly RiskRow[];
  readonly wrongBuild: WrongBuild | undefined;
}

/** What stands beside the costs of every part: risks, lock-in, dimensions, money spent, what others say. */
export function risksReport(
  scenario: Scenario,
  alternatives: readonly Alternative[],
  decisions: readonly PartDecision[],
): ReportRisks {
  const views = decisions.map((decision) =>
    viewOf(
      scenario,
      decision,
      alternatives.filter(({ part }) => part === decision.part),
    ),
  );
  return {
    register: registerRows(scenario.risks).map(({ kinds: _, given, ...published }) => ({
      ...published,
      given: [...given],
    })),
    given: scenario.risks.map(givenOf),
    rows: views.flatMap(({ part, rows }) => rows.map((row) => structuredClone({ part, ...row }) as Row)),
    dimensions: views.map(dimensionsOf),
    lockIn: views.map(lockInOf),
    spent: scenario.spent.map((entry) => ({ ...entry })),
    notes: scenario.notes.map((entry) => ({ ...entry })),
    findings: views.flatMap((view) => findingsOf(view).map((finding) => ({ part: view.part, ...finding }))),
  };
}

type Row = ReportRisks["rows"][number];

function viewOf(scenario: Scenario, decision: PartDecision, alternatives: readonly Alternative[]): PartView {
  const { part } = decision;
  const policy = scenario.criteria.dataPolicy;
  const sides = bothSides(decision, alternatives, policy);
  const options = alternatives
    .filter((a) => a.feasible.kind === "yes" && ruledOutBy(policy, a) === undefined)
    .flatMap((a) => optionOf(a.id, decision, alternatives) ?? []);
  const today = optionOf(decision.today, decision, alternatives);
  const { improved, keep, sameModel, lead, names } = decision;
  const beside = [sides.bought?.alternative.id, sides.hosted?.alternative.id];
  const shown = [decision.today, improved, keep, sameModel, lead, names, ...beside];
  const rows = riskRows(
    scenario.risks.filter((risk) => risk.part === part),
    [...new Set(shown)].flatMap((id) => optionOf(id, decision, alternatives) ?? []),
    {
      hourlyUsd: scenario.people.hourlyUsd.base,
      horizonMonths: scenario.horizonMonths,
      discountRatePerYear: scenario.discountRatePerYear.base,
      bought: sides.bought,
    },
  );
  const given = switchingOf(scenario.offers, part) !== undefined;
  const build = wrongBuild(today, options, given);
  return { scenario, part, decision, alternatives, sides, options, today, rows, wrongBuild: build };
}

function givenOf(risk: Risk): ReportRisks["given"][number] {
  const figures = Object.entries(risk).flatMap(([name, value]): [string, number][] =>
    typeof value === "object"
      ? [[name, (value as Figure).base]]
      : typeof value === "number"
        ? [[name, value]]
        : [],
  );
  const { part, side, name, kind } = risk;
  return {
    part,
    side,
    name,
    kind,
    figures: Object.fromEntries([...figures, ...downtimeOf(risk)]),
    ...(risk.kind === "word" && { word: risk.word }),
  };
}

function downtimeOf(risk: Risk): [string, number][] {
  if (risk.kind !== "outage" || risk.sla === undefined) return [];
  return [["downHoursPerYear", downtimeHoursPerYear(risk.sla.base)]];
}

function dimensionsOf({ scenario, part, sides, rows }: PartView): ReportDimensions {
  const team = part === "llm" ? modelTeam(scenario) : undefined;
  const run = sides.hosted?.alternative;
  const expertise = team && run && expertiseOf(run, team);
  const scored = scenario.dimensions?.part === part ? scenario.dimensions : undefined;
  const matrix = dimensionMatrix(sides, {
    policy: scenario.criteria.dataPolicy,
    expertise,
    risks: rows,
    llm: part === "llm" ? scenario.llm : undefined,
  });
  return {
    part,
    ...(sides.hosted && { selfHost: sides.hosted.alternative.id }),
    ...(sides.bought && { buy: sides.bought.alternative.id }),
    rows: structuredClone(matrix) as ReportDimensions["rows"],
    ...(scored && { points: structuredClone(weightedPoints(scored)) as ReportDimensions["points"] }),
  };
}

function lockInOf(view: PartView): ReportLockIn {
  const { scenario, part, sides, today } = view;
  const terms = switchingOf(scenario.offers, part);
  const cost = terms && switchingCost(terms);
  const exitUsd = exitUsdOf(sides.bought);
  const tie = tieBreaker(sides.bought, sides.hosted, scenario.criteria.tieBand.base, exitUsd);
  const depends = dependence(view);
  return {
    part,
    sides: lockInTable({ switchingUsd: cost?.totalUsd, exitUsd, part }).map((side) => ({
      ...side,
      exposed: [...side.exposed],
    })),
    ...(tie && { tieBreaker: tie }),
    ...(cost && { switching: { ...cost, ...(today && { months: spendOf(cost.totalUsd, today) }) } }),
    ...(depends && { dependence: depends }),
    ...(view.wrongBuild && { wrongBuild: view.wrongBuild }),
  };
}

const exitUsdOf = (bought: Option | undefined): number =>
  totalOf(bought?.alternative.exit ?? []).usd.toNumber();

function spendOf(totalUsd: number, { row }: Option) {
  return row.atLeast
    ? { kind: "unknown" as const, because: "today's bill has a line without a figure" }
    : monthsOfSpend(totalUsd, row.monthUsd);
}

/** What the part stands on: the fleet where the verdict names one, else the offer. */
const chosenOf = ({ decision, alternatives, sides }: PartView): Option | undefined =>
  optionOf(decision.names, decision, alternatives) ?? sides.bought;

function dependence(view: PartView) {
  const { scenario, part, sides, options } = view;
  const chosen = chosenOf(view);
  if (chosen === undefined) return undefined;
  const llm = part === "llm" ? scenario.llm : undefined;
  return dependenceOf({ chosen, sides, options, region: scenario.region, llm });
}

function findingsOf(view: PartView): Finding[] {
  const { scenario, part, sides, decision, today } = view;
  const depends = dependence(view);
  const said = decision.findings.some(({ id }) => id === "single-vendor");
  const own = today && isOwn(today.alternative) ? today.alternative.monthly : [];
  const chosen = chosenOf(view);
  const ownWeights = chosen !== undefined && isOwn(chosen.alternative);
  return [
    ...(depends === undefined || said ? [] : dependenceFinding(depends, part)),
    ...(part === "llm" && scenario.llm && sides.bought ? openStandardFindings(scenario.llm, ownWeights) : []),
    ...biasFindings({
      part,
      sides,
      risks: scenario.risks.filter((risk) => risk.part === part),
      exitHours: scenario.offers.exitHours,
      announcedPriceChanges: scenario.announcedPriceChanges,
      growthPerMonth: growthOf(scenario, part),
      mandated:
        scenario.criteria.dataPolicy !== "none" ||
        (part === "tracking" && scenario.tracking?.selfHostMandate === "yes"),
      wrongBuild: view.wrongBuild,
      partClass: partClassOf(scenario, part),
      hostedHours: own
        .filter(({ category }) => category === "people")
        .reduce((sum, { quantity }) => sum + (isUnknown(quantity) ? 0 : quantity.toNumber()), 0),
    }),
  ];
}
