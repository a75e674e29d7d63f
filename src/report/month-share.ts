import type { ReportAlternative, ReportCharge } from "./report.ts";

/** The sums that the table prints below a hosted row: what a month is made of. */
const SHARES = ["compute", "rest", "people"] as const;

export type MonthShare = (typeof SHARES)[number];

/** The words that a row's month is taken apart by; none where the table prints no such sums. */
export function sharesOf({ split }: ReportAlternative): readonly MonthShare[] {
  return split === undefined ? [] : SHARES;
}

/** Lines that make up one of the sums. */
export function linesOf(share: MonthShare, charges: readonly ReportCharge[]): ReportCharge[] {
  const named = (category: string) => category === "compute" || category === "people";
  return charges.filter(({ category }) => (share === "rest" ? !named(category) : category === share));
}
