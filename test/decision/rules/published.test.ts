import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { performanceCheck } from "../../../src/compare/performance.ts";
import { quotient } from "../../../src/compare/quotient.ts";
import { componentScore } from "../../../src/decision/component-score.ts";
import { performanceRanking } from "../../../src/decision/performance-ranking.ts";
import { premiumRule } from "../../../src/decision/premium.ts";
import { trackingBand, trackingRule } from "../../../src/decision/tracking-rule.ts";
import { unknown } from "../../../src/provenance.ts";

/** Equal to a fraction but for the last digits of a double. */
const near = (value: number, numerator: number, denominator = 1) =>
  expect(Math.abs(value - numerator / denominator)).toBeLessThanOrEqual(
    1e-12 * Math.abs(numerator / denominator),
  );

const HOUR = 200_000 / 2080;

describe("the published comparison of experiment trackers, an engineer at 200,000 USD a year", () => {
  it.each([
    [5, "W&B", "few seats"],
    [10, "W&B", "small margin"],
    [20, "W&B", "small margin"],
    [30, "MLflow", "many seats"],
    // 22 seats cost 1,100 USD/month, 515.38 more than the server.
    [22, "MLflow", "large margin"],
  ] as const)("B8 %d seats: %s by the clause '%s'", (seats, verdict, clause) => {
    // The preset tracking-000 computes both sides; here 200 USD and 4 hours against 50 USD a seat.
    const of = {
      seats,
      selfHostMandate: false,
      mlflowUsdPerMonth: 200 + 4 * HOUR,
      wandbUsdPerMonth: 50 * seats,
    };
    expect(trackingRule(of)).toEqual({ verdict, clause });
    expect(trackingRule({ ...of, selfHostMandate: true })).toEqual({ verdict: "MLflow", clause: "mandate" });
  });

  it("a month nobody priced is unknown, but only where the money decides; 499.99 and 500 USD stand on both sides", () => {
    const missing = unknown("no seat rate", "tracking.rates.seatUsd");
    const at = (seats: number, wandbUsdPerMonth: number | typeof missing) =>
      trackingRule({ seats, selfHostMandate: false, mlflowUsdPerMonth: 0, wandbUsdPerMonth });
    expect(at(10, missing)).toEqual(missing);
    expect(at(5, missing)).toMatchObject({ verdict: "W&B" });
    expect(at(10, 499.99)).toMatchObject({ verdict: "W&B" });
    expect(at(10, 500)).toMatchObject({ verdict: "MLflow" });
  });

  it.each([
    [10, false, "W&B"],
    [11, false, "depends on the budget"],
    [31, false, "MLflow"],
    [3, true, "MLflow, at any number of seats"],
  ])("guidance at %d seats, regulated %s: %s", (seats, regulated, said) =>
    expect(trackingBand(seats, regulated)).toBe(said),
  );
});

describe("a premium of 4,000 USD/month at 96 USD/h", () => {
  const at = (hoursSavedPerWeek: number) =>
    premiumRule({ premiumUsdPerMonth: 4000, hoursSavedPerWeek, hourlyUsd: 96 });
  it("F1 48,000 USD/year; F2 4 h a week are 19,968: do it yourself", () =>
    expect(at(4)).toMatchObject({
      verdict: "do-it-yourself",
      premiumUsdPerYear: 48_000,
      savedUsdPerYear: 19_968,
    }));
  it("F3 10 h a week are 49,920: buy", () =>
    expect(at(10)).toMatchObject({ verdict: "buy", savedUsdPerYear: 49_920 }));
  it("F4 both are equal at 125/13 = 9.615 h a week", () => near(at(0).breakEvenHoursPerWeek, 125, 13));
  it("P10 20 USD at 0.01 % imply 200,000 USD/month", () => {
    const implied = quotient(20, 0.0001, "no share");
    near(implied.kind === "at" ? implied.value : 0, 200_000);
  });
  it("equal is not more: 48 weeks' worth at 12 USD against 52", () =>
    expect(premiumRule({ premiumUsdPerMonth: 52, hoursSavedPerWeek: 1, hourlyUsd: 12 }).verdict).toBe(
      "do-it-yourself",
    ));
});

describe("components by their two marks", () => {
  it.each([
    ["H vector store", 1, 8, "buy"],
    ["H LLM API", 2, 9, "buy"],
    ["H retrieval pipeline", 6, 5, "build"],
    ["H fine-tuning", 8, 6, "build"],
    ["H evaluation", 7, 4, "build"],
    ["H monitoring", 3, 6, "buy"],
    ["exactly 5 sets nothing apart", 5, 0, "buy"],
    ["exactly 7 is too hard", 10, 7, "buy"],
  ] as const)("%s: differentiation %d, complexity %d: %s", (_, differentiation, complexity, said) =>
    expect(componentScore({ differentiation, complexity })).toBe(said),
  );
});

