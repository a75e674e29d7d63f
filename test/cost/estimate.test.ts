import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { LineItem } from "../../src/bill/line-item.ts";
import { estimate } from "../../src/cost/estimate.ts";
import { flatPrice, isUnknown, totalOf, type UnitPrice } from "../../src/prices/charge.ts";
import * as keys from "../../src/prices/price-key.ts";
import type { PriceSource } from "../../src/prices/price-source.ts";
import { unknown } from "../../src/provenance.ts";
import { Decimal } from "../../src/units.ts";
import { captured, PROD } from "../bill/fleets.ts";
import { linesOf, PRICES, RULES } from "../bill/resources.ts";

const line = (
  priceKey: keys.PriceKey,
  quantity: number | ReturnType<typeof unknown>,
  unit: string,
  more: Partial<LineItem> = {},
): LineItem => ({
  id: "x",
  name: "x",
  category: "network",
  origin: "usage",
  priceKey,
  region: "us-east-1",
  quantity: typeof quantity === "number" ? new Decimal(quantity) : quantity,
  unit,
  formula: `${typeof quantity === "number" ? quantity : "?"}`,
  drivers: [],
  ...more,
});

const egress = (gib: number, more: Partial<LineItem> = {}) => line(keys.egressInternet(), gib, "GiB", more);
const metrics = (count: number, more: Partial<LineItem> = {}) =>
  line(keys.metric(), count, "metric-month", more);
const usd = (lines: readonly LineItem[], options = {}) =>
  totalOf(estimate(lines, PRICES, RULES, options)).usd.toString();

describe("internet egress, us-east-1", () => {
  it("60,000 GiB = 921.60 + 3,481.60 + 609.00 after the allowance of 100", () => {
    expect(usd([egress(60_000)])).toBe("5012.2");
  });

  it("two stacks share one allowance and one set of tiers: 30,000 + 30,000 cost what 60,000 do", () => {
    expect(usd([egress(30_000), egress(30_000)])).toBe("5012.2");
    expect(usd([egress(30_000)])).not.toBe("2506.1");
  });

  it("the first line takes the allowance; both print what is billed and where their tiers begin", () => {
    const [first, second] = estimate([egress(60), egress(140)], PRICES, RULES);
    expect([first?.quantity.toString(), first?.cost]).toEqual(["0", { kind: "known", usd: new Decimal(0) }]);
    expect(second?.formula).toBe("140 − 40 GiB free");
    expect(second?.cost).toEqual({ kind: "known", usd: new Decimal("9") });
  });

  it("the account's own traffic comes first: 10,340 GiB before move the start to the second tier", () => {
    expect(usd([egress(100)], { egressAlreadyGiB: 10_340 })).toBe("8.5");
    expect(usd([egress(100)], { egressAlreadyGiB: 40 })).toBe("3.6");
    expect(usd([egress(100)])).toBe("0");
  });
});

describe("volume tiers are filled by all lines of a price in a region", () => {
  it("300,000 metrics: 3,000 + 24,000 + 2,500 = 29,500.00, in one line or in three", () => {
    expect(usd([metrics(300_000)])).toBe("29500");
    const parts = estimate([metrics(10_000), metrics(240_000), metrics(50_000)], PRICES, RULES);
    expect(parts.map(({ cost }) => ("usd" in cost ? cost.usd.toString() : "?"))).toEqual([
      "3000",
      "24000",
      "2500",
    ]);
    expect(parts[2]?.formula).toBe("50000; tiers from 250000 metric-month on");
  });

  it("parts add up to the pool exactly, in any cut", () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 400_000, noNaN: true }), { minLength: 1, maxLength: 8 }),
        (cuts) => {
          const lines = cuts.map((cut) => metrics(cut));
          const whole = cuts.reduce((sum, cut) => sum.plus(cut), new Decimal(0));
          const one = estimate([{ ...metrics(0), quantity: whole }], PRICES, RULES);
          const parts = totalOf(estimate(lines, PRICES, RULES)).usd;
          return parts.minus(totalOf(one).usd).abs().lessThan("1e-25");
        },
      ),
    );
  });

  it("one more zone than the list prices is unknown: 25 zones are 12.50, the 26th has no figure", () => {
    const zones = Array.from({ length: 26 }, () =>
      line(keys.hostedZone(), 1, "zone-month", { region: "global" }),
    );
    const { usd: known, unknowns } = totalOf(estimate(zones, PRICES, RULES));
    expect([known.toString(), unknowns.length]).toEqual(["12.5", 1]);
  });

  it("other regions have pools of their own", () => {
    const two: UnitPrice = {
      unit: "metric-month",
      tiers: [
        { begin: new Decimal(0), end: new Decimal(10), usd: new Decimal(1) },
        { begin: new Decimal(10), end: null, usd: new Decimal(0.5) },
      ],
      provenance: PUBLISHED,
      facts: {},
    };
    const source: PriceSource = { find: () => two };
    expect(
      totalOf(estimate([metrics(10), metrics(10, { region: "eu-west-1" })], source, RULES)).usd.toString(),
    ).toBe("20");
    expect(totalOf(estimate([metrics(10), metrics(10)], source, RULES)).usd.toString()).toBe("15");
  });
});

