import { describe, expect, test } from "vitest";
import { type Candidate, trippedBy } from "../../src/prices/book/guards.ts";
import type { Snapshot, SnapshotEntry } from "../../src/prices/book/snapshot.ts";
import type { NotSelectedKind, SelectedPrice } from "../../src/prices/list/selection.ts";

const linux = (type: string) => `ec2/instance/${type}/linux/shared`;

interface Priced {
  readonly usd: string;
  readonly memoryGiB?: number;
  readonly gpus?: number;
}
type Prices = Readonly<Record<string, string | Priced>>;

const usdOf = (price: string | Priced) => (typeof price === "string" ? price : price.usd);

function entryOf(key: string, usd: string): SnapshotEntry {
  return {
    service: key.startsWith("ec2/") ? "AmazonEC2" : "AmazonCloudWatch",
    unit: "hour",
    tiers: [{ begin: "0", end: "Inf", usd }],
    source: { kind: "seed", cite: "a list", seenAt: "2026-07-20" },
  };
}

const entriesOf = (prices: Prices) =>
  Object.fromEntries(Object.entries(prices).map(([key, price]) => [key, entryOf(key, usdOf(price))]));

const snapshotOf = (prices: Prices): Snapshot => ({
  schema: 1,
  partition: "aws",
  region: "us-east-1",
  currency: "USD",
  snapshotAt: "2025-04-28",
  tool: "test",
  because: "test",
  entries: entriesOf(prices),
});

function selectedOf(key: string, price: string | Priced): [string, SelectedPrice] {
  const { usd, ...size }: Priced = typeof price === "string" ? { usd: price } : price;
  const tiers = [{ begin: "0", end: "Inf", usd, rateCode: "R" }];
  const told = { sku: "S", offerTermCode: "T", usageType: key, operation: "", unit: "hour", tiers };
  const published = { unit: "Hrs", usd: [usd] };
  const found = { matched: 1, merged: [], notPublished: [], commitments: [], effectiveAt: "2026-08-01" };
  return [key, { kind: "price", ...told, published, ...found, ...size }];
}

/** A refresh that finds these prices where the book has those. */
function refresh(before: Prices | undefined, now: Prices, more: Partial<Candidate> = {}): Candidate {
  return {
    region: "us-east-1",
    ...(before && { before: snapshotOf(before) }),
    entries: entriesOf(now),
    selected: new Map(Object.entries(now).map(([key, price]) => selectedOf(key, price))),
    notSelected: new Map(),
    values: new Map([["tenancy", new Set(["Shared", "Dedicated", "Host"])]]),
    rows: {},
    others: [],
    ...more,
  };
}

const tripped = (candidate: Candidate) =>
  trippedBy(candidate).map(({ guard, key, acceptable }) => [guard, key, acceptable]);
const said = (candidate: Candidate) => trippedBy(candidate).map(({ because }) => because);

/** Forty prices that nobody moves. */
const QUIET: Prices = Object.fromEntries(
  Array.from({ length: 40 }, (_, n) => [linux(`c5.${n + 1}xlarge`), String(n + 1)]),
);

describe("an honest refresh", () => {
  test("of the same prices trips nothing", () => {
    const real = {
      [linux("r6g.large")]: { usd: "0.1008", memoryGiB: 16 },
      [linux("r6g.xlarge")]: { usd: "0.2016", memoryGiB: 32 },
      [linux("g5.2xlarge")]: { usd: "1.212", memoryGiB: 32, gpus: 1 },
      [linux("p5.48xlarge")]: { usd: "55.04", memoryGiB: 2048, gpus: 8 },
      [linux("g4dn.xlarge")]: { usd: "0.526", memoryGiB: 16, gpus: 1 },
    };
    const rows = { AmazonEC2: { now: 100_000, before: 106_000 } };
    expect(tripped(refresh({ ...QUIET, ...real }, { ...QUIET, ...real }, { rows }))).toEqual([]);
    expect(tripped(refresh(undefined, { ...QUIET, ...real }, { rows: { AmazonEC2: { now: 10 } } }))).toEqual(
      [],
    );
  });

  test("may move a price a little, add one and bring more rows", () => {
    const before = { ...QUIET, [linux("c5.large")]: "0.085" };
    const now = { ...QUIET, [linux("c5.large")]: "0.0816", [linux("c5.metal")]: "4.08" };
    expect(tripped(refresh(before, now, { rows: { AmazonEC2: { now: 9, before: 5 } } }))).toEqual([]);
  });
});

