import { describe, expect, it } from "vitest";
import { boughtCurve, hostedCurve, meanMonth } from "../../src/alternatives/curve.ts";

describe("the line that a cost follows", () => {
  it("0.0021 a request at 5,000,000 requests has no fixed part, not −0.0000000000005 USD", () => {
    for (const price of [0.000756, 0.0021, 0.1, 1 / 3])
      for (const volume of [4_999_999, 5_000_000, 7_777_777])
        expect(boughtCurve((v) => price * v, volume)?.fixedUsd).toBe(0);
  });

  it("two machines of 0.1 and 0.3 USD a unit of volume: the rest of a difference is nothing", () => {
    const curve = hostedCurve((units, volume) => 0.1 * units + 0.3 * volume, 3, 7);
    expect(curve?.fixedUsd).toBe(0);
    expect(curve?.unitUsd).toBeCloseTo(0.1, 12);
  });

  it("a minimum of 50 with 0.000001 a search beside it rises below the minimum too", () => {
    const cost = (v: number) => Math.max(50, 2 + 0.00005 * v) + 0.000001 * v;
    expect(boughtCurve(cost, 1_000_000)).toEqual({
      fixedUsd: expect.closeTo(2, 9),
      unitUsd: 0,
      perVolumeUsd: expect.closeTo(0.000051, 12),
      minimumUsd: 50,
      minimumPerVolumeUsd: expect.closeTo(0.000001, 12),
    });
  });

  it("a minimum with nothing beside it has no slope", () => {
    expect(boughtCurve((v) => Math.max(50, 0.0001 * v), 1_000_000)).not.toHaveProperty("minimumPerVolumeUsd");
  });

  it("three months of 10, 20 and 30 times the volume: the mean is 20 times", () => {
    expect(meanMonth((month, volume) => 10 * month * volume, 3, 5)).toBe(100);
  });
});
