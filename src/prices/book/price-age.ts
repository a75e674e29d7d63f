import { DAY_MS } from "../tokens/calendar-month.ts";

/** Whole days from one day to another, "YYYY-MM-DD" both: the age of a price at an as-of date. */
export function daysBetween(from: string, to: string): number {
  return Math.floor((Date.parse(to) - Date.parse(from)) / DAY_MS);
}
