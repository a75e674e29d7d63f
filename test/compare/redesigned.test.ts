import { describe, expect, it } from "vitest";
import { boughtAt, boughtCost } from "../../src/compare/bought-cost.ts";
import { cheaperRedesigned } from "../../src/compare/redesigned.ts";

/** 100 up to 50 units, 60 (another, better design) up to 200, then 150 up to 400; a tenth for each unit. */
const usdAt = (volume: number) => (volume <= 50 ? 100 : volume <= 200 ? 60 : 150) + volume / 10;
const STEPS = [50, 200, 400];

const near = (intervals: readonly { from: number; to: number | null }[]) =>
  intervals.map(({ from, to }) => [Number(from.toFixed(1)), to === null ? null : Number(to.toFixed(1))]);

describe("the cost of other volumes, each with the machines that it would get", () => {
  it("crosses where the lines cross and jumps where the machines change", () => {
    // 0.6·v: 100 + 0.1·v is never below it up to 50; 60 + 0.1·v is from 120 on; 150 + 0.1·v is from 300 on.
    const { intervals, searchedTo } = cheaperRedesigned(
      usdAt,
      STEPS,
      boughtCost({ baseUsd: 0, usdPerVolume: 0.6 }),
    );
    expect(near(intervals)).toEqual([
      [120, 200],
      [300, 400],
    ]);
    expect(searchedTo).toBe(400);
  });

  it("joins what touches, and begins at nothing where the bought side has a minimum", () => {
    const bought = boughtCost({ baseUsd: 0, usdPerVolume: 1, minimumUsd: 500 });
    expect(near(cheaperRedesigned(usdAt, STEPS, bought).intervals)).toEqual([[0, 400]]);
  });

  it("ends within a stretch where the bought side is flat", () => {
    const bought = boughtCost({ baseUsd: 70, usdPerVolume: 0 });
    expect(near(cheaperRedesigned(usdAt, STEPS, bought).intervals)).toEqual([[50, 100]]);
  });

  it("claims nothing without a plan, and says so", () => {
    const bought = boughtCost({ baseUsd: 1e9, usdPerVolume: 0 });
    expect(cheaperRedesigned(usdAt, [], bought)).toEqual({ intervals: [], searchedTo: 0 });
  });

  it("agrees with asking every volume one by one, whatever the price", () => {
    for (const price of [0.05, 0.2, 0.35, 0.45, 0.7, 1.2, 2.5, 4]) {
      const bought = boughtCost({ baseUsd: 5, usdPerVolume: price, minimumUsd: 40 });
      const { intervals } = cheaperRedesigned(usdAt, STEPS, bought);
      for (let volume = 1; volume < 400; volume += 1) {
        const cheaper = boughtAt(bought, volume) >= usdAt(volume);
        const ends = intervals.some(
          ({ from, to }) => Math.min(Math.abs(volume - from), Math.abs(volume - (to ?? 0))) < 0.01,
        );
        const claimed = intervals.some(
          ({ from, to }) => volume >= from && volume <= (to ?? Number.POSITIVE_INFINITY),
        );
        if (!ends) expect([price, volume, claimed]).toEqual([price, volume, cheaper]);
      }
    }
  });
});
