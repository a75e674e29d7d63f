/**
 * What went wrong in other tools, each with the rule that did it and the row that it took.
 *
 * Tested where it belongs and not again here:
 *
 * | what happened                                         | where it is tested                                          |
 * | ----------------------------------------------------- | ----------------------------------------------------------- |
 * | first page only, MaxResults 1, expired tokens          | test/aws/price-list-query.test.ts                            |
 * | client in any region: DNS error                        | test/aws/price-list-query.test.ts, "refused by name"         |
 * | throttling, cut answers, downloads cut short           | test/aws/price-list-trouble.test.ts, bulk-download.test.ts   |
 * | a file of 450 MB at 2.5 GB of memory                   | test/aws/offer-memory.test.ts                                |
 * | same price everywhere, lists cut to a few rows         | test/prices/guards.test.ts                                   |
 * | prices fetched in preview                              | test/cli/no-socket.test.ts                                   |
 * | own prices and discounts, kept out of the repository   | test/prices/overrides.test.ts, test/cli/overrides.test.ts    |
 * | history repriced with today's list, stale prices       | test/prices/price-book.test.ts, test/cli/refresh.test.ts     |
 * | a missing price in a report: "at least", no saving     | test/cli/unknown-doors.test.ts                               |
 */
import { describe, expect, it, test } from "vitest";
import { commitmentsOf } from "../../../src/prices/list/commitment-terms.ts";
import { recipeFor } from "../../../src/prices/list/recipe.ts";
import { savingsPlanRates } from "../../../src/prices/list/savings-plan.ts";
import { effectiveHourly } from "../../../src/prices/override/commitment.ts";
import { parsePriceKey } from "../../../src/prices/price-key.ts";
import { Decimal } from "../../../src/units.ts";
import { committedBook } from "../books.ts";
import { ask, instanceRow, priceOf, rowOf, rules, without } from "./ask.ts";
import { byUsage, firstRow, lastRow, printed, smallestNonZero, sumOfKnown } from "./naive.ts";
import { documentOf, type ListRow } from "./row.ts";

const linux = (type: string) => `ec2/instance/${type}/linux/shared`;
const decoy = (type: string, usd: string, change: ListRow) =>
  instanceRow(type, usd, { sku: "DECOY00000000001", ...change });

describe("rows at 0 beside the price", () => {
  const used = { operatingSystem: "Linux", tenancy: "Shared", capacitystatus: "Used" };

  test.each([
    ["p4d.24xlarge", "21.9576420000", "21.957642"],
    ["p5.48xlarge", "55.0400000000", "55.04"],
  ])(
    "%s: the Capacity Block at 0, before and after (naive: every filter but marketoption)",
    (type, usd, ours) => {
      const block = decoy(type, "0.0000000000", { attributes: { marketoption: "CapacityBlock" } });
      const row = instanceRow(type, usd);
      expect(firstRow([block, row], used)).toBe("0.0000000000");
      expect(lastRow([row, block], used)).toBe("0.0000000000");
      for (const documents of [
        [block, row],
        [row, block],
      ])
        expect(priceOf(ask(linux(type), documents))).toBe(ours);
    },
  );

  test("p5e.48xlarge has the Capacity Block alone: no price (naive: 0)", () => {
    const block = decoy("p5e.48xlarge", "0.0000000000", { attributes: { marketoption: "CapacityBlock" } });
    expect(firstRow([block], used)).toBe("0.0000000000");
    expect(ask(linux("p5e.48xlarge"), [block])).toMatchObject({
      kind: "none",
      candidates: [{ lost: [{ attribute: "marketoption", wanted: "OnDemand", got: "CapacityBlock" }] }],
    });
  });

  test.each([
    ["UnusedBox", "UnusedCapacityReservation"],
    ["Reservation", "AllocatedCapacityReservation"],
  ])("%s at 0 (naive: capacity status is not asked for)", (usage, capacitystatus) => {
    const twin = decoy("m7g.large", "0.0000000000", {
      usage: `${usage}:m7g.large`,
      attributes: { capacitystatus },
    });
    const row = instanceRow("m7g.large", "0.0816000000");
    const open = { operatingSystem: "Linux", tenancy: "Shared", instanceType: "m7g.large" };
    expect(firstRow([twin, row], open)).toBe("0.0000000000");
    expect(priceOf(ask(linux("m7g.large"), [twin, row]))).toBe("0.0816");
  });

  test("a true row at 0 is an error with its SKU (naive: 0 is a price)", () => {
    const row = instanceRow("g5.2xlarge", "0.0000000000");
    expect(firstRow([row], used)).toBe("0.0000000000");
    expect(ask(linux("g5.2xlarge"), [row])).toMatchObject({
      kind: "zero",
      because: expect.stringMatching(/price of 0 .*SKU TRUEROW.*marketoption OnDemand.*cannot be free/),
    });
  });

  test("RDS gp3 storage: engine Any at 0 (naive: volume type alone)", () => {
    const key = "rds/storage/gp3/single-az";
    for (const usage of ["RDS:GP3-Storage", "USE1-RDS:GP3-Storage"]) {
      const row = rowOf(key, { usage });
      const any = rowOf(key, {
        usage,
        usd: "0.0000000000",
        attributes: { databaseEngine: "Any" },
        sku: "ANY",
      });
      expect(firstRow([any, row], { volumeType: "General Purpose-GP3" })).toBe("0.0000000000");
      expect(priceOf(ask(key, [any, row]))).toBe("0.115");
    }
  });
});

