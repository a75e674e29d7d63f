import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test, vi } from "vitest";
import type { ListDocument } from "../../src/prices/list/list-document.ts";
import type { ListRow } from "../prices/list/row.ts";
import { bytesOf, committedCopy, fileOf, folder } from "./book-folder.ts";
import { crossover } from "./in-process.ts";
import { csvOf, documentsIn, pagesOf } from "./list-files.ts";
import { planningOnce } from "./planned-keys.ts";

vi.mock(import("../../src/cli/refresh/wanted-keys.ts"), async (real) => planningOnce(await real()));

const EC2 = { service: "AmazonEC2" };
const HOME = documentsIn({ region: "us-east-1" });
const csv = (documents: readonly ListDocument[] = HOME, more: object = {}) =>
  fileOf("ec2.csv", csvOf({ ...EC2, ...more }, documents));
const changed = (key: string, change: ListRow) =>
  csv(
    documentsIn({
      region: "us-east-1",
      change: (one, row) => (one === key ? { ...row, ...change } : row),
    }),
    { version: "20261119213000", publishedAt: "2026-11-19T21:30:00Z" },
  );

/** Runs a refresh that must not change a byte of the book. */
async function refused(book: string, ...args: string[]) {
  const before = bytesOf(book);
  const said = await crossover("prices", "refresh", "--book", book, ...args);
  expect(bytesOf(book)).toEqual(before);
  return said;
}

async function bookOfHome(): Promise<string> {
  const book = folder();
  await crossover("prices", "refresh", "--book", book, "--from", csv());
  return book;
}

