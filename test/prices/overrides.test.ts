import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { estimate } from "../../src/cost/estimate.ts";
import { InputError } from "../../src/errors.ts";
import type { PriceBook } from "../../src/prices/book/price-book.ts";
import { isUnknown, listTotalOf, totalOf } from "../../src/prices/charge.ts";
import { withOverrides } from "../../src/prices/override/overridden-book.ts";
import { refuseLapsed } from "../../src/prices/override/override-check.ts";
import { parseOverrides } from "../../src/prices/override/override-issue.ts";
import {
  ec2Instance,
  egressInternet,
  hostedZone,
  natHour,
  type PriceKey,
} from "../../src/prices/price-key.ts";
import { Decimal } from "../../src/units.ts";
import { captured, PROD } from "../bill/fleets.ts";
import { linesOf, RULES } from "../bill/resources.ts";
import { committedBook } from "./books.ts";

const FILE = "crossover.overrides.yaml";
const G5 = ec2Instance("g5.xlarge");
const book = committedBook();

const parsed = (...rules: readonly object[]) => parseOverrides({ overrides: rules }, FILE);
const ruled = (...rules: readonly object[]) => withOverrides(book, parsed(...rules));
const usd = (from: PriceBook, key: PriceKey, region = "us-east-1") => {
  const price = from.find(key, region);
  return isUnknown(price) ? price.because : price.tiers.map((tier) => tier.usd.toFixed()).join(" / ");
};

function refusal(make: () => unknown): InputError {
  try {
    make();
  } catch (error) {
    if (error instanceof InputError) return error;
    throw error;
  }
  throw new Error("was accepted");
}

const edp = {
  id: "edp-2026",
  kind: "discount",
  match: "ec2/*",
  multiplier: "0.91",
  because: "EDP, contract year 2",
  expiresAt: "2027-03-31",
};
const block = {
  id: "p5-block",
  kind: "capacity-block",
  match: "ec2/instance/p5e.48xlarge/*",
  hourlyUsd: "34.608",
  quotedAt: "2026-11-02",
  expiresAt: "2026-12-01",
};
const deal = { id: "deal", kind: "price", match: G5, usd: "0.8", because: "private", quotedAt: "2026-10-01" };
const plan = {
  id: "plan",
  kind: "savings-plan",
  match: "ec2/instance/g5.*",
  termMonths: 12,
  hourlyUsd: "0.7",
  quotedAt: "2026-10-01",
};

