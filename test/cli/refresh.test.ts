import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { offerText } from "../../bench/offer-file.ts";
import type { ListDocument } from "../../src/prices/list/list-document.ts";
import { documentOf, type ListRow } from "../prices/list/row.ts";
import { bytesOf, committedCopy, entriesOf, fileOf, folder } from "./book-folder.ts";
import { crossover } from "./in-process.ts";
import { csvOf, documentsIn, jsonOf, LIST, pagesOf } from "./list-files.ts";
import { planningOnce } from "./planned-keys.ts";

vi.mock(import("../../src/cli/refresh/wanted-keys.ts"), async (real) => planningOnce(await real()));

const TODAY = "2026-11-21";
beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"] });
  vi.setSystemTime(`${TODAY}T09:12:04Z`);
});
afterEach(() => vi.useRealTimers());

const refresh = (book: string, ...args: string[]) => crossover("prices", "refresh", "--book", book, ...args);
const explained = async (book: string, key: string, ...args: string[]) => {
  const { out, err, exitCode } = await crossover("prices", "explain", key, "--book", book, "--json", ...args);
  return exitCode === 0 ? JSON.parse(out).prices[0] : { exitCode, err };
};

const HOME = documentsIn({ region: "us-east-1" });
const EC2 = { service: "AmazonEC2" };
const vpcCsv = () => fileOf("vpc.csv", csvOf({ service: "AmazonVPC" }, HOME));
const NEWEST = `us-east-1/${LIST.publishedAt.slice(0, 10)}.json`;

describe("a list from a file becomes a book", () => {
  const pages = pagesOf(EC2, HOME);
  test.each([
    ["CSV", csvOf(EC2, HOME)],
    ["JSON", jsonOf(EC2, HOME)],
    ["packed", gzipSync(csvOf(EC2, HOME))],
    ["recorded pages of objects", JSON.stringify({ PriceList: pages })],
    ["recorded pages of texts", JSON.stringify(pages.map((page) => JSON.stringify(page)))],
    ["JSON lines", pages.map((page) => `${JSON.stringify(page)}\n`).join("")],
  ])("%s: selected, stored, and told by explain", async (_, content) => {
    const book = folder();
    const { out, exitCode } = await refresh(
      book,
      "--from",
      fileOf("list", content),
      "--add",
      "ebs/io2/iops-t3",
      "--add",
      "ebs/gp3/throughput",
    );
    expect(exitCode).toBe(0);
    expect(out).toMatch(/Written to .*: rules\.json, aws\/us-east-1\/2026-11-18\.json, index\.json/);
    expect(await explained(book, "ebs/gp3/throughput")).toMatchObject({
      usd: "0.04",
      key: "ebs/gp3/throughput",
    });
    expect(await explained(book, "g5.2xlarge")).toMatchObject({ usd: "1.212" });
    expect(entriesOf(book, NEWEST)["ebs/io2/iops-t3"]?.tiers[0]?.usd).toBe("0.03185");
  });

  test("CSV and JSON of one list give the same entries; two folders the same bytes", async () => {
    const [one, two, three] = [folder(), folder(), folder()];
    const csv = fileOf("ec2.csv", csvOf(EC2, HOME));
    await refresh(one, "--from", csv);
    await refresh(two, "--from", csv);
    await refresh(three, "--from", fileOf("ec2.json", jsonOf(EC2, HOME)));
    expect(bytesOf(two)).toEqual(bytesOf(one));
    expect(entriesOf(three, NEWEST)).toEqual(entriesOf(one, NEWEST));
  });

  test("a list that was recorded into two files is one list; two versions are refused", async () => {
    const half = (keep: (document: ListDocument) => boolean) =>
      fileOf("pages.json", JSON.stringify(pagesOf(EC2, HOME.filter(keep))));
    const isNat = ({ productFamily }: ListDocument) => productFamily === "NAT Gateway";
    const book = folder();
    const parts = [half(isNat), half((document) => !isNat(document))];
    expect(await refresh(book, "--from", ...parts)).toMatchObject({ exitCode: 0 });
    expect(entriesOf(book, NEWEST)).toHaveProperty(["vpc/nat/gb"]);
    expect(entriesOf(book, NEWEST)).toHaveProperty(["ebs/gp3/storage"]);
    const other = fileOf("old.csv", csvOf({ ...EC2, version: "20251118213000" }, HOME));
    const { err, exitCode } = await refresh(folder(), "--from", half(isNat), other);
    expect([exitCode, err]).toEqual([2, expect.stringContaining("20251118213000 and 20261118213000")]);
  });

  test("recorded answers are not the whole list: what they do not hold stays, and is as old as it was", async () => {
    const book = folder();
    await refresh(book, "--from", fileOf("ec2.csv", csvOf(EC2, HOME)));
    const checked = () => JSON.parse(bytesOf(book)["index.json"] ?? "{}").checkedAt["us-east-1"].AmazonEC2;
    const before = checked();
    const dearer = documentsIn({ region: "us-east-1", times: "1.1" }).filter(
      ({ productFamily }) => productFamily === "NAT Gateway",
    );
    const newer = { ...EC2, version: "20261120213000", publishedAt: "2026-11-20T21:30:00Z" };
    const pages = fileOf("pages.json", JSON.stringify(pagesOf(newer, dearer)));
    const { out, exitCode } = await refresh(book, "--from", pages, "--accept", "two of few prices moved");
    expect([exitCode, out]).toEqual([0, expect.stringMatching(/vpc\/nat\/hour +0\.045 → 0\.0495/)]);
    expect(await explained(book, "vpc/nat/hour")).toMatchObject({ usd: "0.0495" });
    expect(await explained(book, "g5.2xlarge")).toMatchObject({ usd: "1.212" });
    expect(checked()).toEqual(before);
  });

  test("regions of several files go each into its own snapshot", async () => {
    const book = folder();
    const abroad = documentsIn({ region: "eu-west-1", times: "1.1" });
    const files = [fileOf("a.csv", csvOf(EC2, HOME)), fileOf("b.csv", csvOf(EC2, abroad))];
    expect(await refresh(book, "--from", ...files)).toMatchObject({ exitCode: 0 });
    expect(await explained(book, "vpc/nat/hour")).toMatchObject({ usd: "0.045" });
    expect(await explained(book, "vpc/nat/hour", "--region", "eu-west-1")).toMatchObject({ usd: "0.0495" });
  });

  test("a region of the book keeps its keys though another region's plan does not ask for them", async () => {
    const book = committedCopy();
    const csv = fileOf("vpc.csv", csvOf({ service: "AmazonVPC" }, documentsIn({ region: "eu-west-1" })));
    const { out, exitCode } = await refresh(book, "--from", csv, "--accept", "a test");
    expect([exitCode, out]).toEqual([0, expect.stringContaining("aws/eu-west-1/2026-11-21.json")]);
    expect(Object.keys(entriesOf(book, "eu-west-1/2026-11-21.json"))).toEqual(
      expect.arrayContaining(Object.keys(entriesOf(book, "eu-west-1/2026-08-14.json"))),
    );
  });
});

