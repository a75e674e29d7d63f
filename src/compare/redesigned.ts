import { type BoughtCost, boughtAt } from "./bought-cost.ts";
import type { Staircase, VolumeInterval } from "./staircase.ts";

/**
 * Where hosting costs no more than buying, when another volume is hosted on other machines and the cost of each volume
 * is only known by asking.
 *
 * Between two steps, and between two pieces of the bought side, the difference is taken for a line that crosses zero
 * once at most: where disks grow in between, a volume printed is right to within one step of a disk.
 *
 * @param usdAt USD a month of the plan for that volume
 * @param steps volumes up to which machines stay as they are, ascending; nothing is claimed above the last
 */
export function cheaperRedesigned(
  usdAt: (volume: number) => number,
  steps: readonly number[],
  bought: BoughtCost,
): Staircase {
  const lead = (volume: number) => boughtAt(bought, volume) - usdAt(volume);
  const intervals: VolumeInterval[] = [];
  let from = 0;
  for (const to of stretches(steps, bought)) {
    // On the same machines more volume costs no less, so this settles most stretches with one question.
    const clear = boughtAt(bought, from) >= usdAt(to);
    const hit = clear ? { from, to } : cheaperBetween(lead, from, to);
    const last = intervals.at(-1);
    if (hit?.from === from && last?.to === from)
      intervals[intervals.length - 1] = { from: last.from, to: hit.to };
    else if (hit !== undefined) intervals.push(hit);
    from = to;
  }
  return { intervals, searchedTo: steps.at(-1) ?? 0 };
}

/** One unit of volume: nobody compares the cost of none. */
const SMALLEST = 1;

/** Just above a step the next machines run. */
const ABOVE = 1 + 2e-5;

/** A crossing is known to this share of its volume. */
const NEAR = 1e-5;

function stretches(steps: readonly number[], bought: BoughtCost): number[] {
  const last = steps.at(-1) ?? 0;
  const corners = bought.map(({ from }) => from).filter((from) => from > SMALLEST && from < last);
  return [...new Set([...steps, ...corners])].filter((to) => to > SMALLEST).toSorted((a, b) => a - b);
}

function cheaperBetween(
  lead: (volume: number) => number,
  from: number,
  to: number,
): VolumeInterval | undefined {
  const start = Math.min(Math.max(SMALLEST, from * ABOVE), to);
  const [first, last] = [lead(start) >= 0, lead(to) >= 0];
  if (first && last) return { from, to };
  if (!first && !last) return undefined;
  let [low, high] = [start, to];
  while (high > low * (1 + NEAR)) {
    const middle = (low + high) / 2;
    if (lead(middle) >= 0 === first) low = middle;
    else high = middle;
  }
  return first ? { from, to: low } : { from: high, to };
}