const PUBLISHED = { kind: "published", source: "test", at: "2026-11-21" } as const;

describe("unknown is a third state", () => {
  const open = unknown("not counted", "count it");

  it("an unknown quantity, region or price keeps its reason and leaves the other lines as they are", () => {
    const lines = [
      line(keys.natHour(), open, "hour"),
      line(keys.natHour(), 730, "hour", { region: open }),
      line(keys.ec2Instance("p5e.48xlarge"), 730, "hour"),
      line(keys.natHour(), 730, "hour"),
    ];
    const charges = estimate(lines, PRICES, RULES);
    expect(charges.map(({ cost }) => cost.kind)).toEqual(["unknown", "unknown", "unknown", "known"]);
    expect(totalOf(charges).usd.toString()).toBe("32.85");
    expect(
      totalOf(charges)
        .unknowns.slice(0, 2)
        .map(({ unknown: found }) => found.because),
    ).toEqual(["not counted", "not counted"]);
  });

  it("an unknown line in a pool neither fills nor empties it", () => {
    expect(usd([metrics(10_000), line(keys.metric(), open, "metric-month"), metrics(10_000)])).toBe(
      usd([metrics(20_000)]),
    );
    expect(usd([line(keys.egressInternet(), open, "GiB"), egress(200)])).toBe("9");
  });

  it("quantity 0 needs no price", () => {
    const [charge] = estimate([line(keys.ec2Instance("p5e.48xlarge"), 0, "hour")], PRICES, RULES);
    expect(charge?.cost).toEqual({ kind: "known", usd: new Decimal(0) });
    expect(isUnknown(charge?.price)).toBe(true);
  });

  it("a line that counts in another unit than its price is our mistake, not a figure", () => {
    expect(() => estimate([line(keys.natHour(), 730, "GiB")], PRICES, RULES)).toThrow(
      /x counts in GiB, its price in hour/,
    );
  });
});

describe("laws", () => {
  it("cost is linear in the hours of an untiered price, exactly", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 100_000 }), fc.integer({ min: 1, max: 50 }), (hours, times) => {
        const one = totalOf(estimate([line(keys.natHour(), hours, "hour")], PRICES, RULES)).usd;
        const many = totalOf(estimate([line(keys.natHour(), hours * times, "hour")], PRICES, RULES)).usd;
        return many.equals(one.times(times));
      }),
    );
  });

  it("an unknown never lowers a total: what is known of a bill is at most the whole of it", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 20_000 }), fc.boolean()), {
          minLength: 1,
          maxLength: 10,
        }),
        (cuts) => {
          const all = cuts.map(([count]) => metrics(count));
          const some = cuts.map(([count, hidden]) =>
            hidden ? line(keys.metric(), unknown("hidden", "say it"), "metric-month") : metrics(count),
          );
          const { usd: known, unknowns } = totalOf(estimate(some, PRICES, RULES));
          return (
            known.lessThanOrEqualTo(totalOf(estimate(all, PRICES, RULES)).usd) &&
            unknowns.length === cuts.filter(([, hidden]) => hidden).length
          );
        },
      ),
    );
  });

  it("prices are asked once per price source: the second estimate reads none", () => {
    let asked = 0;
    const source: PriceSource = {
      find: () => {
        asked += 1;
        return flatPrice("0.045", "hour", PUBLISHED);
      },
    };
    const lines = [line(keys.natHour(), 730, "hour"), line(keys.natHour(), 730, "hour")];
    estimate(lines, source, RULES);
    estimate(lines, source, RULES);
    expect(asked).toBe(1);
  });
});

describe("pace", () => {
  it("the 71 lines of a platform take well under 0.3 ms once warm", async () => {
    const lines = linesOf(...(await captured(PROD)));
    for (let i = 0; i < 300; i += 1) estimate(lines, PRICES, RULES);
    const samples = Array.from({ length: 50 }, () => {
      const start = performance.now();
      for (let i = 0; i < 10; i += 1) estimate(lines, PRICES, RULES);
      return (performance.now() - start) / 10;
    }).sort((a, b) => a - b);
    expect(samples[5]).toBeLessThan(0.3);
  });
});