const PROFILES = [
  { name: "API-Large", p50Ms: 800, p99Ms: 3500, requestsPerSecond: 50, accuracy: 0.94, usdPer1000: 2 },
  { name: "API-Small", p50Ms: 400, p99Ms: 1200, requestsPerSecond: 200, accuracy: 0.87, usdPer1000: 0.2 },
  { name: "Fine-tuned-7B", p50Ms: 120, p99Ms: 250, requestsPerSecond: 500, accuracy: 0.91, usdPer1000: 0.08 },
  { name: "Distilled-Tiny", p50Ms: 15, p99Ms: 35, requestsPerSecond: 5000, accuracy: 0.82, usdPer1000: 0.01 },
] as const;
const LIMITS = { p99Ms: 500, requestsPerSecond: 100, accuracy: 0.85, usdPer1000: 1 };

describe("performance against p99 500 ms, 100 requests/s, accuracy 0.85, 1 USD per 1,000", () => {
  it.each([
    ["API-Large", "fail", ["p99Ms", "requestsPerSecond", "usdPer1000"]],
    ["API-Small", "fail", ["p99Ms"]],
    ["Fine-tuned-7B", "pass", []],
    ["Distilled-Tiny", "fail", ["accuracy"]],
  ] as const)("N %s: %s, misses %j", (name, verdict, missed) => {
    const profile = PROFILES.find((p) => p.name === name) ?? PROFILES[0];
    const check = performanceCheck(profile, LIMITS);
    expect(check.verdict).toBe(verdict);
    expect(check.checks.filter(({ kind }) => kind === "missed").map(({ measure }) => measure)).toEqual(
      missed,
    );
  });

  it("says by how much: 1,200 ms is 700 over, 50 requests/s are 50 under", () => {
    expect(performanceCheck(PROFILES[1], LIMITS).checks[0]).toMatchObject({ kind: "missed", by: 700 });
    expect(performanceCheck(PROFILES[0], LIMITS).checks[1]).toMatchObject({ kind: "missed", by: 50 });
  });

  it("a value on its limit keeps it; an unknown one neither keeps nor misses it; a limit nobody set is not tested", () => {
    expect(performanceCheck({ name: "on the line", ...LIMITS }, LIMITS).verdict).toBe("pass");
    expect(performanceCheck({ name: "silent" }, { p99Ms: 1 }).verdict).toBe("unknown");
    expect(performanceCheck({ name: "both", p99Ms: 2 }, { p99Ms: 1, accuracy: 1 }).verdict).toBe("fail");
    expect(performanceCheck({ name: "untested" }, {})).toEqual({ verdict: "pass", checks: [] });
  });
});

describe("ranking by priorities", () => {
  const ones = { latency: 1, cost: 1, accuracy: 1, throughput: 1 };
  it("R14 all weights 1: 11.33, 18.245, 19.4, 31.5, each with its terms", () => {
    const order = performanceRanking(PROFILES, ones);
    expect(order.map(({ name }) => name)).toEqual([
      "Fine-tuned-7B",
      "Distilled-Tiny",
      "API-Small",
      "API-Large",
    ]);
    for (const [i, score] of [11.33, 18.245, 19.4, 31.5].entries()) {
      const entry = order[i];
      if (entry?.kind !== "ranked") throw new Error("not ranked");
      near(entry.score, score);
    }
    const { terms } = order[0] as Extract<(typeof order)[0], { kind: "ranked" }>;
    near(terms.latency, 0.25);
    near(terms.accuracy, 9);
    expect([terms.cost, terms.throughput]).toEqual([0.08, 2]);
  });

  it("0 requests/s and unknown weighed figures are not rankable; a missing weight is 0", () => {
    const still = { name: "still", p99Ms: 1, requestsPerSecond: 0, accuracy: 1, usdPer1000: 0 };
    const silent = { name: "silent", p99Ms: 100 };
    expect(performanceRanking([still, silent], { latency: 1 })).toMatchObject([
      { kind: "ranked", name: "silent", score: 0.1 },
      { kind: "notRankable", name: "still" },
    ]);
    expect(performanceRanking([silent], ones)[0]).toMatchObject({
      kind: "notRankable",
      because: "not known: cost, accuracy, throughput",
    });
  });

  it("ties keep their order, and none is ever lost", () =>
    fc.assert(
      fc.property(fc.array(fc.nat(3), { maxLength: 12 }), (latencies) => {
        const profiles = latencies.map((p99Ms, i) => ({ name: `${i}`, p99Ms }));
        const names = performanceRanking(profiles, { latency: 1 }).map(({ name }) => Number(name));
        expect(names.toSorted((a, b) => a - b)).toEqual(profiles.map((_, i) => i));
        for (const [i, name] of names.entries()) {
          const next = names[i + 1];
          if (next !== undefined && latencies[name] === latencies[next]) expect(name).toBeLessThan(next);
        }
      }),
    ));
});
