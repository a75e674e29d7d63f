import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { stringify } from "yaml";
import { priceGraph } from "../../src/cli/price-graph.ts";
import { Decimal } from "../../src/units.ts";
import { captured, PROD } from "../bill/fleets.ts";
import { bookWith, committedOn } from "../prices/book-folder.ts";

const home = process.cwd();
let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "crossover-"));
  process.chdir(folder);
});
afterAll(() => {
  process.chdir(home);
  rmSync(folder, { recursive: true, force: true });
});

const graph = await captured(PROD);
const priced = () => priceGraph(graph, { fleet: PROD, site: {} as never });
const write = (more: object) =>
  writeFileSync(
    "crossover.overrides.yaml",
    stringify({
      overrides: [
        { id: "edp", kind: "discount", match: "*", multiplier: "0.5", because: "a contract", ...more },
      ],
    }),
  );

it("preview prices with the overrides of its folder, and says what the list would have been", () => {
  const list = priced();
  expect(list.line).toContain("USD/month on demand");
  expect(list.output).not.toHaveProperty("listMonthlyUsd");
  write({});
  const own = priced();
  expect(own.output.listMonthlyUsd).toBe(list.output.monthlyUsd);
  expect(own.monthlyUsd).toBeCloseTo(list.monthlyUsd / 2, 8);
  expect(own.line).toContain("USD/month with overrides edp (");
});

it("preview prices with the book that the stack's config names", () => {
  rmSync("crossover.overrides.yaml");
  const threefold = committedOn("2026-08-14", "us-east-1", (entries) =>
    Object.fromEntries(
      Object.entries(entries).map(([key, entry]) => [
        key,
        {
          ...entry,
          tiers: entry.tiers.map((tier) => ({ ...tier, usd: new Decimal(tier.usd).times(3).toFixed() })),
        },
      ]),
    ),
  );
  const book = bookWith([committedOn("2024-07-01", "global"), threefold]);
  const { monthlyUsd } = priceGraph(graph, { fleet: PROD, site: {} as never, book });
  expect(monthlyUsd / priced().monthlyUsd).toBeCloseTo(3, 1);
});

it("preview stops at a rule that is over", () => {
  write({ expiresAt: "2020-01-31" });
  expect(priced).toThrow("Override edp expired on 2020-01-31.");
});