describe("another region", () => {
  test("its documents come first (naive: the region is in the cache key only)", () => {
    const key = linux("g5.2xlarge");
    const abroad = instanceRow("g5.2xlarge", "1.3529600000", {
      usage: "EU-BoxUsage:g5.2xlarge",
      attributes: { regionCode: "eu-west-1" },
      sku: "ABROAD",
    });
    const home = instanceRow("g5.2xlarge", "1.2120000000");
    const cache = new Map<string, string | undefined>();
    for (const region of ["us-east-1", "eu-west-1"]) cache.set(region, firstRow([abroad, home]));
    expect([...cache.values()]).toEqual(["1.3529600000", "1.3529600000"]);
    expect(priceOf(ask(key, [abroad, home], "us-east-1"))).toBe("1.212");
    expect(priceOf(ask(key, [abroad, home], "eu-west-1"))).toBe("1.35296");
  });

  /** As one tool had it: guessed from the region's name. */
  const GUESSED: Readonly<Record<string, string>> = {
    "eu-west-1": "EUW1",
    "ap-south-1": "APS1",
    "ap-south-2": "APS2",
    "ap-southeast-1": "APS1",
    "ap-southeast-2": "APS2",
    "ap-southeast-3": "APS3",
  };
  test.each([
    ["eu-west-1", "EU", true],
    ["ap-south-1", "APS3", true],
    ["ap-south-2", "APS5", true],
    ["ap-southeast-1", "APS1", false],
    ["ap-southeast-2", "APS2", false],
    ["ap-southeast-3", "APS4", true],
  ])(
    "%s is %s- in the list, and no table says so (naive: prefix from a table, else 0)",
    (region, prefix, lost) => {
      const key = "vpc/nat/hour";
      const usage = `${prefix}-NatGateway-Hours`;
      const row = rowOf(key, { usage, usd: "0.0560000000", attributes: { regionCode: region } });
      const guessed = byUsage([row], new RegExp(`^${GUESSED[region]}-NatGateway-Hours$`)) ?? "0";
      expect(guessed === "0").toBe(lost);
      expect(priceOf(ask(key, [row], region))).toBe("0.056");
    },
  );

  test.each(["BoxUsage", "USE1-BoxUsage", "us-east-1-BoxUsage"])("us-east-1 may say %s", (usage) => {
    const row = instanceRow("g5.2xlarge", "1.2120000000", { usage: `${usage}:g5.2xlarge` });
    expect(priceOf(ask(linux("g5.2xlarge"), [row]))).toBe("1.212");
  });

  test.each(["eu-west-1-BoxUsage", "Global-BoxUsage", "USE-BoxUsage", "EU1-BoxUsage", "EUBoxUsage"])(
    "%s is no usage type of us-east-1",
    (usage) => {
      const row = instanceRow("g5.2xlarge", "1.2120000000", { usage: `${usage}:g5.2xlarge` });
      expect(byUsage([row], /BoxUsage:g5\.2xlarge$/)).toBe("1.2120000000");
      expect(ask(linux("g5.2xlarge"), [row]).kind).toBe("none");
    },
  );

  test("a Local Zone of the same list (naive: by the place's name)", () => {
    const key = linux("g5.2xlarge");
    const zone = decoy("g5.2xlarge", "1.5750000000", {
      usage: "BOS1-BoxUsage:g5.2xlarge",
      attributes: {
        location: "US East (Boston)",
        locationType: "AWS Local Zone",
        regionCode: "us-east-1-bos-1",
      },
    });
    const row = instanceRow("g5.2xlarge", "1.2120000000");
    const byName = [zone, row].filter(({ attributes }) => attributes.location?.startsWith("US East"));
    expect(printed(byName[0])).toBe("1.5750000000");
    expect(priceOf(ask(key, [zone, row]))).toBe("1.212");
  });

  test("a row without region is taken from that region's own file and from no other (naive: always)", () => {
    const key = "vpc/nat/hour";
    const row = without(rowOf(key), "regionCode");
    expect(firstRow([row])).toBe("0.0450000000");
    expect(ask(key, [row], "us-east-1").kind).toBe("none");
    expect(ask(key, [row], "us-east-1", "eu-west-1").kind).toBe("none");
    expect(ask(key, [row], "us-east-1", "us-east-1")).toMatchObject({
      tiers: [{ usd: "0.045" }],
      notPublished: ["regionCode"],
    });
  });
});