describe("moved", () => {
  test("the cuts of June 2025 are told in full and may be accepted", () => {
    const p4d = linux("p4d.24xlarge");
    const p5 = linux("p5.48xlarge");
    const before = { ...QUIET, [p4d]: "32.7726", [p5]: "98.32" };
    const candidate = refresh(before, { ...QUIET, [p4d]: "21.957642", [p5]: "55.04" });
    expect(tripped(candidate)).toEqual([
      ["moved", p4d, true],
      ["moved", p5, true],
    ]);
    expect(said(candidate)).toEqual([
      `${p4d} moved −33.0 % (32.7726 → 21.957642), more than 20 %`,
      `${p5} moved −44.0 % (98.32 → 55.04), more than 20 %`,
    ]);
  });

  test("from 0 to a price: no share is made up for it", () => {
    const key = linux("g5.xlarge");
    const candidate = refresh({ ...QUIET, [key]: "0" }, { ...QUIET, [key]: "0.0001" });
    expect(said(candidate)).toEqual([
      `${key} has other tiers, another unit or a price in the place of 0 (0 → 0.0001)`,
    ]);
  });

  test.each([
    ["1", "1.2", 0],
    ["1", "1.2001", 1],
    ["1", "0.8", 0],
    ["1", "0.7999", 1],
  ])("%s to %s trips %i", (old, now, count) => {
    const key = linux("g5.xlarge");
    expect(tripped(refresh({ ...QUIET, [key]: old }, { ...QUIET, [key]: now }))).toHaveLength(count);
  });

  test.each(["r6g", "r7g", "r8g", "m6g", "m7g", "m7i", "t3", "t4g", "c7g"])("%s at all", (family) => {
    const key = linux(`${family}.large`);
    const candidate = refresh({ ...QUIET, [key]: "0.1" }, { ...QUIET, [key]: "0.1001" });
    expect(tripped(candidate)).toEqual([["moved", key, true]]);
  });

  test("other tiers than before", () => {
    const key = "cloudwatch/metric";
    const candidate = refresh({ ...QUIET, [key]: "0.3" }, { ...QUIET, [key]: "0.3" });
    const tiers = [
      { begin: "0", end: "10", usd: "0.3" },
      { begin: "10", end: "Inf", usd: "0.3" },
    ];
    const entries = { ...candidate.entries, [key]: { ...entryOf(key, "0.3"), tiers } };
    expect(said({ ...candidate, entries })).toEqual([
      `${key} has other tiers, another unit or a price in the place of 0 (0.3 → 0.3/0.3)`,
    ]);
  });
});

test("many: more than one in twenty moves, each a little", () => {
  const nudged = (count: number) =>
    Object.fromEntries(
      Object.entries(QUIET).map(([key, usd], n) => [key, n < count ? `${Number(usdOf(usd)) * 1.01}` : usd]),
    );
  expect(tripped(refresh(QUIET, nudged(2)))).toEqual([]);
  expect(tripped(refresh(QUIET, nudged(3)))).toEqual([["many", undefined, true]]);
});

describe("what is not there", () => {
  const lost = (kind: NotSelectedKind, key: string) => {
    const notSelected = new Map([[key, { kind, because: "it says so", candidates: [] }]]);
    return refresh({ ...QUIET, [linux("g5.xlarge")]: "1.006" }, QUIET, { notSelected });
  };

  test("vanished: a key of the book without a row, which a reason may make right", () => {
    expect(tripped(lost("none", linux("g5.xlarge")))).toEqual([["vanished", linux("g5.xlarge"), true]]);
  });

  test.each(["zero", "unit", "currency", "ambiguous", "tiers"] as const)(
    "%s can never be accepted",
    (kind) => {
      expect(tripped(lost(kind, linux("g5.xlarge")))).toEqual([["unselected", linux("g5.xlarge"), false]]);
    },
  );

  test("a key that the book never had is a reason, not a question", () => {
    expect(tripped(lost("none", linux("p5e.48xlarge")))).toEqual([]);
  });
});

describe("family line", () => {
  const line = (family: string, odd: number) =>
    Object.fromEntries(
      [2, 4, 8, 16, 32].map((gib) => [
        linux(`${family}.${gib}xlarge`),
        { usd: String(gib * 0.0063 * (gib === 8 ? odd : 1)), memoryGiB: gib },
      ]),
    );

  test.each([1.06, 1.1])("a Dedicated row at %d times the Shared price stands out", (odd) => {
    const candidate = refresh(undefined, line("r6g", odd));
    expect(tripped(candidate)).toEqual([["family line", linux("r6g.8xlarge"), true]]);
    expect(said(candidate)[0]).toContain(`+${((odd - 1) * 100).toFixed(1)} %`);
  });

  test("half a percent is rounding; a family of which the rule does not hold is let be", () => {
    expect(tripped(refresh(undefined, line("r6g", 1.004)))).toEqual([]);
    expect(tripped(refresh(undefined, line("g5", 1.1)))).toEqual([]);
  });

  test.each(["r4", "r7iz", "r8gd", "m5zn", "m7i-flex", "m8g", "m10x", "c7g", "t3", "t4g"])(
    "%s is held to it",
    (family) => {
      expect(tripped(refresh(undefined, line(family, 1.06)))).toHaveLength(1);
    },
  );

  // m3.medium is 0.7 % off its family, mac is no m, and bare metal honestly costs 10 % more in r7i, 6 % in r6g.
  test.each(["m1", "m3", "mac2", "t3a", "c7gn", "u7in-16tb"])("%s is not", (family) => {
    expect(tripped(refresh(undefined, line(family, 1.06)))).toEqual([]);
  });

  test("bare metal may cost more than its family, and does not move the family's price per GiB", () => {
    const metals = Object.fromEntries(
      ["metal", "metal-24xl", "metal-48xl"].map((size) => [
        linux(`r7i.${size}`),
        { usd: "6.98544", memoryGiB: 768 },
      ]),
    );
    const candidate = refresh(undefined, {
      [linux("r7i.large")]: { usd: "0.1323", memoryGiB: 16 },
      [linux("r7i.24xlarge")]: { usd: "6.3504", memoryGiB: 768 },
      ...metals,
    });
    expect(tripped(candidate)).toEqual([]);
  });
});

