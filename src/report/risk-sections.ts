import { partName } from "./action-lines.ts";
import { delayTexts } from "./delay-text.ts";
import { dimensionBlocks } from "./dimension-section.ts";
import { lockInBlocks } from "./lock-in-section.ts";
import { amountText, percent, usd } from "./number.ts";
import { find, fullName, nameOf, type PartView, partViews } from "./part-view.ts";
import type { Report } from "./report.ts";
import type { ReportRisks } from "./report-risk.ts";
import { sharesText } from "./routes-text.ts";
import { type Block, list, type Section, section, tableBlock, text } from "./section.ts";

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
    list(
      views.flatMap((view) =>
        risks.rows.filter(({ part }) => part === view.part).flatMap((row) => delayTexts(view, row)),
      ),
    ),
    rows.length === 0 ? undefined : text("Expected costs are in no payback and in no verdict."),
    list(dependenceTexts(views, risks)),
  ];
}

/** "vendor outage (buy, outage): sla 0.999, usdPerHourDown 4,000, down 8.76 h a year". */
function givenText({ name, side, kind, figures, word }: ReportRisks["given"][number]): string {
  const said = Object.entries(figures).map(([key, value]) =>
    key === "downHoursPerYear"
      ? `down ${amountText(`${value}`)} h a year`
      : `${key} ${amountText(`${value}`)}`,
  );
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
  const costs = find(view, row.alternative)?.row?.atLeast === true ? "at least " : "";
  const open = row.lines.some(({ totalUsd }) => totalUsd === undefined) ? "at least " : "";
  return [
    nameOf(view, row.alternative),
    `${costs}${usd(row.tcoUsd)}`,
    `${open}${usd(row.riskUsd)}`,
    `${least}${usd(row.withRiskUsd)}`,
    `${costs}${usd(row.presentValueUsd)}`,
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
      depends.fallback === undefined
        ? "nothing is named that is kept ready"
        : `${depends.fallback} is kept ready`;
    const chosen = find(view, depends.alternative);
    const on =
      chosen === undefined || depends.rest === undefined
        ? `${percent(depends.share)} on ${depends.on}`
        : sharesText(depends.on, depends.rest.on, chosen);
    return [`${partName(view)}: ${on}; ${fallback}${out}`];
  });
}
