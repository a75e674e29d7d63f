import type { Work } from "./work.ts";

/** Working hours of a year: 52 weeks of 40 h. */
const HOURS_PER_YEAR = 2080;
const MONTHS_PER_YEAR = 12;

/** Working hours of one person in a month: 173.33. */
const HOURS_PER_PERSON_MONTH = HOURS_PER_YEAR / MONTHS_PER_YEAR;

/**
 * A year's spend in engineers' years. Told beside the bill; no rule reads it.
 *
 * @param usdPerMonth what is spent
 * @param hourlyUsd the engineers' rate, USD/h, above 0
 */
export function engineerEquivalents(usdPerMonth: number, hourlyUsd: number): number {
  return (MONTHS_PER_YEAR * usdPerMonth) / (hourlyUsd * HOURS_PER_YEAR);
}

/** Hours beside those that a team has. Engineers' time is usually scarcer than money. */
export interface TeamTime extends Work {
  /** Share of the team's working time; absent: nobody said how many they are, or they are none. */
  readonly share?: number;
  /** Months that the whole team would need until it runs. */
  readonly onceMonths?: number;
}

/** @param people who could run it; absent: unanswered */
export function teamTime(hours: Work, people: number | undefined): TeamTime {
  const { hoursPerMonth, onceHours } = hours;
  if (people === undefined || people === 0) return hours;
  const available = people * HOURS_PER_PERSON_MONTH;
  return { ...hours, share: hoursPerMonth / available, onceMonths: onceHours / available };
}