describe("names that look alike", () => {
  test.each([
    [
      "elb/alb/hour",
      "TS-LoadBalancerUsage",
      "0.0056000000",
      /^(?:[A-Z0-9]+-)?LoadBalancerUsage$/,
      "any capitals",
    ],
    ["elb/alb/hour", "Outposts-LoadBalancerUsage", "0.0300000000", /LoadBalancerUsage/, "no anchor"],
    ["elb/alb/lcu", "Outposts-LCUUsage", "0.0000000000", /LCUUsage$/, "no anchor"],
    ["vpc/nat/hour", "RegionalNatGateway-Hours", "0.0900000000", /NatGateway-Hours/, "no anchor"],
    ["vpc/nat/gb", "NatGateway-Prvd-Bytes", "0.0000000000", /NatGateway-.*Bytes/, "anything between"],
    [
      "cloudwatch/alarm/standard",
      "CW:CompositeAlarmMonitorUsage",
      "0.5000000000",
      /AlarmMonitorUsage$/,
      "the end",
    ],
    [
      "ebs/snapshot/standard",
      "EBS:SnapshotUsageUnderBilling",
      "0.0000000000",
      /EBS:SnapshotUsage/,
      "the beginning",
    ],
    ["rds/backup", "Aurora:BackupUsage", "0.0210000000", /BackupUsage/, "no anchor"],
  ] as const)("%s is not %s (naive: %s by %s, %s)", (key, usage, usd, pattern, _) => {
    const other = rowOf(key, { usage, usd, sku: "DECOY00000000001" });
    const row = rowOf(key);
    expect(byUsage([other, row], pattern)).toBe(usd);
    expect(ask(key, [other, row])).toMatchObject({ kind: "price", sku: "TRUEROW000000001", merged: [] });
    expect(ask(key, [other]).kind).toBe("none");
  });

  test("vended logs are tiered, plain ingestion is flat (naive: the tiers of whatever log row)", () => {
    const key = "cloudwatch/logs/ingest";
    const vended = rowOf(key, {
      usage: "USE1-VendedLog-Bytes",
      sku: "VENDED",
      usd: [
        ["0", "0.5000000000"],
        ["10240", "0.2500000000"],
        ["30720", "0.1000000000"],
      ],
    });
    const row = rowOf(key);
    expect(
      [vended, row].find(({ attributes }) => attributes.group === "Ingested Logs")?.terms[0]?.dimensions,
    ).toHaveLength(3);
    expect(ask(key, [vended, row])).toMatchObject({
      kind: "price",
      tiers: [{ begin: "0", end: "Inf", usd: "0.5" }],
    });
  });

  test("network load balancers have capacity units of their own (naive: those of the application kind)", () => {
    const [alb, nlb] = [rowOf("elb/alb/lcu", { sku: "ALB" }), rowOf("elb/nlb/nlcu", { sku: "NLB" })];
    expect(byUsage([alb, nlb], /^LCUUsage$/)).toBe("0.0080000000");
    expect(ask("elb/nlb/nlcu", [alb, nlb])).toMatchObject({ sku: "NLB", unit: "NLCU-hour" });
    expect(ask("elb/alb/lcu", [alb, nlb])).toMatchObject({ sku: "ALB", unit: "LCU-hour" });
    const perUnit = rules.values.lcu;
    expect(JSON.stringify(perUnit)).toContain("3000");
    expect(JSON.stringify(rules.values.nlcu)).toContain("100000");
  });
});

