import { Decimal, type DecimalValue } from "../units.ts";

/** A straight line: USD a month at volume v is fixed + perUnit × v. */
export interface CostLine {
  readonly fixedUsd: Decimal;
  readonly perUnitUsd: Decimal;
}

/**
 * @param oneOff paid once and spread evenly over `spreadMonths`; leave both out for the run-rate line
 * @throws Error when spreadMonths is not above 0
 */
export function costLine(
  fixedUsdPerMonth: DecimalValue,
  usdPerUnit: DecimalValue,
  oneOff?: { readonly usd: DecimalValue; readonly spreadMonths: DecimalValue },
): CostLine {
  const fixed = new Decimal(fixedUsdPerMonth);
  const perUnitUsd = new Decimal(usdPerUnit);
  if (oneOff === undefined) return { fixedUsd: fixed, perUnitUsd };
  const months = new Decimal(oneOff.spreadMonths);
  if (!months.greaterThan(0)) throw new Error(`a one-off cannot be spread over ${months} months`);
  return { fixedUsd: fixed.plus(new Decimal(oneOff.usd).div(months)), perUnitUsd };
}

/** M(v) = fixed + perUnit × v, USD a month. */
export function monthlyAt(line: CostLine, volume: DecimalValue): Decimal {
  return line.fixedUsd.plus(line.perUnitUsd.times(volume));
}

/** Where `a` is cheaper than `b`; `volume` is exact to 40 digits, where both cost the same. */
export type BreakEven =
  | { readonly kind: "above"; readonly volume: Decimal }
  | { readonly kind: "below"; readonly volume: Decimal }
  | { readonly kind: "everywhere" }
  /** Equal at 0, `a` cheaper at every volume above. */
  | { readonly kind: "anyVolume" }
  | { readonly kind: "equal" }
  /** `b` is cheaper at every volume above 0. */
  | { readonly kind: "never" };

/**
 * v* = ΔF ÷ Δc with ΔF = F_a − F_b, Δc = c_b − c_a
 *
 *            ΔF > 0     ΔF = 0      ΔF < 0
 *   Δc > 0   above v*   anyVolume   everywhere
 *   Δc = 0   never      equal       everywhere
 *   Δc < 0   never      never       below v*
 */
export function breakEven(b: CostLine, a: CostLine): BreakEven {
  const deltaFixed = a.fixedUsd.minus(b.fixedUsd).comparedTo(0);
  const deltaUnit = b.perUnitUsd.minus(a.perUnitUsd).comparedTo(0);
  const crossing = () => a.fixedUsd.minus(b.fixedUsd).div(b.perUnitUsd.minus(a.perUnitUsd));
  if (deltaUnit > 0) {
    if (deltaFixed > 0) return { kind: "above", volume: crossing() };
    return { kind: deltaFixed === 0 ? "anyVolume" : "everywhere" };
  }
  if (deltaUnit === 0) {
    if (deltaFixed === 0) return { kind: "equal" };
    return { kind: deltaFixed > 0 ? "never" : "everywhere" };
  }
  return deltaFixed < 0 ? { kind: "below", volume: crossing() } : { kind: "never" };
}

/** ⌈v*⌉: the first whole request, seat or vector at or above the break-even. */
export function firstWholeVolume(volume: Decimal): Decimal {
  return volume.ceil();
}
