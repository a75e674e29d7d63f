import { describe, expect, test } from "vitest";
import type { PriceBook } from "../../src/prices/book/price-book.ts";
import { breakEvenHours, effectiveHourly } from "../../src/prices/override/commitment.ts";
import { ladderOf, type Rung } from "../../src/prices/override/commitment-ladder.ts";
import { withOverrides } from "../../src/prices/override/overridden-book.ts";
import { parseOverrides } from "../../src/prices/override/override-issue.ts";
import { ec2Instance } from "../../src/prices/price-key.ts";
import { Decimal } from "../../src/units.ts";
import { bookOf } from "./books.ts";

const T3 = ec2Instance("t3.medium");

/** t3.medium of us-east-1 in the list of 2026-08-10: standard, 1 year, partial upfront. */
const PARTIAL = {
  offerTermCode: "HU7G6KETJZ",
  termMonths: 12,
  offeringClass: "standard",
  purchaseOption: "Partial Upfront",
  upfrontUsd: "109",
  hourlyUsd: "0.0124",
};

const book = bookOf(
  [
    {
      path: "aws/us-east-1/2026-08-10.json",
      hourly: { "t3.medium": "0.0416", "g5.xlarge": "1.006" },
      seenAt: "2026-08-10",
      commitments: { "t3.medium": [PARTIAL] },
    },
  ],
  "2026-11-21",
);

const quoting = (rules: readonly object[], from: PriceBook = book) =>
  withOverrides(from, parseOverrides({ overrides: rules }, "crossover.overrides.yaml"));

const named = ({ kind, termMonths, offeringClass, purchaseOption }: Rung) =>
  [kind, termMonths, offeringClass, purchaseOption].filter((word) => word !== undefined).join(" ");
const rungAt = (from: PriceBook, name: string) => {
  const rung = ladderOf(from, T3, "us-east-1").find((candidate) => named(candidate) === name);
  if (rung?.rate.kind !== "known") throw new Error(`${name} has no rate`);
  return rung.rate;
};

const quote = (more: object) => ({
  id: "q",
  match: "ec2/instance/t3.medium/*",
  quotedAt: "2026-11-02",
  ...more,
});

describe("the price of an hour of a reservation", () => {
  const effective = effectiveHourly({
    hourlyUsd: new Decimal("0.0124"),
    upfrontUsd: new Decimal("109"),
    termMonths: 12,
  });

  test("t3.medium, 1 year, partial upfront: 0.0124 + 109 ÷ 8,760 = 0.024843 beside 0.0416 on demand", () => {
    expect(effective.toDecimalPlaces(6).toString()).toBe("0.024843");
    expect(effective.minus("0.0124").times(8760).toDecimalPlaces(20).toString()).toBe("109");
  });

  test("three years spread the payment over 26,280 hours; nothing upfront is the hour alone", () => {
    const rate = { hourlyUsd: new Decimal(0), upfrontUsd: new Decimal(2628), termMonths: 36 };
    expect(effectiveHourly(rate).toString()).toBe("0.1");
    expect(
      effectiveHourly({ ...rate, hourlyUsd: new Decimal("0.2"), upfrontUsd: new Decimal(0) }).toString(),
    ).toBe("0.2");
  });

  test("it pays above 730 × effective ÷ on demand hours a month: 435.9 of them", () => {
    expect(breakEvenHours(effective, new Decimal("0.0416")).toDecimalPlaces(1).toString()).toBe("435.9");
    expect(breakEvenHours(new Decimal("0.05"), new Decimal("0.0416")).greaterThan(730)).toBe(true);
  });
});

describe("the ladder", () => {
  test("has every rung in order: on demand, savings plans, reservations, capacity block, spot", () => {
    expect(ladderOf(book, T3, "us-east-1").map(named)).toEqual([
      "on-demand",
      "savings-plan 12",
      "savings-plan 36",
      ...["standard", "convertible"].flatMap((offered) =>
        [12, 36].flatMap((term) =>
          ["no", "partial", "all"].map((paid) => `reserved ${term} ${offered} ${paid}-upfront`),
        ),
      ),
      "capacity-block",
      "spot",
    ]);
  });

  test("a rung without a rate says what to add, never a typical percentage", () => {
    const open = ladderOf(book, T3, "us-east-1").filter(({ rate }) => rate.kind === "none");
    expect(open).toHaveLength(15);
    expect(new Set(open.map(({ rate }) => (rate.kind === "none" ? rate.because : "")))).toEqual(
      new Set(["no rate: add one to overrides"]),
    );
  });

  test("takes the list's reserved terms from the book, with their date", () => {
    const rate = rungAt(book, "reserved 12 standard partial-upfront");
    expect(rate).toMatchObject({ source: "list", quotedAt: "2026-08-10", by: [] });
    expect(rate.upfrontUsd.toString()).toBe("109");
    expect(rate.saving?.toDecimalPlaces(3).toString()).toBe("0.403");
    expect(rate.breakEvenUtilisation?.toDecimalPlaces(3).toString()).toBe("0.597");
    expect(book.commitments(ec2Instance("g5.xlarge"), "us-east-1")).toEqual([]);
    expect(book.commitments(T3, "eu-west-1")).toEqual([]);
  });

  test("a quote of yours takes the place of the list's rate on its rung and of no other", () => {
    const terms = { kind: "reserved", termMonths: 12, hourlyUsd: "0.01", upfrontUsd: "87.6" };
    const own = quoting([quote({ ...terms, applies: false })]);
    const rate = rungAt(own, "reserved 12 standard partial-upfront");
    expect(rate).toMatchObject({ source: "yours", quotedAt: "2026-11-02", by: ["q"] });
    expect(rate.effectiveHourlyUsd.toString()).toBe("0.02");
    expect(own.commitments(T3, "us-east-1")).toHaveLength(1);
    const convertible = quoting([quote({ ...terms, offeringClass: "convertible", applies: false })]);
    expect(convertible.commitments(T3, "us-east-1")).toHaveLength(2);
  });

  test("spot breaks even at no use of its own: it is paid as it runs; a dearer hour saves less than nothing", () => {
    const rate = rungAt(quoting([quote({ kind: "spot", hourlyUsd: "0.052" })]), "spot");
    expect(rate.saving?.toString()).toBe("-0.25");
    expect(rate.breakEvenUtilisation).toBeUndefined();
  });

  test("a discount bears on commitments only where one of the two stacks", () => {
    const edp = { id: "edp", kind: "discount", match: "ec2/*", multiplier: "0.5", because: "EDP" };
    const effective = (rules: readonly object[]) =>
      rungAt(quoting(rules), "reserved 12 standard partial-upfront")
        .effectiveHourlyUsd.toDecimalPlaces(6)
        .toString();
    expect(effective([edp])).toBe("0.024843");
    expect(effective([{ ...edp, stacks: true }])).toBe("0.012421");
    expect(rungAt(quoting([edp]), "on-demand").effectiveHourlyUsd.toString()).toBe("0.0208");
  });

  test("commitments are measured against the hour on demand, also where one of them prices the hours", () => {
    const own = quoting([quote({ kind: "savings-plan", termMonths: 12, hourlyUsd: "0.03" })]);
    expect(own.find(T3, "us-east-1")).toMatchObject({ overridden: { by: ["q"] } });
    expect(rungAt(own, "on-demand").effectiveHourlyUsd.toString()).toBe("0.0416");
    expect(rungAt(own, "savings-plan 12 no-upfront").saving?.toDecimalPlaces(4).toString()).toBe("0.2788");
  });
});