describe("another tenancy, another machine", () => {
  test.each([
    ["r5.large", "0.1260000000", "0.1386000000"],
    ["r6g.metal", "3.2256000000", "3.4191360000"],
  ])(
    "%s Dedicated is a little dearer (naive: tenancy is not asked for, the last row stays)",
    (type, usd, dear) => {
      const dedicated = decoy(type, dear, {
        usage: `DedicatedUsage:${type}`,
        attributes: { tenancy: "Dedicated" },
      });
      const row = instanceRow(type, usd);
      const linuxOnly = { operatingSystem: "Linux", capacitystatus: "Used", instanceType: type };
      expect(lastRow([row, dedicated], linuxOnly)).toBe(dear);
      expect(priceOf(ask(linux(type), [row, dedicated]))).toBe(new Decimal(usd).toFixed());
      expect(ask(linux(type), [dedicated]).kind).toBe("none");
    },
  );

  test("a metal size has a family of its own (naive: Compute Instance only, so 0)", () => {
    const row = instanceRow("r6g.metal", "3.2256000000");
    const found = [row].filter(({ productFamily }) => productFamily === "Compute Instance");
    expect(printed(found[0]) ?? "0").toBe("0");
    expect(priceOf(ask(linux("r6g.metal"), [row]))).toBe("3.2256");
  });

  test("a host stands under the bare family (naive: the type begins with it)", () => {
    const host = decoy("g5", "7.3000000000", { family: "Dedicated Host", usage: "HostUsage:g5" });
    const row = instanceRow("g5.2xlarge", "1.2120000000");
    const begins = [host, row].find(({ attributes }) =>
      "g5.2xlarge".startsWith(attributes.instanceType ?? "-"),
    );
    expect(printed(begins)).toBe("7.3000000000");
    expect(priceOf(ask(linux("g5.2xlarge"), [host, row]))).toBe("1.212");
    expect(recipeFor(linux("g5"))).toBeUndefined();
  });
});

