import type { BoughtCost, BoughtPiece } from "./bought-cost.ts";
import { difference } from "./difference.ts";

/** A stretch of volumes, both ends included; `to` null: without end. */
export interface VolumeInterval {
  readonly from: number;
  readonly to: number | null;
}

/**
 * S(v) = fixed + unitsFor(v) × unit + perVolume × v, USD a month.
 *
 * `unitsFor` is the function that sized the fleet, so that steps are whole instances with their spare;
 * `volumeOf(k)` is the largest v with unitsFor(v) ≤ k, Infinity when k units carry anything.
 */
export interface HostedCost {
  readonly fixedUsd: number;
  /** USD a month of one unit, at least 0. */
  readonly unitUsd: number;
  readonly usdPerVolume: number;
  readonly unitsFor: (volume: number) => number;
  readonly volumeOf: (units: number) => number;
}

export interface Staircase {
  /** All maximal stretches where hosting costs no more than buying; each `from` is a break-even volume. */
  readonly intervals: readonly VolumeInterval[];
  /** null: every volume was judged. Else nothing is claimed above it: the pattern repeats without end, or the fleet ends. */
  readonly searchedTo: number | null;
}

/** The same with a one-off (USD, may be negative) spread evenly over a number of months. */
export function withOneOff(cost: HostedCost, usd: number, spreadMonths: number): HostedCost {
  return { ...cost, fixedUsd: cost.fixedUsd + usd / spreadMonths };
}

/** A cost without steps: whatever the volume, the same one unit carries it. */
export function withoutSteps(fixedUsd: number, usdPerVolume: number): HostedCost {
  return { fixedUsd, unitUsd: 0, usdPerVolume, unitsFor: () => 1, volumeOf: () => Number.POSITIVE_INFINITY };
}

function onUnits(cost: HostedCost, units: number, volume: number): number {
  return cost.fixedUsd + units * cost.unitUsd + cost.usdPerVolume * volume;
}

/** Volumes above `from` (the first step: from 0, included) up to and including `to`. */
interface Step {
  readonly units: number;
  readonly from: number;
  readonly to: number;
}

/** Steps judged one by one; stretches without a cheaper point are skipped in one go. */
const MOST_STEPS = 2000;

/**
 * Where hosting costs no more than buying, over all volumes.
 *
 * On each step (between two capacity limits) and each straight piece of the bought side
 * D(v) = B(v) − S(v) is linear, so its root bounds a stretch; stretches that touch are one.
 *
 * @param largestPlanned volume; when equal steps repeat for ever the search ends at 10 × this
 */
export function staircase(hosted: HostedCost, bought: BoughtCost, largestPlanned: number): Staircase {
  const found: VolumeInterval[] = [];
  let step: Step | undefined = firstStep(hosted);
  let end = step.to;
  for (let seen = 0; step !== undefined && seen < MOST_STEPS; seen++) {
    end = step.to;
    for (const hit of cheaperOn(hosted, step, bought)) join(found, hit);
    if (step.to === Number.POSITIVE_INFINITY) return { intervals: found, searchedTo: null };
    const outlook = outlookAfter(hosted, bought, step);
    if (outlook.kind === "opens") join(found, { from: step.from, to: null });
    if (outlook.kind === "opens" || outlook.kind === "closed") return { intervals: found, searchedTo: null };
    if (outlook.kind === "repeats" && step.to >= 10 * largestPlanned) {
      return { intervals: found, searchedTo: step.to };
    }
    step = outlook.kind === "later" ? stepOf(hosted, outlook.units) : following(hosted, step);
  }
  return { intervals: found, searchedTo: end };
}

function firstStep(hosted: HostedCost): Step {
  const units = hosted.unitsFor(0);
  return { units, from: 0, to: Math.max(0, hosted.volumeOf(units)) };
}

function stepOf(hosted: HostedCost, units: number): Step {
  return { units, from: hosted.volumeOf(units - 1), to: hosted.volumeOf(units) };
}

/** Unit counts in a row that may carry no more than the one before (an illegal number of nodes). */
const LONGEST_GAP = 16;

/** The next count that carries more; undefined when the fleet ends here. */
function following(hosted: HostedCost, step: Step): Step | undefined {
  for (let units = step.units + 1; units <= step.units + LONGEST_GAP; units++) {
    const to = hosted.volumeOf(units);
    if (to > step.to) return { units, from: step.to, to };
  }
  return undefined;
}

