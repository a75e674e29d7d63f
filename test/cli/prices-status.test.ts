import { describe, expect, test } from "vitest";
import { z } from "zod";
import type { Snapshot } from "../../src/prices/book/snapshot.ts";
import { bookWith, committedOn } from "../prices/book-folder.ts";
import { crossover } from "./in-process.ts";

const day = z.iso.date();
const answer = z.strictObject({
  schema: z.literal(1),
  asOf: day,
  regions: z.array(
    z.strictObject({
      region: z.string(),
      snapshotAt: day,
      entries: z.int(),
      seeds: z.int(),
      oldest: z.strictObject({ key: z.string(), seenAt: day, days: z.int() }).nullable(),
      checkedAt: day.nullable(),
      services: z.array(
        z.strictObject({
          service: z.string(),
          entries: z.int().positive(),
          seeds: z.int(),
          publishedAt: day.nullable(),
          version: z.string().nullable(),
          checkedAt: day.nullable(),
          seedsSeen: z.strictObject({ from: day, to: day }).nullable(),
        }),
      ),
    }),
  ),
  rules: z.strictObject({
    count: z.int(),
    oldest: z.strictObject({ retrievedAt: z.string(), ids: z.array(z.string()).min(1) }),
  }),
  unpriced: z.array(
    z.strictObject({
      region: z.string(),
      key: z.string(),
      because: z.string(),
      resolve: z.string(),
      scenarios: z.array(z.string()).min(1),
    }),
  ),
  unplanned: z.array(z.strictObject({ scenario: z.string(), because: z.string() })),
});

const status = (...words: string[]) => crossover("prices", "status", "--as-of", "2026-11-21", ...words);
const told = async (...words: string[]) => answer.parse(JSON.parse((await status("--json", ...words)).out));

/** The project's list of us-east-1 as a refresh of 2026-06-01 would have left it: NAT alone, everything else dropped. */
function refreshed(): Snapshot {
  const list = {
    version: "20260530000000",
    publishedAt: "2026-05-30T00:00:00Z",
    retrievedAt: "2026-06-01T08:00:00Z",
    via: "query" as const,
  };
  return {
    ...committedOn("2026-06-01"),
    lists: { AmazonEC2: list },
    entries: {
      "vpc/nat/hour": {
        service: "AmazonEC2",
        sku: "A",
        offerTermCode: "B",
        usageType: "NatGateway-Hours",
        unit: "hour",
        tiers: [{ begin: "0", end: "Inf", usd: "0.045" }],
        published: { unit: "Hrs", usd: ["0.0450000000"] },
        effectiveAt: "2026-05-01",
        publishedAt: list.publishedAt,
        retrievedAt: list.retrievedAt,
        selection: { recipe: "vpc/nat/hour@1", matched: 1, merged: [] },
        source: { kind: "query" },
      },
    },
  };
}
const checked = (at: string) => ({
  "us-east-1": { AmazonEC2: { at: `${at}T08:00:00Z`, version: "20260530000000" } },
});

describe("the book that ships", () => {
  test("holds three regions, all of it seed, and lacks nothing that its scenarios need", async () => {
    const { regions, rules, unpriced, unplanned } = await told();
    expect(regions.map(({ region }) => region)).toEqual(["eu-west-1", "us-east-1", "us-west-2", "global"]);
    for (const { entries, seeds, checkedAt, services } of regions) {
      expect(seeds).toBe(entries);
      expect(checkedAt).toBeNull();
      expect(services.reduce((sum, one) => sum + one.entries, 0)).toBe(entries);
    }
    expect(regions[1]).toMatchObject({
      snapshotAt: "2026-08-14",
      oldest: { seenAt: "2024-07-01", days: 873 },
    });
    expect(rules.count).toBeGreaterThan(20);
    expect({ unpriced, unplanned }).toEqual({ unpriced: [], unplanned: [] });
  });

  test("as text: region, snapshot, prices, seed, oldest, list dates, rules; exit 0", async () => {
    const { out, exitCode } = await status("--region", "us-east-1");
    expect(exitCode).toBe(0);
    expect(out).toMatch(/^us-east-1 +2026-08-14 +257 +257 +2024-07-01 +873 +\S+ +never$/m);
    expect(out).toMatch(/AmazonEC2 seed, seen 2024-07-01 to 2026-08-14/);
    expect(out).toMatch(/Billing rules: \d+; looked up longest ago, \d{4}-\d{2}/);
    expect(out).toContain("The scenarios of this project lack no price.");
  });

  test("planned in a region that has less: the keys, who asks for them, and the refresh", async () => {
    const { out } = await status("--region", "eu-west-1");
    expect(out).toMatch(/eu-west-1 {2}secretsmanager\/secret {2}\(.*scenarios\/ml-team\.yaml/);
    expect(out).toContain("Fetch with: crossover prices refresh --region eu-west-1");
    // Sold as capacity blocks only: no refresh brings it.
    expect(out).not.toContain("p5e.48xlarge");
  });
});

describe("age", () => {
  test("a later check of the list makes its prices younger; none after the as-of date counts", async () => {
    const book = bookWith([refreshed()], checked("2026-11-01"));
    const [now] = (await told("--book", book)).regions;
    expect(now).toMatchObject({
      seeds: 0,
      checkedAt: "2026-11-01",
      oldest: { key: "vpc/nat/hour", seenAt: "2026-11-01", days: 20 },
      services: [
        { service: "AmazonEC2", publishedAt: "2026-05-30", checkedAt: "2026-11-01", seedsSeen: null },
      ],
    });
    const [then] = (await told("--book", book, "--as-of", "2026-07-01")).regions;
    expect(then).toMatchObject({ checkedAt: "2026-07-01", oldest: { seenAt: "2026-07-01", days: 0 } });
  });

  test("--max-age: exit 4 after the answer, with both figures and the refresh of the same book", async () => {
    const book = bookWith([refreshed()], checked("2026-07-01"));
    const { out, err, exitCode } = await status("--book", book, "--max-age", "120");
    expect(out).toContain("2026-07-01");
    expect(err).toBe(
      `Prices for us-east-1 were last checked 143 days ago (limit 120). Refresh with: crossover prices refresh --region us-east-1 --book ${book}\n`,
    );
    expect(exitCode).toBe(4);
    expect((await status("--book", book, "--max-age", "143")).exitCode).toBe(0);
  });
});

test.each([
  [["--max-age", "-1"], "--max-age must be at least 0 days, got -1."],
  [["--max-age", "old"], "--max-age"],
  [["--region", "us-east1"], 'Unknown region "us-east1". Did you mean us-east-1?'],
  [["--as-of", "2020-01-01"], "No prices for eu-west-1 on or before 2020-01-01"],
])("status %j: exit 2", async (words, message) => {
  const { out, err, exitCode } = await status(...words);
  expect({ out, exitCode }).toEqual({ out: "", exitCode: 2 });
  expect(err).toContain(message);
});
