import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { seedBook, seededIndex } from "../../build/seed-prices.ts";
import { parseIndex } from "../../src/prices/book/book-index.ts";
import { bookText } from "../../src/prices/book/book-text.ts";
import { BOOK_DIR, committedRules } from "./books.ts";

const csv = readFileSync(new URL("../../data/seed/aws-list-prices.csv", import.meta.url), "utf8");
const rules = committedRules();
const seed = seedBook(csv, rules);
const header = csv.slice(0, csv.indexOf("\n") + 1);
const row = (key: string, attributes: string, unit: string, usd: string) =>
  `${key},AmazonEC2,us-east-1,an item,${attributes},${unit},${usd},2026-08-10,a list,\n`;

describe("the committed book", () => {
  test("is, byte for byte, what the script makes of the seed", () => {
    expect([...seed.files.keys()]).toEqual([
      "aws/eu-west-1/2026-08-14.json",
      "aws/global/2024-07-01.json",
      "aws/us-east-1/2026-08-14.json",
      "aws/us-west-2/2026-01-20.json",
    ]);
    for (const [path, text] of seed.files) {
      expect(readFileSync(`${BOOK_DIR}/${path}`, "utf8") === text, path).toBe(true);
    }
  });

  test("is indexed with the hashes of the seed, and the index is written by the same printer", () => {
    const text = readFileSync(`${BOOK_DIR}/index.json`, "utf8");
    const index = parseIndex(JSON.parse(text), "index.json");
    expect(index.snapshots).toEqual(expect.arrayContaining([...seed.references]));
    expect(bookText(seededIndex(seed, index))).toBe(text);
  });

  test("prints a tier on a line, keys in order, with a final newline", () => {
    const text = seed.files.get("aws/us-east-1/2026-08-14.json") ?? "";
    expect(text.endsWith("}\n")).toBe(true);
    expect(text).toContain('\n        { "begin": "10240", "end": "51200", "usd": "0.085" },\n');
    const keys = Object.keys(JSON.parse(text).entries);
    expect(keys).toEqual([...keys].sort());
  });
});

test("the same rows in another order give the same bytes", () => {
  const [first = "", ...lines] = csv.trimEnd().split("\n");
  const reversed = `${[first, ...lines.reverse()].join("\n")}\n`;
  expect([...seedBook(reversed, rules).files]).toEqual([...seed.files]);
});

test("keys without a recipe are dropped and listed, the others counted: 626 prices", () => {
  expect(seed.dropped).toEqual(["ebs/snapshot/archive-retrieval"]);
  expect(seed.references.map(({ entries }) => entries).reduce((a, b) => a + b)).toBe(626);
});

test("a later snapshot stays in the index when the seed is written again", () => {
  const later = {
    path: "aws/us-east-1/2026-12-01.json",
    region: "us-east-1",
    snapshotAt: "2026-12-01",
    sha256: "a".repeat(64),
    entries: 3,
  };
  const checkedAt = { "us-east-1": { AmazonEC2: { at: "2026-12-01T00:00:00Z", version: "1" } } };
  const index = seededIndex(seed, { schema: 1, snapshots: [later], checkedAt });
  expect(index.snapshots).toContainEqual(later);
  expect(index.snapshots).toHaveLength(5);
  expect(index.checkedAt).toEqual(checkedAt);
});

describe("a row that contradicts itself is refused", () => {
  test.each([
    [
      "GiBps read as MiBps",
      row("ebs/gp3/throughput", "publishedUnit=GiBps-mo;publishedUsd=40.96", "MiBps-month", "40.96"),
      "is not 40.96 per MiBps-month",
    ],
    [
      "a unit that means another thing",
      row("ebs/gp3/iops", "publishedUnit=GB-Mo", "IOPS-month", "0.005"),
      "does not mean IOPS-month",
    ],
    [
      "a unit that no rule knows",
      row("ebs/gp3/iops", "publishedUnit=IOPS-Fortnight", "IOPS-month", "0.005"),
      "does not mean IOPS-month",
    ],
    ["a price of 0", row("ec2/instance/p5.48xlarge/linux/shared", "os=Linux", "hour", "0"), "cannot be free"],
    [
      "two prices for one key",
      row("vpc/nat/hour", "", "hour", "0.045") + row("vpc/nat/hour", "", "hour", "0.09"),
      "a tier from 0 where Inf was reached",
    ],
    [
      "another service than the recipe's",
      row("transfer/inter-region/us-east-2", "", "GiB", "0.01"),
      "is of AmazonEC2",
    ],
  ])("%s", (_, rows, message) => {
    expect(() => seedBook(header + rows, rules)).toThrow(message);
  });
});
