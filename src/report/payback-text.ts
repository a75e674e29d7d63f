import { apart, monthFigure, monthSpan, months } from "./number.ts";
import type { ReportPayback } from "./report.ts";

/** Marks a payback whose lead is lost again; the table explains it. */
export const NOT_LASTING = "†";

/** A table's cell. */
export function paybackCell(payback: ReportPayback): string {
  switch (payback.kind) {
    case "at":
      return `${months(payback.months)}${payback.lasting ? "" : NOT_LASTING}`;
    case "immediate":
      return "at once";
    case "tie":
      return "tie";
    case "leadLost":
      return `until mo ${monthFigure(payback.month)}`;
    case "never":
      return "never";
    case "beyond":
      return `> ${monthFigure(payback.lowerBound).replace(/\.0$/, "")} mo`;
    case "unknown":
      return "unknown";
  }
}

/** Against today as it is, and as improved: "0.8 / 1.2 mo", "8.5 mo / never", "never". */
export function paybackPair(today: ReportPayback | undefined, improved: ReportPayback | undefined): string {
  if (today === undefined || improved === undefined) {
    const only = today ?? improved;
    return only === undefined ? "–" : paybackCell(only);
  }
  const [first, second] = [paybackCell(today), paybackCell(improved)];
  if (first === second) return first;
  if (today.kind !== "at" || improved.kind !== "at") return `${first} / ${second}`;
  return today.lasting ? `${monthFigure(today.months)} / ${second}` : `${first} / ${second}`;
}

/** What follows a subject: "pays back in 8.5 months". */
export function paybackPhrase(payback: ReportPayback): string {
  switch (payback.kind) {
    case "at": {
      if (payback.months < 0.05)
        return payback.lasting ? "pays back within days" : "pays back within days, and is behind again later";
      const count = monthFigure(payback.months);
      const span = `pays back in ${count} ${/^1(\.0)?$/.test(count) ? "month" : "months"}`;
      return payback.lasting ? span : `${span}, and is behind again later`;
    }
    case "immediate":
      return "is ahead from the first month";
    case "tie":
      return "is neither ahead nor behind";
    case "leadLost":
      return `is ahead only until month ${monthFigure(payback.month)}`;
    case "never":
      return `never pays back (${payback.because})`;
    case "beyond":
      return `has not paid back after ${monthFigure(payback.lowerBound).replace(/\.0$/, "")} months`;
    case "unknown":
      return `has no known payback (${payback.because})`;
  }
}

/** Where it lies between the two limits: neither soon enough nor too late. */
export function paybackBetween(payback: ReportPayback, good: number, bad: number): string {
  const limits = `between the limits of ${trim(`${good}`)} and ${monthSpan(bad)}`;
  return `${paybackPhrase(payback)}, ${limits}`;
}

/** Beside a limit, with the decimals that keep the two apart. */
export function paybackBesideLimit(payback: ReportPayback, limitMonths: number): string {
  if (payback.kind !== "at") return `${paybackPhrase(payback)}; the limit is ${monthSpan(limitMonths)}`;
  const [span, limit] = apart(payback.months, limitMonths, 1);
  const later = payback.lasting ? "" : ", and is behind again later";
  return `pays back in ${span} months${later}; the limit is ${trim(limit)}`;
}

const trim = (text: string) => text.replace(/\.0+$/, "");
