import {
  cellOf,
  comparisonOf,
  type FigureColumn,
  gateMark,
  isVerdict,
  legendTexts,
  markedRole,
  nameInTable,
  rowDetail,
  withoutFigures,
} from "./comparison.ts";
import { itemLines } from "./item-lines.ts";
import { type Column, grid, type Line, labelled, naturalWidths } from "./layout.ts";
import type { PartView } from "./part-view.ts";
import type { ReportAlternative } from "./report.ts";
import { clause } from "./wording.ts";

/** The comparison of one part: the baseline first, the verdict's row marked, at most `width` columns. */
export function comparisonTable(view: PartView, width: number, where = "--full"): Line[] {
  const comparison = comparisonOf(view);
  const { rows } = comparison;
  if (rows.length === 0) return [];
  const lead = rows.map((a) => [markedRole(view, a), nameInTable(view, a)]);
  const figures = withGate(fitting(comparison.columns, rows, lead, width), rows);
  const cells = rows.map((a, index) => [
    ...(lead[index] ?? []),
    ...figures.map((column) => cellOf(column, a)),
  ]);
  const heads = ["", "", ...figures.map(({ head }) => head)];
  const [head = "", ...body] = grid([heads, ...cells], layoutOf([heads, ...cells], figures, width));
  const indent = Math.max(...lead.map(([role = ""]) => role.length)) + 2;
  const drawn = body.flatMap((line, index) => rowLines(view, rows[index], line, indent, width, where));
  const legend = legendTexts(view, comparison, where).join(" · ");
  return [
    [{ text: head, style: "dim" }],
    ...drawn,
    ...(legend === "" ? [] : dimmed(labelled("", 2, legend, width))),
  ];
}

const dimmed = (lines: readonly Line[]) =>
  lines.map((line): Line => line.map(({ text }) => ({ text, style: "dim" })));

/** The mark of a row that needs the gate, or failed it, stands behind its last figure, under a head that is often longer. */
function withGate(columns: readonly FigureColumn[], rows: readonly ReportAlternative[]): FigureColumn[] {
  if (rows.every((a) => gateMark(a) === "")) return [...columns];
  const last = columns.at(-1);
  return columns.map((column) => {
    if (column !== last) return column;
    const longest = Math.max(...rows.map((a) => cellOf(column, a).length));
    const right = column.align === "right";
    const cell: FigureColumn["cell"] = (a, row) => {
      const said = column.cell(a, row);
      if (right) return `${said} ${gateMark(a).padEnd(1)}`;
      return gateMark(a) === "" ? said : `${said.padEnd(longest)} ${gateMark(a)}`;
    };
    // Figures that end alike stand under the end of their head.
    return { ...column, cell, ...(right && { head: `${column.head}  ` }) };
  });
}

/** Figures that fit beside the names; the least needed go first. */
function fitting(
  all: readonly FigureColumn[],
  rows: readonly ReportAlternative[],
  lead: readonly string[][],
  width: number,
): FigureColumn[] {
  const kept = [...all];
  const needed = () => {
    const widths = withGate(kept, rows).map((column) =>
      Math.max(column.head.length, ...rows.map((a) => cellOf(column, a).length)),
    );
    const [role = 0, name = 0] = naturalWidths(lead);
    return role + Math.min(name, 32) + widths.reduce((sum, w) => sum + w + 2, 2);
  };
  if (needed() > width)
    kept.splice(
      0,
      kept.length,
      ...kept.map((column) => ({ ...column, head: column.shortHead ?? column.head })),
    );
  while (needed() > width && kept.length > 1) {
    const least = kept.reduce((a, b) => (b.keep < a.keep ? b : a));
    kept.splice(kept.indexOf(least), 1);
  }
  return kept;
}

/** Natural widths, but for the name: it takes what is left. */
function layoutOf(cells: readonly string[][], figures: readonly FigureColumn[], width: number): Column[] {
  const widths = naturalWidths(cells);
  const others = widths.reduce((sum, w, index) => (index === 1 ? sum : sum + w), 2 * (widths.length - 1));
  const name = Math.max(4, Math.min(widths[1] ?? 0, width - others));
  return widths.map((w, index) => ({
    align: index < 2 ? "left" : (figures[index - 2]?.align ?? "right"),
    width: Math.max(1, index === 1 ? name : w),
  }));
}

/** The row, or the reason in place of its figures; below a fleet what its month is made of. */
function rowLines(
  view: PartView,
  a: ReportAlternative | undefined,
  line: string,
  indent: number,
  width: number,
  where: string,
): Line[] {
  if (a === undefined) return [];
  const because = withoutFigures(a);
  if (because !== undefined)
    return labelled(line.slice(0, indent), indent, `${nameInTable(view, a)}: ${clause(because)}`, width, 2);
  const own: Line = [{ text: line, ...(isVerdict(view, a) ? { style: "strong" as const } : {}) }];
  const detail = rowDetail(view, a);
  return detail === "" ? [own] : [own, ...dimmed(detailLines(detail, indent, width, where))];
}

/** A fleet takes one, requests that go two ways up to three. */
const DETAIL_LINES = 3;

function detailLines(detail: string, indent: number, width: number, where: string): Line[] {
  const list = { head: "", items: detail.split(" · "), separator: " · " };
  return itemLines("", indent, list, width, { most: DETAIL_LINES, where });
}
