import { figure, grouped, percent, usd } from "./number.ts";
import { find, fullName, nameOf, type PartView } from "./part-view.ts";
import type { ReportDimensions, ReportRisks } from "./report-risk.ts";
import { routesText } from "./routes-text.ts";
import { type Block, list, tableBlock, text } from "./section.ts";

/** Both sides of one part beside each other: what this report knows of each dimension, then what is published of it. */
export function dimensionBlocks(view: PartView, risks: ReportRisks): (Block | undefined)[] {
  const matrix = risks.dimensions.find(({ part }) => part === view.part);
  if (matrix === undefined) return [];
  const name = (id: string | undefined, side: string) =>
    id === undefined ? `${side}: nothing here` : `${side}: ${nameOf(view, id)}`;
  const rows = matrix.rows.map((row) => [
    row.dimension,
    beside(row.selfHost, row.selfHostWords),
    beside(row.buy, row.buyWords),
    row.favoursBuilding,
  ]);
  const head = [
    "<Dimension",
    `<${name(matrix.selfHost, "Run it")}`,
    `<${name(matrix.buy, "Buy it")}`,
    "<Building gains when",
  ];
  return [tableBlock(head, rows), list(routed(view, matrix)), pointsText(matrix)];
}

/** Of a column whose requests go two ways, which go where. */
function routed(view: PartView, { selfHost, buy }: ReportDimensions): string[] {
  return [selfHost, buy].flatMap((id) => {
    const alternative = find(view, id);
    return alternative?.routes === undefined
      ? []
      : [`${fullName(view, alternative)}: ${routesText(alternative).join("; ")}`];
  });
}

type Cell = ReportDimensions["rows"][number]["selfHost"];

/** What this report knows of it, then what is published of such a side. */
function beside(cell: Cell, words: string): string {
  const figures = Object.entries(cell?.figures ?? {}).map(([name, value]) => cellFigure(name, value));
  const least = cell?.atLeast === true && figures.length > 0 ? "at least " : "";
  const known = [`${least}${figures.join(", ")}`, cell?.said ?? ""].filter((said) => said !== "");
  return [...known, words].join("; ");
}

function cellFigure(name: string, value: number): string {
  switch (name) {
    case "monthUsd":
      return `${usd(value)} USD/month`;
    case "totalUsd":
      return `${usd(value)} USD in all`;
    case "expectedUsd":
      return `${usd(value)} USD expected`;
    case "winRateGap":
      return `gap in win rates ${figure(value)}`;
    case "engineerWeeks":
      return `${figure(value)} ${value === 1 ? "week" : "weeks"} of one engineer`;
    case "hoursPerMonth":
      return `${figure(value)} h/month`;
    case "neededHours":
      return `${figure(value)} h/month needed`;
    case "freeHours":
      return `${figure(value)} h/month there`;
    case "p50Ms":
      return `p50 ${grouped(value, 0)} ms`;
    case "p99Ms":
      return `p99 ${grouped(value, 0)} ms`;
    case "ttftP95Ms":
      return `first token within ${grouped(value, 0)} ms (p95, at the peak)`;
    case "tpotMs":
      return `${grouped(value, 1)} ms per token`;
    default:
      return `${name} ${figure(value)}`;
  }
}

function pointsText({ points }: ReportDimensions): Block | undefined {
  if (points === undefined) return undefined;
  const weights = points.entries.map(
    ({ dimension, weight, selfHost, buy }) =>
      `${dimension} ${percent(weight)} (${figure(selfHost)} against ${figure(buy)})`,
  );
  return text(
    `Your points: run it ${grouped(points.selfHost, 2)}, buy it ${grouped(points.buy, 2)} of 10: ${weights.join(", ")}. They stand beside the verdict on cost and do not change it.`,
  );
}
