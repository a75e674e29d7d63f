import { describe, expect, it } from "vitest";
import { uncertainPlan } from "./uncertain-plan.ts";

const at = (seats: unknown, environment: string) => ({
  environment,
  people: { hourlyUsd: 100 },
  tracking: {
    today: "own/wb",
    seats,
    runsPerMonth: 2000,
    metricPointsPerRun: 10_000,
    artifactGBPerRun: 0.5,
  },
  offers: { own: [{ name: "wb", kind: "seats", seatUsd: 50 }] },
});

const serverOf = async (seats: unknown, environment: string) => {
  const plan = await uncertainPlan(at(seats, environment), "tracking", ["tracking.seats"]);
  const place = plan.rows.findIndex(({ model }) => model === "mlflow");
  return { row: plan.rows[place], respond: plan.responding[place]?.respond };
};

describe("a tracking server is the one that a plan of the drawn team gets", () => {
  const RANGE = { low: 10, base: 20, high: 100, because: "hiring" };
  it.each([
    [10, "prod"],
    [24, "prod"],
    [30, "prod"],
    [49, "prod"],
    [60, "prod"],
    [100, "prod"],
    [30, "dev"],
    [100, "dev"],
  ])("%i seats, %s", async (seats, environment) => {
    const { respond } = await serverOf(RANGE, environment);
    const { row } = await serverOf(seats, environment);
    const usd = new Float64Array(37);
    expect(respond?.(Float64Array.of(seats), [new Float64Array(0)], usd)).toBe(true);
    const planned = row?.months.map((month) => month.usd) ?? [];
    for (const [t, expected] of planned.entries())
      expect(Math.abs((usd[t + 1] ?? 0) / expected - 1)).toBeLessThan(0.01);
  });

  it("120 seats, where no load test says what serves them, are not served", async () => {
    const { respond } = await serverOf({ ...RANGE, high: 120 }, "prod");
    expect(respond?.(Float64Array.of(120), [new Float64Array(0)], new Float64Array(37))).toBe(false);
  });
});
