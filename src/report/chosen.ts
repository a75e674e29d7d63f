import { find, type PartView, partViews } from "./part-view.ts";
import type { Report, ReportAlternative, ReportPart } from "./report.ts";

/** What one part runs on from now on, if the verdict is followed. */
export interface Chosen {
  readonly part: ReportPart;
  /** Absent: the verdict names nothing that can be paid for. */
  readonly alternative?: ReportAlternative;
}

/** The row that a part's verdict names; while a question is open, what runs meanwhile. */
export function chosenIn(view: PartView): ReportAlternative | undefined {
  const named = find(view, view.decision.names);
  if (view.decision.verdict === "undecided" || named?.row === undefined) return undefined;
  return named.infeasible === undefined ? named : undefined;
}

/** The parts in their order, each with its choice. */
export function chosenParts(report: Report): Chosen[] {
  return partViews(report).map((view) => {
    const alternative = chosenIn(view);
    return { part: view.part, ...(alternative && { alternative }) };
  });
}

/** A month of the choices of all parts together, lines of a shared network once. */
export interface ChosenMonth {
  /** 1..H. */
  readonly month: number;
  readonly usd: number;
  readonly atLeast: boolean;
}

/** The dearest month; undefined where some part chooses nothing. */
export function dearestMonth(report: Report): ChosenMonth | undefined {
  const rows = chosenParts(report).map(({ alternative }) => alternative);
  if (rows.length === 0 || rows.some((row) => row === undefined)) return undefined;
  const shared = report.combination?.sharedUsdPerMonth ?? 0;
  const all = Array.from({ length: report.scenario.horizonMonths }, (_, i): ChosenMonth => {
    const own = rows.flatMap((row) => row?.months[i] ?? []);
    return {
      month: i + 1,
      usd: own.reduce((sum, { usd }) => sum + usd, -shared),
      atLeast: own.some(({ atLeast }) => atLeast),
    };
  });
  return all.reduce((dearest, each) => (each.usd > dearest.usd ? each : dearest));
}
