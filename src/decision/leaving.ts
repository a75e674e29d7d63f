import type { Quotient } from "../compare/quotient.ts";

/** Bought until it is shown that leaving pays: what is asked before a running offer is left. */
export interface LeavingCase {
  /** USD of months 1..H, one-offs left out: what is bought and what it would be left for. */
  readonly boughtUsd: readonly number[];
  readonly hostedUsd: readonly number[];
  /** Months in a row above the break-even volume, a whole number from 1. */
  readonly breakEvenMonths: number;
  readonly probabilityFloor: number;
  /** Share of draws in which hosting is cheaper; absent: nobody drew. */
  readonly cheaperShare?: number;
  readonly marginFloor?: number;
  readonly margin?: Quotient;
}

type Condition =
  | { readonly kind: "met"; readonly because: string; readonly month?: number }
  | { readonly kind: "notMet"; readonly because: string }
  | { readonly kind: "unknown"; readonly because: string };

export interface Leaving {
  readonly volume: Condition;
  readonly probability: Condition;
  /** Absent: no floor was set. */
  readonly margin?: Condition;
  /** (volume and probability) or margin. */
  readonly leave: "yes" | "no" | "unknown";
}

/** Leave ⇔ volume at or above break-even for N months in a row and P ≥ floor, or margin below its floor. */
export function leaving(of: LeavingCase): Leaving {
  const volume = volumeCondition(of);
  const probability = probabilityCondition(of);
  const margin = marginCondition(of);
  return { volume, probability, ...(margin && { margin }), leave: verdictOf(volume, probability, margin) };
}

function verdictOf(
  volume: Condition,
  probability: Condition,
  margin: Condition | undefined,
): Leaving["leave"] {
  if (margin?.kind === "met") return "yes";
  if (volume.kind === "met" && probability.kind === "met") return "yes";
  const both = [volume, probability];
  const open = both.every(({ kind }) => kind !== "notMet") || margin?.kind === "unknown";
  return open ? "unknown" : "no";
}

/** At or above break-even ⇔ the month bought costs no less than the month hosted, one-offs left out. */
function volumeCondition({ boughtUsd, hostedUsd, breakEvenMonths }: LeavingCase): Condition {
  let run = 0;
  let longest = 0;
  for (const [i, bought] of boughtUsd.entries()) {
    run = bought >= (hostedUsd[i] ?? Number.POSITIVE_INFINITY) ? run + 1 : 0;
    longest = Math.max(longest, run);
    if (run === breakEvenMonths) {
      const because = `months ${i + 2 - breakEvenMonths} to ${i + 1} stand at or above break-even`;
      return { kind: "met", because, month: i + 1 };
    }
  }
  const because =
    longest === 0
      ? "no month of the horizon reaches break-even"
      : `at most ${longest} months in a row reach break-even, ${breakEvenMonths} are asked`;
  return { kind: "notMet", because };
}

function probabilityCondition({ cheaperShare, probabilityFloor }: LeavingCase): Condition {
  if (cheaperShare === undefined) return { kind: "unknown", because: "nothing was drawn from the ranges" };
  const both = `cheaper in ${percentText(cheaperShare)} of draws, asked ${percentText(probabilityFloor)}`;
  return { kind: cheaperShare >= probabilityFloor ? "met" : "notMet", because: both };
}

function marginCondition({ margin, marginFloor }: LeavingCase): Condition | undefined {
  if (marginFloor === undefined) return undefined;
  if (margin === undefined) return { kind: "unknown", because: "llm.revenueUsdPerRequest is unanswered" };
  if (margin.kind === "undefined") return { kind: "unknown", because: margin.because };
  const both = `gross margin ${percentText(margin.value)}, floor ${percentText(marginFloor)}`;
  return { kind: margin.value < marginFloor ? "met" : "notMet", because: both };
}

/** For a sentence: at most one decimal. */
const percentText = (share: number) => `${Number((100 * share).toFixed(1))} %`.replace("-", "−");