describe("a glob asks for everything of its kind", () => {
  test("every type of an EC2 list has a price or a reason", async () => {
    const text = [...offerText("csv", 500)].join("");
    const book = folder();
    const { out } = await refresh(
      book,
      ...["--from", fileOf("ec2.csv", text), "--add", "ec2/instance/*/linux/shared", "--json"],
    );
    const { regions } = JSON.parse(out);
    const entries = entriesOf(book, NEWEST);
    const reasons = new Map<string, string>(
      regions[0].notPriced.map(({ key, kind }: { key: string; kind: string }) => [key, kind]),
    );
    const types = new Set(
      [...text.matchAll(/"([a-z][a-z0-9]+\.(?:\d*x?large|medium|metal))"/g)].map(([, type]) => type),
    );
    expect(types.size).toBeGreaterThan(20);
    for (const type of types) {
      const key = `ec2/instance/${type}/linux/shared`;
      expect([key, entries[key] !== undefined, reasons.has(key)]).toContainEqual(true);
      expect(entries[key] !== undefined && reasons.has(key)).toBe(false);
      const [units, gpu] = [entries[key]?.tiers[0]?.usd, /^[gp]/.test(type ?? "")];
      if (units !== undefined)
        expect(Number(units) / (gpu ? 0.53 : 0.0425)).toBeCloseTo(2 ** sizeOf(type), 6);
    }
  });

  const sizeOf = (type = "") =>
    ["medium", "large", "xlarge", "2xlarge", "4xlarge", "8xlarge", "12xlarge", "24xlarge", "metal"].indexOf(
      type.split(".")[1] ?? "",
    );

  const database = (type: string, zones: "Single-AZ" | "Multi-AZ", change: ListRow = {}, sku = "") =>
    documentOf(
      "rds/instance/postgres/db.m6g.xlarge/single-az",
      {
        family: "Database Instance",
        usage: `${zones === "Multi-AZ" ? "Multi-AZUsage" : "InstanceUsage"}:${type}`,
        unit: "Hrs",
        usd: "0.5000000000",
        ...change,
        attributes: {
          instanceType: type,
          databaseEngine: "PostgreSQL",
          deploymentOption: zones,
          licenseModel: "No license required",
          ...change.attributes,
        },
      },
      `${type}${zones}${sku}`,
    );

  test("every class of an RDS list too, whatever is wrong with its rows", async () => {
    const rows = [
      database("db.a1.large", "Single-AZ"),
      database("db.a1.large", "Multi-AZ", { usd: "0.9990000000" }),
      database("db.b1.large", "Single-AZ", { usd: "0.0000000000" }),
      database("db.c1.large", "Single-AZ"),
      database("db.c1.large", "Single-AZ", { usd: "0.6000000000" }, "TWIN"),
      database("db.d1.large", "Single-AZ", { unit: "Fortnights" }),
      database("db.e1.large", "Single-AZ", { usd: [["5", "1"]] }),
      database("db.f1.large", "Single-AZ", { attributes: { databaseEngine: "MySQL" } }),
      database("db.g1.large", "Single-AZ", { attributes: { deploymentModel: "Custom" } }),
    ];
    const yuan = database("db.h1.large", "Single-AZ");
    const currency = {
      ...yuan,
      terms: yuan.terms.map((term) => ({
        ...term,
        dimensions: term.dimensions.map((one) => ({ ...one, pricePerUnit: { CNY: "3" } })),
      })),
    };
    const book = folder();
    const csv = csvOf({ service: "AmazonRDS" }, [...rows, currency]);
    const { out } = await refresh(
      book,
      ...["--from", fileOf("rds.csv", csv), "--add", "rds/instance/postgres/*/*", "--json"],
    );
    const { regions } = JSON.parse(out);
    const found = Object.fromEntries(
      regions[0].notPriced.map(({ key, kind }: { key: string; kind: string }) => [key, kind]),
    );
    const single = (name: string) => found[`rds/instance/postgres/db.${name}1.large/single-az`];
    expect([..."bcdefgh"].map(single)).toEqual([
      "zero",
      "ambiguous",
      "unit",
      "tiers",
      "none",
      "none",
      "currency",
    ]);
    for (const name of "bcdefgh")
      expect(found[`rds/instance/postgres/db.${name}1.large/multi-az`]).toBe("none");
    expect(Object.keys(entriesOf(book, NEWEST))).toEqual([
      "rds/instance/postgres/db.a1.large/multi-az",
      "rds/instance/postgres/db.a1.large/single-az",
    ]);
  });
});

