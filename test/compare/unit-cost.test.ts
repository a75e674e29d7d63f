import { describe, expect, it } from "vitest";
import { outweighedAbove, peopleCost } from "../../src/compare/people-outweighed.ts";
import { staircase, withoutSteps } from "../../src/compare/staircase.ts";
import { unitCosts } from "../../src/compare/unit-cost.ts";

const month = { usd: 8750, requests: 500000, promptTokens: 1e9, outputTokens: 250e6 };

describe("8,750 USD for 500,000 requests of 2,000 + 500 tokens", () => {
  it("0.0175 a request, 17.50 a thousand, 7.00 per Mtok, 35.00 per Mtok of output", () => {
    expect(unitCosts(month)).toEqual({
      perRequest: { kind: "at", value: 0.0175 },
      perThousandRequests: { kind: "at", value: 17.5 },
      perMtok: { kind: "at", value: 7 },
      perMtokOutput: { kind: "at", value: 35 },
    });
  });

  it("8 of 10 succeed, 10,000 USD earned: 0.021875 a success, 12.5 % margin; 5,000 earned: −75 %", () => {
    const { perSuccess, grossMargin } = unitCosts({ ...month, successShare: 0.8, revenueUsd: 10000 });
    expect(perSuccess).toEqual({ kind: "at", value: 0.021875 });
    expect(grossMargin).toEqual({ kind: "at", value: 0.125 });
    expect(unitCosts({ ...month, revenueUsd: 5000 }).grossMargin).toEqual({ kind: "at", value: -0.75 });
  });

  it("the published unit costs: 7,750 at 100 K is 77.50 a thousand, 22,810 is 228.10", () => {
    const perThousand = (usd: number) => unitCosts({ ...month, usd, requests: 100_000 }).perThousandRequests;
    expect(perThousand(7750)).toEqual({ kind: "at", value: 77.5 });
    expect(perThousand(22810)).toEqual({ kind: "at", value: 228.1 });
  });

  it("0 requests: not defined, never 0", () => {
    const none = { kind: "undefined", because: "there are no requests" };
    expect(
      unitCosts({ usd: 8750, requests: 0, promptTokens: 0, outputTokens: 0, successShare: 1, revenueUsd: 0 }),
    ).toEqual({
      perRequest: none,
      perThousandRequests: none,
      perMtok: { kind: "undefined", because: "there are no tokens" },
      perMtokOutput: { kind: "undefined", because: "there are no tokens" },
      perSuccess: none,
      grossMargin: { kind: "undefined", because: "it earns nothing" },
    });
  });
});

describe("where machines outweigh 2,300 USD of people", () => {
  const fleet = (fixedUsd: number) => ({
    fixedUsd,
    unitUsd: 1000,
    usdPerVolume: 0,
    unitsFor: (v: number) => Math.max(1, Math.ceil(v / 100)),
    volumeOf: (k: number) => k * 100,
  });

  it.each([
    ["500 fixed, 1,000 a unit of 100: above 100", fleet(500), { kind: "above", volume: 100 }],
    ["1,500 fixed: everywhere", fleet(1500), { kind: "everywhere" }],
    [
      "one server of 883.30 at every volume: never",
      withoutSteps(883.3, 0),
      { kind: "never", because: "people cost more at every volume that was looked at" },
    ],
    [
      "500 fixed and 2 for each unit of volume: above 900",
      withoutSteps(500, 2),
      { kind: "above", volume: 900 },
    ],
  ])("%s", (_title, machines, expected) => {
    expect(outweighedAbove(staircase(machines, peopleCost(2300), 250))).toEqual(expected);
  });
});
