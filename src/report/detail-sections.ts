import { notTexts, nowTexts, partName, testTexts } from "./action-lines.ts";
import { assumptionSections } from "./assumption-sections.ts";
import { chargeBlocks } from "./charge-table.ts";
import { commitmentBlocks } from "./commitment-section.ts";
import {
  cellOf,
  figureColumns,
  instancesInRange,
  markedRole,
  NEEDS_GATE,
  withoutFigures,
} from "./comparison.ts";
import {
  baseText,
  distanceText,
  nearestFirst,
  outcome,
  searchedWithout,
  valueText,
} from "./flip-sentence.ts";
import { figure, monthSpan, percent, usd, volume } from "./number.ts";
import { overrideSection } from "./override-text.ts";
import { fullName, nameOf, type PartView, partViews, todayOf } from "./part-view.ts";
import { paybackCell } from "./payback-text.ts";
import type { Report, ReportAlternative } from "./report.ts";
import { routeBlocks } from "./routes-text.ts";
import { findingTexts } from "./screen-lines.ts";
import { type Block, list, type Section, section, tableBlock, text } from "./section.ts";
import { servingText } from "./serving-text.ts";
import { shownRows } from "./shown-rows.ts";
import { countedUnit, stretchesText } from "./volume-text.ts";
import { sentence } from "./wording.ts";

/** Everything beyond the one screen, in the order a reader argues: what would turn it, what it costs, what it rests on. */
export function detailSections(report: Report): Section[] {
  const views = partViews(report);
  const several = views.length > 1;
  const title = (view: PartView, name: string) => (several ? `${partName(view)}: ${name}` : name);
  return [
    ...section("Now, test, not", [
      list(nowTexts(report)),
      list(testTexts(report)),
      list(views.flatMap(notTexts)),
    ]),
    ...views.flatMap((view) => section(title(view, "what would reverse it"), flipBlocks(view))),
    ...section("Price changes with a date", [
      list(report.scheduledChanges.map(({ at, what }) => `${at}: ${what}`)),
    ]),
    ...section("Criteria", criteriaBlocks(report)),
    ...views.flatMap((view) => section(title(view, "all alternatives"), alternativeBlocks(view))),
    ...views.flatMap((view) => section(title(view, "requests that go two ways"), routeBlocks(view))),
    ...views.flatMap((view) => section(title(view, "break-even"), [breakEvenTable(view)])),
    ...views.flatMap((view) => section(title(view, "fleets"), fleetBlocks(view))),
    ...views.flatMap((view) => section(title(view, "commitments"), commitmentBlocks(view))),
    ...overrideSection(report),
    ...views.flatMap((view) => chargeSections(view, title)),
    ...section("Findings", [list(findings(report))]),
    ...assumptionSections(report),
  ];
}

/** The lines of the alternatives that the one screen shows; the others are a command away. */
function chargeSections(view: PartView, title: (view: PartView, name: string) => string): Section[] {
  const { rows } = shownRows(view);
  return rows
    .filter(({ oneOff, monthly }) => oneOff.length + monthly.length > 0)
    .flatMap((a) => section(title(view, `lines of ${fullName(view, a)} (${a.id})`), chargeBlocks(a), true));
}

function flipBlocks(view: PartView): (Block | undefined)[] {
  const rows = nearestFirst(view.decision.flips).map((flip) => [
    flip.key,
    baseText(flip),
    valueText(flip),
    distanceText(flip).replace(/[ ()]/g, "").replace("%", " %"),
    outcome(view, flip),
  ]);
  const without = searchedWithout(view).map((searched) => `Not by ${searched}`);
  return [tableBlock(["<Key", ">Now", ">Turns at", ">Distance", "<Then"], rows), list(without)];
}

function criteriaBlocks({ criteria, scenario }: Report): Block[] {
  const hash = `Criteria ${scenario.criteriaHash}, fixed before the figures; prices known on ${scenario.asOf}.`;
  if (criteria === undefined) return [text(hash)];
  const rows = [
    ["pays back well", `below ${monthSpan(criteria.paybackGoodMonths)}`],
    ["pays back too late", `above ${monthSpan(criteria.paybackBadMonths)}`],
    ["quality", `gap in win rates below ${figure(criteria.qualityDelta)}`],
    ["a tie", `totals within ${percent(criteria.tieBand)}`],
    ["data policy", criteria.dataPolicy],
    ["discount rate", `${percent(scenario.discountRatePerYear)} a year`],
    ["growth", `${percent(scenario.growthPerMonth)} a month`],
  ];
  return [tableBlock(["<Criterion", "<Value"], rows), text(hash)];
}

