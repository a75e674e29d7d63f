import { InputError } from "../errors.ts";
import { difference, EQUAL_SHARE } from "./difference.ts";

/** M(v) = fixed + c × v, USD a month; `v` is any volume a month (requests, tokens, vectors, seats). */
export interface StraightLine {
  readonly fixedUsd: number;
  readonly usdPerVolume: number;
}

/**
 * The same with a one-off (USD) spread evenly over months: M(v) = fixed + U ÷ spread + c × v.
 *
 * @throws InputError when spreadMonths is not above 0
 */
export function spreadOver(line: StraightLine, onceUsd: number, spreadMonths: number): StraightLine {
  if (!(spreadMonths > 0)) {
    throw new InputError(
      "SPREAD_MONTHS",
      `spreadMonths must be above 0, got ${spreadMonths}.`,
      "It is the number of months over which a one-off cost is spread: usually horizonMonths.",
    );
  }
  return { ...line, fixedUsd: line.fixedUsd + onceUsd / spreadMonths };
}

/** Where `a` costs less than `b`, over all volumes from 0 on. Volumes are exact; only a report rounds them. */
export type StraightBreakEven =
  /** `a` is cheaper above `volume`; at the first whole volume it costs no more. */
  | { readonly kind: "above"; readonly volume: number; readonly firstWholeVolume: number }
  /** `a` is cheaper below `volume`; up to the last whole volume it costs no more. */
  | { readonly kind: "below"; readonly volume: number; readonly lastWholeVolume: number }
  /** At 0 both cost the same, and at every volume above it this one is cheaper. */
  | { readonly kind: "everyVolumeAboveZero"; readonly cheaper: "a" | "b" }
  | { readonly kind: "everywhere" }
  | { readonly kind: "tie" }
  | { readonly kind: "never"; readonly because: string };

/**
 * ΔF = F_a − F_b, Δc = c_b − c_a, v* = ΔF ÷ Δc. A volume only where both have the same sign: the quotient of the other
 * cases is negative or not a number, and says nothing about which one is cheaper.
 */
export function straightBreakEven(b: StraightLine, a: StraightLine): StraightBreakEven {
  const fixed = difference(a.fixedUsd, b.fixedUsd);
  const unit = difference(b.usdPerVolume, a.usdPerVolume);
  if (fixed === 0) return unit === 0 ? { kind: "tie" } : cheaperPerVolume(unit > 0 ? "a" : "b");
  if (fixed > 0 && unit > 0) return above(fixed / unit);
  if (fixed < 0 && unit < 0) return below(fixed / unit);
  if (fixed < 0) return { kind: "everywhere" };
  const because =
    unit === 0 ? "it costs more at first and the same per unit" : "it costs more at every volume";
  return { kind: "never", because };
}

function cheaperPerVolume(cheaper: "a" | "b"): StraightBreakEven {
  return { kind: "everyVolumeAboveZero", cheaper };
}

function above(volume: number): StraightBreakEven {
  return { kind: "above", volume, firstWholeVolume: Math.ceil(withoutNoise(volume)) };
}

function below(volume: number): StraightBreakEven {
  return { kind: "below", volume, lastWholeVolume: Math.floor(withoutNoise(volume)) };
}

/** A quotient of doubles such as 9,700,000.000000002 is a whole volume, not the one after it. */
function withoutNoise(volume: number): number {
  const whole = Math.round(volume);
  return Math.abs(volume - whole) <= 10 * EQUAL_SHARE * volume ? whole : volume;
}

/** A straight line with its one-off apart. */
export interface StraightOption extends StraightLine {
  readonly onceUsd: number;
}

/** The two lines a break-even is told in: a one-off is either left out or spread over all months, never half. */
export interface StraightBreakEvens {
  readonly runRate: StraightBreakEven;
  readonly spread: StraightBreakEven;
  readonly spreadMonths: number;
}

/** @throws InputError when spreadMonths is not above 0 */
export function straightBreakEvens(
  b: StraightOption,
  a: StraightOption,
  spreadMonths: number,
): StraightBreakEvens {
  const spread = (option: StraightOption) => spreadOver(option, option.onceUsd, spreadMonths);
  return { runRate: straightBreakEven(b, a), spread: straightBreakEven(spread(b), spread(a)), spreadMonths };
}