describe("several prices", () => {
  test("are a question that says what they differ in (naive: the smallest that is not zero)", () => {
    const key = "vpc/nat/hour";
    const dear = rowOf(key, { usd: "0.0900000000", usage: "USE1-NatGateway-Hours", sku: "DEAR" });
    const row = rowOf(key);
    expect(smallestNonZero([dear, row])).toBe("0.0450000000");
    expect(ask(key, [dear, row])).toMatchObject({
      kind: "ambiguous",
      because: expect.stringMatching(
        /0\.0900000000 \(USE1-NatGateway-Hours\) and 0\.0450000000 \(NatGateway-Hours\) differ in usagetype/,
      ),
    });
    const twins = [rowOf(key, { sku: "A" }), rowOf(key, { sku: "B", usd: "0.05" })];
    expect(ask(key, twins)).toMatchObject({
      kind: "ambiguous",
      because: expect.stringContaining("their SKU"),
    });
  });

  test("zero beside a price is a question too (naive: the one that is not zero)", () => {
    const key = "vpc/nat/hour";
    const free = rowOf(key, { usd: "0.0000000000", sku: "FREE" });
    expect(smallestNonZero([free, rowOf(key)])).toBe("0.0450000000");
    expect(ask(key, [free, rowOf(key)]).kind).toBe("ambiguous");
  });

  test("one price under several SKUs is one, and they are recorded", () => {
    const key = "vpc/nat/hour";
    const rows = ["C", "A", "B"].map((sku) => rowOf(key, { sku }));
    expect(ask(key, rows)).toMatchObject({ kind: "price", sku: "A", matched: 3, merged: ["B", "C"] });
  });
});

describe("no price", () => {
  test("is no 0 in a sum (naive: the type that is not sold looks like a saving)", () => {
    const book = committedBook();
    const keyOf = (key: string) => {
      const parsed = parsePriceKey(key);
      if (parsed === undefined) throw new Error(key);
      return parsed;
    };
    const sold = book.find(keyOf(linux("g5.xlarge")), "eu-west-1");
    const unsold = book.find(keyOf(linux("g6e.xlarge")), "eu-west-1");
    const usd = (price: typeof sold) => ("tiers" in price ? price.tiers[0]?.usd.toFixed() : undefined);
    expect(sumOfKnown([usd(unsold), "10"])).toBeLessThan(sumOfKnown([usd(sold), "10"]));
    expect(unsold).toMatchObject({ kind: "unknown" });
    expect(unsold).not.toHaveProperty("tiers");
  });

  test("names the nearest rows and what each lost, three at most (naive: undefined, then 0)", () => {
    const rows = ["Windows", "RHEL", "SUSE", "Ubuntu Pro"].map((operatingSystem, i) =>
      instanceRow("g5.2xlarge", "1.9", { attributes: { operatingSystem }, sku: `OS${i}` }),
    );
    const selection = ask(linux("g5.2xlarge"), rows);
    expect(firstRow(rows, { operatingSystem: "Linux" }) ?? "0").toBe("0");
    expect(selection.kind === "none" && selection.candidates.map(({ sku, lost }) => [sku, lost])).toEqual([
      ["OS0", [{ attribute: "operatingSystem", wanted: "Linux", got: "Windows" }]],
      ["OS1", [{ attribute: "operatingSystem", wanted: "Linux", got: "RHEL" }]],
      ["OS2", [{ attribute: "operatingSystem", wanted: "Linux", got: "SUSE" }]],
    ]);
  });
});

