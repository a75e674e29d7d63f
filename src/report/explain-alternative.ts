import { chargesNote, sumOf, sumText } from "./charge-sum.ts";
import { instancesInRange } from "./comparison.ts";
import { datedLines } from "./later-once.ts";
import { BLANK, fittedGrid, type Line, labelled, plain, styled, wrapped } from "./layout.ts";
import { monthSpan, percent, quantityBeside, usd, volume } from "./number.ts";
import { fullName, type PartView, roleOf } from "./part-view.ts";
import type { Report, ReportAlternative, ReportCharge } from "./report.ts";
import { servingText } from "./serving-text.ts";
import { countedUnit } from "./volume-text.ts";
import { unitFor } from "./wording.ts";

/** One alternative with all its lines, their sums and what is to be known about it. */
export function explainAlternative(view: PartView, alternative: ReportAlternative, width: number): Line[] {
  const title = `${alternative.id} · ${roleOf(view, alternative)} ${fullName(view, alternative)}`;
  const facts = [
    ...(alternative.infeasible === undefined ? [] : [alternative.infeasible]),
    ...totals(view, alternative),
    ...fleet(view, alternative),
    ...alternative.notes,
  ];
  return [
    ...wrapped(title, width).map((text) => styled(text, "strong")),
    ...facts.flatMap((fact) => labelled("", 2, fact, width)),
    ...billLines(alternative.oneOff, "once", width),
    ...billLines(datedLines(alternative), "once, in later months", width),
    ...billLines(alternative.exit ?? [], "once, in the last month", width),
    ...billLines(alternative.monthly, "a month", width),
    ...nextLine(view, alternative, alternative.monthly, width),
  ];
}

/** How the first of several lines is taken apart. */
export function nextLine(
  { report }: PartView,
  { id }: ReportAlternative,
  [first]: readonly ReportCharge[],
  width: number,
): Line[] {
  if (first === undefined) return [];
  const text = `One line: crossover explain ${id}.${first.id}${withCall(report)}`;
  return [BLANK, ...wrapped(text, width).map((line) => styled(line, "dim"))];
}

function totals(view: PartView, { row, range }: ReportAlternative): string[] {
  const { horizonMonths, discountRatePerYear } = view.report.scenario;
  const spread =
    range === undefined ? [] : [`${usd(range.low)} to ${usd(range.high)} USD/month: ${range.because}`];
  if (row === undefined) return spread;
  const least = row.atLeast ? "at least " : "";
  const later = `${usd(row.presentValueUsd)} at ${percent(discountRatePerYear)} a year`;
  return [`${least}${usd(row.tcoUsd)} USD over ${monthSpan(horizonMonths)}, ${later}`, ...spread];
}

function fleet(view: PartView, { capacity }: ReportAlternative): string[] {
  if (capacity === undefined) return [];
  const { instances, instanceType, oneInstanceVolume, meanLoad, peakLoad, serving, flags } = capacity;
  const said = [
    `${instances} × ${instanceType}`,
    ...instancesInRange(capacity),
    ...(oneInstanceVolume === undefined
      ? []
      : [`one carries ${volume(oneInstanceVolume)} ${countedUnit(view)}`]),
    ...(meanLoad === undefined ? [] : [`mean load ${percent(meanLoad)}`]),
    ...(peakLoad === undefined ? [] : [`at the peak ${percent(peakLoad)}`]),
  ];
  return [said.join(" · "), ...(serving === undefined ? [] : [servingText(serving)]), ...flags];
}

/** Lines in columns with their sum; unknown ones say why. */
export function billLines(charges: readonly ReportCharge[], span: string, width: number): Line[] {
  if (charges.length === 0) return [];
  const sum = [`= ${span}`, "", "", sumText(sumOf(charges))];
  const rows = [...charges.map(billRow), sum];
  const note = chargesNote(charges);
  return [
    BLANK,
    ...fittedGrid(rows, ["left", "left", "left", "right"], width - 2).map((line) => plain(`  ${line}`)),
    ...charges.flatMap(({ id, cost }) =>
      cost.kind === "known" ? [] : labelled("", 2, `${id} is not known: ${cost.because}`, width),
    ),
    ...(note === undefined ? [] : labelled("", 2, note, width)),
  ];
}

function billRow({ id, name, quantity, unit, price, cost }: ReportCharge): string[] {
  const first = "tiers" in price ? (price.tiers[0]?.usd ?? "0") : "0";
  const count = typeof quantity === "string" ? quantityBeside(quantity, first) : undefined;
  const amount = count === undefined ? "not known" : `${count} ${unitFor(count, unit)}`;
  return [id, name, amount, cost.kind === "known" ? usd(cost.usd, 2) : "not known"];
}

/** The arguments that this report was made with, to be repeated. */
function withCall({ call }: Report): string {
  return call === undefined || call === "" ? "" : ` ${call}`;
}
