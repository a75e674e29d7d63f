import { runsMachines } from "../alternatives/alternative.ts";
import { againTexts, partsTexts } from "./later-once.ts";
import { monthSpan, percent, usd } from "./number.ts";
import { find, fullName, type PartView, roleOf, todayOf } from "./part-view.ts";
import { NOT_LASTING, paybackCell, paybackPair } from "./payback-text.ts";
import type { ReportAlternative, ReportRow } from "./report.ts";
import { besidePure, routesText } from "./routes-text.ts";
import { type ShownRows, shownRows } from "./shown-rows.ts";
import { counted } from "./wording.ts";

const VERDICT = "►";
const NEEDS_GATE = "◊";
const FAILS_GATE = "✗";

/** The same with its space, behind a name. */
export const marked = (a: Parameters<typeof gateMark>[0]) => (gateMark(a) === "" ? "" : ` ${gateMark(a)}`);

/** What stands behind a row whose quality is an open question, or was answered with no; empty: neither. */
export const gateMark = ({ needsGate, failsGate }: Pick<ReportAlternative, "needsGate" | "failsGate">) =>
  failsGate === true ? FAILS_GATE : needsGate ? NEEDS_GATE : "";

/** A column of figures; `keep` is how long it stays when there is little room (the highest goes last). */
export interface FigureColumn {
  readonly head: string;
  /** Where the long one costs room that a name needs. */
  readonly shortHead?: string;
  readonly keep: number;
  readonly align: "left" | "right";
  readonly cell: (alternative: ReportAlternative, row: ReportRow) => string;
}

export const isVerdict = ({ decision }: PartView, a: ReportAlternative) =>
  decision.verdict !== "undecided" && a.id === decision.names && a.infeasible === undefined;

/** "► now", "  host". */
export const markedRole = (view: PartView, a: ReportAlternative) =>
  `${isVerdict(view, a) ? VERDICT : " "} ${roleOf(view, a)}`;

/** "+ cached prefix" stands under today's row; without one it needs its full name. */
export const nameInTable = (view: PartView, a: ReportAlternative) =>
  todayOf(view) === undefined ? fullName(view, a) : a.name;

/** Why a row has no figures; absent when it has. */
export function withoutFigures(a: ReportAlternative): string | undefined {
  return a.infeasible ?? (a.row === undefined ? "no figures" : undefined);
}

export const cellOf = (column: FigureColumn, a: ReportAlternative) =>
  a.row === undefined || a.infeasible !== undefined ? "" : column.cell(a, a.row);

const atLeastUsd = (value: number, row: ReportRow) => `${row.atLeast ? "≥" : ""}${usd(value)}`;

/** Place of the payback column among those that may go. */
const PAYBACK = 4;

export function figureColumns(view: PartView, rows: readonly ReportAlternative[]): FigureColumn[] {
  const { horizonMonths, discountRatePerYear } = view.report.scenario;
  const grows = rows.some(({ row }) => row !== undefined && usd(row.monthUsd) !== usd(row.lastMonthUsd));
  const money = (head: string, keep: number, of: (row: ReportRow) => number): FigureColumn => {
    return { head, keep, align: "right", cell: (_, row) => atLeastUsd(of(row), row) };
  };
  return [
    {
      head: "one-off",
      keep: 2,
      align: "right",
      cell: (_, row) => (row.oneOffUsd === 0 ? "–" : usd(row.oneOffUsd)),
    },
    money("USD/month", 9, (row) => row.monthUsd),
    ...(grows ? [money(`month ${horizonMonths}`, 1, (row) => row.lastMonthUsd)] : []),
    money(`${monthSpan(horizonMonths)}`, 8, (row) => row.tcoUsd),
    money(`at ${percent(discountRatePerYear)}`, 7, (row) => row.presentValueUsd),
    {
      head: "payback",
      keep: PAYBACK,
      align: "left",
      cell: (a, row) => paybackText(view, a, row),
    },
  ];
}

/** What the figures of the payback column are measured against, where that is not today's offer alone. */
export function paybackLegend(view: PartView, rows: readonly ReportAlternative[]): string | undefined {
  const cells = rows.map((a) =>
    a.row === undefined || a.infeasible !== undefined ? "–" : paybackText(view, a, a.row),
  );
  if (todayOf(view) === undefined)
    return cells.some((cell) => cell !== "–") ? "payback over the same model bought" : undefined;
  const improved = find(view, view.decision.improved);
  if (improved === undefined || !cells.some((cell) => cell.includes(" / "))) return undefined;
  return `payback over today / ${improved.name}`;
}

/** Levers are measured against today as it is; with nothing bought today, everything against the same model bought. */
function paybackText(view: PartView, a: ReportAlternative, row: ReportRow): string {
  if (a.kind === "today") return "–";
  if (todayOf(view) === undefined)
    return row.paybackSameModel === undefined ? "–" : paybackCell(row.paybackSameModel);
  const own = a.kind === "lever" || a.id === view.decision.improved;
  return paybackPair(row.paybackToday, own ? undefined : row.paybackImproved);
}

