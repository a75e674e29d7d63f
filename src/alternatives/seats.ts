import type { Figure } from "../scenario/figure.ts";
import type { TrackingPart } from "../scenario/scenario.ts";

/** What goes with the people who log in. */
const WITH_SEATS = [
  "seats",
  "trackedHoursPerMonth",
  "storedGB",
  "ingestedTraceGBPerMonth",
  "runsPerMonth",
] as const;

/** The same team with another number of seats; hours, storage and runs go with the people. */
export function atSeats(part: TrackingPart, seats: number | undefined): TrackingPart {
  const base = part.seats?.base;
  if (seats === undefined || base === undefined || base === 0) return part;
  const factor = seats / base;
  return withSeatFigures(part, (figure) => ({
    ...figure,
    low: figure.low * factor,
    base: figure.base * factor,
    high: figure.high * factor,
  }));
}

/** That many seats in every month, whatever month by month was given. */
export function steadyAt(part: TrackingPart, seats: number): TrackingPart {
  return withSeatFigures(atSeats(part, seats), withoutMonths);
}

function withSeatFigures(part: TrackingPart, of: (figure: Figure) => Figure): TrackingPart {
  const changed = WITH_SEATS.flatMap((key) => {
    const figure = part[key];
    return figure === undefined ? [] : [[key, of(figure)]];
  });
  return { ...part, ...Object.fromEntries(changed) };
}

function withoutMonths({ months: _, ...figure }: Figure): Figure {
  return figure;
}

/** No growth at all. */
export function still(growth: Figure): Figure {
  return { ...withoutMonths(growth), low: 0, base: 0, high: 0 };
}
