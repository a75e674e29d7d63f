import { type Charge, totalOf } from "../prices/charge.ts";
import type { Month } from "./alternative.ts";
import type { HostedRow } from "./hosted.ts";
import { once } from "./once.ts";

type SumOf = (month: number, units: number, volume: number) => Month;

interface Costs {
  readonly sumOf: SumOf;
  readonly plane: () => Plane;
  readonly peopleUsd: number;
}

export function monthsOf(
  row: HostedRow,
  horizon: number,
  quick: boolean,
  { sumOf, plane, peopleUsd }: Costs,
): Month[] {
  if (quick && row.dated === "together") return endedMonths(row, horizon, sumOf);
  if (quick && row.dated === undefined && row.crosses !== true)
    return planeMonths(row, horizon, plane(), peopleUsd);
  return exactMonths(row, horizon, sumOf);
}

/** Months 1..H. Equal volumes and units cost the same unless the row is dated. */
function exactMonths(row: HostedRow, horizon: number, sumOf: SumOf): Month[] {
  const seen = new Map<string, Month>();
  return Array.from({ length: horizon }, (_, i) => {
    const [units, volume] = [row.unitsOf(i + 1), row.volumeOf(i + 1)];
    return once(seen, `${row.dated === undefined ? "" : i} ${units} ${volume}`, () =>
      sumOf(i + 1, units, volume),
    );
  });
}

/** The machines' cost as a plane over units and volume: no line's tiers lie in between. */
export interface Plane {
  readonly fixedUsd: number;
  readonly unitUsd: number;
  readonly perVolumeUsd: number;
  readonly atLeast: boolean;
  /** Lines without a figure; the others are left out. */
  readonly unknowns: readonly Charge[];
}

export function planeOf(
  chargesAt: (units: number, volume: number) => readonly Charge[],
  units: number,
  volume: number,
  steps: boolean,
): Plane {
  const charges = chargesAt(units, volume);
  const usd = totalOf(charges).usd.toNumber();
  const more = (k: number, v: number) => totalOf(chargesAt(k, v)).usd.toNumber() - usd;
  const perVolumeUsd = volume > 0 ? more(units, 2 * volume) / volume : 0;
  const unitUsd = steps ? more(units + 1, volume) : 0;
  const unknowns = charges.filter(({ cost }) => cost.kind === "unknown");
  return {
    fixedUsd: usd - perVolumeUsd * volume - unitUsd * units,
    unitUsd,
    perVolumeUsd,
    atLeast: unknowns.length > 0,
    unknowns,
  };
}

function planeMonths(row: HostedRow, horizon: number, plane: Plane, peopleUsd: number): Month[] {
  const { fixedUsd, unitUsd, perVolumeUsd, atLeast } = plane;
  return Array.from({ length: horizon }, (_, i) => {
    const [units, volume] = [row.unitsOf(i + 1), row.volumeOf(i + 1)];
    const machinesUsd = fixedUsd + unitUsd * units + perVolumeUsd * volume;
    return { usd: machinesUsd + peopleUsd, machinesUsd, peopleUsd, volume, units, atLeast };
  });
}

/** Between the first and the last month with the same units costs are linear in the volume: only these are computed. */
function endedMonths(row: HostedRow, horizon: number, sumOf: SumOf): Month[] {
  const places = Array.from({ length: horizon }, (_, i) => ({
    month: i + 1,
    units: row.unitsOf(i + 1),
    volume: row.volumeOf(i + 1),
  }));
  const ends = new Map<number, [Month, Month]>();
  for (const { units } of places) {
    if (ends.has(units)) continue;
    const run = places.filter((place) => place.units === units);
    const [start, end] = [run[0], run.at(-1)];
    if (start === undefined || end === undefined) continue;
    const first = sumOf(start.month, units, start.volume);
    ends.set(units, [first, start === end ? first : sumOf(end.month, units, end.volume)]);
  }
  return places.map(({ units, volume }) => {
    const [a, b] = ends.get(units) ?? [];
    if (a === undefined || b === undefined) throw new Error(`no month with ${units} units`);
    const way = a.volume === b.volume ? 0 : (volume - a.volume) / (b.volume - a.volume);
    const mix = (x: number, y: number) => x + (y - x) * way;
    return { ...a, usd: mix(a.usd, b.usd), machinesUsd: mix(a.machinesUsd, b.machinesUsd), volume };
  });
}
