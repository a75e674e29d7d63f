import { figure, grouped, usd } from "./number.ts";
import { find, nameOf, type PartView } from "./part-view.ts";
import type { ReportRisks } from "./report-risk.ts";
import { clause } from "./wording.ts";

type Line = ReportRisks["rows"][number]["lines"][number];

/** The figures behind the expected cost of a late build, so that it can be made again by hand. */
export function delayTexts(view: PartView, { alternative, lines }: ReportRisks["rows"][number]): string[] {
  return lines.flatMap((line) =>
    line.delay === undefined ? [] : [delayText(view, alternative, line, line.delay)],
  );
}

function delayText(
  view: PartView,
  alternative: string,
  { name, totalUsd }: Line,
  delay: NonNullable<Line["delay"]>,
): string {
  const { probability, weeks, months, savingUsdPerMonth, against, extraHours, hourlyUsd } = delay;
  const lost = savingUsdPerMonth > 0 ? `${usd(savingUsdPerMonth, 2)} USD/month` : "0 USD/month";
  const extra = `${figure(extraHours)} h × ${usd(hourlyUsd, 2)} USD/h`;
  const formula = `${figure(probability)} × (${figure(weeks)} weeks = ${grouped(months, 4)} months × ${lost} + ${extra}) = ${usd(totalUsd ?? 0, 2)} USD`;
  const base = against === undefined ? undefined : nameOf(view, against);
  const out = find(view, against)?.infeasible;
  const ruledOut = out === undefined ? "" : `, which may not be chosen itself: ${clause(out)}`;
  const saving =
    base === undefined
      ? ""
      : savingUsdPerMonth > 0
        ? `; the saving is its month 1 beside that of ${base}${ruledOut}`
        : `; month 1 saves nothing beside ${base}, so the weeks count for nothing${ruledOut}`;
  return `${name} of ${nameOf(view, alternative)}: ${formula}${saving}`;
}
