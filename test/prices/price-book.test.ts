import { describe, expect, test } from "vitest";
import { InputError } from "../../src/errors.ts";
import type { PriceBook } from "../../src/prices/book/price-book.ts";
import { requireRegion } from "../../src/prices/book/region.ts";
import { isUnknown } from "../../src/prices/charge.ts";
import {
  ec2Instance,
  hostedZone,
  interAz,
  logsIngest,
  natHour,
  rdsThroughput,
} from "../../src/prices/price-key.ts";
import { bookOf, committedBook } from "./books.ts";

const book = committedBook();
const miss = (from: PriceBook, key: Parameters<PriceBook["find"]>[0], region: string) => {
  const found = from.find(key, region);
  if (!isUnknown(found)) throw new Error(`${key} is priced in ${region}`);
  return found;
};
const usd = (from: PriceBook, type: string, region: string) => {
  const found = from.find(ec2Instance(type), region);
  return isUnknown(found) ? found.because : found.tiers[0]?.usd.toFixed();
};

const TWO_DATES = [
  { path: "aws/us-east-1/2025-04-28.json", hourly: { "p5.48xlarge": "98.32", "g5.xlarge": "1.006" } },
  { path: "aws/us-east-1/2025-07-01.json", hourly: { "p5.48xlarge": "55.04", "g5.xlarge": "1.006" } },
  {
    path: "aws/us-west-2/2025-07-01.json",
    hourly: { "p5.48xlarge": "55.05", "g6.xlarge": "0.8" },
    seenAt: "2025-06-30",
  },
];

describe("a found price says where it comes from", () => {
  test("seed: list cited, day seen, key and unit, what is not recorded", () => {
    expect(book.find(ec2Instance("g5.2xlarge"), "us-east-1")).toMatchObject({
      unit: "hour",
      provenance: {
        kind: "published",
        at: "2026-07-20",
        source: expect.stringContaining("karpenter-provider-aws"),
      },
      facts: {
        key: "ec2/instance/g5.2xlarge/linux/shared",
        region: "us-east-1",
        service: "AmazonEC2",
        sku: "not recorded",
        snapshotAt: "2026-08-14",
        source: "seed",
      },
    });
  });

  test("a recorded SKU, usage type and published unit are facts", () => {
    const price = book.find(natHour(), "us-east-1");
    expect(isUnknown(price) ? {} : price.facts).toMatchObject({
      usageType: "NatGateway-Hours",
      sku: "not recorded",
    });
    const [first] = book.entries("us-east-1").filter(({ key }) => key === "ebs/gp3/throughput");
    const throughput = first && book.find(first.key, "us-east-1");
    expect(throughput).toMatchObject({
      facts: { sku: "SQUFRQX4K92S4SBB", published: "40.96 USD per GiBps-mo", effectiveAt: "2026-08-01" },
    });
  });

  test("two regions keep their own prices: log ingestion 0.5 and 0.57", () => {
    expect(book.find(logsIngest(), "us-east-1")).not.toEqual(book.find(logsIngest(), "eu-west-1"));
    expect(usd(bookOf(TWO_DATES, "2025-12-31"), "p5.48xlarge", "us-west-2")).toBe("55.05");
  });

  test("Route 53 has one list for all regions", () => {
    for (const region of ["us-east-1", "eu-west-1"]) {
      expect(book.find(hostedZone(), region)).toMatchObject({
        unit: "zone-month",
        facts: { region: "global" },
      });
    }
  });
});

