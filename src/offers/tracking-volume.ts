import { volumeInMonth } from "../demand/growth.ts";
import { trackingDemand } from "../demand/tracking-demand.ts";
import { type Driver, isUnknown } from "../prices/charge.ts";
import { type Unknown, unknown } from "../provenance.ts";
import type { Figure } from "../scenario/figure.ts";
import type { TrackingPart } from "../scenario/scenario.ts";
import { Decimal } from "../units.ts";
import { digits, driverOf } from "./formula.ts";

/** A volume of the tracking part in one month with the figure it comes from. */
export interface Volume {
  readonly quantity: Decimal | Unknown;
  readonly drivers: readonly Driver[];
}

export function volumeOf(
  figure: Figure | undefined,
  key: string,
  unit: string,
  month: number,
  growth?: Figure,
): Volume {
  if (figure === undefined)
    return { quantity: unknown(`tracking.${key} is not given`, `tracking.${key}`), drivers: [] };
  const amount = volumeInMonth(figure, growth, month);
  return { quantity: new Decimal(amount), drivers: [driverOf(figure, unit, amount)] };
}

/** Stored GB as given, or what the runs have left behind by then. */
export function storedVolume(part: TrackingPart, month: number, growth?: Figure): Volume {
  if (part.storedGB !== undefined) return volumeOf(part.storedGB, "storedGB", "GB", month, growth);
  const held = trackingDemand(part, month, growth).artifactGB;
  if (isUnknown(held)) return volumeOf(undefined, "storedGB", "GB", month);
  const figures = [part.runsPerMonth, part.artifactGBPerRun, part.retentionMonths];
  return {
    quantity: new Decimal(held),
    drivers: figures.flatMap((figure) => (figure === undefined ? [] : [driverOf(figure, "")])),
  };
}

/** "30 seats", or why nobody knows. */
export const shown = (quantity: Decimal | Unknown, unit: string) =>
  isUnknown(quantity) ? quantity.because : `${digits(quantity)} ${unit}`;
