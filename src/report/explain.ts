import { partName } from "./action-lines.ts";
import { assumptionSections } from "./assumption-sections.ts";
import { chargesNote, sumOf, sumText } from "./charge-sum.ts";
import { explainCharge } from "./explain-charge.ts";
import { type Target, targetOf } from "./explain-target.ts";
import { flipSentence, nearestFirst, searchedWithout, valueText } from "./flip-sentence.ts";
import {
  BLANK,
  fittedGrid,
  type Line,
  labelled,
  type Paint,
  plain,
  printed,
  styled,
  wrapped,
} from "./layout.ts";
import { percent, quantityBeside, usd, volume } from "./number.ts";
import { fullName, partViews, roleOf, volumeUnit } from "./part-view.ts";
import type { Report, ReportCharge, ReportFlip } from "./report.ts";
import { terminalSection } from "./terminal-section.ts";

export interface ExplainOptions {
  /** Columns; below 40 it is laid out for 40. */
  readonly width?: number;
  readonly colour?: Paint;
}

/**
 * Where a figure comes from, down to price, source, date and the keys that change it.
 *
 * `path`: `<alternative>`, `<alternative>.<line>` or the start or category of lines (`host.compute`),
 * `flips`, `assumptions`. The words today, now, test, buy and host stand for the row that the table shows first.
 * @throws InputError when nothing in the report has this path; it names the nearest ones.
 */
export function explainLine(
  report: Report,
  path: string,
  { width = 100, colour }: ExplainOptions = {},
): string {
  return printed(explained(report, targetOf(report, path.trim()), Math.max(40, Math.floor(width))), colour);
}

function explained(report: Report, target: Target, width: number): Line[] {
  switch (target.kind) {
    case "flips":
      return flipLines(report, width);
    case "assumptions":
      return assumptionSections(report).flatMap((section, index) => [
        ...(index === 0 ? [] : [BLANK]),
        ...terminalSection(section, width),
      ]);
    case "alternative":
      return alternativeLines(report, target, width);
    case "charges":
      return chargeLines(target, width);
  }
}

function chargeLines(
  { alternative, oneOff, monthly }: Extract<Target, { kind: "charges" }>,
  width: number,
): Line[] {
  const path = (charge: ReportCharge) => `${alternative.id}.${charge.id}`;
  const each = (charges: readonly ReportCharge[], span: string) =>
    charges.flatMap((charge) => [...explainCharge(charge, path(charge), span, width), BLANK]);
  const sums = [...sumLines(oneOff, "once", width), ...sumLines(monthly, "a month", width)];
  const lines = [...each(oneOff, "once"), ...each(monthly, "a month"), ...sums];
  return lines.at(-1) === BLANK ? lines.slice(0, -1) : lines;
}

/** The sum of several lines; of one it would only repeat it. */
function sumLines(charges: readonly ReportCharge[], span: string, width: number): Line[] {
  if (charges.length < 2) return [];
  const note = chargesNote(charges);
  const lines = wrapped(`${charges.length} lines, together ${sumText(sumOf(charges))} USD ${span}.`, width);
  return [
    ...lines.map((line) => styled(line, "strong")),
    ...(note === undefined ? [] : wrapped(note, width).map((line) => plain(line))),
  ];
}

function alternativeLines(
  report: Report,
  { view, alternative }: Extract<Target, { kind: "alternative" }>,
  width: number,
): Line[] {
  const { horizonMonths, discountRatePerYear } = report.scenario;
  const { row, infeasible } = alternative;
  const title = `${alternative.id} · ${roleOf(view, alternative)} ${fullName(view, alternative)}`;
  const atLeast = row?.atLeast ? "at least " : "";
  const totals =
    row === undefined
      ? []
      : [
          `${atLeast}${usd(row.tcoUsd)} USD over ${horizonMonths} months, ${usd(row.presentValueUsd)} at ${percent(discountRatePerYear)} a year`,
        ];
  const facts = [
    ...(infeasible === undefined ? [] : [infeasible]),
    ...totals,
    ...rangeText(alternative),
    ...alternative.notes,
  ];
  return [
    ...wrapped(title, width).map((line) => styled(line, "strong")),
    ...facts.flatMap((fact) => labelled("", 2, fact, width)),
    ...capacityLines(view.part, alternative, width),
    ...billLines(alternative.oneOff, "once", width),
    ...billLines(alternative.monthly, "a month", width),
    BLANK,
    ...wrapped(
      `One line: crossover explain ${alternative.id}.${alternative.monthly[0]?.id ?? "<line>"}`,
      width,
    ).map((line) => styled(line, "dim")),
  ];
}

