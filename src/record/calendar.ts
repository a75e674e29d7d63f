/** The same day of the month so many months later; the last day where that month is shorter. "YYYY-MM-DD". */
export function monthsAfter(day: string, months: number): string {
  const [year, month, date] = partsOf(day);
  const first = new Date(Date.UTC(year, month - 1 + months, 1));
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  first.setUTCDate(Math.min(date, last));
  return first.toISOString().slice(0, 10);
}

/** How often a new calendar month has begun since a day: month 1 of a plan is the first of them. */
export function monthsBegun(from: string, to: string): number {
  const [fromYear, fromMonth] = partsOf(from);
  const [toYear, toMonth] = partsOf(to);
  return (toYear - fromYear) * 12 + toMonth - fromMonth;
}

/** Full calendar months that lie between two days, both months of the days themselves left out; at least 0. */
export const fullMonthsBetween = (from: string, to: string): number => Math.max(0, monthsBegun(from, to) - 1);

/** Days from one day to a later one; negative for an earlier one. */
export function daysUntil(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
}

function partsOf(day: string): readonly [number, number, number] {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  return [year, month, date];
}
