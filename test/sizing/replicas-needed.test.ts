import { describe, expect, test } from "vitest";
import { boughtCost } from "../../src/compare/bought-cost.ts";
import { type HostedCost, staircase } from "../../src/compare/staircase.ts";
import { rateForVolume, volumeAtRate } from "../../src/compare/throughput.ts";
import { instancesFor, rateOf } from "../../src/sizing/capacity.ts";
import type { Capacity } from "../../src/sizing/verdict.ts";

const PEAK_TO_MEAN = 3;
const HOURS = 730;

/** A replica of 1,000 tokens/s that is planned at 0.7 of it; nothing spare. */
const replica = {
  rate: 1000 * 0.7,
  rateLow: 1000 * 0.7,
  rateHigh: 1000 * 0.7,
  replicasPerInstance: 1,
  spare: "none",
  minimumInstances: 1,
} as Capacity;

const volumeOf = (units: number) => volumeAtRate(rateOf(replica, units) / PEAK_TO_MEAN, HOURS);
const unitsFor = (volume: number) => instancesFor(replica, rateForVolume(volume, HOURS) * PEAK_TO_MEAN);

describe("R10: 1,000 tokens/s at a load of 0.7, peaks of 3 times the mean", () => {
  test.each([
    [1, 613_200_000],
    [2, 1_226_400_000],
    [4, 2_452_800_000],
  ])("%d replicas carry %d tokens a month, and exactly those ask for no further one", (units, tokens) => {
    expect(volumeOf(units)).toBeCloseTo(tokens, 3);
    expect(unitsFor(tokens)).toBe(units);
    expect(unitsFor(tokens * 1.000001)).toBe(units + 1);
  });

  test("2 B tokens need 4", () => {
    expect(unitsFor(2e9)).toBe(4);
  });

  test("a break-even of 2 B tokens by one replica's price is none: 4 replicas cost 4 times as much", () => {
    const own: HostedCost = { fixedUsd: 0, unitUsd: 1000, usdPerVolume: 0, unitsFor, volumeOf };
    // 0.5 USD per Mtok: one replica's 1,000 USD are 2 B tokens, which it does not carry; full it replaces 306.60.
    const cheap = boughtCost({ baseUsd: 0, usdPerVolume: 0.5e-6 });
    expect(staircase(own, cheap, 2e9)).toEqual({ intervals: [], searchedTo: null });
    // 2 USD per Mtok: k full replicas replace k × 1,226.40.
    const dear = staircase(own, boughtCost({ baseUsd: 0, usdPerVolume: 2e-6 }), 2e9).intervals;
    const [first, second] = dear;
    expect(first?.from).toBeCloseTo(500_000_000, 3);
    expect(first?.to).toBeCloseTo(613_200_000, 3);
    expect(second?.from).toBeCloseTo(1_000_000_000, 3);
    expect(dear.at(-1)?.to).toBeNull();
  });
});
