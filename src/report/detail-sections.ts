import { notTexts, nowTexts, partName, testTexts } from "./action-lines.ts";
import { assumptionSections } from "./assumption-sections.ts";
import { chargeBlocks } from "./charge-table.ts";
import { atLeastUsd } from "./comparison.ts";
import {
  baseText,
  distanceText,
  nearestFirst,
  outcome,
  searchedWithout,
  valueText,
} from "./flip-sentence.ts";
import { figure, percent, usd, volume } from "./number.ts";
import { fullName, type PartView, partViews, roleOf, volumeToday, volumeUnit } from "./part-view.ts";
import { paybackCell } from "./payback-text.ts";
import type { Report, ReportAlternative } from "./report.ts";
import { type Block, list, type Section, section, tableBlock, text } from "./section.ts";
import { shownRows } from "./shown-rows.ts";
import { winsText } from "./volume-text.ts";
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
    ...views.flatMap((view) => section(title(view, "all alternatives"), [alternativesTable(view)])),
    ...views.flatMap((view) => section(title(view, "break-even"), [breakEvenTable(view)])),
    ...views.flatMap((view) => section(title(view, "fleets"), fleetBlocks(view))),
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
    ["pays back well", `below ${figure(criteria.paybackGoodMonths)} months`],
    ["pays back too late", `above ${figure(criteria.paybackBadMonths)} months`],
    ["quality", `gap in win rates below ${figure(criteria.qualityDelta)}`],
    ["a tie", `totals within ${percent(criteria.tieBand)}`],
    ["data policy", criteria.dataPolicy],
    ["discount rate", `${percent(scenario.discountRatePerYear)} a year`],
    ["growth", `${percent(scenario.growthPerMonth)} a month`],
  ];
  return [tableBlock(["<Criterion", "<Value"], rows), text(hash)];
}

function alternativesTable(view: PartView): Block {
  const { horizonMonths, discountRatePerYear } = view.report.scenario;
  const head = [
    "<Alternative",
    "<Id",
    ">One-off",
    ">USD/month",
    `>Month ${horizonMonths}`,
    `>${horizonMonths} months`,
  ];
  const later = [
    `>At ${percent(discountRatePerYear)}`,
    "<Payback: today",
    "<improved",
    "<same model",
    "<Remark",
  ];
  return tableBlock(
    [...head, ...later],
    view.alternatives.map((a) => alternativeRow(view, a)),
  );
}

function alternativeRow(view: PartView, a: ReportAlternative): string[] {
  const name = `${a.id === view.decision.names ? "► " : ""}${roleOf(view, a)} ${fullName(view, a)}`;
  const remark = a.infeasible ?? (a.needsGate ? "◊ after the quality gate" : (a.range?.because ?? ""));
  const { row } = a;
  if (row === undefined)
    return [name, a.id, "", "", "", "", "", "", "", "", remark === "" ? "no figures" : remark];
  const money = (value: number) => atLeastUsd(value, row);
  const range = a.range === undefined ? "" : ` (${usd(a.range.low)} to ${usd(a.range.high)})`;
  const paybacks = [row.paybackToday, row.paybackImproved, row.paybackSameModel].map((p) =>
    p === undefined ? "–" : paybackCell(p),
  );
  return [
    name,
    a.id,
    usd(row.oneOffUsd),
    `${money(row.monthUsd)}${range}`,
    money(row.lastMonthUsd),
    money(row.tcoUsd),
    money(row.presentValueUsd),
    ...paybacks,
    remark,
  ];
}

function breakEvenTable(view: PartView): Block {
  const now = volumeToday(view);
  const rows = view.decision.not
    .filter(({ reason }) => reason.kind === "dearer" || reason.kind === "payback")
    .map((rejection) => {
      const name = (id: string) => view.alternatives.find((a) => a.id === id);
      const [own, other] = [name(rejection.alternative), name(rejection.against)];
      return [
        own === undefined ? rejection.alternative : fullName(view, own),
        other === undefined ? rejection.against : fullName(view, other),
        rejection.winsAt.length === 0 ? "at no volume" : winsText(view, rejection.winsAt),
        now === undefined ? "" : `${volume(now)} ${volumeUnit(view.part)}`,
      ];
    });
  return tableBlock(["<Alternative", "<Against", "<Cheaper or equal", "<Now"], rows);
}

function fleetBlocks(view: PartView): (Block | undefined)[] {
  const rows = view.alternatives.flatMap((a) => {
    const { capacity } = a;
    if (capacity === undefined) return [];
    const load = [capacity.meanLoad, capacity.peakLoad].map((share) =>
      share === undefined ? "" : percent(share),
    );
    const range = `${capacity.instancesLow}–${capacity.instancesHigh}`;
    const one = `${volume(capacity.oneInstanceVolume)} ${volumeUnit(view.part)}`;
    const quota = capacity.quotaVcpus === undefined ? "" : `${figure(capacity.quotaVcpus)} vCPU`;
    return [[a.name, range, ...load, usd(capacity.oneInstanceUsd), one, quota, capacity.flags.join("; ")]];
  });
  const head = [
    "<Fleet",
    ">In range",
    ">Mean load",
    ">At peak",
    ">USD of one",
    "<One carries",
    ">Quota",
    "<Flags",
  ];
  const { ruledOut, leversRefused } = view.decision;
  const out = ruledOut.map(({ what, because }) => `Ruled out: ${what}: ${because}`);
  const refused = leversRefused.map(({ id, because }) => `Not offered: ${id}: ${because}`);
  return [tableBlock(head, rows), list([...out, ...refused])];
}

function findings(report: Report): string[] {
  const all = [...partViews(report).flatMap((view) => view.decision.findings), ...report.findings];
  const material = partViews(report).flatMap((view) =>
    view.decision.material.map((line) => ({ ...line, part: partName(view) })),
  );
  return [
    ...material.map(
      ({ alternative, charge, because, resolve }) =>
        `Decides and is not known: ${charge} of ${alternative}: ${because}. ${sentence(resolve)}`,
    ),
    ...all.map(({ text: said, key }) => `${sentence(said)}${key === undefined ? "" : ` (--set ${key}=…)`}`),
  ];
}
