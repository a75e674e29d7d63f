const SECONDS_PER_HOUR = 3600;

/** What a rate carries in a month of so many hours, around the clock. */
export function volumeAtRate(perSecond: number, hoursPerMonth: number): number {
  return perSecond * SECONDS_PER_HOUR * hoursPerMonth;
}

/** The rate that a month's volume asks for, around the clock: before any break-even volume is believed. */
export function rateForVolume(volumePerMonth: number, hoursPerMonth: number): number {
  return volumePerMonth / (SECONDS_PER_HOUR * hoursPerMonth);
}