describe("units, currencies, tiers", () => {
  test("gp3 throughput is printed per GiB/s: 40.96 is 0.04 a MiB/s (naive: 40.96)", () => {
    const row = rowOf("ebs/gp3/throughput");
    expect(printed(row)).toBe("40.9600000000");
    expect(ask("ebs/gp3/throughput", [row])).toMatchObject({
      unit: "MiBps-month",
      tiers: [{ usd: "0.04" }],
      published: { unit: "GiBps-mo", usd: ["40.9600000000"] },
    });
  });

  test.each([
    ["Requests", /per Requests, which does not mean hour/],
    ["Fortnights", /per Fortnights/],
    ["", /per nothing/],
  ])("a unit %j that does not mean ours is an error (naive: the number alone)", (unit, because) => {
    const row = rowOf("vpc/nat/hour", { unit });
    expect(printed(row)).toBe("0.0450000000");
    expect(ask("vpc/nat/hour", [row])).toMatchObject({
      kind: "unit",
      because: expect.stringMatching(because),
    });
  });

  test("CNY is not USD (naive: the first number of pricePerUnit)", () => {
    const row = rowOf("vpc/nat/hour");
    const [term] = row.terms;
    const [dimension] = term?.dimensions ?? [];
    if (term === undefined || dimension === undefined) throw new Error("no term");
    const yuan = {
      ...row,
      terms: [{ ...term, dimensions: [{ ...dimension, pricePerUnit: { CNY: "0.42" } }] }],
    };
    expect(Object.values(yuan.terms[0]?.dimensions[0]?.pricePerUnit ?? {})[0]).toBe("0.42");
    expect(ask("vpc/nat/hour", [yuan])).toMatchObject({
      kind: "currency",
      because: expect.stringContaining("CNY"),
    });
  });

  const tiered = (ranges: readonly (readonly [string, string, string])[]) => {
    const row = rowOf("s3/standard/storage", { usd: "1" });
    const [term] = row.terms;
    if (term === undefined) throw new Error("no term");
    const dimensions = ranges.map(([beginRange, endRange, usd], i) => ({
      rateCode: `R${i}`,
      unit: "GB-Mo",
      beginRange,
      endRange,
      pricePerUnit: { USD: usd },
    }));
    return { ...row, terms: [{ ...term, dimensions }] };
  };

  test("tiers stand in no order (naive: the first is the price)", () => {
    const row = tiered([
      ["512000", "Inf", "0.021"],
      ["0", "51200", "0.023"],
      ["51200", "512000", "0.022"],
    ]);
    expect(printed(row)).toBe("0.021");
    const selection = ask("s3/standard/storage", [row]);
    expect(
      selection.kind === "price" && selection.tiers.map(({ begin, end, usd }) => [begin, end, usd]),
    ).toEqual([
      ["0", "51200", "0.023"],
      ["51200", "512000", "0.022"],
      ["512000", "Inf", "0.021"],
    ]);
  });

  test.each([
    [
      "a gap",
      [
        ["0", "10", "1"],
        ["11", "Inf", "2"],
      ],
      /begins at 11 where 10 was reached/,
    ],
    [
      "an overlap",
      [
        ["0", "10", "1"],
        ["9", "Inf", "2"],
      ],
      /begins at 9 where 10/,
    ],
    ["not from 0", [["1", "Inf", "1"]], /begins at 1 where 0/],
    ["no open end", [["0", "10", "1"]], /ends at 10, not at Inf/],
    [
      "two first tiers",
      [
        ["0", "Inf", "1"],
        ["0", "Inf", "2"],
      ],
      /begins at 0 where Inf/,
    ],
    [
      "a tier of nothing",
      [
        ["0", "10", "1"],
        ["10", "10", "2"],
        ["10", "Inf", "3"],
      ],
      /from 10 ends at 10/,
    ],
    [
      "a tier backwards",
      [
        ["0", "10", "1"],
        ["10", "5", "2"],
        ["5", "Inf", "3"],
      ],
      /tier/,
    ],
    ["a price in words", [["0", "Inf", "free"]], /"free" is no number/],
    ["a negative price", [["0", "Inf", "-1"]], /"-1" is no number/],
    ["an exponent", [["0", "Inf", "1e-7"]], /"1e-7" is no number/],
    ["an endless price", [["0", "Inf", "Inf"]], /no number|tier/],
    ["no price", [["0", "Inf", ""]], /"" is no number/],
  ] as const)("%s is an error (naive: the first tier)", (_, ranges, because) => {
    const row = tiered(ranges);
    expect(printed(row)).toBe(ranges[0]?.[2]);
    expect(ask("s3/standard/storage", [row])).toMatchObject({
      kind: "tiers",
      because: expect.stringMatching(because),
    });
  });

  test("a row with two terms on demand of two prices is a question (naive: the first term)", () => {
    const row = rowOf("vpc/nat/hour");
    const other = rowOf("vpc/nat/hour", { usd: "0.0500000000" });
    const both = { ...row, terms: [...row.terms, ...other.terms] };
    expect(printed(both)).toBe("0.0450000000");
    expect(ask("vpc/nat/hour", [both]).kind).toBe("ambiguous");
  });

  test("decimals stay as they are (naive: 0.09000000357, 0.05000000075)", () => {
    expect(String(Math.fround(Number("0.0900000000")))).toMatch(/^0\.0900000035/);
    expect(String(Math.fround(Number("0.0500000000")))).toMatch(/^0\.0500000007/);
    const egress = ask("transfer/egress/internet", [rowOf("transfer/egress/internet")]);
    expect(egress.kind === "price" && egress.tiers.map(({ usd }) => usd)).toEqual([
      "0.09",
      "0.085",
      "0.07",
      "0.05",
    ]);
    const small = rowOf("s3/standard/requests-tier2");
    expect(String(Number(printed(small)))).toBe("4e-7");
    expect(priceOf(ask("s3/standard/requests-tier2", [small]))).toBe("0.0000004");
  });
});