describe("nothing new", () => {
  test("the second refresh of a file writes nothing, on the same day and the next", async () => {
    const [book, csv] = [folder(), fileOf("ec2.csv", csvOf(EC2, HOME))];
    await refresh(book, "--from", csv);
    const before = bytesOf(book);
    for (const day of [TODAY, "2026-11-22"]) {
      vi.setSystemTime(`${day}T10:00:00Z`);
      const { out, exitCode } = await refresh(book, "--from", csv);
      expect([exitCode, out]).toEqual([
        0,
        expect.stringContaining("Up to date: nothing new, nothing written."),
      ]);
      expect(bytesOf(book)).toEqual(before);
    }
  });

  test("a newer list with the same prices moves the check alone, then a cheaper one writes a snapshot", async () => {
    const book = folder();
    const list = (version: string, day: string, usd: string) => {
      const change = (key: string, row: ListRow) => (key === "vpc/nat/gb" ? { ...row, usd } : row);
      const documents = documentsIn({ region: "us-east-1", change });
      return fileOf("l.csv", csvOf({ ...EC2, version, publishedAt: `${day}T21:30:00Z` }, documents));
    };
    await refresh(book, "--from", list("20261001000000", "2026-10-01", "0.0450000000"));
    await refresh(book, "--from", list("20261101000000", "2026-11-01", "0.0450000000"));
    expect(Object.keys(bytesOf(book)).filter((name) => name.startsWith("aws"))).toHaveLength(1);
    expect(JSON.parse(bytesOf(book)["index.json"] ?? "").checkedAt["us-east-1"].AmazonEC2.version).toBe(
      "20261101000000",
    );
    const { out } = await refresh(book, "--from", list("20261110000000", "2026-11-10", "0.0440000000"));
    expect(out).toContain("vpc/nat/gb");
    expect(await explained(book, "vpc/nat/gb")).toMatchObject({ usd: "0.044" });
    expect(await explained(book, "vpc/nat/gb", "--as-of", "2026-11-20")).toMatchObject({ usd: "0.045" });
  });
});

