import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ruledOutBy } from "../../src/decision/policy.ts";
import { parsed, rowIn, rowsOf, sum } from "../presets/planned.ts";

const REQUESTS = { requestsPerMonth: 1000, promptTokens: 1000, outputTokens: 200 };
const llm = (own: readonly object[], candidates: readonly string[], today?: string) => ({
  region: "us-east-1",
  asOf: "2026-11-21",
  horizonMonths: 12,
  people: { hourlyUsd: 100, gpuExpertise: "yes" },
  llm: { ...REQUESTS, candidates, ...(today !== undefined && { today }) },
  offers: { own },
});

const BUILT = {
  name: "built",
  kind: "fixed",
  infrastructureUsdPerMonth: 300,
  monitoringUsdPerMonth: 50,
  buildHours: 60,
  upkeepHoursPerMonth: 10,
  labellingUsd: 2000,
  trainingUsd: 400,
  upfrontUsd: 600,
};
const API = { name: "api", kind: "request", usdPerRequest: 0.01 };

describe("an offer at the reader's own rates", () => {
  it("300 + 50 + 10 h × 100 = 1,350 a month; 60 h × 100 + 2,000 + 400 + 600 = 9,000 before month 1", async () => {
    const row = rowIn(await rowsOf(llm([BUILT, API], ["own/built", "own/api"])), "buy.built");
    expect([sum(row.monthly), sum(row.oneOff)]).toEqual([1350, 9000]);
    expect(row.monthly.map(({ id }) => id)).toEqual([
      "own.infrastructure",
      "own.monitoring",
      "people.upkeep",
    ]);
  });

  it("spread over 6 months the 9,000 are 1,500 a month until month 6, and nothing is paid before", async () => {
    const own = [{ ...BUILT, spreadMonths: 6 }, API];
    const row = rowIn(await rowsOf(llm(own, ["own/built", "own/api"])), "buy.built");
    expect(sum(row.oneOff)).toBe(0);
    expect(row.months.map(({ usd }) => usd)).toEqual([...Array(6).fill(2850), ...Array(6).fill(1350)]);
  });

  it("without hours to build it a newly bought one has the last mile, 120 h; with them they are it", async () => {
    const rows = await rowsOf(llm([BUILT, API], ["own/built", "own/api"]));
    expect(rowIn(rows, "buy.api").oneOff.map(({ id }) => id)).toEqual(["people.lastMile"]);
    expect(rowIn(rows, "buy.built").oneOff.map(({ id }) => id)).not.toContain("people.lastMile");
  });

  it("one that runs today has its one-offs behind it", async () => {
    const row = rowIn(await rowsOf(llm([BUILT, API], ["own/api"], "own/built")), "today");
    expect([sum(row.oneOff), sum(row.monthly)]).toEqual([0, 1350]);
    expect(row.notes.join()).toMatch(/already spent/);
  });

  it.each([
    ["api", "buy.built", "bought", [true, true, true]],
    ["cloud", "host.built", "hosted", [false, false, true]],
    ["premises", "host.built", "hosted", [false, false, false]],
  ] as const)(
    "run by %s it is %s, %s; ruled out by no-third-party, own-account, air-gapped: %j",
    async (place, id, kind, ruledOut) => {
      const row = rowIn(await rowsOf(llm([{ ...BUILT, place }, API], ["own/built", "own/api"])), id);
      expect(row.kind).toBe(kind);
      const policies = ["no-third-party", "own-account", "air-gapped"] as const;
      expect(policies.map((policy) => ruledOutBy(policy, row) !== undefined)).toEqual(ruledOut);
    },
  );

  it("vectors by the million and seats by the seat, in their own parts: 10 × 7.5 + 1.5 × 0.096; 10 × 50", async () => {
    const rows = await rowsOf({
      region: "us-east-1",
      asOf: "2026-11-21",
      vectors: {
        today: "own/store",
        candidates: ["pinecone/standard"],
        vectors: 10_000_000,
        dimensions: 1024,
        queriesPerMonth: 1_500_000,
      },
      tracking: { today: "own/seats", candidates: ["own/server"], seats: 10 },
      offers: {
        own: [
          { name: "store", kind: "vectors", usdPerMillionVectorMonths: 7.5, usdPerMillionQueries: 0.096 },
          { name: "seats", kind: "seats", seatUsd: 50 },
          { name: "server", kind: "fixed", place: "premises", upkeepHoursPerMonth: 4 },
        ],
      },
    });
    expect(sum(rowIn(rows, "vectors.today").monthly)).toBe(75.144);
    expect(sum(rowIn(rows, "tracking.today").monthly)).toBe(500);
    expect(sum(rowIn(rows, "tracking.host.server").monthly)).toBe(460);
  });

  it.each([
    [
      "no upkeep where the team runs it",
      { ...BUILT, place: "cloud", upkeepHoursPerMonth: undefined },
      /has no upkeepHoursPerMonth/,
    ],
    ["no hours without a reason", { ...BUILT, place: "premises", upkeepHoursPerMonth: 0 }, /needs no hours/],
    [
      "a kind that the part does not count",
      { name: "built", kind: "seats", seatUsd: 5 },
      /billed by seats; llm counts tokens, request, fixed/,
    ],
  ])("%s is refused", (_, offer, message) => {
    expect(() => parsed(llm([offer, API], ["own/built", "own/api"]))).toThrow(message);
  });

  it("law: shown lines sum to month 1 to the last bit, and more hours never cost less", async () => {
    const amount = fc.integer({ min: 0, max: 100_000 }).map((cents) => cents / 100);
    const terms = fc.record({
      infrastructureUsdPerMonth: amount,
      buildHours: fc.integer({ min: 0, max: 900 }),
      upkeepHoursPerMonth: fc.integer({ min: 1, max: 90 }),
      labellingUsd: amount,
      spreadMonths: fc.integer({ min: 1, max: 20 }),
    });
    await fc.assert(
      fc.asyncProperty(terms, fc.integer({ min: 0, max: 40 }), async (given, more) => {
        const at = async (upkeepHoursPerMonth: number) => {
          const own = [{ ...API, ...given, name: "built", upkeepHoursPerMonth }, API];
          return rowIn(await rowsOf(llm(own, ["own/built", "own/api"])), "buy.built");
        };
        const [row, dearer] = [
          await at(given.upkeepHoursPerMonth),
          await at(given.upkeepHoursPerMonth + more),
        ];
        expect(sum(row.monthly)).toBe(row.months[0]?.usd);
        for (const [i, { usd }] of row.months.entries())
          expect(dearer.months[i]?.usd).toBeGreaterThanOrEqual(usd);
      }),
      { numRuns: 25 },
    );
  });
});