describe("per-GPU band", () => {
  test.each([
    ["p4d.24xlarge", "0.032", 8, 1],
    ["p4d.24xlarge", "21.957642", 8, 0],
    ["p5.48xlarge", "320.8", 8, 1],
    ["g4dn.xlarge", "0.526", 1, 0],
    ["g5g.xlarge", "0.0999", 1, 1],
  ])("%s at %s with %i GPUs trips %i", (type, usd, gpus, count) => {
    expect(tripped(refresh(undefined, { [linux(type)]: { usd, gpus } }))).toHaveLength(count);
  });
});

describe("same everywhere", () => {
  const keys = ["xlarge", "2xlarge", "4xlarge", "8xlarge", "12xlarge"].map((size) => linux(`g5.${size}`));
  const at = (times: number): Prices =>
    Object.fromEntries(keys.map((key, n) => [key, String((n + 1) * times)]));
  const other = (entries: Prices, before?: Prices) => ({
    region: "eu-west-1",
    entries: entriesOf(entries),
    ...(before && { before: entriesOf(before) }),
  });

  test("one list read as two regions, in a new book and in one where they differed", () => {
    expect(tripped(refresh(undefined, at(1), { others: [other(at(1))] }))).toEqual([
      ["same everywhere", undefined, true],
    ]);
    const wrong = refresh(at(1), at(1.1), { others: [other(at(1.1), at(1.1))] });
    expect(said(wrong)).toContain("every price of AmazonEC2 is the same in us-east-1 and eu-west-1");
  });

  const withSkus = (entries: Record<string, SnapshotEntry>, region: string) =>
    Object.fromEntries(
      Object.entries(entries).map(([key, entry], n) => [key, { ...entry, sku: `${region}${n}` }]),
    );

  test("a new book of two regions which cost the same: other SKUs are another list, the same SKUs are not", () => {
    const read = (region: string) =>
      refresh(undefined, at(1), {
        entries: withSkus(entriesOf(at(1)), "E"),
        others: [{ region: "us-west-2", entries: withSkus(entriesOf(at(1)), region) }],
      });
    expect(tripped(read("W"))).toEqual([]);
    expect(tripped(read("E"))).toEqual([["same everywhere", undefined, true]]);
  });

  test("not where they were alike before, differ in one, or share too few", () => {
    expect(tripped(refresh(at(1), at(1), { others: [other(at(1), at(1))] }))).toEqual([]);
    const [first = ""] = keys;
    expect(tripped(refresh(undefined, at(1), { others: [other({ ...at(1), [first]: "9" })] }))).toEqual([]);
    expect(tripped(refresh(undefined, at(1), { others: [other({ [first]: "1" })] }))).toEqual([]);
    const global = { ...other(at(1)), region: "global" };
    expect(tripped(refresh(undefined, at(1), { others: [global] }))).toEqual([]);
  });
});

test.each([
  ["tenancy", "Fractional"],
  ["marketoption", "FlexBlock"],
  ["capacitystatus", "LentCapacityReservation"],
  ["operatingSystem", "Plan 9"],
])("unknown value: %s %s among the rows", (name, value) => {
  const candidate = refresh(QUIET, QUIET, { values: new Map([[name, new Set([value])]]) });
  expect(tripped(candidate)).toEqual([["unknown value", undefined, true]]);
  expect(said(candidate)[0]).toContain(`rows say ${name} "${value}"`);
});

test.each([
  [52_999, 1],
  [53_000, 0],
])("size: %i rows after 106,000 trip %i", (now, count) => {
  expect(tripped(refresh(QUIET, QUIET, { rows: { AmazonEC2: { now, before: 106_000 } } }))).toHaveLength(
    count,
  );
});