describe("an older list", () => {
  const old = { version: "20250101000000", publishedAt: "2025-01-01T00:00:00Z" };
  const cheap = documentsIn({ region: "us-east-1", times: "0.5" });

  test("is history at its own day, and the newest prices and checks stay", async () => {
    const book = folder();
    await refresh(book, "--from", fileOf("ec2.csv", csvOf(EC2, HOME)));
    const index = () => JSON.parse(bytesOf(book)["index.json"] ?? "");
    const { checkedAt } = index();
    const newest = bytesOf(book)[`aws/${NEWEST}`];
    const { out, exitCode } = await refresh(
      book,
      "--from",
      fileOf("old.csv", csvOf({ ...EC2, ...old }, cheap)),
    );
    expect([exitCode, out]).toEqual([0, expect.stringContaining("aws/us-east-1/2025-01-01.json")]);
    expect(bytesOf(book)[`aws/${NEWEST}`]).toBe(newest);
    expect(index().checkedAt).toEqual(checkedAt);
    expect(index().snapshots.map(({ backfilled }: { backfilled?: boolean }) => backfilled)).toEqual([
      true,
      undefined,
    ]);
    expect(await explained(book, "g5.2xlarge")).toMatchObject({ usd: "1.212" });
    expect(await explained(book, "g5.2xlarge", "--as-of", "2025-06-01")).toMatchObject({ usd: "0.606" });
    expect(await explained(book, "g5.2xlarge", "--as-of", "2024-12-31")).toMatchObject({ exitCode: 2 });
    const again = bytesOf(book);
    await refresh(book, "--from", fileOf("old.csv", csvOf({ ...EC2, ...old }, cheap)));
    expect(bytesOf(book)).toEqual(again);
  });

  test("beside a new one of another service goes into the past alone", async () => {
    const book = folder();
    const vpc = { service: "AmazonVPC" };
    await refresh(book, "--from", fileOf("ec2.csv", csvOf(EC2, HOME)), vpcCsv());
    const newer = { version: "20261119000000", publishedAt: "2026-11-19T00:00:00Z" };
    const files = [
      fileOf("ec2.csv", csvOf({ ...EC2, ...old }, cheap)),
      fileOf("vpc.csv", csvOf({ ...vpc, ...newer }, documentsIn({ region: "us-east-1", times: "1.1" }))),
    ];
    expect(await refresh(book, "--accept", "a test", "--from", ...files)).toMatchObject({ exitCode: 0 });
    expect(await explained(book, "g5.2xlarge")).toMatchObject({ usd: "1.212" });
    expect(await explained(book, "vpc/ipv4/in-use")).toMatchObject({ usd: "0.0055" });
    expect(await explained(book, "g5.2xlarge", "--as-of", "2025-06-01")).toMatchObject({ usd: "0.606" });
  });

  test("that nothing in the book is newer than is today's, however long ago AWS published it", async () => {
    const book = folder();
    await refresh(book, "--from", fileOf("ec2.csv", csvOf(EC2, HOME)));
    const vpc = { service: "AmazonVPC", version: "20260301000000", publishedAt: "2026-03-01T00:00:00Z" };
    await refresh(book, "--from", fileOf("vpc.csv", csvOf(vpc, HOME)));
    expect(await explained(book, "vpc/ipv4/in-use")).toMatchObject({ usd: "0.005" });
    expect(await explained(book, "g5.2xlarge")).toMatchObject({ usd: "1.212" });
  });
});

