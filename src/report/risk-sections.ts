import { partName } from "./action-lines.ts";
import { figure, grouped, monthFigure, monthSpan, percent, usd } from "./number.ts";
import { find, fullName, nameOf, type PartView, partViews } from "./part-view.ts";
import type { Report } from "./report.ts";
import type { ReportDimensions, ReportLockIn, ReportRisks } from "./report-risk.ts";
import { type Block, list, type Section, section, tableBlock, text } from "./section.ts";
import { clause } from "./wording.ts";

/** What stands beside the costs: nothing of it enters a verdict or a payback. */
export function riskSections(report: Report): Section[] {
  const { risks } = report;
  if (risks === undefined) return [];
  const views = partViews(report);
  const title = (view: PartView, name: string) => (views.length > 1 ? `${partName(view)}: ${name}` : name);
  return [
    ...views.flatMap((view) => section(title(view, "dimensions"), dimensionBlocks(view, risks))),
    ...section("Risks", riskBlocks(report, risks, views)),
    ...views.flatMap((view) => section(title(view, "lock-in and exit"), lockInBlocks(view, risks))),
    ...section("Already spent", [list(risks.spent.map(spentText))]),
    ...section("Notes", [list(risks.notes.map(({ text: said, by, at }) => `${at}, ${by}: ${said}`))]),
  ];
}

const spentText = ({ what, usd: amount, at }: ReportRisks["spent"][number]) =>
  `${at}: ${what}, ${usd(amount)} USD: already spent, not counted`;

