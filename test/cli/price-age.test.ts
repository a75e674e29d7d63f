import { createHash } from "node:crypto";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bookFolder } from "../../src/cli/package-root.ts";
import { withStaleness } from "../../src/cli/price-age.ts";
import type { PriceBook } from "../../src/prices/book/price-book.ts";
import { ec2Instance } from "../../src/prices/price-key.ts";
import { reportSchema } from "../../src/report/report.ts";
import { crossover } from "./in-process.ts";

const SCENARIO = "scenarios/ml-team.yaml";
const REFRESHED = "ec2/instance/m7g.large/linux/shared";
const SNAPSHOT = "aws/us-east-1/2026-08-14.json";

let book = "";
beforeAll(() => {
  book = mkdtempSync(join(tmpdir(), "crossover-book-"));
  cpSync(bookFolder(), book, { recursive: true });
  refreshed(book, REFRESHED);
});
afterAll(() => rmSync(book, { recursive: true, force: true }));

/** One price of the seed as a refresh of 2026-08-14 would have written it. */
function refreshed(folder: string, key: string): void {
  const snapshot = JSON.parse(readFileSync(join(folder, SNAPSHOT), "utf8"));
  const seed = snapshot.entries[key];
  snapshot.entries[key] = {
    ...seed,
    sku: "SKU",
    offerTermCode: "JRTCKXETXF",
    usageType: "BoxUsage:m7g.large",
    published: { unit: "Hrs", usd: [seed.tiers[0].usd] },
    effectiveAt: "2026-08-01",
    publishedAt: "2026-08-13T00:00:00Z",
    retrievedAt: "2026-08-14T00:00:00Z",
    selection: { recipe: "compute", matched: 1, merged: [] },
    source: { kind: "query" },
  };
  const text = JSON.stringify(snapshot);
  writeFileSync(join(folder, SNAPSHOT), text);
  const index = JSON.parse(readFileSync(join(folder, "index.json"), "utf8"));
  const row = index.snapshots.find((one: { path: string }) => one.path === SNAPSHOT);
  row.sha256 = createHash("sha256").update(text).digest("hex");
  writeFileSync(join(folder, "index.json"), JSON.stringify(index));
}

const compare = (asOf: string, ...flags: string[]) =>
  crossover("compare", SCENARIO, "--as-of", asOf, ...flags);

describe("the age of list prices, at the as-of date", () => {
  it("a refreshed price of 199 days: a warning, and with --strict exit 4 with the next step", async () => {
    const open = await compare("2027-03-01", "--book", book);
    expect(open.exitCode).toBe(0);
    expect(open.out.replaceAll(/\s+/g, " ")).toMatch(
      /AWS prices of us-east-1 are up to 973 days old: crossover prices refresh --book/,
    );
    const strict = await compare("2027-03-01", "--book", book, "--strict");
    expect(strict.exitCode).toBe(4);
    expect(strict.err).toMatch(
      /\n--strict: 1 list price of us-east-1 was last checked more than 120 days ago/,
    );
    expect(strict.err).toContain(`${REFRESHED} 199 days ago (2026-08-14)`);
    expect(strict.err).toContain("crossover prices refresh --region us-east-1");
  });

  it("warns by the day a price was last checked, not by the day it last changed", async () => {
    const { out } = await compare("2026-11-21", "--json");
    const { prices, ...rest } = reportSchema.parse(JSON.parse(out));
    const { stale: _stale, ...fresh } = prices;
    const report = { ...rest, prices: fresh };
    const bookOf = (seenAt: string): PriceBook =>
      Object.assign(Object.create(null), {
        asOf: "2026-11-21",
        flag: "",
        entries: (region: string) => [
          { key: REFRESHED, region, seenAt, seed: false },
          { key: ec2Instance("nobody.asked"), region, seenAt: "2020-01-01", seed: false },
        ],
      });
    expect(withStaleness(report, bookOf("2026-11-20")).prices.stale).toBeUndefined();
    expect(withStaleness(report, bookOf("2026-10-07")).prices.stale).toBeUndefined();
    expect(withStaleness(report, bookOf("2026-10-06")).prices.stale).toBe(
      "AWS prices of us-east-1 are up to 46 days old: crossover prices refresh",
    );
  });

  it("120 days are not over 120; 121 are", async () => {
    expect((await compare("2026-12-12", "--book", book, "--strict")).exitCode).toBe(0);
    expect((await compare("2026-12-13", "--book", book, "--strict")).exitCode).toBe(4);
  });

  it("the seed warns by age and never fails --strict alone, which says that it did not judge it", async () => {
    const { err, exitCode } = await compare("2027-03-01", "--strict");
    expect(exitCode).toBe(0);
    expect(err).toMatch(
      /^--strict did not judge the age of list prices that came with the program: 19 of us-east-1, 1 of global, up to 973 days old\./,
    );
    expect(err).toContain("To hold every price to the limit: --max-age 120");
    expect((await compare("2027-03-01", "--strict", "--max-age", "5000")).err).toBe("");
    expect((await compare("2027-03-01")).err).toBe("");
  });

  it("a limit that is named holds for the seed too, with and without --strict", async () => {
    const { err, exitCode } = await compare("2026-11-21", "--max-age", "120");
    expect(exitCode).toBe(4);
    expect(err).toMatch(/^--max-age: \d+ list prices of us-east-1 were last checked more than 120 days ago/);
    expect((await compare("2026-11-21", "--max-age", "5000", "--strict")).exitCode).toBe(0);
  });

  it.each([["soon"], ["-1"]])("--max-age %s is refused before any work", async (days) => {
    const { err, out, exitCode } = await compare("2026-11-21", `--max-age=${days}`);
    expect([exitCode, out]).toEqual([2, ""]);
    expect(err).toContain("--max-age must be");
  });
});