/** "3–9 instances in range"; nothing where the range is one number. */
export function instancesInRange({
  instancesLow,
  instancesHigh,
}: NonNullable<ReportAlternative["capacity"]>): string[] {
  if (instancesHigh === null)
    return [`${instancesLow} instances or more, no number is enough at the low end`];
  return instancesLow === instancesHigh ? [] : [`${instancesLow}–${instancesHigh} instances in range`];
}

/** What a fleet's month is made of: instances in range, compute, the rest, people with their hours. */
export function rowDetail(view: PartView, a: ReportAlternative): string {
  return [
    ...routesText(a),
    ...besidePure(view, a),
    monthDetail(a),
    ...partsTexts(a),
    ...againTexts(a),
    ...besideItsModel(view, a),
  ]
    .filter((text) => text !== "")
    .join(" · ");
}

/** The rule asks a fleet to beat its own model bought: where that is neither today nor today with changes, its payback. */
function besideItsModel(view: PartView, { kind, row }: ReportAlternative): string[] {
  const { decision } = view;
  const { sameModel, today, improved, keep } = decision;
  const kept = find(view, keep);
  if (row?.paybackKept !== undefined && kept !== undefined)
    return [`payback over ${fullName(view, kept)} ${paybackCell(row.paybackKept)}`];
  const payback = row?.paybackSameModel;
  if (!runsMachines({ kind }) || payback?.kind !== "at" || today === undefined) return [];
  if (sameModel === undefined || sameModel === today || sameModel === improved) return [];
  return [`payback over the same model bought ${paybackCell(payback)}`];
}

function monthDetail({ capacity, split, monthly }: ReportAlternative): string {
  const instances = capacity === undefined ? [] : instancesInRange(capacity);
  if (split === undefined) return instances.join(" · ");
  const unknown = monthly.filter(({ cost }) => cost.kind === "unknown").map(({ category }) => category);
  const part = (name: string, value: number, mine: (category: string) => boolean) => {
    if (!unknown.some(mine)) return `${name} ${usd(value)}`;
    return value === 0 ? `${name} not known` : `${name} ≥${usd(value)}`;
  };
  const isRest = (category: string) => category !== "compute" && category !== "people";
  const people = part("people", split.peopleUsd, (category) => category === "people");
  return [
    ...instances,
    part("compute", split.computeUsd ?? 0, (category) => category === "compute"),
    part("rest", split.restUsd, isRest),
    `${people} (${usd(split.peopleHours)} h)`,
  ].join(" · ");
}

/** What the marks of the table mean, only those that stand in it, and what it leaves out. */
export function legendTexts(view: PartView, { rows, hidden }: ShownRows, where = "--full"): string[] {
  const priced = rows.filter((a) => withoutFigures(a) === undefined);
  const paybacks = priced.flatMap(({ row }) => [
    row?.paybackToday,
    row?.paybackImproved,
    row?.paybackSameModel,
  ]);
  const paybackSaid = paybackLegend(view, priced);
  const left = hidden.map(({ what, count }) => counted(count, what)).join(", ");
  const texts: readonly (readonly [boolean, string])[] = [
    [paybackSaid !== undefined, paybackSaid ?? ""],
    [priced.some((a) => gateMark(a) === NEEDS_GATE), `${NEEDS_GATE} ${openGateText(view)}`],
    [priced.some((a) => gateMark(a) === FAILS_GATE), `${FAILS_GATE} failed the quality gate`],
    [priced.some(({ row }) => row?.atLeast), "≥ at least: a line has no price"],
    [paybacks.some((p) => p?.kind === "at" && !p.lasting), `${NOT_LASTING} the lead is lost again later`],
    [view.decision.verdict === "explain" && rows.some((a) => isVerdict(view, a)), `${VERDICT} meanwhile`],
    [priced.some(partsAreRounded), "parts are rounded, sums are not"],
    [left !== "", `more ${where === "below" ? where : `in ${where}`}: ${left}`],
  ];
  return texts.flatMap(([applies, said]) => (applies ? [said] : []));
}

const openGateText = (view: PartView) =>
  todayOf(view) === undefined
    ? "quality not compared: counts only if it holds"
    : "only after the quality gate";

/** True when the printed parts of a row do not add up to its printed sum. */
function partsAreRounded({ split, row }: ReportAlternative): boolean {
  if (split === undefined || row === undefined) return false;
  const whole = (value: number) => Number(usd(value).replace(/,/g, "").replace("−", "-"));
  return whole(split.computeUsd ?? 0) + whole(split.restUsd) + whole(split.peopleUsd) !== whole(row.monthUsd);
}

interface Comparison extends ShownRows {
  readonly columns: readonly FigureColumn[];
}

export function comparisonOf(view: PartView): Comparison {
  const shown = shownRows(view);
  return { ...shown, columns: figureColumns(view, shown.rows) };
}
