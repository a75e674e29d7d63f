import { type Alternative, runsMachines } from "../../alternatives/alternative.ts";
import type { PlanSources } from "../../alternatives/context.ts";
import type { Plan } from "../../alternatives/plan.ts";
import type { Settings } from "../../alternatives/replanning.ts";
import type { Flip, PartDecision } from "../../decision/decision.ts";
import type { CommitmentSource } from "../../prices/price-source.ts";
import { calendarMonth } from "../../prices/tokens/calendar-month.ts";
import { scheduledChanges } from "../../prices/tokens/tokens-changes.ts";
import { providerLabel } from "../../prices/tokens/tokens-provider.ts";
import type { RateCard } from "../../prices/tokens/tokens-rates.ts";
import type { Scenario } from "../../scenario/scenario.ts";
import type { Report } from "../report.ts";
import { reportAlternative } from "./alternative.ts";
import { assumptionsOf, priceDates, statesCriteria } from "./assumptions.ts";
import { type Beside, besideFields, flipsWithRange } from "./beside.ts";
import { billFinding } from "./bill-finding.ts";
import { capabilityFindings } from "./capability-finding.ts";
import { checklistOf } from "./checklist.ts";
import { quotesOf } from "./commitments.ts";
import { judgeFindings } from "./judge-finding.ts";
import { nextCommands } from "./next-commands.ts";
import { notPricedOf } from "./not-priced.ts";
import { type AppliedOverrides, overridesOf } from "./overrides.ts";
import { qualitiesOf } from "./quality.ts";
import { rangeFinding } from "./range-finding.ts";
import { risksReport } from "./risk.ts";
import { rulesOf } from "./rules.ts";
import { tuningFinding } from "./tuning-finding.ts";
import { cheaperShareOf, uncertaintyOf } from "./uncertainty.ts";

/** Everything that was found out about one scenario. */
export interface Findings {
  readonly scenario: Scenario;
  readonly file?: string;
  readonly plan: Plan;
  readonly sources: PlanSources;
  readonly decisions: readonly (PartDecision & {
    readonly flips: readonly Flip[];
    readonly searched: readonly { readonly key: string; readonly from: number; readonly to: number }[];
    readonly beside?: Beside;
  })[];
  readonly combination?: Report["combination"];
  /** Date of the region's snapshot. */
  readonly listAt: string;
  /** Rates of commitments for the ladder; absent: the report has none. */
  readonly commitments?: CommitmentSource;
  /** The reader's own rules, already at work in the prices of the sources. */
  readonly overrides?: AppliedOverrides;
  /** The scenario with some of its keys at other values, for what no formula follows. */
  readonly scenarioAt: (settings: Settings) => Scenario | undefined;
  readonly tool: string;
  readonly criteriaHash: string;
  /** How the reader called us: repeated in what to type next. */
  readonly call: string;
}

/** The report as one value. */
export function compose(found: Findings): Report {
  const { scenario, plan, sources, decisions } = found;
  const alternatives = plan.parts.flatMap((part) => part.alternatives);
  const dates = priceDates(alternatives);
  const { moving, ...drawn } = uncertaintyOf(found);
  const quality = qualitiesOf(scenario);
  const risks = risksReport(scenario, alternatives, decisions);
  const rules = rulesOf(found, cheaperShareOf(drawn), risks.lockIn);
  return {
    schema: 1,
    tool: found.tool,
    scenario: {
      name: scenario.name,
      ...(found.file !== undefined && { file: found.file }),
      region: scenario.region,
      environment: scenario.environment,
      asOf: scenario.asOf,
      horizonMonths: scenario.horizonMonths,
      discountRatePerYear: scenario.discountRatePerYear.base,
      growthPerMonth: scenario.growthPerMonth.base,
      criteriaHash: found.criteriaHash,
    },
    criteria: {
      paybackGoodMonths: scenario.criteria.paybackGoodMonths.base,
      paybackBadMonths: scenario.criteria.paybackBadMonths.base,
      qualityDelta: scenario.criteria.qualityDelta.base,
      tieBand: scenario.criteria.tieBand.base,
      dataPolicy: scenario.criteria.dataPolicy,
      stated: statesCriteria(scenario.criteria),
    },
    prices: {
      listAt: found.listAt,
      oldestUsedAt: dates.oldestUsedAt,
      oldestUsedKey: dates.oldestUsedKey,
      tokensAt: dates.tokensAt,
    },
    ...overridesOf(found.overrides, alternatives),
    alternatives: alternatives.map((alternative) => entryOf(alternative, alternatives, found)),
    decisions: decisions.map((decision) => {
      const part = plan.parts.find((p) => p.part === decision.part);
      const { rows: _, beside, ...rest } = decision;
      return structuredClone({
        ...rest,
        flips: flipsWithRange(rest.flips, scenario),
        ...besideFields(beside),
        leversRefused: part?.leversRefused ?? [],
        shorterOutputUsd: part?.shorterOutputUsd,
        ruledOut: part?.ruledOut ?? [],
      }) as Report["decisions"][number];
    }),
    ...(found.combination && { combination: found.combination }),
    ...(scenario.llm && { quality: [...quality] }),
    ...drawn,
    scheduledChanges: changesOf(scenario, alternatives),
    assumptions: assumptionsOf(scenario, alternatives),
    notPriced: notPricedOf(scenario, alternatives),
    checklist: checklistOf(scenario, alternatives),
    excluded: [...sources.rules.values.excluded],
    free: freeOf(plan),
    rules,
    risks,
    findings: [
      ...billFinding(scenario, alternatives),
      ...judgeFindings([...quality]),
      ...rangeFinding(scenario, moving),
      ...tuningFinding(scenario),
      ...capabilityFindings(rules.capability, decisions),
    ],
    next: nextCommands(found, alternatives),
    call: found.call,
  };
}

