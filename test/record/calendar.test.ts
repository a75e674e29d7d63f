import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { daysUntil, fullMonthsBetween, monthsAfter, monthsBegun } from "../../src/record/calendar.ts";

describe("days and months", () => {
  it.each([
    ["2026-11-21", 12, "2027-11-21"],
    ["2024-02-29", 12, "2025-02-28"],
    ["2026-01-31", 1, "2026-02-28"],
    ["2026-12-15", 1, "2027-01-15"],
  ])("%s and %i months is %s", (day, months, later) => expect(monthsAfter(day, months)).toBe(later));
  it.each([
    ["2026-11-21", "2026-11-30", 0, 0],
    ["2026-11-21", "2026-12-01", 1, 0],
    ["2026-11-21", "2027-01-01", 2, 1],
    ["2026-11-21", "2027-11-21", 12, 11],
  ])("from %s to %s: %i months begun, %i full", (from, to, begun, full) =>
    expect([monthsBegun(from, to), fullMonthsBetween(from, to)]).toEqual([begun, full]),
  );
  it("2026-11-21 to 2027-02-19 is 90 days", () => expect(daysUntil("2026-11-21", "2027-02-19")).toBe(90));
});

test("law: months later and later again is never before months later", () => {
  const day = fc
    .date({ min: new Date("2000-01-01"), max: new Date("2090-01-01"), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10));
  fc.assert(
    fc.property(day, fc.nat(60), fc.nat(60), (from, a, b) => {
      expect(monthsAfter(from, a + b) >= monthsAfter(from, a)).toBe(true);
      expect(monthsBegun(from, monthsAfter(from, a))).toBe(a);
    }),
  );
});
