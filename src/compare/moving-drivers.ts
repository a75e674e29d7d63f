import { baseDraw, type DrawnDriver } from "./drawn-driver.ts";
import type { Responding } from "./response.ts";

/** Months that differ by less than this share are equal: sums of doubles are no better than that. */
const EQUAL_SHARE = 1e-12;

/** Keys of the drivers that change what some alternative costs, or whether it serves, at an end of their range. */
export function movingDrivers(
  drivers: readonly DrawnDriver[],
  alternatives: readonly Responding[],
  months: number,
): ReadonlySet<string> {
  const { values, paths } = baseDraw(drivers, months);
  const totals = () =>
    alternatives.map(({ respond }) => {
      const usd = new Float64Array(months + 1);
      return respond(values, paths, usd) ? usd : undefined;
    });
  const base = totals();
  const at = (i: number, value: number) => {
    const before = values[i] as number;
    values[i] = value;
    paths[i]?.fill(value);
    const found = totals();
    values[i] = before;
    paths[i]?.fill(1);
    return found;
  };
  const moves = ({ low, high }: DrawnDriver, i: number) =>
    [low, high].some((end) => at(i, end).some((usd, a) => differs(usd, base[a])));
  return new Set(drivers.filter(moves).map(({ key }) => key));
}

function differs(a: Float64Array | undefined, b: Float64Array | undefined): boolean {
  if (a === undefined || b === undefined) return a !== b;
  return a.some((usd, t) => {
    const other = b[t] as number;
    return Math.abs(usd - other) > EQUAL_SHARE * Math.max(Math.abs(usd), Math.abs(other));
  });
}
