import type { Report, ReportAlternative, ReportDecision } from "../report/report.ts";
import type { ChangedCriterion, DecisionRecord } from "./decision-record.ts";
import { runsMachines } from "./own-machines.ts";
import type { ReportExtras } from "./report-extras.ts";

type Rigour = DecisionRecord["rigour"];

export interface RigourInput {
  readonly report: Report;
  readonly extras: ReportExtras;
  /** Criteria that the scenario itself states. */
  readonly statedCriteria: boolean;
  readonly criteriaChanged: readonly ChangedCriterion[];
}

/** The four parts that a decision needs at least. One that is missing is a gap, never passed over. */
export function rigourOf(input: RigourInput): Rigour {
  return [
    pathsPart(input.report),
    qualityPart(input.report),
    part(
      "risk quantified",
      input.extras.quantifiedRisks
        ? undefined
        : "no risk has a probability and a size; write them under risks",
    ),
    part("criteria set beforehand", criteriaGap(input)),
  ];
}

const part = (what: string, gap: string | undefined): Rigour[number] =>
  gap === undefined ? { what, present: true } : { what, present: false, because: gap };

/** A path that is ruled out is costed like any other: what the rule costs is measured against it. */
function pathsPart({ decisions, alternatives }: Report): Rigour[number] {
  const what = "both paths costed over the horizon";
  const found = decisions.flatMap((decision) =>
    PATHS.map(({ path, own }) => {
      const rows = alternatives.filter((row) => row.part === decision.part && runsMachines(row.kind) === own);
      const whole = rows.filter(costed);
      return { missing: whole.length === 0, text: `${decision.part}: ${path}`, ruledOut: ruledOutIn(whole) };
    }),
  );
  const missing = found.filter((path) => path.missing).map(({ text }) => `${text} has no whole total`);
  if (missing.length > 0) return part(what, missing.join("; "));
  const out = found.flatMap(({ text, ruledOut }) =>
    ruledOut === undefined ? [] : [`${text} is ruled out: ${ruledOut}`],
  );
  return out.length === 0 ? part(what, undefined) : { what, present: true, because: out.join("; ") };
}

const PATHS = [
  { path: "running it ourselves", own: true },
  { path: "buying it", own: false },
] as const;

const costed = ({ row }: ReportAlternative) => row !== undefined && !row.atLeast;

/** Why none of them may be chosen; undefined where one may. */
const ruledOutIn = (rows: readonly ReportAlternative[]): string | undefined =>
  rows.some(({ infeasible }) => infeasible === undefined) ? undefined : rows[0]?.infeasible;

function qualityPart(report: Report): Rigour[number] {
  const what = "quality difference measured";
  const gap = qualityGap(report);
  if (gap !== undefined) return part(what, gap);
  const models = report.alternatives.filter((row) => row.part === "llm" && row.infeasible === undefined);
  const compared = new Set(models.map(({ model }) => model)).size > 1;
  return compared ? part(what, undefined) : { what, present: true, because: "no other model is compared" };
}

function qualityGap({ decisions, alternatives }: Report): string | undefined {
  const open = decisions.flatMap(({ part }: ReportDecision) =>
    alternatives
      .filter((row) => row.part === part && row.infeasible === undefined && row.needsGate)
      .map(({ model }) => model),
  );
  if (open.length === 0) return undefined;
  return `not measured on your own requests: ${[...new Set(open)].join(", ")}`;
}

function criteriaGap({ statedCriteria, criteriaChanged }: RigourInput): string | undefined {
  const [changed] = criteriaChanged;
  if (changed !== undefined) return `${changed.key} was changed after the decision of ${changed.since}`;
  if (statedCriteria) return undefined;
  return "the scenario states none, so the limits are our defaults; write yours under criteria before you look at totals";
}
