import { Decimal } from "../units.ts";
import { atLeast, round, usd, usdShown } from "./number.ts";
import type { ReportCharge } from "./report.ts";

interface ChargeSum {
  readonly usd: Decimal;
  /** Lines without a figure. */
  readonly unknown: number;
}

/** Sum of the unrounded costs; unknown lines are counted, never added as 0. */
export function sumOf(charges: readonly ReportCharge[]): ChargeSum {
  const known = charges.flatMap(({ cost }) => (cost.kind === "known" ? [new Decimal(cost.usd)] : []));
  return {
    usd: known.reduce((sum, part) => sum.plus(part), new Decimal(0)),
    unknown: charges.length - known.length,
  };
}

/** "12,430.12", "at least 12,430.12". */
export const sumText = (sum: ChargeSum) => atLeast(usd(sum.usd, 2), sum.unknown > 0);

/** Why printed parts do not add up to the printed sum; absent when they do. */
export function roundingNote(parts: readonly Decimal[], sum: Decimal): string | undefined {
  const printed = parts.reduce((total, part) => total.plus(usdShown(part, 2)), new Decimal(0));
  const gap = round(usdShown(sum, 2).minus(printed), 2);
  if (gap.isZero()) return undefined;
  return `The parts are printed to the cent and the sum is not made from them: it differs by ${usd(gap.abs(), 2)} USD.`;
}

export function chargesNote(charges: readonly ReportCharge[]): string | undefined {
  const known = charges.flatMap(({ cost }) => (cost.kind === "known" ? [new Decimal(cost.usd)] : []));
  return roundingNote(known, sumOf(charges).usd);
}
