import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  amountText,
  apart,
  bound,
  exact,
  figure,
  grouped,
  months,
  percent,
  quantityBeside,
  stretch,
  usd,
  usdApart,
  volume,
  wholeBound,
} from "../../src/report/number.ts";
import { Decimal } from "../../src/units.ts";

describe("rounding is half away from zero on the shortest decimal of a double", () => {
  it.each([
    [1.005, 2, "1.01"],
    [-1.005, 2, "−1.01"],
    [2.5, 0, "3"],
    [-2.5, 0, "−3"],
    [0.125, 2, "0.13"],
    ["12430.305", 2, "12,430.31"],
    [1234567.5, 0, "1,234,568"],
    [999.9999, 2, "1,000.00"],
    [-0.0001, 2, "0.00"],
    [0, 0, "0"],
  ])("%s at %i decimals prints %s", (value, decimals, text) => {
    expect(grouped(value, decimals)).toBe(text);
  });

  it("refuses what is no number", () => {
    expect(() => grouped(Number.NaN, 2)).toThrow("cannot print NaN");
    expect(() => usd(Number.POSITIVE_INFINITY)).toThrow("cannot print Infinity");
  });
});

describe("an amount that is not zero never prints as zero", () => {
  it.each([
    [0.4, 0, "0.40"],
    [-0.3, 0, "−0.30"],
    [0.5, 0, "1"],
    [0.004, 0, "0.004"],
    [0.00031, 2, "0.0003"],
    [0, 2, "0.00"],
    [677.05, 0, "677"],
  ] as const)("%s USD at %i decimals prints %s", (value, decimals, text) => {
    expect(usd(value, decimals)).toBe(text);
  });

  it("holds for any double", () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-12, max: 1e12, noNaN: true }), (value) => {
        expect(/[1-9]/.test(usd(value))).toBe(true);
        expect(/[1-9]/.test(usd(-value, 2))).toBe(true);
      }),
    );
  });
});

it("prices keep all their digits and never an exponent", () => {
  expect(exact("0.00000025")).toBe("0.00000025");
  expect(exact("3.36310")).toBe("3.3631");
  expect(exact("1234.5678901")).toBe("1,234.5678901");
});

it("volumes read as a planner says them", () => {
  const said = [93.75, 52_400, 170_000, 720_000, 1_700_000, 613_200_000, 4_766_600_000, 0].map((v) =>
    volume(v),
  );
  expect(said).toEqual(["93.75", "52,400", "0.17 M", "0.72 M", "1.7 M", "613.2 M", "4.77 B", "0"]);
});

it("figures of inputs keep what was typed, within four digits below a thousand", () => {
  expect([6, 0.04, 2.5, 33.33333, 2400, 1_700_000, 1_234_567].map((v) => figure(v))).toEqual([
    "6",
    "0.04",
    "2.5",
    "33.33",
    "2,400",
    "1.7 M",
    "1,234,567",
  ]);
  expect(amountText("3.36310")).toBe("3.3631");
  expect(amountText("5 (2.5 to 10)")).toBe("5 (2.5 to 10)");
  expect(amountText("")).toBe("");
});

it("months and shares", () => {
  expect([8.4876, 0.04, 0, 12].map((m) => months(m))).toEqual(["8.5 mo", "<0.1 mo", "0.0 mo", "12.0 mo"]);
  expect([0.1, 0.286, 0.0004, 0, -0.65].map((s) => percent(s))).toEqual([
    "10 %",
    "28.6 %",
    "0.04 %",
    "0 %",
    "−65 %",
  ]);
});

it("a figure beside its limit never prints as the limit: 24.04 against 24, 0.0999 against 0.10", () => {
  expect(apart(24.04, 24, 1)).toEqual(["24.04", "24.00"]);
  expect(apart(35.054, 24, 1)).toEqual(["35.1", "24.0"]);
  expect(apart(0.0999, 0.1, 2)).toEqual(["0.0999", "0.1000"]);
  expect(apart(12, 12, 1)).toEqual(["12.0", "12.0"]);
  expect(usdApart(12_430.3, 12_430.1)).toEqual(["12,430.30", "12,430.10"]);
  expect(usdApart(12_430.3, 1285.2)).toEqual(["12,430", "1,285"]);
});

it("a printed bound is on the side it promises, and close", () => {
  fc.assert(
    fc.property(fc.double({ min: 1e-6, max: 1e12, noNaN: true }), (value) => {
      const parse = (text: string) => {
        const unit = text.endsWith("M") ? 1e6 : text.endsWith("B") ? 1e9 : 1;
        return new Decimal(text.replace(/[, MB]/g, "")).times(unit);
      };
      const [up, down] = [parse(bound(value, "up")), parse(bound(value, "down"))];
      expect(up.greaterThanOrEqualTo(value) && down.lessThanOrEqualTo(value)).toBe(true);
      expect(up.minus(down).lessThanOrEqualTo(new Decimal(value).times(0.0011))).toBe(true);
    }),
  );
});

it("a limit of volume is a whole unit: every digit below a million, rounded so that it holds above", () => {
  expect(wholeBound(10.95, "up")).toBe("11");
  expect(wholeBound(425_013.02, "up")).toBe("425,014");
  expect(wholeBound(9_699_999.999999998, "up")).toBe("9.7 M");
  expect(wholeBound(2_834_512.4, "up")).toBe("2.835 M");
  expect(stretch(10.95, 12.5)).toEqual(["11", "12"]);
  expect(stretch(12.2, 12.7)).toBeUndefined();
});

it("printed quantity × price is the cost to the cent, whatever the quantity", () => {
  fc.assert(
    fc.property(
      fc.double({ min: 1e-6, max: 1e9, noNaN: true }),
      fc.double({ min: 1e-8, max: 1e5, noNaN: true }),
      (quantity, price) => {
        const shown = new Decimal(quantityBeside(quantity, price).replaceAll(",", ""));
        const error = shown.minus(quantity).times(price).abs();
        expect(error.lessThan(0.0005)).toBe(true);
      },
    ),
  );
  expect(quantityBeside("1958.4", "0.3")).toBe("1,958.4");
  expect(quantityBeside("2920", "3.3631")).toBe("2,920");
  expect(quantityBeside("0.123456789", "0.09")).toBe("0.12346");
});
