import { presentValue } from "../compare/cash-flow.ts";
import type { Risk } from "../scenario/risk.ts";
import { isOwn, type Option } from "./both-sides.ts";
import {
  type Expectation,
  type ExpectedCost,
  expectedCost,
  expectedFlow,
  expectedTotal,
  monthsOfWeeks,
  type RiskTerms,
} from "./expected-cost.ts";

/** One risk of one alternative over the horizon. */
interface RiskLine {
  readonly name: string;
  readonly kind: Risk["kind"];
  readonly expected: Expectation;
  /** USD over the horizon; absent: unknown. */
  readonly totalUsd?: number;
  /** Of a late build: what its cost was made of. */
  readonly delay?: DelayTerms;
}

interface DelayTerms {
  readonly probability: number;
  readonly weeks: number;
  readonly months: number;
  /** Month 1 of what is bought less month 1 of the build; below 0 it counts as 0. */
  readonly savingUsdPerMonth: number;
  /** What is bought beside it; absent: nothing is, and no week counts. */
  readonly against?: string;
  readonly extraHours: number;
  readonly hourlyUsd: number;
}

/** An alternative without and with its risk lines; they never enter the payback or the verdict. */
export interface RiskRow {
  readonly alternative: string;
  readonly lines: readonly RiskLine[];
  readonly riskUsd: number;
  readonly tcoUsd: number;
  readonly withRiskUsd: number;
  readonly presentValueUsd: number;
  readonly presentValueWithRiskUsd: number;
  /** A line of the alternative, or a risk of it, has no figure. */
  readonly atLeast: boolean;
}

interface Terms {
  readonly hourlyUsd: number;
  readonly horizonMonths: number;
  readonly discountRatePerYear: number;
  /** What is bought beside it: a late build loses the saving over this. */
  readonly bought: Option | undefined;
}

/** Each option with the risks of its side; words stay in the register, and a build that already runs cannot be late. */
export function riskRows(risks: readonly Risk[], options: readonly Option[], terms: Terms): RiskRow[] {
  return options.flatMap((option) => {
    const side = isOwn(option.alternative) ? "self-host" : "buy";
    const late = option.alternative.kind === "hosted";
    const own = risks.filter(
      (risk) => risk.side === side && risk.kind !== "word" && (risk.kind !== "delay" || late),
    );
    return own.length === 0 ? [] : [riskRow(own, option, terms)];
  });
}

function riskRow(risks: readonly Risk[], option: Option, terms: Terms): RiskRow {
  const { row } = option;
  const needs: RiskTerms = { hourlyUsd: terms.hourlyUsd, saving: savingOf(option, terms.bought) };
  const lines = risks.map((risk) => ({
    ...lineOf(risk, needs, terms.horizonMonths),
    ...delayOf(risk, needs, terms.bought),
  }));
  const known = lines.flatMap(({ expected }) => (expected.kind === "known" ? [expected.cost] : []));
  const riskUsd = lines.reduce((sum, { totalUsd }) => sum + (totalUsd ?? 0), 0);
  return {
    alternative: row.alternative,
    lines,
    riskUsd,
    tcoUsd: row.tcoUsd,
    withRiskUsd: row.tcoUsd + riskUsd,
    presentValueUsd: row.presentValueUsd,
    presentValueWithRiskUsd: row.presentValueUsd + discounted(known, terms),
    atLeast: row.atLeast || known.length < lines.length,
  };
}

function lineOf(risk: Risk, needs: RiskTerms, horizonMonths: number): RiskLine {
  const expected = expectedCost(risk, needs);
  const line = { name: risk.name, kind: risk.kind, expected };
  return expected.kind === "known"
    ? { ...line, totalUsd: expectedTotal(expected.cost, horizonMonths) }
    : line;
}

function delayOf(
  risk: Risk,
  { saving, hourlyUsd }: RiskTerms,
  bought: Option | undefined,
): Pick<RiskLine, "delay"> {
  if (risk.kind !== "delay" || saving.kind === "unknown") return {};
  return {
    delay: {
      probability: risk.probability.base,
      weeks: risk.weeks.base,
      months: monthsOfWeeks(risk.weeks.base),
      savingUsdPerMonth: saving.usdPerMonth,
      ...(bought && { against: bought.alternative.id }),
      extraHours: risk.extraHours.base,
      hourlyUsd,
    },
  };
}

const discounted = (costs: readonly ExpectedCost[], { horizonMonths, discountRatePerYear }: Terms) =>
  presentValue(expectedFlow(costs, horizonMonths), discountRatePerYear);

/** Month 1 of what is bought minus month 1 of this; a side without all its figures leaves it open, unless nothing is saved. */
function savingOf({ row }: Option, bought: Option | undefined): RiskTerms["saving"] {
  if (bought === undefined) return { kind: "unknown", because: "nothing is bought that it would save" };
  const usdPerMonth = bought.row.monthUsd - row.monthUsd;
  if (bought.row.atLeast) return { kind: "unknown", because: "what is bought has a line without a figure" };
  if (row.atLeast && usdPerMonth > 0)
    return { kind: "unknown", because: "what it costs to run has a line without a figure" };
  return { kind: "known", usdPerMonth };
}
