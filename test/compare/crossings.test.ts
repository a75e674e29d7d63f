import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { crossingsOf } from "../../src/compare/crossings.ts";
import { paybackOf } from "../../src/compare/payback.ts";

describe("every change of lead", () => {
  it.each([
    [
      "100 earned back at 1.67, lost at 3.25, back at 4.5",
      100,
      [60, 60, -10, -40, 80],
      [
        [1 + 40 / 60, "ahead"],
        [3 + 10 / 40, "behind"],
        [4 + 30 / 80, "ahead"],
      ],
    ],
    ["never earned back", 100, [1, 1, 1], []],
    ["ahead by 100 and lost half way through month 3", -100, [10, -100, -20], [[2.5, "behind"]]],
    ["nothing once, cheaper from the first month", 0, [5, 5], []],
    ["nothing once, behind by 10 and level after 1.5 months", 0, [-10, 20], [[1.5, "ahead"]]],
    [
      "level exactly at the end of month 2, then lost",
      20,
      [10, 10, -1],
      [
        [2, "ahead"],
        [2, "behind"],
      ],
    ],
  ])("%s", (_title, investment, savings, expected) => {
    expect(crossingsOf(investment, savings).map(({ month, to }) => [month, to])).toEqual(expected);
  });
});

describe("laws", () => {
  const usd = fc.integer({ min: -1000, max: 1000 });

  it("the first crossing is the payback, and a later one means it is not lasting", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5000 }),
        fc.array(usd, { minLength: 36, maxLength: 60 }),
        (investment, savings) => {
          const found = crossingsOf(investment, savings);
          const plain = paybackOf(investment, savings);
          expect(plain.kind === "at").toBe(found.length > 0);
          if (plain.kind !== "at") return;
          expect(found[0]?.month).toBeCloseTo(plain.months, 9);
          expect(plain.lasting).toBe(found.length === 1);
        },
      ),
    );
  });

  it("leads alternate and months never fall", () => {
    fc.assert(
      fc.property(usd, fc.array(usd, { minLength: 1, maxLength: 60 }), (investment, savings) => {
        const found = crossingsOf(investment, savings);
        for (const [i, crossing] of found.entries()) {
          expect(crossing.to).not.toBe(found[i - 1]?.to);
          expect(crossing.month).toBeGreaterThanOrEqual(found[i - 1]?.month ?? 0);
        }
      }),
    );
  });
});