describe("a miss is one of four reasons, never 0 and never another region's price", () => {
  test("absent key: names the regions that have it, with the day each was seen", () => {
    expect(miss(book, ec2Instance("g6e.xlarge"), "eu-west-1")).toEqual({
      kind: "unknown",
      reason: "absentKey",
      because:
        "No price for AmazonEC2 g6e.xlarge Linux on-demand in eu-west-1. The book has it in us-east-1 (2026-07-20), us-west-2 (2026-01-20).",
      resolve: "crossover prices refresh --region eu-west-1 --add ec2/instance/g6e.xlarge/linux/shared",
    });
  });

  test("absent key: a common day is said once", () => {
    const two = bookOf(
      [
        ...["us-east-1", "us-west-2"].map((region) => ({
          path: `aws/${region}/2026-07-20.json`,
          hourly: { "g6e.xlarge": "1.861" },
          seenAt: "2026-07-20",
        })),
        { path: "aws/eu-west-1/2026-07-20.json", hourly: { "g5.xlarge": "1.123" } },
      ],
      "2026-11-21",
    );
    expect(miss(two, ec2Instance("g6e.xlarge"), "eu-west-1").because).toBe(
      "No price for AmazonEC2 g6e.xlarge Linux on-demand in eu-west-1. The book has it in us-east-1, us-west-2 (2026-07-20).",
    );
  });

  test("absent key everywhere", () => {
    expect(miss(book, ec2Instance("x1e.32xlarge"), "us-east-1").because).toContain(
      "The book has it nowhere.",
    );
  });

  test("known gaps of the seed stay gaps: RDS gp3 throughput in us-east-1, NAT in us-west-2", () => {
    expect(miss(book, rdsThroughput("single-az"), "us-east-1")).toMatchObject({
      reason: "absentKey",
      because: expect.stringContaining("The book has it in eu-west-1 (2023-02-23)."),
    });
    expect(miss(book, natHour(), "us-west-2").reason).toBe("absentKey");
    expect(isUnknown(book.find(interAz(), "us-west-2"))).toBe(false);
  });

  test("not on demand: p5e.48xlarge, in every region", () => {
    for (const region of ["us-east-1", "eu-west-1"]) {
      expect(miss(book, ec2Instance("p5e.48xlarge"), region)).toMatchObject({
        reason: "notOnDemand",
        because: "p5e.48xlarge has no on-demand price; it is sold as Capacity Blocks.",
      });
    }
    expect(usd(book, "p5en.48xlarge", "us-east-1")).toBe("63.296");
  });

  test("absent region", () => {
    expect(miss(book, natHour(), "ap-south-1")).toMatchObject({
      reason: "absentRegion",
      resolve: "crossover prices refresh --region ap-south-1",
    });
  });

  test("no snapshot at the date", () => {
    expect(miss(bookOf(TWO_DATES, "2025-01-01"), ec2Instance("g5.xlarge"), "us-east-1").reason).toBe(
      "noSnapshot",
    );
  });
});

describe("the as-of date", () => {
  test.each([
    ["2025-04-28", "98.32"],
    ["2025-06-30", "98.32"],
    ["2025-07-01", "55.04"],
    ["2026-11-21", "55.04"],
  ])("on %s p5.48xlarge cost %s as far as we knew", (asOf, expected) => {
    expect(usd(bookOf(TWO_DATES, asOf), "p5.48xlarge", "us-east-1")).toBe(expected);
  });

  test("a region whose first snapshot is later does not exist yet, not even as 'the book has it in'", () => {
    const early = bookOf(TWO_DATES, "2025-05-01");
    expect(early.regions()).toEqual(["us-east-1"]);
    expect(miss(early, ec2Instance("g6.xlarge"), "us-east-1").because).toContain("nowhere");
  });

  test("a second snapshot of the day is newer than the first, the tenth newer than the second", () => {
    const day = bookOf(
      ["-10", "-2", ""].map((suffix, i) => ({
        path: `aws/us-east-1/2025-07-01${suffix}.json`,
        hourly: { "g5.xlarge": `${i + 1}` },
      })),
      "2025-07-01",
    );
    expect(usd(day, "g5.xlarge", "us-east-1")).toBe("1");
    expect(
      day.history(ec2Instance("g5.xlarge"), "us-east-1").map(({ price }) => price.tiers[0]?.usd.toFixed()),
    ).toEqual(["3", "2", "1"]);
  });

  test("history holds what was known, oldest first", () => {
    const p5 = ec2Instance("p5.48xlarge");
    expect(
      bookOf(TWO_DATES, "2026-11-21")
        .history(p5, "us-east-1")
        .map(({ snapshotAt }) => snapshotAt),
    ).toEqual(["2025-04-28", "2025-07-01"]);
    expect(bookOf(TWO_DATES, "2025-05-01").history(p5, "us-east-1")).toHaveLength(1);
  });
});

