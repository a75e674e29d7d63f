/** The instant it is: the only clock of the program. */
export function now(): string {
  return new Date().toISOString();
}

/** The day it is, in UTC, "YYYY-MM-DD". */
export function today(): string {
  return now().slice(0, 10);
}
