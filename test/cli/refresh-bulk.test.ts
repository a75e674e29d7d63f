import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { ListDocument } from "../../src/prices/list/list-document.ts";
import { type Loopback, serve } from "../aws/loopback.ts";
import { bytesOf, folder } from "./book-folder.ts";
import { crossover } from "./in-process.ts";
import { csvOf, documentsIn } from "./list-files.ts";

const KEYS = ["vpc/nat/hour", "vpc/nat/gb", "ebs/gp3/storage"];
vi.mock(import("../../src/cli/refresh/wanted-keys.ts"), async (real) => ({
  ...(await real()),
  scenarioKeys: async () => KEYS,
}));

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"] });
  vi.setSystemTime("2026-11-21T09:12:04Z");
});
afterEach(() => {
  vi.unstubAllEnvs();
  vi.useRealTimers();
});

interface Version {
  readonly version: string;
  readonly documents: readonly ListDocument[];
  /** Bytes that do not come. */
  readonly missing?: number;
}

const publishedAt = (version: string) =>
  version.replace(/(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)/, "$1-$2-$3T$4:$5:$6Z");

/** AWS's bulk files of EC2 in us-east-1; the first version is the current one. */
async function mirror(versions: readonly Version[]): Promise<Loopback> {
  const root = "/offers/v1.0/aws/AmazonEC2";
  const place = (version: string) => `${root}/${version}/us-east-1/index`;
  const json: Readonly<Record<string, object>> = {
    [`${root}/current/region_index.json`]: {
      regions: {
        "us-east-1": {
          regionCode: "us-east-1",
          currentVersionUrl: `${place(versions[0]?.version ?? "")}.json`,
        },
      },
    },
    [`${root}/index.json`]: {
      versions: Object.fromEntries(
        versions.map(({ version }) => [version, { offerVersionUrl: `${place(version)}.json` }]),
      ),
    },
  };
  const loopback = await serve((response, { path }) => {
    const index = json[path];
    const found = versions.find(({ version }) => path === `${place(version)}.csv`);
    if (index !== undefined) response.end(JSON.stringify(index));
    else if (found === undefined) response.writeHead(404).end();
    else {
      const { version, documents, missing = 0 } = found;
      const named = { service: "AmazonEC2", version, publishedAt: publishedAt(version) };
      const bytes = Buffer.from(csvOf(named, documents));
      response.writeHead(200, { "content-length": bytes.length });
      response.write(bytes.subarray(0, bytes.length - missing), () => {
        if (missing === 0) response.end();
        else response.destroy();
      });
    }
  });
  vi.stubEnv("CROSSOVER_PRICE_LIST_BULK_ROOT", loopback.url);
  return loopback;
}

const list = (version: string, times = "1", more: Partial<Version> = {}): Version => ({
  version,
  documents: documentsIn({ region: "us-east-1", times }),
  ...more,
});
const refresh = (book: string, ...args: string[]) =>
  crossover("prices", "refresh", "--via", "bulk", "--region", "us-east-1", "--book", book, ...args);
const priceOf = async (book: string, ...args: string[]) => {
  const said = await crossover("prices", "explain", "vpc/nat/hour", "--book", book, "--json", ...args);
  return said.exitCode === 0 ? JSON.parse(said.out).prices[0].usd : said.exitCode;
};
const files = ({ calls }: Loopback) => calls.filter(({ path }) => path.endsWith(".csv")).length;

test("a version that was read is not read again, but that it still holds is noted; --force reads it", async () => {
  const aws = await mirror([list("20261118213000")]);
  const book = folder();
  expect(await refresh(book)).toMatchObject({ exitCode: 0 });
  expect(await priceOf(book)).toBe("0.045");
  expect(files(aws)).toBe(1);
  const before = bytesOf(book);
  const again = await refresh(book);
  expect([again.exitCode, again.err, files(aws)]).toEqual([0, expect.stringContaining("unchanged since"), 1]);
  expect(bytesOf(book)).toEqual(before);
  await refresh(book, "--force");
  expect(files(aws)).toBe(2);
  expect(bytesOf(book)).toEqual(before);
  vi.setSystemTime("2026-12-21T09:12:04Z");
  await refresh(book);
  expect(files(aws)).toBe(2);
  const after = bytesOf(book);
  expect(JSON.parse(after["index.json"] ?? "").checkedAt["us-east-1"].AmazonEC2.at).toBe(
    "2026-12-21T09:12:04.000Z",
  );
  expect({ ...after, "index.json": "" }).toEqual({ ...before, "index.json": "" });
});

test("a new version with the same prices is read once", async () => {
  const book = folder();
  await mirror([list("20261118213000")]);
  await refresh(book);
  const aws = await mirror([list("20261120213000")]);
  await refresh(book);
  await refresh(book);
  expect(files(aws)).toBe(1);
});

test("--published-before backfills: found with --as-of that day, not before, and today's prices stay", async () => {
  const aws = await mirror([
    list("20261118213000"),
    list("20250428120000", "2"),
    list("20240110120000", "3"),
  ]);
  const book = folder();
  await refresh(book);
  const { out, exitCode } = await refresh(book, "--published-before", "2025-06-30");
  expect([exitCode, out]).toEqual([0, expect.stringContaining("aws/us-east-1/2025-04-28.json")]);
  expect(aws.calls.some(({ path }) => path.includes("20250428120000"))).toBe(true);
  expect(await priceOf(book, "--as-of", "2025-04-28")).toBe("0.09");
  expect(await priceOf(book, "--as-of", "2025-04-27")).toBe(2);
  expect(await priceOf(book)).toBe("0.045");
  const index = JSON.parse(bytesOf(book)["index.json"] ?? "");
  expect(index.checkedAt["us-east-1"].AmazonEC2.version).toBe("20261118213000");
  expect(index.snapshots[0]).toMatchObject({ snapshotAt: "2025-04-28", backfilled: true });
  const { err, exitCode: none } = await refresh(book, "--published-before", "2020-01-01");
  expect([none, err]).toEqual([2, expect.stringContaining("its oldest was published on 2024-01-10")]);
});

test.each([
  ["one byte", 1],
  ["half of it", 5000],
])("a download that lacks %s: exit 6, nothing is written", async (_, missing) => {
  await mirror([list("20261118213000", "1", { missing })]);
  const book = folder();
  const { err, exitCode } = await refresh(book);
  expect([exitCode, err]).toEqual([6, expect.stringMatching(/ended after .* of .*nothing was written/)]);
  expect(bytesOf(book)).toEqual({});
});

test("a service that is not sold there", async () => {
  await mirror([list("20261118213000")]);
  const book = folder();
  const { err, exitCode } = await refresh(book, "--add", "kms/key");
  expect([exitCode, err]).toEqual([6, expect.stringContaining("awskms")]);
  expect(bytesOf(book)).toEqual({});
});