function entryOf(
  alternative: Alternative,
  all: readonly Alternative[],
  found: Findings,
): Report["alternatives"][number] {
  const decision = found.decisions.find((d) => d.part === alternative.part);
  const peers = all.filter((other) => other.part === alternative.part);
  const bought = peers
    .filter(
      (other) =>
        !runsMachines(other) &&
        other.model === alternative.model &&
        other.feasible.kind === "yes" &&
        // A price with a line missing would be compared as if that line cost nothing.
        !other.months.some(({ atLeast }) => atLeast),
    )
    .toSorted((a, b) => (a.months[0]?.usd ?? 0) - (b.months[0]?.usd ?? 0));
  return reportAlternative(alternative, {
    prices: found.sources.prices,
    commitments: found.commitments,
    quotes: quotesOf(found),
    region: found.scenario.region,
    row: decision?.rows.find((row) => row.alternative === alternative.id),
    discounted: decision?.beside?.discounted[alternative.id],
    sameModel: bought[0],
    policy: found.scenario.criteria.dataPolicy,
    todayModel: peers.find((other) => other.kind === "today")?.model,
    openChoice: decision?.findings.some(({ id }) => id === "no-reference") ?? false,
    qualityLimit: found.scenario.criteria.qualityDelta.base,
  });
}

/** Dated price changes inside the horizon, of every seller that has a row. */
function changesOf(scenario: Scenario, alternatives: readonly Alternative[]): Report["scheduledChanges"] {
  const part = scenario.llm;
  if (part === undefined) return [];
  const terms = { tier: part.tier, geography: part.geography };
  const [from, to] = [calendarMonth(scenario.asOf, 1), calendarMonth(scenario.asOf, scenario.horizonMonths)];
  const seen = new Set<string>();
  return alternatives.flatMap(({ seller, sellerModel }) => {
    if (sellerModel === undefined || seller === "own" || seen.has(`${seller} ${sellerModel}`)) return [];
    seen.add(`${seller} ${sellerModel}`);
    return scheduledChanges(seller, sellerModel, from, to, terms).map((change) => ({
      at: change.at,
      what:
        change.kind === "review"
          ? `${sellerModel} at ${providerLabel(seller)}: look again; ${change.note}`
          : `${sellerModel} at ${providerLabel(seller)}: ${rates(change.before)} → ${rates(change.after)} USD per million tokens`,
    }));
  });
}

function rates(card: RateCard): string {
  return `${card.rates.input?.toFixed() ?? "?"}/${card.rates.output?.toFixed() ?? "?"}`;
}

function freeOf(plan: Plan): Report["free"] {
  const counts = new Map<string, number>();
  for (const { free } of plan.parts)
    for (const { type, count } of free ?? []) counts.set(type, (counts.get(type) ?? 0) + count);
  return [...counts].map(([type, count]) => ({ type, count })).sort((a, b) => a.type.localeCompare(b.type));
}
