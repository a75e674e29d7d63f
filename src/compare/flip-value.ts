import type { ThreePoints } from "./triangular.ts";

/** The driver's value at which the sign changes, and whether its range holds it. */
export interface FlipValue {
  readonly value: number;
  readonly inRange: boolean;
}

/** Places that are looked at in a range, both ends included. */
const PLACES = 240;

/** Halvings of a place's width: 2⁻⁵⁰ of it is left. */
const HALVINGS = 50;

/**
 * The value nearest to the base at which the difference changes its sign. Steps of whole machines change it more than
 * once, so the range is walked through and each change is halved down to.
 *
 * @param difference undefined where one side cannot serve the value: no sign, so no change
 * @returns undefined where no change lies in the range
 */
export function flipValue(
  difference: (value: number) => number | undefined,
  { low, base, high }: ThreePoints,
): FlipValue | undefined {
  const atBase = difference(base);
  if (atBase === undefined || low === high) return undefined;
  const places = [...Array.from({ length: PLACES }, (_, i) => low + ((high - low) * i) / (PLACES - 1)), base];
  const wins = (value: number) => {
    const found = difference(value);
    return found === undefined ? undefined : found > 0;
  };
  const ascending = places.toSorted((a, b) => a - b).map((value) => ({ value, wins: wins(value) }));
  let nearest: number | undefined;
  for (const [i, { value, wins: here }] of ascending.entries()) {
    const next = ascending[i + 1];
    if (next === undefined || here === undefined || next.wins === undefined || here === next.wins) continue;
    const found = halved(wins, value, next.value, here, atBase > 0);
    if (nearest === undefined || Math.abs(found - base) < Math.abs(nearest - base)) nearest = found;
  }
  return nearest === undefined ? undefined : { value: nearest, inRange: true };
}

function halved(
  wins: (value: number) => boolean | undefined,
  from: number,
  to: number,
  atFrom: boolean,
  atBase: boolean,
): number {
  let [same, other] = [from, to];
  for (let i = 0; i < HALVINGS; i += 1) {
    const middle = (same + other) / 2;
    if (wins(middle) === atFrom) same = middle;
    else other = middle;
  }
  // On the far side of the change: the value printed turns the sign, not the last one that does not.
  return atFrom === atBase ? other : same;
}