describe("lists that are older than an attribute", () => {
  const row = without(instanceRow("g5.2xlarge", "1.2120000000"), "marketoption", "operation");

  test("what no row carries cannot bind, and is recorded (naive: nothing is found)", () => {
    expect(firstRow([row], { marketoption: "OnDemand" })).toBeUndefined();
    expect(ask(linux("g5.2xlarge"), [row])).toMatchObject({
      kind: "price",
      notPublished: ["marketoption", "operation"],
    });
  });

  test("one row that carries it, of whatever product of the service, makes it bind", () => {
    const elsewhere = instanceRow("t3.micro", "0.0104000000", { sku: "ZELSEWHERE" });
    expect(ask(linux("g5.2xlarge"), [row, elsewhere])).toMatchObject({
      kind: "none",
      candidates: [{ sku: "TRUEROW000000001" }, { sku: "ZELSEWHERE" }],
    });
  });

  test("an empty value is none; another service's attribute does not bind", () => {
    const empty = instanceRow("t3.micro", "0.0104", { attributes: { marketoption: "", operation: "" } });
    const other = documentOf("vpc/endpoint/hour", {
      family: "VpcEndpoint",
      attributes: { marketoption: "OnDemand", operation: "VpcEndpoint" },
    });
    expect(ask(linux("g5.2xlarge"), [row, empty, other])).toMatchObject({ kind: "price" });
  });

  test("service, family and usage type always bind", () => {
    expect(ask(linux("g5.2xlarge"), [{ ...row, productFamily: "" }]).kind).toBe("none");
    expect(ask(linux("g5.2xlarge"), [without(row, "usagetype")]).kind).toBe("none");
    expect(ask(linux("g5.2xlarge"), [{ ...row, service: "AmazonECS" }]).kind).toBe("none");
  });
});