function dimensionBlocks(view: PartView, risks: ReportRisks): (Block | undefined)[] {
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
  return [tableBlock(head, rows), pointsText(matrix)];
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

function riskBlocks(report: Report, risks: ReportRisks, views: readonly PartView[]): (Block | undefined)[] {
  const register = risks.register.map(({ risk, buy, selfHost, given }) => [
    risk,
    buy,
    selfHost,
    given.length === 0 ? "not priced" : given.join(", "),
  ]);
  const checks = risks.register.map(({ risk, check }) => `${risk}: ${check}`);
  const rows = views.flatMap((view) =>
    risks.rows.filter(({ part }) => part === view.part).flatMap((row) => lineRows(view, row)),
  );
  const totals = views.flatMap((view) =>
    risks.rows.filter(({ part }) => part === view.part).map((row) => totalRow(view, row)),
  );
  const years = `${percent(report.scenario.discountRatePerYear)} a year`;
  return [
    tableBlock(["<Risk, as published", "<Bought", "<Run", "<Yours"], register),
    list(checks),
    list(risks.given.map(givenText)),
    tableBlock(["<Alternative", "<Risk", ">USD/month", ">USD once", ">USD in all"], rows),
    tableBlock(
      [
        "<Alternative",
        ">Without risks",
        ">Risks",
        ">With risks",
        `>Without, at ${years}`,
        `>With, at ${years}`,
      ],
      totals,
    ),
    rows.length === 0 ? undefined : text("Expected costs are in no payback and in no verdict."),
    list(dependenceTexts(views, risks)),
    list(risks.findings.map((finding) => findingText(views, finding))),
  ];
}

/** "outage (self-host): sla 0.999, usdPerHourDown 4,000". */
function givenText({ name, side, kind, figures, word }: ReportRisks["given"][number]): string {
  const said = Object.entries(figures).map(([key, value]) => `${key} ${figure(value)}`);
  return `${name} (${side}, ${kind}): ${word === undefined ? said.join(", ") : `${word}, not priced`}`;
}

type RiskRow = ReportRisks["rows"][number];

function lineRows(view: PartView, { alternative, lines }: RiskRow): string[][] {
  return lines.map(({ name, expected, totalUsd }) => {
    if (expected.kind === "unknown")
      return [nameOf(view, alternative), name, "", "", `not priced: ${expected.because}`];
    const { everyMonthUsd, onceUsd, onceMonth } = expected.cost;
    const once = onceUsd === 0 ? "" : `${usd(onceUsd, 2)} in month ${onceMonth}`;
    const every = everyMonthUsd === 0 ? "" : usd(everyMonthUsd, 2);
    return [nameOf(view, alternative), name, every, once, usd(totalUsd ?? 0, 2)];
  });
}

function totalRow(view: PartView, row: RiskRow): string[] {
  const least = row.atLeast ? "at least " : "";
  return [
    nameOf(view, row.alternative),
    usd(row.tcoUsd),
    usd(row.riskUsd),
    `${least}${usd(row.withRiskUsd)}`,
    usd(row.presentValueUsd),
    `${least}${usd(row.presentValueWithRiskUsd)}`,
  ];
}

function dependenceTexts(views: readonly PartView[], risks: ReportRisks): string[] {
  return views.flatMap((view) => {
    const depends = risks.lockIn.find(({ part }) => part === view.part)?.dependence;
    if (depends === undefined) return [];
    const way = (id: string | undefined) => {
      const alternative = find(view, id);
      const month = alternative?.row?.monthUsd;
      return alternative === undefined || month === undefined
        ? []
        : [`${fullName(view, alternative)} at ${usd(month)} USD/month`];
    };
    const ways = [...way(depends.secondOffer), ...way(depends.selfHosted)];
    const out = ways.length === 0 ? "" : `; priced beside it: ${ways.join(", ")}`;
    const fallback =
      depends.fallback === undefined ? "nothing is kept ready" : `${depends.fallback} is kept ready`;
    return [`${partName(view)}: ${percent(depends.share)} on ${depends.on}; ${fallback}${out}`];
  });
}

function findingText(
  views: readonly PartView[],
  { part, text: said, key }: ReportRisks["findings"][number],
): string {
  const view = views.find((one) => one.part === part);
  const whose = view !== undefined && views.length > 1 ? `${partName(view)}: ` : "";
  return `${whose}${clause(said)}${key === undefined ? "" : `; ${key}`}`;
}

function lockInBlocks(view: PartView, risks: ReportRisks): (Block | undefined)[] {
  const found = risks.lockIn.find(({ part }) => part === view.part);
  if (found === undefined) return [];
  const rows = found.sides.map(({ side, exposed, note, exit }) => [
    side === "buy" ? "bought" : "run by ourselves",
    exposed.join("; "),
    exit.kind === "known" ? `${usd(exit.usd)} USD` : unknownExit(exit),
    note,
  ]);
  return [
    tableBlock(["<Side", "<Exposed to", "<Leaving it", "<Mind"], rows),
    switchingTable(found),
    list([...tieText(found), ...wrongBuildTexts(view, found)]),
  ];
}

function unknownExit({ because, atLeastUsd }: { because: string; atLeastUsd: number }): string {
  return atLeastUsd === 0 ? `not known: ${because}` : `at least ${usd(atLeastUsd)} USD: ${because}`;
}

function switchingTable({ switching }: ReportLockIn): Block | undefined {
  if (switching === undefined) return undefined;
  const { migrationUsd, integrationUsd, testsUsd, bufferUsd, totalUsd, months } = switching;
  const rows = [
    ["migration", usd(migrationUsd)],
    ["integration of systems", usd(integrationUsd)],
    ["tests", usd(testsUsd)],
    ["buffer", usd(bufferUsd)],
    ["= leaving what runs today", usd(totalUsd)],
    ...(months === undefined
      ? []
      : [
          [
            "months of today's spend",
            months.kind === "at" ? monthFigure(months.months) : `not defined: ${months.because}`,
          ],
        ]),
  ];
  return tableBlock(["<Switching", ">USD once"], rows);
}

function tieText({ tieBreaker }: ReportLockIn): string[] {
  if (tieBreaker === undefined) return [];
  const side = tieBreaker === "buy" ? "buying it" : "running it";
  return [`The totals are a tie, and ${side} costs less to leave: a reason for it, no figure`];
}

/** The context changed; nobody is to blame, and what it cost until now is not among the figures. */
function wrongBuildTexts(view: PartView, { wrongBuild }: ReportLockIn): string[] {
  if (wrongBuild === undefined) return [];
  const { hosted, bought, buildUsd, buyUsd, movingUsd, savingUsd, delayUsdPerMonth, verdict, because } =
    wrongBuild;
  const span = monthSpan(view.report.scenario.horizonMonths);
  const verdicts = {
    migrate: `Move to ${nameOf(view, bought)}`,
    stay: `Stay on ${nameOf(view, hosted)}`,
    unknown: `Open: ${because ?? "a line has no figure"}`,
  };
  const by = savingUsd >= 0 ? `${usd(savingUsd)} USD less` : `${usd(-savingUsd)} USD more`;
  const leaving = (find(view, bought)?.exit ?? []).length > 0 ? ", leaving it included," : "";
  return [
    `${verdicts[verdict]}: running on costs ${usd(buildUsd)} USD over ${span}, ${nameOf(view, bought)} ${usd(buyUsd)}${leaving} and ${usd(movingUsd)} once to move: ${by}. ${waitingText(verdict, delayUsdPerMonth)} What it took to build is spent and counts for neither.`,
  ];
}

/** What waiting costs is only said where leaving is the verdict; else both months are set beside each other. */
function waitingText(verdict: "migrate" | "stay" | "unknown", delayUsdPerMonth: number): string {
  const amount = usd(Math.abs(delayUsdPerMonth));
  if (verdict === "migrate" && delayUsdPerMonth >= 0) return `Each month of waiting costs ${amount} USD.`;
  return `Month 1 of running on costs ${amount} USD ${delayUsdPerMonth >= 0 ? "more" : "less"} than of buying.`;
}
