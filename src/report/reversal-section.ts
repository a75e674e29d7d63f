import { partName } from "./action-lines.ts";
import {
  baseText,
  distanceText,
  flipName,
  nearestFirst,
  outcome,
  repeatText,
  searchedWithout,
  valueText,
} from "./flip-sentence.ts";
import { figure, monthSpan, percent, usd } from "./number.ts";
import { find, fullName, leadOf, type PartView, partViews, todayOf } from "./part-view.ts";
import { paybackCell } from "./payback-text.ts";
import type { Report, ReportAlternative, ReportFlip, ReportPayback, ReportRow } from "./report.ts";
import { type Block, list, type Section, section, tableBlock, text } from "./section.ts";

/** What would turn each verdict: figures nearest first, answers, what turns nothing, and dates that are known. */
export function reversalSections(report: Report): Section[] {
  const views = partViews(report);
  const title = (view: PartView) => `${views.length > 1 ? `${partName(view)}: ` : ""}what would reverse it`;
  return [
    ...views.flatMap((view) => section(title(view), reversalBlocks(view))),
    ...section("Price changes with a date", [
      list(report.scheduledChanges.map(({ at, what }) => `${at}: ${what}`)),
    ]),
  ];
}

/** A break-even volume of seats takes the team's other volumes along; a key is changed alone. */
function seatsNote(flips: readonly ReportFlip[]): Block | undefined {
  return flips.some(({ key }) => key === "tracking.seats")
    ? text(
        "tracking.seats is changed alone: hours, storage and runs are held, which the break-even in seats moves along.",
      )
    : undefined;
}

function reversalBlocks(view: PartView): (Block | undefined)[] {
  const flips = nearestFirst(view.decision.flips);
  const rows = flips.map((flip) => [
    flipName(flip),
    baseText(flip),
    valueText(flip),
    distanceText(flip).replace(/[ ()]/g, "").replace("%", " %"),
    rangeText(flip),
    outcome(view, flip),
  ]);
  const without = searchedWithout(view).map((searched) => `Not by ${searched}`);
  return [
    tableBlock(["<Key", ">Now", ">Turns at", ">Distance", "<Its range", "<Then"], rows),
    rangeNote(view, flips),
    repeatNote(flips),
    seatsNote(flips),
    list(without),
    bothComparisons(view),
  ];
}

/** A list price is no figure of the file: the factor is a key for asking what another price would do. */
function repeatNote(flips: readonly ReportFlip[]): Block | undefined {
  const repeats = flips.flatMap((flip) => repeatText(flip) ?? []);
  return repeats.length === 0
    ? undefined
    : text(`Prices are factors on today's list prices; to repeat one: ${repeats.join(" · ")}.`);
}

/** A flip value outside the range is a long way off: nobody who gave the range expects it. */
const isInside = ({ value, range }: ReportFlip) =>
  range !== undefined && typeof value === "number" && value >= range.low && value <= range.high;

function rangeText(flip: ReportFlip): string {
  if (typeof flip.value !== "number") return "";
  if (flip.range === undefined) return "none given";
  const { low, high } = flip.range;
  return `${isInside(flip) ? "inside" : "outside"} ${figure(low)} to ${figure(high)}`;
}

function rangeNote(view: PartView, flips: readonly ReportFlip[]): Block | undefined {
  const { searched } = view.decision;
  if (flips.length === 0 && searched.length === 0) return undefined;
  if (flips.length === 0) return text("Nothing that was searched turns it.");
  const numbers = flips.filter(({ value }) => typeof value === "number");
  if (numbers.some(isInside)) return undefined;
  const ranged = numbers.filter(({ range }) => range !== undefined);
  return text(
    ranged.length === 0
      ? "No figure that turns it has a range of its own; give one as { low, base, high, because }."
      : "Nothing turns it inside the range of its figure.",
  );
}

/** The leading fleet beside what it has to beat: today's offer, the same improved, and its own model bought. */
function bothComparisons(view: PartView): Block | undefined {
  const lead = leadOf(view);
  const { improved, sameModel } = view.decision;
  const row = lead?.row;
  if (lead === undefined || row === undefined) return undefined;
  const pairs: readonly (readonly [string, ReportAlternative | undefined, ReportPayback | undefined])[] = [
    ["today", todayOf(view), row.paybackToday],
    ["today, changed", distinct(find(view, improved), [todayOf(view)]), row.paybackImproved],
    [
      "the same model, bought",
      distinct(sameModelOf(view, lead, sameModel), [todayOf(view), find(view, improved)]),
      row.paybackSameModel,
    ],
  ];
  const rows = pairs.flatMap(([role, other, payback]) =>
    other?.row === undefined || other === lead ? [] : [comparedRow(view, lead, other, role, payback)],
  );
  const { horizonMonths, discountRatePerYear } = view.report.scenario;
  return tableBlock(
    [
      "<Hosting against",
      "<Offer",
      ">USD/month",
      `>${monthSpan(horizonMonths)}`,
      `>At ${percent(discountRatePerYear)}`,
      "<Pays back",
    ],
    rows,
  );
}

const distinct = (row: ReportAlternative | undefined, others: readonly (ReportAlternative | undefined)[]) =>
  others.includes(row) ? undefined : row;

/** The decision's, where it is of the lead's model. */
function sameModelOf(view: PartView, lead: ReportAlternative, id: string | undefined) {
  const found = find(view, id);
  return found?.model === lead.model ? found : undefined;
}

/** Hosting minus the offer: what is above 0 is dearer. */
function comparedRow(
  view: PartView,
  lead: ReportAlternative,
  other: ReportAlternative,
  role: string,
  payback: ReportPayback | undefined,
): string[] {
  const [own, their] = [lead.row, other.row];
  if (own === undefined || their === undefined) return [];
  const more = (a: number, b: number) => differenceText(own, their, a - b);
  return [
    role,
    fullName(view, other),
    more(own.monthUsd, their.monthUsd),
    more(own.tcoUsd, their.tcoUsd),
    more(own.presentValueUsd, their.presentValueUsd),
    payback === undefined ? "" : paybackCell(payback),
  ];
}

/** Lines without a figure are at least 0: they make the side that has them dearer. */
function differenceText(own: ReportRow, their: ReportRow, more: number): string {
  if (more === 0 && own.atLeast === their.atLeast) return "the same";
  const size = `${usd(Math.abs(more))} ${more >= 0 ? "more" : "less"}`;
  if (own.atLeast === their.atLeast) return own.atLeast ? `${size} by the priced lines` : size;
  return `${own.atLeast === more >= 0 ? "at least" : "at most"} ${size}`;
}