describe("exit 2: wrong input, nothing is written", () => {
  const undated = csvOf(EC2, HOME).replace('"Version","20261118213000"\n', "");
  const anonymous = csvOf(EC2, HOME).replace('"OfferCode","AmazonEC2"\n', "");
  const page = pagesOf(EC2, HOME)[0] as { product: { attributes: object } };
  const homeless = { ...page, product: { ...page.product, attributes: { usagetype: "NatGateway-Hours" } } };
  test.each([
    ["a file that is not there", ["--from", "/nowhere/ec2.csv"], /Cannot read/],
    ["a file that is no list", ["--from", fileOfLater("a.txt", "hello")], /a\.txt/],
    ["no service in the file", ["--from", fileOfLater("a.csv", anonymous)], /service/],
    ["no version in the file", ["--from", fileOfLater("b.csv", undated)], /version/],
    [
      "no region in the file",
      ["--from", fileOfLater("c.json", JSON.stringify([homeless]))],
      /does not say its region/,
    ],
    [
      "a service that is not priced",
      [
        "--from",
        fileOfLater("d.csv", csvOf({ service: "AmazonEC2" }, HOME).replaceAll("AmazonEC2", "AmazonLex")),
      ],
      /AmazonLex, of which Crossover prices nothing/,
    ],
    ["an unknown --service", ["--service", "AmazonEC3"], /"AmazonEC3".*Did you mean AmazonEC2\?/],
    ["an unknown key", ["--add", "ec2/instance/g5.2xlarge/linux"], /is no price key/],
    ["a family", ["--add", "g5"], /family/],
    ["a glob of nothing", ["--add", "ebs/*/iops"], /No kind of price matches/],
    ["an unknown region", ["--region", "eu-west1"], /Did you mean eu-west-1\?/],
    ["a region of another currency", ["--region", "cn-north-1"], /priced in CNY/],
    ["history by the Query API", ["--published-before", "2024-01-15"], /--via bulk|today's list only/],
    ["a day that no calendar has", ["--via", "bulk", "--published-before", "2026-02-30"], /must be a day/],
    ["history from a file", ["--via", "bulk", "--published-before", "2026-02-03", "--from", "x"], /Keep one/],
    ["an endpoint that does not exist", ["--endpoint-region", "eu-west-1"], /no endpoint in eu-west-1/],
  ] as const)("%s", async (_, args, message) => {
    const { err, exitCode } = await refused(
      folder(),
      ...args.map((arg) => (typeof arg === "string" ? arg : arg())),
    );
    expect([exitCode, err]).toEqual([2, expect.stringMatching(message)]);
  });

  test("a list in CNY is refused by its region", async () => {
    const china = documentsIn({ region: "us-east-1" }).map((document) => ({
      ...document,
      attributes: { ...document.attributes, regionCode: "cn-north-1" },
    }));
    const { err, exitCode } = await refused(folder(), "--from", csv(china));
    expect([exitCode, err]).toEqual([2, expect.stringContaining("priced in CNY")]);
  });

  test("a book that is damaged", async () => {
    const book = committedCopy();
    writeFileSync(join(book, "index.json"), "{");
    const { err, exitCode } = await refused(book, "--from", csv());
    expect([exitCode, err]).toEqual([2, expect.stringContaining("is not JSON")]);
  });
});

describe("exit 3: a guard asks, nothing is written", () => {
  test("a price that moved by 60 %: written with a reason, which is kept", async () => {
    const book = await bookOfHome();
    const from = changed("vpc/nat/hour", { usd: "0.0180000000" });
    const { err, exitCode } = await refused(book, "--from", from);
    expect([exitCode, err]).toEqual([
      3,
      expect.stringMatching(
        /Refusing to write us-east-1: vpc\/nat\/hour moved −60\.0 % \(0\.045 → 0\.018\), more than 20 %/,
      ),
    ]);
    const said = await crossover(
      "prices",
      "refresh",
      "--book",
      book,
      "--from",
      from,
      "--accept",
      "a price cut of 2026",
    );
    expect([said.exitCode, said.out]).toEqual([0, expect.stringContaining("accepted: a price cut of 2026")]);
    expect(Object.values(bytesOf(book)).join()).toContain('"because": "a price cut of 2026"');
  });

  test.each([
    ["zero", { usd: "0.0000000000" }],
    ["unit", { unit: "Fortnights" }],
  ])("%s cannot be accepted, only dropped", async (kind, change) => {
    const book = await bookOfHome();
    const from = changed("vpc/nat/hour", change);
    const { err, exitCode } = await refused(book, "--from", from, "--accept", "a wish");
    expect([exitCode, err]).toEqual([3, expect.stringContaining(`vpc/nat/hour is ${kind}`)]);
    expect(err).toContain("--drop vpc/nat/hour");
    const args = ["--book", book, "--from", from, "--drop", "vpc/nat/hour"];
    expect((await crossover("prices", "refresh", ...args)).exitCode).toBe(0);
    expect((await crossover("prices", "explain", "vpc/nat/hour", "--book", book)).exitCode).toBe(4);
  });

  test("a key that vanished", async () => {
    const book = await bookOfHome();
    const from = changed("vpc/nat/hour", { usage: "NatGateway-Prvd-Gbps" });
    const { err, exitCode } = await refused(book, "--from", from);
    expect([exitCode, err]).toEqual([3, expect.stringContaining("vpc/nat/hour has no row in us-east-1 now")]);
  });

  test("a dry run tells the guard and writes nothing", async () => {
    const book = await bookOfHome();
    const { out, exitCode } = await refused(
      book,
      "--dry-run",
      "--from",
      changed("vpc/nat/hour", { usd: "0.01" }),
    );
    expect([exitCode, out]).toEqual([0, expect.stringContaining("guard: vpc/nat/hour moved")]);
  });
});

describe("exit 4: what was asked for by name has no price", () => {
  test("the rest is written, and the reason told", async () => {
    const book = folder();
    const args = ["--book", book, "--from", csv(), "--add", "ec2/instance/p5e.48xlarge/linux/shared"];
    const { err, exitCode } = await crossover("prices", "refresh", ...args);
    expect([exitCode, err]).toEqual([
      4,
      expect.stringContaining("AWS lists no p5e.48xlarge Linux on-demand in us-east-1 (list 20261118213000)"),
    ]);
    expect(Object.keys(bytesOf(book))).toContain("index.json");
  });
});

describe("exit 6: trouble outside, nothing is written", () => {
  test("a place that is no folder", async () => {
    const book = fileOf("book", "a file");
    const { err, exitCode } = await refused(book, "--from", csv());
    expect([exitCode, err]).toEqual([6, expect.stringContaining("a file of that name is in the way")]);
  });

  test.each(["snapshot", "index.json", "rules.json"])(
    "a disk that is full at %s: the book is as it was",
    (at) => {
      const book = at === "rules.json" ? folder() : committedCopy();
      const before = bytesOf(book);
      const said = spawnSync(
        process.execPath,
        [
          ...[
            "--import",
            join(import.meta.dirname, "preload/full-disk.mjs"),
            "src/cli/main.ts",
            "prices",
            "refresh",
          ],
          ...["--book", book, "--accept", "a test", "--from", csv()],
        ],
        { env: { ...process.env, FULL_AT: at }, encoding: "utf8" },
      );
      expect([said.status, said.stderr]).toEqual([6, expect.stringContaining("the disk is full (ENOSPC)")]);
      expect(bytesOf(book)).toEqual(before);
    },
  );
});

/** Written when the test runs, so that its folder ends with the test. */
function fileOfLater(name: string, content: string): () => string {
  return () => fileOf(name, content);
}
