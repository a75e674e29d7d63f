import { monthSpan, usd } from "./number.ts";
import type { ReportAlternative, ReportCharge } from "./report.ts";
import { listed } from "./wording.ts";

type Dated = NonNullable<ReportAlternative["dated"]>[number];

/** One-offs of later months with lines of their own, earliest first. */
export function datedLines({ dated = [] }: ReportAlternative): readonly ReportCharge[] {
  return dated.flatMap(({ charges }) => charges);
}

/** "25,000 USD again in months 13 and 25"; equal amounts together. */
export function againTexts({ dated = [] }: ReportAlternative): string[] {
  const again = dated.filter(({ charges, usd: amount }) => charges.length > 0 && amount !== 0);
  const byAmount = Map.groupBy(again, ({ usd: amount }) => usd(amount));
  return [...byAmount].map(([amount, entries]) => `${amount} USD again in ${monthsOf(entries)}`);
}

function monthsOf(entries: readonly Dated[]): string {
  const months = entries.map(({ month }) => String(month));
  return `${months.length === 1 ? "month" : "months"} ${listed(months)}`;
}

/** A set-up that is paid in parts. */
interface Parts {
  readonly usd: number;
  /** In month 1. */
  readonly monthUsd: number;
  /** The last month inside the horizon that pays a part. */
  readonly until: number;
}

export function partsOf({ dated = [] }: ReportAlternative): Parts | undefined {
  const parts = dated.filter(({ owed }) => owed);
  const last = parts.at(-1);
  if (last === undefined) return undefined;
  return {
    usd: parts.reduce((sum, part) => sum + part.usd, 0),
    monthUsd: parts.reduce((sum, part) => (part.month === 1 ? sum + part.usd : sum), 0),
    until: last.month,
  };
}

/** "28,750 USD/month of it set-up, until month 12". */
export function partsTexts(alternative: ReportAlternative): string[] {
  const parts = partsOf(alternative);
  return parts === undefined
    ? []
    : [`${usd(parts.monthUsd)} USD/month of it set-up, until month ${parts.until}`];
}

/** "345,000 USD once, over 12 months". */
export function spreadTexts(alternative: ReportAlternative): string[] {
  const parts = partsOf(alternative);
  return parts === undefined ? [] : [`${usd(parts.usd)} USD once, over ${monthSpan(parts.until)}`];
}