/** Every alternative in figures, then what `explain` calls each and what is to be known about it. */
function alternativeBlocks(view: PartView): Block[] {
  const columns = figureColumns(view, view.alternatives);
  const align = columns.map(
    (column) => `${column.align === "right" ? ">" : "<"}${column.shortHead ?? column.head}`,
  );
  const rows = view.alternatives.map((a) => [
    `${markedRole(view, a)} ${fullName(view, a)}${a.needsGate ? ` ${NEEDS_GATE}` : ""}`,
    ...columns.map((column) => cellOf(column, a)),
    a.row?.paybackSameModel === undefined ? "" : paybackCell(a.row.paybackSameModel),
  ]);
  const spoken = todayOf(view) === undefined ? rows.map((row) => [...row.slice(0, -1), ""]) : rows;
  return [
    tableBlock(["<Alternative", ...align, "<same model"], spoken),
    list(view.alternatives.map((a) => remark(view, a))),
  ];
}

function remark(view: PartView, a: ReportAlternative): string {
  const range =
    a.range === undefined
      ? []
      : [`${usd(a.range.low)} to ${usd(a.range.high)} USD/month, ${a.range.because}`];
  const notes = [withoutFigures(a), ...range, ...a.notes].filter((note) => note !== undefined);
  return [`${a.id}: ${fullName(view, a)}`, ...notes].join("; ");
}

function breakEvenTable(view: PartView): Block {
  const rows = view.decision.not
    .filter(({ reason }) => ["dearer", "payback", "total"].includes(reason.kind))
    .map(({ alternative, against, winsAt, cheaperAt, searchedTo }) => [
      nameOf(view, alternative),
      against === undefined ? "nothing" : nameOf(view, against),
      cheaperAt === undefined ? "" : stretchesText(view, cheaperAt, searchedTo),
      stretchesText(view, winsAt, searchedTo),
    ]);
  return tableBlock(["<Alternative", "<Against", "<Month costs less", "<Set-up earned back in time"], rows);
}

function fleetBlocks(view: PartView): (Block | undefined)[] {
  const rows = view.alternatives.flatMap((a) =>
    a.capacity === undefined ? [] : [fleetRow(view, a.name, a.capacity)],
  );
  const flags = view.alternatives.flatMap((a) =>
    (a.capacity?.flags ?? []).map((flag) => `${a.name}: ${flag}`),
  );
  const serving = view.alternatives.flatMap((a) =>
    a.capacity?.serving === undefined ? [] : [`${a.name}: ${servingText(a.capacity.serving)}`],
  );
  const { ruledOut, leversRefused } = view.decision;
  const out = byReason(ruledOut).map(([because, what]) => `Ruled out: ${sharedStart(what)}: ${because}`);
  const refused = leversRefused.map(({ id, because }) => `Not offered: ${id}: ${because}`);
  const head = ["<Fleet", "<In range", ">Mean load", ">At peak", ">USD of one", "<One carries", ">Quota"];
  return [tableBlock(head, rows), list([...serving, ...flags, ...out, ...refused])];
}

function byReason(ruledOut: PartView["decision"]["ruledOut"]): [string, string[]][] {
  const groups = Map.groupBy(ruledOut, ({ because }) => because);
  return [...groups].map(([because, entries]) => [because, entries.map(({ what }) => what)]);
}

/** "gpt-oss-120b on g5.xlarge, g6.xlarge": the words that all begin with are said once. */
function sharedStart([first = "", ...rest]: readonly string[]): string {
  const words = first.split(" ").slice(0, -1);
  let shared = words.length;
  for (const other of rest) {
    const theirs = other.split(" ");
    while (shared > 0 && words.slice(0, shared).some((word, index) => word !== theirs[index])) shared -= 1;
  }
  return [first, ...rest.map((other) => other.split(" ").slice(shared).join(" "))].join(", ");
}

function fleetRow(
  view: PartView,
  name: string,
  capacity: NonNullable<ReportAlternative["capacity"]>,
): string[] {
  const { instances, meanLoad, peakLoad, oneInstanceUsd, oneInstanceVolume, quotaVcpus } = capacity;
  const given = (value: number | undefined, print: (known: number) => string) =>
    value === undefined ? "" : print(value);
  return [
    name,
    instancesInRange(capacity)[0] ?? `${instances}`,
    given(meanLoad, percent),
    given(peakLoad, percent),
    given(oneInstanceUsd, (value) => usd(value)),
    given(oneInstanceVolume, (value) => `${volume(value)} ${countedUnit(view)}`),
    given(quotaVcpus, (value) => `${figure(value)} vCPU`),
  ];
}

function findings(report: Report): string[] {
  const material = partViews(report).flatMap((view) =>
    view.decision.material.map(({ alternative, charge, because, resolve }) => {
      return `Decides and is not known: ${charge} of ${nameOf(view, alternative)}: ${because}. ${sentence(resolve)}`;
    }),
  );
  return [...material, ...findingTexts(report)];
}
