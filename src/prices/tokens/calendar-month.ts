export interface CalendarMonth {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
}

/** Month t (1..) of a comparison: month 1 is the first full calendar month after `asOf` ("YYYY-MM-DD"). */
export function calendarMonth(asOf: string, t: number): CalendarMonth {
  const [year = 0, month = 1] = asOf.split("-").map(Number);
  const index = year * 12 + (month - 1) + t;
  return { year: Math.floor(index / 12), month: (index % 12) + 1 };
}

/** "YYYY-MM-DD" in UTC. */
export const dayText = (at: Date) => at.toISOString().slice(0, 10);
/** Asked for in every month of every plan behind a flip: spelled out, not taken from a date. */
export const firstDay = ({ year, month }: CalendarMonth) =>
  `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}-01`;
export const lastDay = ({ year, month }: CalendarMonth) => dayText(new Date(Date.UTC(year, month, 0)));

/** Noon of a day, UTC. */
export const noon = (day: string) => new Date(`${day}T12:00:00Z`);

export const DAY_MS = 86_400_000;
