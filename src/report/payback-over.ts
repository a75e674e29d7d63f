import type { PartView } from "./part-view.ts";
import { paybackBesideLimit, paybackBetween, paybackPhrase } from "./payback-text.ts";
import type { ReportAlternative, ReportPayback, ReportRow } from "./report.ts";

/** Of the row over that baseline and no other. */
export function paybackOver(
  { decision }: PartView,
  row: ReportRow,
  { id }: ReportAlternative,
): ReportPayback | undefined {
  if (id === decision.sameModel) return row.paybackSameModel;
  // Where today's offer already holds all that pays back, its payback stands once.
  if (id === decision.improved) return row.paybackImproved ?? row.paybackToday;
  return id === decision.today ? row.paybackToday : row.paybackKept;
}

/** The limit that the deciding step read it against; none that the payback itself keeps where another thing decided. */
export function paybackRead({ decision, report }: PartView, payback: ReportPayback): string {
  const { paybackGoodMonths: good, paybackBadMonths: bad } = report.criteria ?? {};
  if (payback.kind !== "at" || good === undefined || bad === undefined) return paybackPhrase(payback);
  const { months } = payback;
  if (decision.clause === "3")
    return months > bad ? paybackBesideLimit(payback, bad) : paybackPhrase(payback);
  if (decision.clause === "7" && months >= good && months <= bad) return paybackBetween(payback, good, bad);
  return paybackBesideLimit(payback, good);
}