type Outlook =
  | { readonly kind: "open question" }
  | { readonly kind: "opens" }
  | { readonly kind: "closed" }
  | { readonly kind: "repeats" }
  | { readonly kind: "later"; readonly units: number };

/**
 * What follows for all later steps, once steps are equally wide and the bought side is one line:
 * from step to step D at the same place changes by gain = (p − c) × width − unit.
 *
 *   gain ≥ 0 and D ≥ 0 at the step's worst point (just above its lower limit): cheaper from here on
 *   gain ≤ 0 and D < 0 at its best point: never again
 *   gain > 0 and D < 0 at its best point: not before −D ÷ gain steps
 */
function outlookAfter(hosted: HostedCost, bought: BoughtCost, step: Step): Outlook {
  const last = bought.at(-1) ?? bought[0];
  const width = step.from < last.from ? undefined : steadyWidth(hosted, step);
  if (width === undefined) return { kind: "open question" };
  const slope = last.usdPerVolume - hosted.usdPerVolume;
  const gain = difference(slope * width, hosted.unitUsd);
  const lead = (volume: number) => {
    const price = last.usdAtZero + last.usdPerVolume * volume;
    return difference(price, onUnits(hosted, step.units, volume));
  };
  const worst = lead(slope > 0 ? step.from : step.to);
  const best = lead(slope > 0 ? step.to : step.from);
  if (gain >= 0 && worst >= 0) return { kind: "opens" };
  if (gain <= 0 && best < 0) return { kind: "closed" };
  if (gain === 0) return { kind: "repeats" };
  const empty = best < 0 ? Math.floor(-best / gain) - 1 : 0;
  return empty > 1 ? { kind: "later", units: step.units + empty } : { kind: "open question" };
}

/** Width of this step and the next two when they are equal and one unit apart; steps of a fleet then stay so. */
function steadyWidth(hosted: HostedCost, step: Step): number | undefined {
  const width = step.to - step.from;
  let from = step.to;
  for (const units of [step.units + 1, step.units + 2]) {
    const to = hosted.volumeOf(units);
    if (!(Math.abs(to - from - width) <= SAME_WIDTH_SHARE * width)) return undefined;
    from = to;
  }
  return width;
}

/** Capacity limits that were found by search agree to about this share of a step. */
const SAME_WIDTH_SHARE = 1e-4;

function cheaperOn(hosted: HostedCost, step: Step, bought: BoughtCost): VolumeInterval[] {
  return bought.flatMap((piece, i) => {
    const from = Math.max(step.from, piece.from);
    const to = Math.min(step.to, bought[i + 1]?.from ?? Number.POSITIVE_INFINITY);
    return from > to ? [] : clipped(hosted, step.units, piece, from, to);
  });
}

/** {v in [from, to] : D(v) ≥ 0} with D(v) = (atZero − fixed − k·unit) + (p − c)·v */
function clipped(
  hosted: HostedCost,
  units: number,
  piece: BoughtPiece,
  from: number,
  to: number,
): VolumeInterval[] {
  const atZero = difference(piece.usdAtZero, onUnits(hosted, units, 0));
  const slope = piece.usdPerVolume - hosted.usdPerVolume;
  const end = (volume: number) => (volume === Number.POSITIVE_INFINITY ? null : volume);
  if (slope === 0) return atZero >= 0 ? [{ from, to: end(to) }] : [];
  const root = -atZero / slope;
  const close = (limit: number) => Number.isFinite(limit) && difference(root, limit) === 0;
  if (slope > 0) {
    if (close(to)) return [{ from: to, to: end(to) }];
    return root > to ? [] : [{ from: Math.max(from, root), to: end(to) }];
  }
  if (close(from)) return [{ from, to: from }];
  return root < from ? [] : [{ from, to: end(Math.min(to, root)) }];
}

function join(found: VolumeInterval[], next: VolumeInterval): void {
  const last = found.at(-1);
  if (last === undefined || (last.to !== null && last.to < next.from * (1 - 1e-12))) {
    found.push(next);
    return;
  }
  const to = last.to === null || next.to === null ? null : Math.max(last.to, next.to);
  found[found.length - 1] = { from: last.from, to };
}
