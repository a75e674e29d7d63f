import { type Charge, totalOf } from "../prices/charge.ts";
import type { Month } from "./alternative.ts";

/** One month's lines and the volume they carry. */
export interface MonthLines {
  readonly charges: readonly Charge[];
  readonly volume: number;
  readonly units?: number;
}

/** Sums of one month: exact decimals up to here, doubles from here on. */
export function monthOf(lines: MonthLines): Month {
  // By who is paid, not by when: hours of a set-up that is paid in parts are people's.
  const people = totalOf(lines.charges.filter(({ origin }) => origin === "people"));
  const machines = totalOf(lines.charges.filter(({ origin }) => origin !== "people"));
  return {
    usd: machines.usd.plus(people.usd).toNumber(),
    machinesUsd: machines.usd.toNumber(),
    peopleUsd: people.usd.toNumber(),
    volume: lines.volume,
    ...(lines.units !== undefined && { units: lines.units }),
    atLeast: machines.unknowns.length + people.unknowns.length > 0,
  };
}
