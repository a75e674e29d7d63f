import { describe, expect, test } from "vitest";
import { InputError } from "../../src/errors.ts";
import { parseSnapshot } from "../../src/prices/book/snapshot.ts";
import { instanceEntry, snapshotJson } from "./books.ts";

const PATH = "aws/us-east-1/2025-04-28.json";
const KEY = "ec2/instance/g5.xlarge/linux/shared";
const good = snapshotJson({ path: PATH, hourly: { "g5.xlarge": "1.006" } });
const withEntry = (key: string, entry: object) => ({ ...good, entries: { [key]: entry } });
const gp3 = (tiers: object[]) =>
  withEntry("ebs/gp3/storage", { ...instanceEntry("1"), unit: "GiB-month", tiers });

function refusal(value: unknown): InputError {
  try {
    parseSnapshot(value, PATH);
  } catch (error) {
    if (error instanceof InputError) return error;
    throw error;
  }
  throw new Error("was accepted");
}

test("a good snapshot is accepted as it stands", () => {
  expect(parseSnapshot(good, PATH)).toEqual(good);
});

describe("refused at load", () => {
  test("a price of 0", () => {
    const error = refusal(withEntry(KEY, instanceEntry("0")));
    expect(error.code).toBe("PRICE_ZERO");
    expect(error.message).toContain("A paid item cannot be free.");
    expect(error.exitCode).toBe(2);
  });

  test("a price of 0 in the second tier only", () => {
    const tiers = [
      { begin: "0", end: "100", usd: "0.08" },
      { begin: "100", end: "Inf", usd: "0" },
    ];
    expect(refusal(gp3(tiers)).code).toBe("PRICE_ZERO");
  });

  test("schema 2", () => {
    const error = refusal({ ...good, schema: 2, prices: {} });
    expect(error.code).toBe("PRICES_SCHEMA_NEWER");
    expect(error.message).toBe(`${PATH} has schema 2; this Crossover reads up to 1.`);
    expect(error.hint).toBe("Update Crossover.");
  });

  test.each([
    ["no schema at all", { ...good, schema: undefined }, "schema"],
    ["another currency", { ...good, currency: "CNY" }, "currency"],
    ["an unknown field", { ...good, regoin: "us-east-1" }, "regoin"],
    [
      "a number for a price",
      withEntry(KEY, { ...instanceEntry("1"), tiers: [{ begin: "0", end: "Inf", usd: 1.2 }] }),
      "usd",
    ],
    ["trailing zeros", withEntry(KEY, instanceEntry("1.2120000000")), "canonical"],
    ["an exponent", withEntry(KEY, instanceEntry("4e-7")), "canonical"],
    ["a negative price", withEntry(KEY, instanceEntry("-1")), "canonical"],
    ["no tiers", withEntry(KEY, { ...instanceEntry("1"), tiers: [] }), "tiers"],
    [
      "a key without a recipe",
      withEntry("ec2/instance/g5.xlarge/windows/shared", instanceEntry("1")),
      "no recipe",
    ],
    ["a family without a size", withEntry("ec2/instance/g5/linux/shared", instanceEntry("1")), "no recipe"],
    [
      "another unit than the recipe's",
      withEntry(KEY, { ...instanceEntry("1"), unit: "GiB-month" }),
      "its recipe says hour",
    ],
    [
      "another service",
      withEntry(KEY, { ...instanceEntry("1"), service: "AmazonRDS" }),
      "its recipe says AmazonEC2",
    ],
    [
      "a zone price outside the global snapshot",
      withEntry("route53/zone", { ...instanceEntry("0.5"), service: "AmazonRoute53", unit: "zone-month" }),
      "belongs to global",
    ],
    [
      "tiers with a gap",
      gp3([
        { begin: "0", end: "100", usd: "2" },
        { begin: "200", end: "Inf", usd: "1" },
      ]),
      "a tier from 200 where 100 was reached",
    ],
    [
      "tiers out of order",
      gp3([
        { begin: "100", end: "Inf", usd: "1" },
        { begin: "0", end: "100", usd: "2" },
      ]),
      "where 0 was reached",
    ],
    ["a tier that ends before it begins", gp3([{ begin: "0", end: "0", usd: "1" }]), "a tier from 0 to 0"],
    [
      "a refreshed price without its SKU",
      withEntry(KEY, { ...instanceEntry("1"), source: { kind: "query" } }),
      "lacks sku",
    ],
    [
      "a seed price without its citation",
      withEntry(KEY, { ...instanceEntry("1"), source: { kind: "seed" } }),
      "cite",
    ],
  ])("%s", (_, value, part) => {
    const error = refusal(value);
    expect(error.code).toBe("SNAPSHOT_INVALID");
    expect(error.message).toContain(PATH);
    expect(error.message).toContain(part);
    expect(error.hint).toBe(`Restore it: git checkout -- ${PATH}`);
  });
});

test("a refreshed entry keeps its SKU, list and selection", () => {
  const entry = {
    service: "AmazonEC2",
    sku: "SQUFRQX4K92S4SBB",
    offerTermCode: "JRTCKXETXF",
    usageType: "EBS:VolumeP-Throughput.gp3",
    operation: "",
    unit: "MiBps-month",
    tiers: [{ begin: "0", end: "Inf", usd: "0.04", rateCode: "SQUFRQX4K92S4SBB.JRTCKXETXF.6YS6EN2CT7" }],
    published: { unit: "GiBps-mo", usd: ["40.9600000000"] },
    effectiveAt: "2026-08-01",
    publishedAt: "2026-11-18T21:30:00Z",
    retrievedAt: "2026-11-20T09:12:04Z",
    selection: { recipe: "ebs/gp3/throughput@1", matched: 1, merged: [] },
    source: { kind: "query" },
  };
  expect(parseSnapshot(withEntry("ebs/gp3/throughput", entry), PATH).entries["ebs/gp3/throughput"]).toEqual(
    entry,
  );
});
