import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Entry, entryOf } from "../../src/decision/entry.ts";
import { winsAt } from "../../src/decision/wins-at.ts";
import { parsed, rowIn, rowsOf } from "../presets/planned.ts";

const HORIZON = 36;
const GOOD = 12;

type Raw = Readonly<Record<string, unknown>> & { readonly llm: object };

async function entriesOf(raw: Raw): Promise<Entry[]> {
  const rows = await rowsOf(raw);
  const terms = { policy: "none", horizonMonths: HORIZON, discountRatePerYear: 0.1 } as const;
  return [...rows.values()].map((row) => entryOf(row, terms));
}

/** What is paid until the end of month `last`, leaving in the last month of the horizon included. */
const paidUntil = ({ flow }: Entry, last: number): number =>
  flow.months.slice(0, last).reduce((sum, usd) => sum + usd, flow.oneOff) +
  (last === HORIZON ? (flow.exit ?? 0) : 0);

/** Each end of a stretch of each pair, planned again as if that many requests were all there is. */
async function endsHold(raw: Raw): Promise<number> {
  let checked = 0;
  const entries = await entriesOf(raw);
  for (const loser of entries)
    for (const against of entries) {
      if (loser === against) continue;
      const { winsAt: wins = [], winsOverMonths = 0 } = winsAt(loser, against, GOOD);
      const ends = wins.flatMap(({ from, to }) => [from, to]).filter((v) => v !== null && v > 1);
      for (const volume of ends) {
        const again = await entriesOf({ ...raw, llm: { ...raw.llm, requestsPerMonth: volume } });
        const paid = (id: string) => paidUntil(again.find((e) => e.id === id) as Entry, winsOverMonths);
        const [own, other] = [paid(loser.id), paid(against.id)];
        expect(Math.abs(own - other), `${loser.id} against ${against.id} at ${volume}`).toBeLessThan(
          1e-6 * other,
        );
        checked += 1;
      }
    }
  return checked;
}

const usd = (max: number) => fc.integer({ min: 0, max });
const CLOSED = "openai/gpt-4.1-mini";

describe("at a volume where one of two begins or ceases to win, both have cost the same", () => {
  it("law: tuned and tuned again, paid at once or in parts, fixed, bought, leaving at the end", async () => {
    let checked = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          labellingUsd: usd(40_000),
          retunesPerYear: fc.integer({ min: 0, max: 3 }),
          upfrontUsd: usd(300_000),
          spreadMonths: fc.option(fc.integer({ min: 1, max: 50 }), { nil: undefined }),
          infrastructureUsdPerMonth: usd(8_000),
          exitHours: usd(40),
        }),
        async (given) => {
          const spread = given.spreadMonths === undefined ? {} : { spreadMonths: given.spreadMonths };
          const tuning = { servedAs: "vendor", inputUsdPerMtok: 0.8, outputUsdPerMtok: 3.2 };
          const { labellingUsd, retunesPerYear, upfrontUsd, infrastructureUsdPerMonth } = given;
          checked += await endsHold({
            region: "us-east-1",
            asOf: "2026-11-21",
            horizonMonths: HORIZON,
            people: { hourlyUsd: 100, gpuExpertise: "yes" },
            llm: {
              today: "own/api",
              requestsPerMonth: 1_000_000,
              promptTokens: 2000,
              outputTokens: 300,
              candidates: [
                "own/rack",
                { model: CLOSED, tuning: { ...tuning, labellingUsd, retunesPerYear } },
                { model: CLOSED },
              ],
            },
            offers: {
              exitHours: given.exitHours,
              own: [
                { name: "api", kind: "tokens", inputUsdPerMtok: 3, outputUsdPerMtok: 12 },
                {
                  name: "rack",
                  kind: "request",
                  usdPerRequest: 0.0001,
                  place: "premises",
                  infrastructureUsdPerMonth,
                  upfrontUsd,
                  ...spread,
                  buildHours: 450,
                  upkeepHoursPerMonth: 40,
                },
              ],
            },
          });
        },
      ),
      { numRuns: 20 },
    );
    expect(checked).toBeGreaterThan(40);
  });

  it("with retrieval: a store's minimum and the embeddings beside it bend the line, and the volume is on it", async () => {
    const store = { vectors: 1_000_000, dimensions: 768, recordsWrittenPerMonth: 50_000 };
    const embedding = { model: "openai/text-embedding-3-small", tokensPerRecord: 400, tokensPerQuery: 50 };
    const retrieval = {
      promptTokensAdded: 1500,
      store: "pinecone/standard",
      vectors: { ...store, embedding },
    };
    const raw = {
      region: "us-east-1",
      asOf: "2026-11-21",
      llm: {
        today: "own/api",
        requestsPerMonth: 100_000,
        promptTokens: 2000,
        outputTokens: 300,
        candidates: [{ model: CLOSED, retrieval }],
      },
      offers: { own: [{ name: "api", kind: "tokens", inputUsdPerMtok: 3, outputUsdPerMtok: 12 }] },
    };
    expect(await endsHold(raw)).toBeGreaterThan(0);
  });
});

