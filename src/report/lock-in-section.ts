import { conflictTexts } from "./conflict-text.ts";
import { monthFigure, monthSpan, percent, usd } from "./number.ts";
import { find, nameOf, type PartView } from "./part-view.ts";
import type { ReportLockIn, ReportRisks } from "./report-risk.ts";
import { classesOf } from "./routes-text.ts";
import { type Block, list, tableBlock } from "./section.ts";

/** What both sides of one part are exposed to, and what leaving each takes. */
export function lockInBlocks(view: PartView, risks: ReportRisks): (Block | undefined)[] {
  const found = risks.lockIn.find(({ part }) => part === view.part);
  if (found === undefined) return [];
  const rows = found.sides.map(({ side, exposed, note, exit }) => [
    `${side === "buy" ? "bought" : "run by ourselves"}${shareOf(view, found, side)}`,
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

/** " (2.4 % of requests: draft)", of a choice that does both. */
function shareOf(view: PartView, { dependence }: ReportLockIn, side: "buy" | "self-host"): string {
  const chosen = find(view, dependence?.alternative);
  if (chosen?.routes === undefined || chosen.kind !== "hybrid") return "";
  const [hosted, bought] = classesOf(chosen.routes);
  const { share } = chosen.routes;
  return side === "buy"
    ? ` (${percent(1 - share)} of requests: ${bought})`
    : ` (${percent(share)} of requests: ${hosted})`;
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
    migrate: `By its totals, move to ${nameOf(view, bought)}`,
    stay: `By its totals, stay on ${nameOf(view, hosted)}`,
    unknown: `Open: ${because ?? "a line has no figure"}`,
  };
  const by = savingUsd >= 0 ? `${usd(savingUsd)} USD less` : `${usd(-savingUsd)} USD more`;
  const leaving = (find(view, bought)?.exit ?? []).length > 0 ? ", leaving it included," : "";
  return [
    `${verdicts[verdict]}: running on costs ${usd(buildUsd)} USD over ${span}, ${nameOf(view, bought)} ${usd(buyUsd)}${leaving} and ${usd(movingUsd)} once to move: ${by}. ${waitingText(verdict, delayUsdPerMonth)} What it took to build is spent and counts for neither.`,
    ...conflictTexts(view.report, { rules: ["wrong build"], part: view.part }),
  ];
}

/** What waiting costs is only said where leaving is the verdict; else both months are set beside each other. */
function waitingText(verdict: "migrate" | "stay" | "unknown", delayUsdPerMonth: number): string {
  const amount = usd(Math.abs(delayUsdPerMonth));
  if (verdict === "migrate" && delayUsdPerMonth >= 0) return `Each month of waiting costs ${amount} USD.`;
  return `Month 1 of running on costs ${amount} USD ${delayUsdPerMonth >= 0 ? "more" : "less"} than of buying.`;
}