describe("what a rule does", () => {
  test("a discount multiplies every tier; keys and regions that it does not name stay", () => {
    expect(usd(ruled(edp), G5)).toBe("0.91546");
    expect(usd(ruled(edp), natHour())).toBe(usd(book, natHour()));
    expect(usd(ruled({ ...edp, match: "transfer/*", multiplier: "0.5" }), egressInternet())).toBe(
      "0.045 / 0.0425 / 0.035 / 0.025",
    );
    const eu = ruled({ ...edp, regions: ["eu-west-1"] });
    expect(usd(eu, G5)).toBe("1.006");
    expect(usd(eu, G5, "eu-west-1")).not.toBe(usd(book, G5, "eu-west-1"));
  });

  test("a price replaces, and is multiplied by a discount unless it says no", () => {
    expect(usd(ruled(deal), G5)).toBe("0.8");
    expect(usd(ruled(deal, edp), G5)).toBe("0.728");
    expect(usd(ruled({ ...deal, stacks: false }, edp), G5)).toBe("0.8");
    expect(usd(ruled({ ...deal, match: "transfer/egress/internet" }), egressInternet())).toBe("0.8");
  });

  test("a commitment replaces the hour, and a discount comes on top only if one of the two stacks", () => {
    expect(usd(ruled(plan), G5)).toBe("0.7");
    expect(usd(ruled(plan, edp), G5)).toBe("0.7");
    expect(usd(ruled({ ...plan, stacks: true }, edp), G5)).toBe("0.637");
    expect(usd(ruled(plan, { ...edp, stacks: true }), G5)).toBe("0.637");
    expect(usd(ruled({ ...plan, stacks: false }, { ...edp, stacks: true }), G5)).toBe("0.7");
    expect(usd(ruled({ ...plan, upfrontUsd: "876" }), G5)).toBe("0.8");
  });

  test("with applies: false it prices nothing", () => {
    expect(usd(ruled({ ...plan, applies: false }), G5)).toBe("1.006");
  });

  test("spot and capacity blocks never take the place of a list price by themselves", () => {
    for (const kind of ["spot", "capacity-block"]) {
      const { termMonths: _, ...moment } = { ...plan, kind };
      expect(usd(ruled(moment), G5)).toBe("1.006");
      expect(usd(ruled({ ...moment, applies: true }), G5)).toBe("0.7");
    }
  });

  test("what the list does not sell on demand gets the price of its capacity block", () => {
    const p5e = ec2Instance("p5e.48xlarge");
    expect(book.find(p5e, "us-east-1")).toMatchObject({ kind: "unknown", reason: "notOnDemand" });
    expect(ruled(block).find(p5e, "us-east-1")).toMatchObject({
      unit: "hour",
      tiers: [{ usd: new Decimal("34.608"), end: null }],
      provenance: { kind: "yours", key: "override p5-block", at: "2026-11-02" },
      overridden: { list: { reason: "notOnDemand" }, by: ["p5-block"] },
    });
    expect(usd(ruled({ ...block, applies: false }), p5e)).toContain("no on-demand price");
    expect(usd(ruled({ ...block, kind: "spot" }), p5e)).toContain("no on-demand price");
  });

  test("a region without a list stays without prices", () => {
    expect(ruled(deal).find(G5, "ap-southeast-2")).toMatchObject({ reason: "absentRegion" });
  });

  test("a global price is named by the region that asks", () => {
    const zone = ruled({ ...deal, match: "route53/zone", regions: ["eu-west-1"] });
    expect([usd(zone, hostedZone(), "eu-west-1"), usd(zone, hostedZone())]).toEqual([
      "0.8",
      usd(book, hostedZone()),
    ]);
  });

  test("the narrower match wins, in whatever order", () => {
    const g5 = { ...edp, id: "g5", match: "ec2/instance/g5.*", multiplier: "0.5" };
    expect(usd(ruled(edp, g5), G5)).toBe("0.503");
    expect(usd(ruled(g5, edp), G5)).toBe("0.503");
    expect(usd(ruled(plan, deal), G5)).toBe("0.8");
  });

  test("the list price stays beside the effective one, with who says so", () => {
    const price = ruled(edp, deal).find(G5, "us-east-1");
    if (isUnknown(price)) throw new Error("no price");
    expect(price.provenance).toEqual({
      kind: "yours",
      key: "override deal, edp-2026",
      because: "private; EDP, contract year 2",
      at: "2026-10-01",
    });
    expect(price.facts).toMatchObject({
      key: G5,
      override: "deal (price 0.8 USD), edp-2026 (discount × 0.91)",
      listPrice: "1.006 USD per hour",
      effectivePrice: "0.728 USD per hour",
      snapshotAt: "2026-08-14",
    });
    expect(price.overridden).toEqual({ list: book.find(G5, "us-east-1"), by: ["deal", "edp-2026"] });
  });

  test("the book under it stays as it is", () => {
    ruled(edp, deal);
    expect(usd(book, G5)).toBe("1.006");
    expect(ruled(edp).history(G5, "us-east-1")).toEqual(book.history(G5, "us-east-1"));
    expect(withOverrides(book, [])).toBe(book);
  });
});

