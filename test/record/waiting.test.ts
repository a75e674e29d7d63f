import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readRecord } from "../../src/record/read-record.ts";
import type { RecordedRow } from "../../src/record/recorded-row-schema.ts";
import type { MovedPrice, ReviewedDecision } from "../../src/record/review-schema.ts";
import { type WaitingInput, waitingOf } from "../../src/record/waiting.ts";
import { waitingLines } from "../../src/record/waiting-text.ts";

const fixture = readRecord(
  JSON.parse(readFileSync(join(import.meta.dirname, "fixtures/schema-1.json"), "utf8")),
  "schema-1.json",
);
const [like] = fixture.alternatives;
if (like === undefined) throw new Error("the fixture has no row");

const row = (id: string, usd: number, atLeast = false): RecordedRow => ({
  ...like,
  id,
  name: id,
  figures: { monthUsd: usd, tcoUsd: 36 * usd, atLeast },
  monthsUsd: Array.from({ length: 36 }, () => usd),
});
const turn = (from: string, to: string, flips = true): ReviewedDecision => ({
  part: "tracking",
  old: { verdict: "buy", names: from, name: from },
  now: { verdict: "self-host", names: to, name: to, because: "" },
  flips,
});
const price = (usd: string, at: string) => ({
  id: "p",
  unit: "hour",
  tiers: [{ begin: "0", end: null, usd }],
  from: "published",
  source: "list",
  at,
});
const moved = (at: string, id = "p"): MovedPrice => ({
  id,
  old: price("1", "2026-08-14"),
  now: price("2", at),
});

/** Decided on 2026-11-21, a kept at 500 USD a month and b at 350; today a costs 900. */
const waited = (asOf: string, decision: ReviewedDecision, changed: Partial<WaitingInput> = {}) =>
  waitingOf({
    record: { ...fixture, alternatives: [row("a", 500), row("b", 350)] },
    asOf,
    repriced: { decisions: [decision], rows: [row("a", 900), row("b", 350)], priceIds: () => new Set(["p"]) },
    prices: [],
    ...changed,
  });

describe("what waiting cost since 2026-11-21, no price moved", () => {
  it.each([
    ["a kept, b named now: 11 × (500 − 350)", turn("a", "b"), "2027-11-21", 11, 1650],
    ["b kept, a named now: waiting saved", turn("b", "a"), "2027-11-21", 11, -1650],
    ["no full month yet", turn("a", "b"), "2026-12-31", 0, 0],
    ["not beyond the months of the plan", turn("a", "b"), "2036-11-21", 36, 5400],
  ])("%s", (_case, decision, asOf, months, usd) =>
    expect(waited(asOf, decision)).toMatchObject([{ kind: "cost", months, usd, volume: 35 }]),
  );

  it("nothing where nothing flips, and unknown where nobody compared it", () => {
    expect(waited("2027-11-21", turn("a", "b", false))).toEqual([]);
    expect(waited("2027-11-21", turn("a", "c"))).toMatchObject([
      { kind: "unknown", because: "c was not compared then" },
    ]);
  });

  it("unknown where a row is only known to be at least so much", () => {
    const record = { ...fixture, alternatives: [row("a", 500), row("b", 350, true)] };
    expect(waited("2027-11-21", turn("a", "b"), { record })).toMatchObject([
      { kind: "unknown", because: "a line of b had no price then" },
    ]);
  });
});

