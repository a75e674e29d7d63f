import type { Report, ReportAlternative, ReportDecision, ReportPart } from "./report.ts";

/** One part's decision with the alternatives it is about; ids are only unique inside a part. */
export interface PartView {
  readonly report: Report;
  readonly part: ReportPart;
  readonly decision: ReportDecision;
  readonly alternatives: readonly ReportAlternative[];
}

const ORDER: readonly ReportPart[] = ["llm", "vectors", "tracking"];

export function partViews(report: Report): PartView[] {
  return ORDER.flatMap((part) =>
    report.decisions
      .filter((decision) => decision.part === part)
      .map((decision) => ({
        report,
        part,
        decision,
        alternatives: report.alternatives.filter((alternative) => alternative.part === part),
      })),
  );
}

/** Parts with a table of their own: the llm part, or every part where there is none. */
export function leadingParts(report: Report): PartView[] {
  const views = partViews(report);
  const llm = views.filter((view) => view.part === "llm");
  return llm.length > 0 ? llm : views;
}

export function furtherParts(report: Report): PartView[] {
  const leading = leadingParts(report).map((view) => view.part);
  return partViews(report).filter((view) => !leading.includes(view.part));
}

export function find(view: PartView, id: string | undefined): ReportAlternative | undefined {
  return id === undefined ? undefined : view.alternatives.find((alternative) => alternative.id === id);
}

export function todayOf(view: PartView): ReportAlternative | undefined {
  return find(view, view.decision.today) ?? view.alternatives.find((a) => a.kind === "today");
}

/** The leading fleet; absent when none can do the work or none was looked at. */
export function leadOf(view: PartView): ReportAlternative | undefined {
  const named = find(view, view.decision.lead);
  if (named?.row !== undefined && named.infeasible === undefined) return named;
  return byTotal(
    view.alternatives.filter((a) => a.kind === "hosted" && a.infeasible === undefined && a.row !== undefined),
  )[0];
}

/** Cheapest over the horizon first; ties keep their order. */
export function byTotal(alternatives: readonly ReportAlternative[]): ReportAlternative[] {
  const total = (a: ReportAlternative) => a.row?.tcoUsd ?? Number.POSITIVE_INFINITY;
  return [...alternatives].sort((a, b) => (total(a) === total(b) ? 0 : total(a) - total(b)));
}

/** As it is called outside the table, where "+ batch" has nothing above it to stand on: with all that it stands on. */
export function fullName(view: PartView, alternative: ReportAlternative): string {
  const today = todayOf(view);
  if (alternative.kind !== "lever" || today === undefined) return alternative.name;
  // A lever's name holds those below it; another seller takes the place of today's.
  const moved = /^at /.test(alternative.name);
  return `${moved ? today.name.split(", ")[0] : today.name} ${alternative.name}`;
}

/** What a line of an alternative is called; its id where no line has it. */
export function chargeName(view: PartView, id: string | undefined, charge: string): string {
  const alternative = find(view, id);
  const lines = alternative === undefined ? [] : [...alternative.oneOff, ...alternative.monthly];
  return lines.find((line) => line.id === charge)?.name ?? charge;
}

/** The name behind an id; where no row carries it (what only a flip would bring) words for what it is, never the id. */
export function nameOf(view: PartView, id: string): string {
  const alternative = find(view, id);
  if (alternative !== undefined) return fullName(view, alternative);
  if (id === "none") return "nothing";
  return /(^|\.)(host|hybrid)(\.|$)/.test(id)
    ? "a fleet that has no row here"
    : "an offer that has no row here";
}

/** True where the model that is named is only the cheapest of several that nobody compared. */
export const restsOnQuality = ({ decision }: PartView) =>
  decision.findings.some(({ id }) => id === "no-reference");

/** What the first column calls a row. */
export function roleOf(view: PartView, alternative: ReportAlternative): string {
  const listed = (actions: ReportDecision["now"]) =>
    actions.some((action) => action.alternative === alternative.id);
  if (alternative.kind === "today") return "today";
  if (alternative.kind === "hosted") return "host";
  if (alternative.kind === "hybrid") return "hybrid";
  if (listed(view.decision.now)) return "now";
  if (listed(view.decision.test)) return "test";
  return alternative.kind === "lever" ? "lever" : "buy";
}

/** What a month's volume of a part counts. */
export function volumeUnit(part: ReportPart): string {
  return { llm: "requests", vectors: "vectors", tracking: "seats" }[part];
}

export function volumeToday(view: PartView): number | undefined {
  for (const alternative of view.alternatives) {
    const first = alternative.months[0];
    if (first !== undefined) return first.volume;
  }
  return undefined;
}