describe("commitments", () => {
  const dimension = (unit: string, usd: string) => ({
    rateCode: `R.${unit}`,
    unit,
    beginRange: "",
    endRange: "",
    pricePerUnit: { USD: usd },
  });
  const lease = (PurchaseOption: string, dimensions: readonly ReturnType<typeof dimension>[]) => ({
    ...instanceRow("t3.medium", "0.0416000000"),
    terms: [
      {
        kind: "Reserved" as const,
        offerTermCode: "HU7G6KETJZ",
        effectiveDate: "2026-08-10",
        attributes: { LeaseContractLength: "1yr", OfferingClass: "standard", PurchaseOption },
        dimensions,
      },
    ],
  });
  const hourOf = (document: ReturnType<typeof lease>) => {
    const [one] = commitmentsOf(document);
    if (one === undefined) return undefined;
    const { hourlyUsd, upfrontUsd, termMonths } = one;
    const rate = { hourlyUsd: new Decimal(hourlyUsd), upfrontUsd: new Decimal(upfrontUsd), termMonths };
    return effectiveHourly(rate).toDecimalPlaces(6).toString();
  };

  test("all upfront is no hour at 0, partial has its payment in it (naive: the hourly dimension)", () => {
    const all = lease("All Upfront", [dimension("Hrs", "0.0000000000"), dimension("Quantity", "214")]);
    const partial = lease("Partial Upfront", [
      dimension("Quantity", "109"),
      dimension("Hrs", "0.0124000000"),
    ]);
    const hourly = (document: ReturnType<typeof lease>) =>
      document.terms[0]?.dimensions.find(({ unit }) => unit === "Hrs")?.pricePerUnit.USD;
    expect([hourly(all), hourly(partial)]).toEqual(["0.0000000000", "0.0124000000"]);
    expect(hourOf(all)).toBe("0.024429");
    expect(hourOf(partial)).toBe("0.024843");
  });

  test.each([
    ["a payment that is missing", lease("Partial Upfront", [dimension("Hrs", "0.0124")])],
    ["all upfront without any", lease("All Upfront", [dimension("Hrs", "0.0000000000")])],
    [
      "a payment where there is none",
      lease("No Upfront", [dimension("Hrs", "0.02"), dimension("Quantity", "9")]),
    ],
    ["two hours", lease("No Upfront", [dimension("Hrs", "0.02"), dimension("Hrs", "0.03")])],
    ["a unit that is neither", lease("No Upfront", [dimension("GB-Mo", "0.02")])],
    ["a price in words", lease("No Upfront", [dimension("Hrs", "free")])],
    ["nothing by the hour", lease("No Upfront", [dimension("Hrs", "0.0000000000")])],
    ["no currency of ours", lease("No Upfront", [{ ...dimension("Hrs", "1"), pricePerUnit: { USD: "" } }])],
  ])("%s is no rate (naive: what is there)", (_, document) => {
    expect(commitmentsOf(document)).toEqual([]);
  });

  test("a savings plan of two operations of one usage type (naive: the last row stays)", () => {
    const usage = {
      sku: "LINUX",
      service: "AmazonEC2",
      region: "us-east-1",
      usageType: "BoxUsage:m7g.large",
      operation: "RunInstances",
    };
    const row = (operation: string, sku: string, rate: string) => ({
      ...usage,
      plan: "ComputeSavingsPlans",
      rateCode: `P.${sku}`,
      unit: "Hrs",
      effectiveDate: "2026-09-01",
      rate,
      currency: "USD",
      operation,
      sku,
      purchaseOption: "No Upfront",
      termMonths: 12,
    });
    const rows = [row("RunInstances", "LINUX", "0.0566"), row("RunInstances:0800", "BYOL", "0.0491")];
    const last = new Map(rows.map(({ usageType, rate }) => [usageType, rate]));
    expect(last.get("BoxUsage:m7g.large")).toBe("0.0491");
    expect(savingsPlanRates(rows, usage)).toMatchObject({ kind: "rates", rates: [{ hourlyUsd: "0.0566" }] });
  });
});

it("documents come as String objects (naive: only what typeof calls a string is parsed)", () => {
  // The client hands out an object of its own whose typeof is "object"; it prints as JSON.
  const items: unknown[] = [Object(JSON.stringify({ product: { sku: "A" } }))];
  const naive = items.map((item) => (typeof item === "string" ? JSON.parse(item) : item));
  expect(naive[0]).not.toHaveProperty("product");
  expect(JSON.parse(String(items[0]))).toHaveProperty("product.sku", "A");
  // The client itself: test/aws/price-list-query.test.ts.
});
