import { partName } from "./action-lines.ts";
import { sumOf } from "./charge-sum.ts";
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

/** A build that is spread: worked once, paid month by month. */
const isSpread = (charge: ReportCharge) => isPeople(charge) && charge.category === "oneOff";

function peopleRow(view: PartView, a: ReportAlternative): string[][] {
  const [once, spread] = [a.oneOff.filter(isPeople), a.monthly.filter(isSpread)];
  const monthly = a.monthly.filter((charge) => isPeople(charge) && !isSpread(charge));
  if (once.length + spread.length + monthly.length === 0) return [];
  const [each, whole] = [sumOf(monthly).usd, sumOf(a.monthly)];
  const share = whole.usd.isZero() || whole.unknown > 0 ? "" : percent(each.dividedBy(whole.usd));
  return [
    [fullName(view, a), ...onceOf(a, once, spread), hours(monthly), usd(each), each.isZero() ? "" : share],
  ];
}

/** Of what runs already the build is done, whatever is still paid for it. */
function onceOf({ kind }: ReportAlternative, once: ReportCharge[], spread: ReportCharge[]): [string, string] {
  if (spread.length === 0 || kind === "today" || kind === "lever") return [hours(once), usd(sumOf(once).usd)];
  const built = spread.reduce((sum, { drivers }) => sum + Number(drivers[0]?.value ?? 0), 0);
  const paid = `${usd(sumOf(spread).usd)} a month, spread`;
  return [
    hourText(known(once) + built),
    sumOf(once).usd.isZero() ? paid : `${usd(sumOf(once).usd)} + ${paid}`,
  ];
}

const known = (charges: readonly ReportCharge[]): number =>
  charges.reduce((sum, { quantity }) => sum + (typeof quantity === "string" ? Number(quantity) : 0), 0);

const hourText = (sum: number): string => grouped(sum, Number.isInteger(sum) ? 0 : 1);

const hours = (charges: readonly ReportCharge[]): string =>
  charges.length === 0 ? "–" : hourText(known(charges));
