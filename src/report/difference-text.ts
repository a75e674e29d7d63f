import { grouped, monthSpan, percent, usd } from "./number.ts";
import type { PartView } from "./part-view.ts";
import type { ReportRow } from "./report.ts";

/** How much of a difference is said: the amount, with its share, with its present value too. */
export type Detail = "amount" | "share" | "all";

/** "costs 34,444 USD more over 36 months (7.5 %; 35,374 at 10 % a year)", of row `a` against row `b`. */
export function difference(view: PartView, a: ReportRow, b: ReportRow, detail: Detail): string {
  const { horizonMonths, discountRatePerYear } = view.report.scenario;
  const more = a.tcoUsd - b.tcoUsd;
  const later = a.presentValueUsd - b.presentValueUsd;
  const size =
    more === 0
      ? "costs the same"
      : `costs ${bounds(a, b, more)}${usd(Math.abs(more))} USD ${more > 0 ? "more" : "less"}`;
  const share = b.tcoUsd === 0 ? [] : [shareText(view, a.tcoUsd / b.tcoUsd)];
  const turned = later !== 0 && Math.sign(later) !== Math.sign(more) ? ` ${later > 0 ? "more" : "less"}` : "";
  const discounted = `${usd(Math.abs(later))}${turned} at ${percent(discountRatePerYear)} a year`;
  const aside = detail === "amount" ? [] : detail === "share" ? share : [...share, discounted];
  return `${size} over ${monthSpan(horizonMonths)}${aside.length === 0 ? "" : ` (${aside.join("; ")})`}`;
}

/** How sure the difference is when a side has lines without a price. */
export function bounds(a: ReportRow, b: ReportRow, more: number): string {
  if (a.atLeast === b.atLeast) return a.atLeast ? "by the priced lines " : "";
  return a.atLeast === more > 0 ? "at least " : "at most ";
}

/** Of the total it is measured against: "7.5 %", "0.4 %, a tie", and beyond twice of it "8.2 times as much". */
function shareText(view: PartView, ratio: number): string {
  if (ratio > 2) return `${grouped(ratio, 1)} times as much`;
  const band = view.report.criteria?.tieBand;
  const share = Math.abs(ratio - 1);
  return `${percent(share)}${band !== undefined && share <= band ? ", a tie" : ""}`;
}
