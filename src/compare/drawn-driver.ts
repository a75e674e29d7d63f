import { type PriceJumps, priceJumps } from "./price-jumps.ts";
import { randomStream } from "./random-stream.ts";
import { type ThreePoints, triangular } from "./triangular.ts";

/** One input that is not known exactly. */
export interface DrawnDriver extends ThreePoints {
  readonly key: string;
  /** Its numbers follow from this name and the seed; absent: from the key, which then holds no place in a list. */
  readonly stream?: string;
  /** Absent: triangular over the three points. With it the price moves month by month, and `base` is its factor today. */
  readonly jumps?: PriceJumps;
}

/** One draw after the other, written into the same buffers. */
export interface Draws {
  readonly values: Float64Array;
  readonly paths: readonly Float64Array[];
  readonly next: () => void;
}

/** Every driver at its base: what the plan itself counts with. */
export function baseDraw(drivers: readonly DrawnDriver[], months: number): Omit<Draws, "next"> {
  return {
    values: Float64Array.from(drivers, ({ base }) => base),
    paths: drivers.map(({ jumps }) => new Float64Array(jumps === undefined ? 0 : months).fill(1)),
  };
}

/** @param seed whole, 0 to 2³² − 1 */
export function drawsOf(drivers: readonly DrawnDriver[], months: number, seed: number): Draws {
  const { values, paths } = baseDraw(drivers, months);
  const steps = drivers.map((driver, i): (() => void) => {
    const random = randomStream(seed, driver.stream ?? driver.key);
    const path = paths[i];
    if (driver.jumps === undefined || path === undefined)
      return () => {
        values[i] = triangular(driver, random());
      };
    const jump = priceJumps(driver.jumps, months);
    return () => jump(random, path);
  });
  const next = () => {
    for (const step of steps) step();
  };
  return { values, paths, next };
}
