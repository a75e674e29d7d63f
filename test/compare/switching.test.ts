import { expect, it } from "vitest";
import { switchingCost } from "../../src/compare/switching.ts";

it("D39: 6 weeks × 5,000 and 10 systems × 2,000: 1.5 × 30,000 + 1.2 × 20,000 = 69,000, 6.9 months of 10,000", () => {
  const cost = switchingCost({ weeks: 6, weeklyUsd: 5000, systems: 10, usdPerSystem: 2000 }, 10000);
  expect(cost.totalUsd).toBe(69000);
  expect(cost.monthsOfSpend).toBe(6.9);
  expect(cost.migrationUsd + cost.integrationUsd + cost.testsUsd + cost.bufferUsd).toBe(cost.totalUsd);
});

it("months of spend are not defined when the running offer costs nothing", () => {
  expect(switchingCost({ weeks: 1, weeklyUsd: 1, systems: 0, usdPerSystem: 0 }, 0)).not.toHaveProperty(
    "monthsOfSpend",
  );
});
