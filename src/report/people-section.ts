import { partName } from "./action-lines.ts";
import { sumOf } from "./charge-sum.ts";
import { spreadWhole } from "./later-once.ts";
import { grouped, percent, usd } from "./number.ts";
import { fullName, type PartView, partViews } from "./part-view.ts";
import type { Report, ReportAlternative, ReportCharge } from "./report.ts";
import { type Block, type Section, section, tableBlock } from "./section.ts";
import { shownRows } from "./shown-rows.ts";

/** Hours beside their USD, once and each month, of the rows that the one screen shows. */
export function peopleSections(report: Report): Section[] {
  const views = partViews(report);
  return views.flatMap((view) =>
    section(`${views.length > 1 ? `${partName(view)}: ` : ""}people's time`, [peopleTable(view)]),
  );
}

function peopleTable(view: PartView): Block {
  const rows = shownRows(view).rows.filter(({ infeasible }) => infeasible === undefined);
  return tableBlock(
    ["<Alternative", ">Hours once", ">USD once", ">Hours/month", ">USD/month", ">Share of its month"],
    rows.flatMap((a) => peopleRow(view, a)),
  );
}

const isPeople = ({ origin }: ReportCharge) => origin === "people";

function peopleRow(view: PartView, a: ReportAlternative): string[][] {
  const monthly = a.monthly.filter((charge) => isPeople(charge) && charge.category !== "oneOff");
  const once = [...a.oneOff.filter(isPeople), ...spreadWhole(a).filter(isPeople)];
  if (once.length + monthly.length === 0) return [];
  const [first, each, whole] = [sumOf(once).usd, sumOf(monthly).usd, sumOf(a.monthly)];
  const share = whole.usd.isZero() || whole.unknown > 0 ? "" : percent(each.dividedBy(whole.usd));
  return [
    [fullName(view, a), hours(once), usd(first), hours(monthly), usd(each), each.isZero() ? "" : share],
  ];
}

function hours(charges: readonly ReportCharge[]): string {
  const known = charges.flatMap(({ quantity }) => (typeof quantity === "string" ? [Number(quantity)] : []));
  const sum = known.reduce((total, value) => total + value, 0);
  return charges.length === 0 ? "–" : grouped(sum, Number.isInteger(sum) ? 0 : 1);
}
