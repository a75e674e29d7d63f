import { nearestFirst } from "../report/flip-sentence.ts";
import { partViews } from "../report/part-view.ts";
import type { Report, ReportFact, ReportProvenance } from "../report/report.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { monthsAfter } from "./calendar.ts";
import { criteriaValues } from "./criteria-values.ts";
import type { ChangedCriterion, DecisionRecord, DraftRecord } from "./decision-record.ts";
import { flipText } from "./flip-text.ts";
import { SCHEMA } from "./read-record.ts";
import { recordedDecision } from "./recorded-decision.ts";
import { recordedFindings } from "./recorded-findings.ts";
import type { RecordedPrices } from "./recorded-prices-schema.ts";
import { recordedRows } from "./recorded-rows.ts";
import { unitPricesOf } from "./recorded-unit-prices.ts";
import { extrasOf, type ReportExtras } from "./report-extras.ts";
import { rigourOf } from "./rigour.ts";

/** Months after which a decision is looked at again whatever happened. */
const REVIEW_MONTHS = 12;

/** What a record needs beside the report: who, after what, and the digests that only the shell can take. */
export interface Recording {
  readonly report: Report;
  readonly scenario: Scenario;
  /** With the day of the prices in it, whatever the file said. */
  readonly raw: Readonly<Record<string, unknown>>;
  readonly file?: string;
  readonly digests: RecordDigests;
  readonly by?: string;
  readonly replaces?: DecisionRecord["replaces"];
  readonly criteriaChanged: readonly ChangedCriterion[];
  /** By the finding's id. */
  readonly answers: Readonly<Record<string, string>>;
}

export interface RecordDigests {
  readonly scenario: Pick<DecisionRecord["scenario"], "sha256" | "fileSha256" | "files">;
  readonly prices: Pick<RecordedPrices, "snapshots" | "rulesSha256" | "tokens" | "dataSha256">;
  /** HMAC of the rules of your own; absent without rules, or without a key to take it with. */
  readonly overrides?: string;
}

export function recordOf(recording: Recording): DraftRecord {
  const { report, scenario, digests, replaces, criteriaChanged } = recording;
  const extras = extrasOf(report);
  const lines = (report.overrides?.rules ?? []).reduce((sum, rule) => sum + rule.lines, 0);
  const secret = lines > 0;
  return {
    schema: SCHEMA,
    tool: report.tool,
    decidedAt: report.scenario.asOf,
    ...(recording.by !== undefined && { decidedBy: recording.by }),
    asOf: report.scenario.asOf,
    reviewBy: monthsAfter(report.scenario.asOf, REVIEW_MONTHS),
    ...(replaces && { replaces }),
    criteriaChanged: [...criteriaChanged],
    scenario: recordedScenario(recording),
    criteria: { hash: report.scenario.criteriaHash, values: criteriaValues(scenario) },
    prices: {
      listAt: report.prices.listAt,
      oldestUsedAt: report.prices.oldestUsedAt,
      tokensAt: report.prices.tokensAt,
      ...digests.prices,
      units: unitPricesOf(report),
    },
    ...(secret && {
      overrides: { lines, ...(digests.overrides !== undefined && { keyedSha256: digests.overrides }) },
    }),
    ...randomOf(extras),
    decisions: partViews(report).map((view) => recordedDecision(view, recording.raw, secret)),
    alternatives: recordedRows(report, extras, secret),
    ...(!secret && combinationOf(report)),
    reversal: secret ? [] : reversalOf(report),
    scheduledChanges: report.scheduledChanges.map((change) => ({ ...change })),
    findings: recordedFindings(report, recording.answers, secret),
    rigour: rigourOf({
      report,
      extras,
      statedCriteria: Object.keys((recording.raw.criteria as object | undefined) ?? {}).length > 0,
      criteriaChanged,
    }),
    assumptions: assumptionsOf(report),
    notPriced: report.notPriced.map(({ what, because }) => ({ what, ...(!secret && { because }) })),
    notes: extras.notes.map(({ text, by, at }) => ({
      text,
      ...(by !== undefined && { by }),
      ...(at !== undefined && { at }),
    })),
    leftOut: leftOutOf(secret, digests.overrides !== undefined),
  };
}

function recordedScenario({ report, raw, file, digests }: Recording): DecisionRecord["scenario"] {
  const { name, region, environment, horizonMonths, discountRatePerYear } = report.scenario;
  return {
    name,
    ...(file !== undefined && { file }),
    region,
    environment,
    horizonMonths,
    discountRatePerYear,
    raw: { ...raw },
    ...digests.scenario,
  };
}

function randomOf({ uncertainty }: ReportExtras): Pick<DraftRecord, "random"> {
  if (uncertainty === undefined) return {};
  const { seed, draws, generator } = uncertainty;
  return { random: { seed, draws, generator } };
}

/** Nearest first, each with the sentence that the report has for it. */
function reversalOf(report: Report): DraftRecord["reversal"] {
  return partViews(report).flatMap((view) =>
    nearestFirst(view.decision.flips).map((flip) => {
      const { part, key, base, value, distance, verdict, names, range } = flip;
      return {
        part,
        key,
        base,
        value,
        ...(distance !== undefined && { distance }),
        verdict,
        names,
        ...(range && { range }),
        text: flipText(view, flip),
      };
    }),
  );
}

function combinationOf({ combination }: Report): Pick<DraftRecord, "combination"> {
  if (combination === undefined) return {};
  const { names, monthUsd, tcoUsd, atLeast } = combination;
  return { combination: { names: [...names], monthUsd, tcoUsd, atLeast } };
}

/** Every figure with who says so; a price that a rule of your own made is not repeated. */
function assumptionsOf({ assumptions }: Report): DraftRecord["assumptions"] {
  const { yours, published, measured, fitted, assumed } = assumptions;
  const own = yours.filter(({ provenance }) => !isOverride(provenance));
  return {
    yours: own.map(factOf),
    published: published.map(factOf),
    measured: measured.map(factOf),
    fitted: fitted.map(factOf),
    assumed: assumed.map(factOf),
  };
}

const isOverride = (provenance: ReportProvenance) =>
  provenance.kind === "yours" && provenance.key.startsWith("override ");

function factOf({ name, value, unit, provenance }: ReportFact): DraftRecord["assumptions"]["yours"][number] {
  return { name, value, unit, from: fromOf(provenance) };
}

function fromOf(provenance: ReportProvenance): string {
  if (provenance.kind === "assumed") return provenance.because;
  if (provenance.kind === "yours") return provenance.because ?? provenance.key;
  return `${provenance.source}, ${provenance.at}`;
}

function leftOutOf(secret: boolean, keyed: boolean): string[] {
  if (!secret) return [];
  return [
    "Your own prices, discounts and commitments, and every figure that they were multiplied into: totals, present values, paybacks, percentiles, reasons, findings' sentences, the price of a constraint and flip values of the decision. Rows that they bear on stand here at list prices.",
    keyed
      ? "Their keyed hash tells whether a later run has the same rules; without the key it tells nothing."
      : "A hash of them: no key was given (CROSSOVER_RECORD_KEY), and a hash without one could be guessed.",
  ];
}