describe("a price that moved: months before it as recorded, months after it at today's prices", () => {
  // Full months of 2026-12 to 2027-06: seven.
  it.each([
    ["in the middle of December: that month is an old one", "2026-12-05", 1, 150, 6, 3300],
    ["on the first of December", "2026-12-01", 0, 0, 7, 3850],
    ["before the decision, known only since", "2026-10-01", 0, 0, 7, 3850],
    ["in June, the last full month", "2027-06-30", 7, 1050, 0, 0],
    ["on the first of June", "2027-06-01", 6, 900, 1, 550],
    ["known by its month alone", "2027-02", 2, 300, 5, 2750],
  ])("%s", (_case, at, before, beforeUsd, after, afterUsd) => {
    expect(waited("2027-07-01", turn("a", "b"), { prices: [moved(at)] })).toMatchObject([
      {
        kind: "cost",
        usd: beforeUsd + afterUsd,
        recorded: { months: before, usd: beforeUsd },
        today: { months: after, usd: afterUsd, from: at, to: at },
      },
    ]);
  });

  it("a price of another row moves nothing here; of several the first day counts, and both are said", () => {
    const other = waited("2027-07-01", turn("a", "b"), { prices: [moved("2026-12-01", "q")] });
    expect(other).toMatchObject([{ usd: 1050, today: { months: 0 } }]);
    const several = [moved("2027-05-02"), moved("2027-02-01")];
    expect(waited("2027-07-01", turn("a", "b"), { prices: several })).toMatchObject([
      { recorded: { months: 2 }, today: { months: 5, from: "2027-02-01", to: "2027-05-02" } },
    ]);
  });

  it("another amount of the same date: since when it holds nobody knows, so all months are at today's", () => {
    const found = waited("2027-07-01", turn("a", "b"), {
      prices: [moved("2026-08-14"), moved("2027-02-01")],
    });
    expect(found).toMatchObject([{ usd: 3850, today: { months: 7, undated: true } }]);
    expect(found.flatMap((one) => waitingLines(one, { decidedAt: "2026-11-21" }))[1]).toBe(
      "  3,850 USD over 7 months at today's prices, of which not every one says since when it holds",
    );
  });

  it("unknown only where the months need it: what was not compared then, after all months lie behind the move", () => {
    const record = { ...fixture, alternatives: [row("a", 500)] };
    const prices = [moved("2026-12-01")];
    expect(waited("2027-07-01", turn("a", "b"), { record, prices })).toMatchObject([{ usd: 3850 }]);
  });

  it("the two sums are the whole, whenever the price moved", () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date("2026-08-15"), max: new Date("2028-12-31"), noInvalidDate: true }),
        (day) => {
          const at = day.toISOString().slice(0, 10);
          const [found] = waited("2027-07-01", turn("a", "b"), { prices: [moved(at)] });
          if (found?.kind !== "cost") throw new Error("not a cost");
          expect(found.recorded.months + found.today.months).toBe(7);
          expect(found.usd).toBe(150 * found.recorded.months + 550 * found.today.months);
        },
      ),
    );
  });

  it("says both sums, the volume and the day", () => {
    const lines = waited("2027-07-01", turn("a", "b"), { prices: [moved("2026-12-05")] }).flatMap((one) =>
      waitingLines(one, { decidedAt: "2026-11-21" }),
    );
    expect(lines).toEqual([
      "tracking: waiting cost 3,450 USD = Σ over 7 months of (a − b), at the recorded 35 seats, one-offs left out",
      "  150 USD over 1 month at the prices recorded on 2026-11-21",
      "  3,300 USD over 6 months at today's prices, which moved on 2026-12-05",
    ]);
  });
});

describe("another question: what waiting has cost is not known, what a month of it costs is", () => {
  const stands = { decisions: [turn("a", "b", false)], rows: [], priceIds: () => new Set<string>() };
  it("month 1 as it is asked now", () => {
    const asked = { ...stands, decisions: [turn("a", "b")], rows: [row("a", 70), row("b", 50)] };
    const found = waited("2027-07-01", turn("a", "b", false), { repriced: stands, asked });
    expect(found).toMatchObject([{ kind: "month", usd: 20 }]);
    expect(found.flatMap((one) => waitingLines(one, { decidedAt: "2026-11-21" }))).toEqual([
      "tracking: as it is asked now, keeping a costs 20 USD a month beside b, month 1 at today's prices; since when it is asked so, nobody said",
    ]);
  });
  it("not known where what was kept cannot do it any more", () => {
    const asked = { ...stands, decisions: [turn("a", "b")], rows: [row("b", 50)] };
    expect(waited("2027-07-01", turn("a", "b", false), { repriced: stands, asked })).toMatchObject([
      { kind: "unknown", because: "a is not compared as it is asked now" },
    ]);
  });
});
