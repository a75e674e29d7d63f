import { pricedBy } from "../scenario/price-factors.ts";
import { flipName, nearestFirst, valueText } from "./flip-sentence.ts";
import { volume } from "./number.ts";
import { type PartView, partViews, volumeToday } from "./part-view.ts";
import type { Report } from "./report.ts";
import { list, type Section, section } from "./section.ts";
import { countedUnit } from "./volume-text.ts";

/** A decision is looked at again after a year, or when volumes change tenfold. */
const REVIEW_MONTHS = 12;
const TENFOLD = 10;

/** When to look again: the first of these that comes. */
export function nextReviewSection(report: Report): Section[] {
  const dated = report.scheduledChanges[0];
  return section("Next review", [
    list([
      `By ${monthsAfter(report.scenario.asOf, REVIEW_MONTHS)}, ${REVIEW_MONTHS} months after ${report.scenario.asOf}`,
      ...(dated === undefined ? [] : [`On ${dated.at}: ${dated.what}`]),
      ...partViews(report).flatMap(conditions),
    ]),
  ]);
}

function conditions(view: PartView): string[] {
  const now = volumeToday(view);
  const { trigger: found, names } = view.decision;
  const trigger = found === undefined || found.alternative === names ? undefined : found.rule;
  const nearest = nearestFirst(view.decision.flips).find(({ value }) => typeof value === "number");
  return [
    ...(now === undefined || now === 0
      ? []
      : [
          `At ${volume(now * TENFOLD)} or ${volume(now / TENFOLD)} ${countedUnit(view)}: ten times as many as now, or a tenth`,
        ]),
    ...(trigger?.kind === "at" && trigger.month > 1
      ? [`In month ${trigger.month}: the rule's month of moving`]
      : []),
    ...(nearest === undefined
      ? []
      : [
          `When ${flipName(nearest)} ${typeof nearest.base === "number" && typeof nearest.value === "number" && nearest.value < nearest.base ? "falls to" : "reaches"} ${pricedBy(nearest.key) === undefined ? "" : "× "}${valueText(nearest)}`,
        ]),
  ];
}

/** The same day so many months later, the month's last where it has none: "2026-11-30" + 3 → "2027-02-28". */
function monthsAfter(day: string, months: number): string {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  const index = year * 12 + (month - 1) + months;
  const [later, at] = [Math.floor(index / 12), index % 12];
  const last = new Date(Date.UTC(later, at + 1, 0)).getUTCDate();
  return [String(later), String(at + 1).padStart(2, "0"), String(Math.min(date, last)).padStart(2, "0")].join(
    "-",
  );
}