describe("flags", () => {
  test("--dry-run says what would be written and writes nothing, not even a folder", async () => {
    const book = `${folder()}/new/book`;
    const { out, exitCode } = await refresh(book, "--dry-run", "--from", vpcCsv());
    expect([exitCode, out]).toEqual([0, expect.stringMatching(/us-east-1 {3}\d+ prices[\s\S]*Dry run/)]);
    expect(bytesOf(`${book}/../..`)).toEqual({});
  });

  test("--drop takes a key out of the book and leaves it out", async () => {
    const book = folder();
    const csv = fileOf("ec2.csv", csvOf(EC2, HOME));
    await refresh(book, "--from", csv);
    const { out } = await refresh(book, "--drop", "vpc/nat/gb", "--from", csv);
    expect(out).toContain("vpc/nat/gb");
    expect(await explained(book, "vpc/nat/gb")).toMatchObject({ exitCode: 4 });
    expect(await explained(book, "vpc/nat/hour")).toMatchObject({ usd: "0.045" });
  });

  test("--rows prints every row of a key and its fate, in JSON beside stdout", async () => {
    const twin = documentOf(
      "vpc/nat/hour",
      {
        family: "NAT Gateway",
        attributes: { group: "NGW:NatGateway" },
        usage: "USE1-NatGateway-Hours",
        unit: "Hrs",
        usd: "0.0450000000",
      },
      "ZTWIN",
    );
    const csv = fileOf("ec2.csv", csvOf(EC2, [...HOME, twin]));
    const args = ["--rows", "vpc/nat/hour", "--dry-run", "--from", csv];
    const { out } = await refresh(folder(), ...args);
    expect(out).toContain("vpc/nat/hour in us-east-1, AmazonEC2 20261118213000: price");
    expect(out).toMatch(/SKU\d+N\d {2}NatGateway-Hours {2}0\.0450000000 {2}kept/);
    expect(out).toMatch(/ZTWIN {2}USE1-NatGateway-Hours {2}0\.0450000000 {2}merged/);
    expect(out).toMatch(/RegionalNatGateway-Hours {2}0\.0450000001 {2}rejected: usagetype is/);
    const json = await refresh(folder(), ...args, "--json");
    expect(JSON.parse(json.out)).toHaveProperty("schema", 1);
    expect(json.err).toContain("kept");
  });

  test("--terms stores what reservations cost, and a refresh without it leaves them be", async () => {
    const book = folder();
    const csv = fileOf("ec2.csv", [...offerText("csv", 60)].join(""));
    const asked = ["--from", csv, "--add", "ec2/instance/c5.medium/linux/shared"];
    await refresh(book, ...asked, "--terms");
    const offers = entriesOf(book, NEWEST)["ec2/instance/c5.medium/linux/shared"]?.commitments ?? [];
    expect(offers).toHaveLength(12);
    for (const { upfrontUsd, purchaseOption } of offers)
      expect(Number(upfrontUsd) > 0).toBe(purchaseOption !== "No Upfront");
    const before = bytesOf(book);
    await refresh(book, ...asked);
    expect(bytesOf(book)).toEqual(before);
    const bare = folder();
    await refresh(bare, ...asked);
    expect(entriesOf(bare, NEWEST)["ec2/instance/c5.medium/linux/shared"]).not.toHaveProperty("commitments");
  });

  test("--region and --service take the files that they name; a list without a region goes with any", async () => {
    const book = folder();
    const files = [
      fileOf("a.csv", csvOf(EC2, HOME)),
      fileOf("b.csv", csvOf(EC2, documentsIn({ region: "eu-west-1", times: "1.1" }))),
      fileOf("c.csv", csvOf({ service: "AmazonRoute53" }, HOME)),
    ];
    await refresh(book, "--region", "eu-west-1", "--from", ...files);
    expect(Object.keys(bytesOf(book))).toEqual([
      "aws/eu-west-1/2026-11-18.json",
      "aws/global/2026-11-18.json",
      "index.json",
      "rules.json",
    ]);
    const { err, exitCode } = await refresh(folder(), "--service", "AmazonRDS", "--from", ...files);
    expect([exitCode, err]).toEqual([2, expect.stringContaining("no list of AmazonRDS")]);
  });

  test("--json is an object with what was written, lists, guards and reasons", async () => {
    const { out } = await refresh(folder(), "--json", "--from", vpcCsv(), "--add", "vpc/ipv4/idle");
    expect(JSON.parse(out)).toMatchObject({
      schema: 1,
      written: ["rules.json", "aws/us-east-1/2026-11-18.json", "index.json"],
      regions: [
        { region: "us-east-1", snapshotAt: "2026-11-18", lists: [{ service: "AmazonVPC", form: "csv" }] },
      ],
    });
  });
});