describe("tuned again: 20,400 USD five times against 25,000 twice", () => {
  const tuned = (labellingUsd: number, retunesPerYear: number, inputUsdPerMtok: number) => ({
    servedAs: "vendor",
    inputUsdPerMtok,
    outputUsdPerMtok: inputUsdPerMtok,
    labellingUsd,
    retunesPerYear,
  });
  const raw = (often: number) => ({
    region: "us-east-1",
    asOf: "2026-11-21",
    llm: {
      requestsPerMonth: 1_000_000,
      promptTokens: 2000,
      outputTokens: 300,
      candidates: [
        { model: CLOSED, tuning: tuned(20_400, often, 1.2) },
        { model: "openai/gpt-4o-mini", tuning: tuned(25_000, 1, 0.1) },
      ],
    },
  });

  it("dearer by the request and over 36 months by 47,400 once: it wins at no volume, not at 0 either", async () => {
    const [often, seldom] = (await entriesOf(raw(2))) as [Entry, Entry];
    expect(winsAt(often, seldom, GOOD)).toMatchObject({ winsAt: [], cheaperAt: [] });
  });

  it("never tuned again it costs 54,600 less once over 36 months: up to 54,600 ÷ 36 ÷ (2,300 × 1.1 ÷ 10⁶) = 599,472.99 requests", async () => {
    const [once, seldom] = (await entriesOf(raw(0))) as [Entry, Entry];
    const found = winsAt(once, seldom, GOOD);
    expect(found).toMatchObject({ winsOverMonths: 36, winsBy: "keeping-the-lead" });
    expect(found.winsAt?.map(({ from, to }) => [from, Math.floor(to ?? 0)])).toEqual([[0, 599_472]]);
  });
});

describe("345,000 USD of set-up, paid at once or in 12 parts", () => {
  const rack = (spread: object) => ({
    region: "us-east-1",
    asOf: "2026-11-21",
    people: { hourlyUsd: 100, gpuExpertise: "yes" },
    llm: {
      today: "own/api",
      requestsPerMonth: 1_000_000,
      promptTokens: 2000,
      outputTokens: 500,
      candidates: ["own/rack"],
    },
    offers: {
      own: [
        { name: "api", kind: "tokens", inputUsdPerMtok: 6, outputUsdPerMtok: 24 },
        {
          name: "rack",
          kind: "request",
          usdPerRequest: 0.0001,
          place: "premises",
          infrastructureUsdPerMonth: 6000,
          upfrontUsd: 300_000,
          buildHours: 450,
          upkeepHoursPerMonth: 40,
          ...spread,
        },
      ],
    },
  });

  it.each([
    ["at once", {}, 345_000],
    ["over 12 months", { spreadMonths: 12 }, 0],
  ])(
    "%s: its month costs less from 418,411, and it wins from 1,621,339 requests",
    async (_, spread, oneOff) => {
      const raw = rack(spread);
      const entries = await entriesOf(raw);
      const [host, api] = [entries.find((e) => e.id === "host.rack"), entries.find((e) => e.id === "today")];
      expect(host?.flow.oneOff).toBe(oneOff);
      const found = winsAt(host as Entry, api as Entry, GOOD);
      const first = (intervals: typeof found.winsAt) => Math.ceil(intervals?.[0]?.from ?? 0);
      // 10,000 ÷ 0.0239 and (10,000 + 345,000 ÷ 12) ÷ 0.0239
      expect([first(found.cheaperAt), first(found.winsAt)]).toEqual([418_411, 1_621_339]);
    },
  );

  it("the row's curve and its cost at another volume leave the parts out: 10,000 + 0.0001 a request", async () => {
    const row = rowIn(await rowsOf(rack({ spreadMonths: 12 })), "host.rack");
    expect(row.curve).toMatchObject({ fixedUsd: 10_000, perVolumeUsd: 0.0001 });
    expect(row.usdAt(2_000_000)).toBeCloseTo(10_200, 9);
    expect(row.dated).toHaveLength(12);
    expect(parsed(rack({})).offers.own).toHaveLength(2);
  });
});