describe("a mistake is told as one", () => {
  test.each([
    [
      { ...edp, multiplier: undefined, multiplyer: "0.91" },
      '"multiplyer" is not a field. Did you mean multiplier?',
    ],
    [{ ...edp, usd: "1" }, '"usd" is a field of price, not of discount.'],
    [{ ...edp, multiplier: undefined }, "Override edp-2026 lacks multiplier."],
    [{ ...edp, because: undefined }, "Override edp-2026 lacks because."],
    [{ ...edp, id: undefined }, "Override 1 of the file lacks id."],
    [
      { ...edp, multiplier: 0.91 },
      'Override edp-2026: multiplier must be a decimal in quotes, "0.91", got 0.91.',
    ],
    [
      { ...edp, multiplier: "9" },
      'Override edp-2026 multiplies by 9; a multiplier is above 0 and at most 2, 9 % off is "0.91".',
    ],
    [
      { ...edp, expiresAt: "March" },
      'Override edp-2026: expiresAt must be a day like 2027-03-31, got "March".',
    ],
    [
      { ...edp, kind: "discnt" },
      'Override edp-2026: kind must be one of discount, price, reserved, savings-plan, capacity-block, spot, got "discnt". Did you mean discount?',
    ],
    [{ ...deal, quotedAt: undefined }, "Override deal lacks quotedAt."],
    [{ ...deal, usd: "0" }, "Override deal has a price of 0. A paid item cannot be free."],
    [{ ...plan, hourlyUsd: "0" }, "Override plan has a rate of 0. A paid item cannot be free."],
    [{ ...plan, termMonths: 24 }, "Override plan: termMonths must be 12 or 36, got 24."],
    [
      { ...plan, purchaseOption: "no-upfront", upfrontUsd: "109" },
      "Override plan says no-upfront with hourlyUsd 0.7 and upfrontUsd 109; without an upfront payment upfrontUsd is 0.",
    ],
  ])("%j", (rule, message) => {
    const given = Object.fromEntries(Object.entries(rule).filter(([, value]) => value !== undefined));
    expect(refusal(() => parsed(given))).toMatchObject({ message, exitCode: 2 });
  });

  test("of the file: a list that is none, a twin, a field beside the list", () => {
    expect(refusal(() => parseOverrides(null, FILE)).message).toBe(
      `${FILE} must hold a list called overrides.`,
    );
    expect(refusal(() => parseOverrides({ override: [] }, FILE)).message).toBe(
      '"override" is not a field. Did you mean overrides?',
    );
    expect(refusal(() => parsed(edp, edp)).message).toBe("Two overrides are called edp-2026.");
  });

  test.each([
    [
      "two discounts on one glob, one of them for a region",
      [edp, { ...edp, id: "edp-eu", regions: ["eu-west-1"] }],
      "Overrides edp-2026 and edp-eu both multiply ec2/* in eu-west-1. Make one narrower.",
    ],
    [
      "the same everywhere",
      [{ ...edp, id: "b" }, edp],
      "Overrides b and edp-2026 both multiply ec2/* in every region. Make one narrower.",
    ],
    [
      "two globs that fix as many letters of one key",
      [
        { ...edp, match: "ec2/instance/g5.xl*" },
        { ...edp, id: "other", match: "*.xlarge/linux/shar*" },
      ],
      `Overrides edp-2026 and other both multiply ${G5} in eu-west-1. Make one narrower.`,
    ],
    [
      "a price and a commitment",
      [deal, { ...plan, match: G5 }],
      `Overrides deal and plan both set ${G5} in every region. Make one narrower.`,
    ],
    [
      "two quotes for one rung",
      [
        { ...plan, applies: false },
        { ...plan, id: "plan-2", applies: false },
      ],
      "Overrides plan and plan-2 both quote ec2/instance/g5.* in every region. Make one narrower.",
    ],
    [
      "a glob that holds nothing",
      [{ ...edp, match: "ec3/*" }],
      "Override edp-2026 matches no price: ec3/*. Did you mean ec2/*?",
    ],
    [
      "an unknown region",
      [{ ...edp, regions: ["eu-west1"] }],
      'Override edp-2026: Unknown region "eu-west1". Did you mean eu-west-1?',
    ],
    [
      "one price for two units",
      [{ ...deal, match: "ebs/snapshot/*" }],
      "Override deal sets one price for ebs/snapshot/standard per GiB-month and ebs/snapshot/fast-restore per DSU-hour.",
    ],
    [
      "a rate per hour for what is not",
      [{ ...plan, match: "ebs/gp3/storage" }],
      "Override plan is a rate per hour and matches ebs/gp3/storage, which is per GiB-month.",
    ],
  ])("%s", (_what, rules, message) => {
    expect(refusal(() => ruled(...rules))).toMatchObject({ message, exitCode: 2 });
  });

  test("quotes for two rungs of one machine stand side by side", () => {
    const three = { ...plan, id: "three", termMonths: 36, hourlyUsd: "0.5", applies: false };
    expect(usd(ruled(plan, three), G5)).toBe("0.7");
  });

  test("a rule holds on its last day, is over on the next, and not there before it was quoted", () => {
    const rules = parsed(block);
    refuseLapsed(rules, "2026-12-01");
    expect(refusal(() => refuseLapsed(rules, "2026-12-02"))).toMatchObject({
      message: "Override p5-block expired on 2026-12-01.",
      exitCode: 2,
    });
    expect(refusal(() => refuseLapsed(rules, "2026-11-01")).message).toBe(
      "Override p5-block was quoted on 2026-11-02, after the as-of date 2026-11-01.",
    );
  });
});

const lines = linesOf(...(await captured(PROD)));

describe("laws", () => {
  const charges = (from: PriceBook) => estimate(lines, from, RULES);
  const total = (from: PriceBook) => totalOf(charges(from)).usd;
  const whole = { ...edp, match: "*" };
  const multiplier = fc.integer({ min: 1, max: 2000 }).map((thousandths) => (thousandths / 1000).toString());

  test("a multiplier of 1 changes no cost", () => {
    const same = charges(ruled({ ...whole, multiplier: "1" })).map(({ cost }) => cost);
    expect(same).toEqual(charges(book).map(({ cost }) => cost));
  });

  test("totals are linear in the multiplier, volume tiers included, and the list total stays", () => {
    const list = total(book);
    expect(list.greaterThan(1000)).toBe(true);
    fc.assert(
      fc.property(multiplier, (factor) => {
        const made = charges(ruled({ ...whole, multiplier: factor }));
        expect(totalOf(made).usd.minus(list.times(factor)).abs().lessThan("1e-20")).toBe(true);
        expect(listTotalOf(made)?.usd.minus(list).abs().lessThan("1e-20")).toBe(true);
      }),
      { numRuns: 20 },
    );
  });

  test("the order of the rules in the file does not matter", () => {
    const rules = [edp, deal, plan, block, { ...edp, id: "nat", match: "vpc/*", multiplier: "0.5" }];
    const said = total(ruled(...rules)).toString();
    fc.assert(
      fc.property(fc.shuffledSubarray(rules, { minLength: rules.length }), (order) => {
        expect(total(ruled(...order)).toString()).toBe(said);
      }),
      { numRuns: 20 },
    );
  });
});
