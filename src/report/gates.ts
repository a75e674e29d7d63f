import { chosenParts, dearestMonth } from "./chosen.ts";
import { atLeast, besideLimit } from "./number.ts";
import { fullName, partViews } from "./part-view.ts";
import type { Report, ReportAlternative, ReportDecision, ReportPart } from "./report.ts";
import { unitCostOf, unitOfCost } from "./unit-cost.ts";

export interface RequiredVerdict {
  readonly verdict: ReportDecision["verdict"];
  /** Absent: of every part. */
  readonly part?: ReportPart;
}

/** Limits that a pipeline sets on a report. */
export interface Gates {
  readonly require: readonly RequiredVerdict[];
  /** USD per 1,000 requests of what the llm part's verdict names: all in, over the horizon. */
  readonly maxUnitCostUsd?: number;
  /** USD a month that no month of what the verdicts name may cost more than; one-offs are not in it. */
  readonly budgetUsdPerMonth?: number;
}

/** One sentence for each gate that failed, with both sides; a limit that cannot be shown to hold has failed. */
export function failedGates(report: Report, gates: Gates): string[] {
  return [
    ...gates.require.flatMap((required) => wrongVerdicts(report, required)),
    ...(gates.maxUnitCostUsd === undefined ? [] : unitCost(report, gates.maxUnitCostUsd)),
    ...(gates.budgetUsdPerMonth === undefined ? [] : budget(report, gates.budgetUsdPerMonth)),
  ];
}

function wrongVerdicts(report: Report, { verdict, part }: RequiredVerdict): string[] {
  return report.decisions
    .filter((decision) => part === undefined || decision.part === part)
    .filter((decision) => decision.verdict !== verdict)
    .map((decision) => `the verdict of ${decision.part} is ${decision.verdict}, required is ${verdict}`);
}

function unitCost(report: Report, limit: number): string[] {
  const view = partViews(report).find(({ part }) => part === "llm");
  const row = chosenParts(report).find(({ part }) => part === "llm")?.alternative;
  if (view === undefined || row === undefined) return ["no unit cost: the llm part chooses nothing yet"];
  const cost = unitCostOf(row);
  const name = fullName(view, row);
  if (cost.kind === "undefined") return [`no unit cost of ${name}: ${cost.because}`];
  const [own, most] = besideLimit(cost.usd, limit);
  const per = `USD per ${unitOfCost("llm")}`;
  if (cost.usd > limit)
    return [`${name} costs ${atLeast(own, cost.atLeast)} ${per} over the horizon, the ceiling is ${most}`];
  return cost.atLeast
    ? [`${name} costs at least ${own} ${per}, ${openLine(row)}: ${most} may be exceeded`]
    : [];
}

function budget(report: Report, limit: number): string[] {
  const month = dearestMonth(report);
  if (month === undefined) {
    const open = chosenParts(report).flatMap(({ part, alternative }) =>
      alternative === undefined ? [part] : [],
    );
    return [`no sum for the budget: ${open.join(" and ") || "no part"} chooses nothing yet`];
  }
  const [own, most] = besideLimit(month.usd, limit);
  const sum = `month ${month.month} costs ${atLeast(own, month.atLeast)} USD`;
  if (month.usd > limit) return [`${sum}, the budget is ${most} USD/month`];
  return month.atLeast
    ? [`${sum}: a line has no figure, so the budget of ${most} USD/month may be exceeded`]
    : [];
}

function openLine({ oneOff, monthly }: ReportAlternative): string {
  const open = [...oneOff, ...monthly].find(({ cost }) => cost.kind === "unknown");
  return open === undefined ? "a line has no figure" : `${open.name} has no figure`;
}