function rangeText({ range }: Report["alternatives"][number]): string[] {
  return range === undefined ? [] : [`${usd(range.low)} to ${usd(range.high)} USD/month: ${range.because}`];
}

function capacityLines(
  part: Parameters<typeof volumeUnit>[0],
  { capacity }: Report["alternatives"][number],
  width: number,
): Line[] {
  if (capacity === undefined) return [];
  const {
    instances,
    instancesLow,
    instancesHigh,
    instanceType,
    oneInstanceVolume,
    meanLoad,
    peakLoad,
    flags,
  } = capacity;
  const range = instancesLow === instancesHigh ? "" : ` (${instancesLow} to ${instancesHigh} in range)`;
  const loads = [
    ...(meanLoad === undefined ? [] : [`mean load ${percent(meanLoad)}`]),
    ...(peakLoad === undefined ? [] : [`at the peak ${percent(peakLoad)}`]),
  ];
  const carries = `one carries ${volume(oneInstanceVolume)} ${volumeUnit(part)}${part === "llm" ? " a month" : ""}`;
  return labelled(
    "",
    2,
    [`${instances} × ${instanceType}${range}`, carries, ...loads, ...flags].join(" · "),
    width,
  );
}

/** Lines in columns with their sum; unknown ones say why. */
function billLines(charges: readonly ReportCharge[], span: string, width: number): Line[] {
  if (charges.length === 0) return [];
  const rows = charges.map((charge) => {
    const first = "tiers" in charge.price ? (charge.price.tiers[0]?.usd ?? "0") : "0";
    const amount =
      typeof charge.quantity === "string"
        ? `${quantityBeside(charge.quantity, first)} ${charge.unit}`
        : "not known";
    const cost = charge.cost.kind === "known" ? usd(charge.cost.usd, 2) : `not known: ${charge.cost.because}`;
    return [charge.id, charge.name, amount, cost];
  });
  const sum = [`= ${span}`, "", "", sumText(sumOf(charges))];
  const note = chargesNote(charges);
  const lines = fittedGrid([...rows, sum], ["left", "left", "left", "right"], width - 2).map((line) =>
    plain(`  ${line}`),
  );
  return [BLANK, ...lines, ...(note === undefined ? [] : labelled("", 2, note, width))];
}

function flipLines(report: Report, width: number): Line[] {
  return partViews(report).flatMap((view) => {
    const flips = nearestFirst(view.decision.flips);
    const lines = flips.flatMap((flip) => [
      ...labelled("", 2, flipSentence(view, flip), width),
      ...wrapped(`try it: --set ${flip.key}=${setValue(flip)}`, width - 6).map((line) =>
        styled(`      ${line}`, "dim"),
      ),
    ]);
    const without = searchedWithout(view).flatMap((searched) => labelled("", 2, `not by ${searched}`, width));
    const nothing = lines.length + without.length === 0 ? [plain("  nothing was searched")] : [];
    return [
      styled(`${partName(view)}: what turns the verdict, nearest first`, "strong"),
      ...lines,
      ...without,
      ...nothing,
    ];
  });
}

/** The printed value as `--set` takes it: k, M and B without the space, no separators. */
function setValue(flip: ReportFlip): string {
  if (typeof flip.value === "string") return flip.value;
  return valueText(flip).replace(/[, ]/g, "").replace("−", "-");
}