describe("what the book holds", () => {
  test("257 prices in us-east-1, 170 in us-west-2, 197 in eu-west-1", () => {
    expect(book.regions()).toEqual(["eu-west-1", "us-east-1", "us-west-2"]);
    expect(["us-east-1", "us-west-2", "eu-west-1"].map((region) => book.entries(region).length)).toEqual([
      257, 170, 197,
    ]);
    expect(book.snapshotAt("us-east-1")).toBe("2026-08-14");
    expect(book.snapshotAt("ap-south-1")).toBeUndefined();
  });

  test("instance types are those with a price: 116 in us-east-1, no database class, no p5e", () => {
    const types = book.instanceTypes("us-east-1");
    expect(types).toHaveLength(116);
    expect(types).toContain("g7e.2xlarge");
    expect(types.filter((type) => type.startsWith("db.") || type.startsWith("p5e."))).toEqual([]);
    expect(book.instanceTypes("eu-west-1")).not.toContain("g6e.xlarge");
  });

  test("no price in the book is 0", () => {
    for (const region of [...book.regions(), "global"]) {
      for (const { key } of book.entries(region)) {
        const price = book.find(key, region);
        expect(isUnknown(price) || price.tiers.some(({ usd: one }) => !one.greaterThan(0)), key).toBe(false);
      }
    }
  });

  test("oldest of several: NAT 2024-07-01 before g5 2026-07-20; what is missing is passed over", () => {
    const wanted = [ec2Instance("g5.xlarge"), natHour(), ec2Instance("p5e.48xlarge")].map((key) => ({
      key,
      region: "us-east-1",
    }));
    expect(book.oldest(wanted)).toEqual({
      key: "vpc/nat/hour",
      region: "us-east-1",
      seenAt: "2024-07-01",
      seed: true,
    });
    expect(book.oldest([])).toBeUndefined();
  });

  test("one source of many days counts as its oldest: egress 2024-08-09", () => {
    const egress = book.entries("us-east-1").find(({ key }) => key === "transfer/egress/internet");
    expect(egress?.seenAt).toBe("2024-08-09");
  });
});

describe("requireRegion", () => {
  const refusal = (from: PriceBook, region: string): InputError => {
    try {
      requireRegion(from, region);
    } catch (error) {
      if (error instanceof InputError) return error;
    }
    throw new Error(`${region} was accepted`);
  };

  test("a region with a snapshot passes", () => {
    expect(() => requireRegion(book, "eu-west-1")).not.toThrow();
  });

  test.each([
    ["eu-west1", "REGION_UNKNOWN", 'Unknown region "eu-west1". Did you mean eu-west-1?'],
    ["moon", "REGION_UNKNOWN", 'Unknown region "moon".'],
    ["global", "REGION_UNKNOWN", 'Unknown region "global".'],
    ["cn-north-1", "REGION_CURRENCY", "cn-north-1 is priced in CNY; Crossover reads USD lists only."],
    [
      "ap-south-1",
      "REGION_NOT_IN_BOOK",
      "No prices for ap-south-1 (Asia Pacific (Mumbai)). The book has eu-west-1, us-east-1, us-west-2.",
    ],
  ])("%s is %s, exit 2", (region, code, message) => {
    expect(refusal(book, region)).toMatchObject({ code, message, exitCode: 2 });
  });

  test("the hint of a region that is not in the book is the refresh", () => {
    expect(refusal(book, "ap-south-1").hint).toBe(
      "Fetch them with: crossover prices refresh --region ap-south-1",
    );
  });

  test("before the first snapshot: both dates and the backfill", () => {
    expect(refusal(bookOf(TWO_DATES, "2024-01-15"), "us-east-1")).toMatchObject({
      code: "NO_SNAPSHOT",
      exitCode: 2,
      message: "No prices for us-east-1 on or before 2024-01-15; the first snapshot is 2025-04-28.",
      hint: "Backfill with: crossover prices refresh --region us-east-1 --via bulk --published-before 2024-01-15",
    });
  });
});
