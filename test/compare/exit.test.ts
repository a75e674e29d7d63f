import { expect, it } from "vitest";
import { presentValue, tco } from "../../src/compare/cash-flow.ts";
import { payback } from "../../src/compare/payback.ts";

const months = (usd: number, count = 36) => Array.from({ length: count }, () => usd);

it("leaving costs 1,210 in month 24: in the total whole, at 10 % a year 1,000", () => {
  const flow = { oneOff: 0, months: months(0, 24), exit: 1210 };
  expect(tco(flow)).toBe(1210);
  expect(presentValue(flow, 0.1)).toBeCloseTo(1000, 9);
  expect(presentValue(flow, 0)).toBe(1210);
});

it("what leaving takes is saved in the last month and in none after it", () => {
  const bought = { oneOff: 0, months: months(100, 12), exit: 500 };
  // 12 months × 50 are 600, and 500 in month 12: an investment of 1,000 is back in that month.
  expect(payback(bought, { oneOff: 1000, months: months(50, 12) })).toMatchObject({
    kind: "at",
    lasting: true,
  });
  // 1,500 need eight months of 50 more after it: month 20.
  expect(payback(bought, { oneOff: 1500, months: months(50, 12) })).toMatchObject({ kind: "at", months: 20 });
  // With equal months it is the exit alone that is saved, once.
  expect(payback(bought, { oneOff: 600, months: months(100, 12) })).toMatchObject({ kind: "never" });
});
