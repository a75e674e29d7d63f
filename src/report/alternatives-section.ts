import { partName } from "./action-lines.ts";
import { type Certainty, certaintyOf, drawnShare, drawsOf } from "./certainty.ts";
import {
  cellOf,
  figureColumns,
  isVerdict,
  markedRole,
  NEEDS_GATE,
  paybackLegend,
  withoutFigures,
} from "./comparison.ts";
import { atLeast, figure, percent, usd, volume } from "./number.ts";
import { fullName, nameOf, type PartView, partViews, roleOf, todayOf } from "./part-view.ts";
import { paybackCell, paybackPair } from "./payback-text.ts";
import type { Report, ReportAlternative } from "./report.ts";
import { type Block, list, type Section, section, tableBlock, text } from "./section.ts";
import { UNTOUCHED } from "./uncertainty-section.ts";
import { unitCostOf, unitOfCost } from "./unit-cost.ts";
import { sentence } from "./wording.ts";

/** Every alternative in figures, then by the unit and with its odds, then what is to be known about it. */
export function alternativesSections(report: Report): Section[] {
  const views = partViews(report);
  return views.flatMap((view) =>
    section(`${views.length > 1 ? `${partName(view)}: ` : ""}all alternatives`, [
      moneyTable(view),
      legendOf(view),
      unitTable(view),
      drawsNote(view),
      list(view.alternatives.map((a) => remark(view, a))),
    ]),
  );
}

function legendOf(view: PartView): Block | undefined {
  const said = paybackLegend(view, view.alternatives);
  return said === undefined ? undefined : text(sentence(said));
}

const calledIn = (view: PartView, a: ReportAlternative) =>
  `${markedRole(view, a)} ${fullName(view, a)}${a.needsGate ? ` ${NEEDS_GATE}` : ""}`;

function moneyTable(view: PartView): Block {
  const columns = figureColumns(view, view.alternatives);
  const align = columns.map(
    (column) => `${column.align === "right" ? ">" : "<"}${column.shortHead ?? column.head}`,
  );
  const rows = view.alternatives.map((a) => [
    calledIn(view, a),
    ...columns.map((column) => cellOf(column, a)),
    a.row?.paybackSameModel === undefined ? "" : paybackCell(a.row.paybackSameModel),
  ]);
  const spoken = todayOf(view) === undefined ? rows.map((row) => [...row.slice(0, -1), ""]) : rows;
  return tableBlock(["<Alternative", ...align, "<same model"], spoken);
}

/** The same rows: last month, unit cost, paybacks at present value, draws, and what the verdict makes of each. */
function unitTable(view: PartView): Block {
  const { horizonMonths, discountRatePerYear } = view.report.scenario;
  const at = percent(discountRatePerYear);
  const rows = view.alternatives.map((a) => {
    const drawn = certaintyOf(view, a.id);
    return [
      fullName(view, a),
      a.row === undefined || a.infeasible !== undefined
        ? ""
        : atLeast(usd(a.row.lastMonthUsd), a.row.atLeast),
      unitCell(a),
      discountedCell(view, a),
      ...(drawsOf(view) === undefined ? [] : drawnCells(drawn, a.id === drawsOf(view)?.baseline)),
      standing(view, a),
    ];
  });
  return tableBlock(
    [
      "<Alternative",
      `>Month ${horizonMonths}`,
      `>USD per ${unitOfCost(view.part)}, one-offs in`,
      `<Payback at ${at}`,
      ...(drawsOf(view) === undefined ? [] : [">P50 / P80 total", ">Cheaper in"]),
      "<Verdict",
    ],
    rows,
  );
}

function unitCell(a: ReportAlternative): string {
  const cost = unitCostOf(a);
  if (cost.kind === "undefined") return "";
  // A request costs parts of a cent: four digits say more than two decimals.
  return atLeast(figure(cost.usd), cost.atLeast);
}

function discountedCell(view: PartView, { row, kind }: ReportAlternative): string {
  const { today, improved, sameModel } = row?.discounted ?? {};
  if (todayOf(view) === undefined) return sameModel === undefined ? "" : paybackCell(sameModel);
  if (today === undefined) return "";
  const own = paybackPair(today, kind === "lever" ? undefined : improved);
  return sameModel === undefined ? own : `${own}; same model ${paybackCell(sameModel)}`;
}

/** The baseline against itself says nothing. */
const drawnCells = (drawn: Certainty | undefined, isBaseline: boolean): string[] =>
  drawn === undefined
    ? ["", ""]
    : [`${usd(drawn.tcoP50Usd)} / ${usd(drawn.tcoP80Usd)}`, isBaseline ? "" : shareText(drawn)];

function shareText(drawn: Certainty): string {
  if (drawn.untouched === true) return UNTOUCHED;
  return `${drawnShare(drawn)} of draws${drawn.tieShare === 0 ? "" : `, tie in ${percent(drawn.tieShare)}`}`;
}

function drawsNote(view: PartView): Block | undefined {
  const drawn = drawsOf(view);
  return drawn === undefined
    ? undefined
    : text(`${volume(drawn.draws)} draws over sourced ranges, against ${nameOf(view, drawn.baseline)}.`);
}

/** One word for each row; the chosen one first of all. */
function standing(view: PartView, a: ReportAlternative): string {
  const { decision } = view;
  if (a.infeasible !== undefined) return "cannot be chosen";
  if (isVerdict(view, a)) return decision.verdict === "explain" ? "meanwhile" : decision.verdict;
  const role = roleOf(view, a);
  if (role === "now" || role === "test") return role;
  if (decision.not.some(({ alternative }) => alternative === a.id)) return "not";
  return a.kind === "today" ? "today" : "";
}

function remark(view: PartView, a: ReportAlternative): string {
  const range =
    a.range === undefined
      ? []
      : [`${usd(a.range.low)} to ${usd(a.range.high)} USD/month, ${a.range.because}`];
  const notes = [withoutFigures(a), ...range, ...a.notes].filter((note) => note !== undefined);
  return [`${a.id}: ${fullName(view, a)}`, ...notes].join("; ");
}
