/** The day it is, in UTC, "YYYY-MM-DD": the only clock of the program. */
export function today(): string {
  return new Date().toISOString().slice(0, 10);
}
