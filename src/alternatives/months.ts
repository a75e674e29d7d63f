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
  const people = totalOf(lines.charges.filter((charge) => charge.category === "people"));
  const machines = totalOf(lines.charges.filter((charge) => charge.category !== "people"));
  return {
    usd: machines.usd.plus(people.usd).toNumber(),
    machinesUsd: machines.usd.toNumber(),
    peopleUsd: people.usd.toNumber(),
    volume: lines.volume,
    ...(lines.units !== undefined && { units: lines.units }),
    atLeast: machines.unknowns.length + people.unknowns.length > 0,
  };
}

/**
 * Months 1..H. A month whose key (volume, units, dated prices) was seen before is not computed again:
 * without growth that is every month but the first.
 */
export function monthsOf(horizon: number, keyOf: (month: number) => string, linesOf: (month: number) => MonthLines): Month[] {
  const seen = new Map<string, Month>();
  return Array.from({ length: horizon }, (_, i) => {
    const key = keyOf(i + 1);
    const known = seen.get(key);
    if (known !== undefined) return known;
    const made = monthOf(linesOf(i + 1));
    seen.set(key, made);
    return made;
  });
}
