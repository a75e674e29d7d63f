import type { Quality } from "../scenario/quality.ts";
import { gateAnswer } from "../scenario/quality-gate.ts";

/** What the quality gate says of one model against the model in use. */
export type Gate =
  | { readonly kind: "pass"; readonly because: string }
  | { readonly kind: "fail"; readonly delta: number; readonly limit: number }
  | { readonly kind: "unanswered" };

/** The answer with what it rests on. */
export function qualityGate(quality: Quality, limit: number): Gate {
  if (quality.kind === "same") return { kind: "pass", because: "equal weights, or nothing to judge" };
  const answer = gateAnswer(quality, limit);
  if (answer === "unanswered" || quality.kind === "unanswered") return { kind: "unanswered" };
  if (answer === "pass") return { kind: "pass", because: "measured" };
  return { kind: "fail", delta: quality.delta, limit };
}

/** A measured gap whose 95 % interval holds the limit, and how many cases would settle it. */
export interface Unsettled {
  readonly delta: number;
  readonly low: number;
  readonly high: number;
  /** Absent when the gap equals the limit or the number of cases is not known. */
  readonly casesNeeded?: number;
}

/** Half the width of a 95 % interval in standard errors. */
const Z95 = 1.96;

/**
 * n > (r_A + r_B − δ²) · (1.96 ÷ (limit − δ))². The bracket is the variance of one case; with an
 * interval given it follows from its half width h as n·(h ÷ 1.96)², without one it is at most 1 − δ².
 */
export function unsettled(quality: Quality, limit: number): Unsettled | undefined {
  if (quality.kind !== "measured" || quality.n === 0) return undefined;
  const { delta, n } = quality;
  const widest = n === undefined ? undefined : Z95 * Math.sqrt((1 - delta ** 2) / n);
  const low = quality.low ?? (widest === undefined ? undefined : delta - widest);
  const high = quality.high ?? (widest === undefined ? undefined : delta + widest);
  if (low === undefined || high === undefined || limit < low || limit > high) return undefined;
  if (n === undefined || delta === limit) return { delta, low, high };
  const halfWidth = (high - low) / 2;
  return { delta, low, high, casesNeeded: Math.ceil(n * (halfWidth / (limit - delta)) ** 2) };
}
