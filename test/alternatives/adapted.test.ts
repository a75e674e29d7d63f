import { describe, expect, it } from "vitest";
import { ruledOutBy } from "../../src/decision/policy.ts";
import { tuningFinding } from "../../src/report/compose/tuning-finding.ts";
import { parsed, rowIn, rowsOf, sum } from "../presets/planned.ts";

const raw = (...candidates: object[]) => ({
  region: "us-east-1",
  asOf: "2026-11-21",
  people: { hourlyUsd: 100 },
  llm: {
    today: "own/api",
    requestsPerMonth: 1_000_000,
    promptTokens: 1000,
    outputTokens: 100,
    candidates,
    hosting: { instanceTypes: ["g6e.xlarge"] },
  },
  offers: {
    lastMileHours: 10,
    own: [
      { name: "api", kind: "tokens", inputUsdPerMtok: 3, outputUsdPerMtok: 15 },
      { name: "small", kind: "tokens", inputUsdPerMtok: 0.1, outputUsdPerMtok: 0.4 },
    ],
  },
});

const OPEN = "openai/gpt-oss-20b";
const RATES = { inputUsdPerMtok: 0.2, outputUsdPerMtok: 0.8 };

describe("a candidate that is tuned first", () => {
  it("served by its vendor: 1,000 × 0.2 + 100 × 0.8 = 280 a month, and 900 + 200 h × 4 = 1,700 with the last mile 2,700 once", async () => {
    const tuning = { servedAs: "vendor", ...RATES, labellingUsd: 900, gpuHours: 200, gpuHourlyUsd: 4 };
    const row = rowIn(
      await rowsOf(raw({ model: "openai/gpt-4o-mini", tuning })),
      "buy.gpt-4o-mini-fine-tuned",
    );
    expect([sum(row.monthly), sum(row.oneOff), row.built, row.kind]).toEqual([
      280,
      2700,
      "fine-tuned",
      "bought",
    ]);
  });

  it.each([
    [1, [13, 25]],
    [2, [7, 13, 19, 25, 31]],
    [0, []],
  ])(
    "tuned again %d times a year costs labelling and training again in months %j",
    async (retunesPerYear, due) => {
      const tuning = { servedAs: "vendor", ...RATES, labellingUsd: 900, trainingUsd: 100, retunesPerYear };
      const row = rowIn(await rowsOf(raw({ model: OPEN, tuning })), "buy.gpt-oss-20b-fine-tuned");
      const base = row.months[0]?.usd ?? 0;
      const dearer = row.months.flatMap(({ usd }, i) => (usd > base ? [[i + 1, usd - base]] : []));
      expect(dearer).toEqual(due.map((month) => [month, 1000]));
    },
  );

  it("as an adapter without rates it is billed as its base model, at every seller of it", async () => {
    const rows = await rowsOf(raw({ model: OPEN }, { model: OPEN, tuning: { servedAs: "adapter" } }));
    const [base, adapter] = [
      rowIn(rows, "buy.gpt-oss-20b.aws"),
      rowIn(rows, "buy.gpt-oss-20b-fine-tuned.aws"),
    ];
    expect(sum(adapter.monthly)).toBe(sum(base.monthly));
    expect(adapter.model).not.toBe(base.model);
  });

  it("on two dedicated machines at 6.50: 2 × 730 × 6.50 = 9,490, at any volume", async () => {
    const tuning = { servedAs: "dedicated", hourlyUsd: 6.5, instances: 2 };
    const row = rowIn(await rowsOf(raw({ model: OPEN, tuning })), "buy.gpt-oss-20b-fine-tuned");
    expect([sum(row.monthly), row.usdAt(5_000_000)]).toEqual([9490, 9490]);
  });

  it("on a fleet of its own it is sized as its base model, and nobody sells it per token", async () => {
    const rows = await rowsOf(
      raw({ model: OPEN }, { model: OPEN, tuning: { servedAs: "own", labellingUsd: 5000 } }),
    );
    const [base, own] = ["host.gpt-oss-20b.g6e.xlarge", "host.gpt-oss-20b-fine-tuned.g6e.xlarge"].map((id) =>
      rowIn(rows, id),
    );
    expect(own?.months[0]?.usd).toBe(base?.months[0]?.usd);
    expect(sum(own?.oneOff ?? []) - sum(base?.oneOff ?? [])).toBe(5000);
    expect([...rows.keys()].some((id) => id.startsWith("buy.gpt-oss-20b-fine-tuned"))).toBe(false);
  });

  it("on a host at the reader's own price, 4 × 730 × 1.50 = 4,380: 5,000 once and 6,000 again in month 13", async () => {
    const given = raw(
      { model: "openai/gpt-4o-mini" },
      { model: OPEN, tuning: { servedAs: "own", labellingUsd: 5000, trainingUsd: 1000, retunesPerYear: 1 } },
    );
    const hosting = { fixed: { instances: 4, hourlyUsd: 1.5 }, buildHours: 10, upkeepHoursPerMonth: 1 };
    const row = rowIn(await rowsOf({ ...given, llm: { ...given.llm, hosting } }), "host.fixed");
    expect([row.name, row.built]).toEqual(["4 × your host, gpt-oss-20b fine-tuned", "fine-tuned"]);
    expect(sum(row.oneOff)).toBe(7000);
    expect([0, 12].map((i) => row.months[i]?.usd)).toEqual([4480, 10_480]);
  });

  it("needs the quality gate even where its base model is what runs today", async () => {
    const given = raw({ model: OPEN, tuning: { servedAs: "vendor", ...RATES } });
    const today = { ...given, llm: { ...given.llm, today: "aws/openai.gpt-oss-20b-1:0" }, offers: {} };
    const row = rowIn(await rowsOf(today), "buy.gpt-oss-20b-fine-tuned");
    expect(row.quality.kind).toBe("unanswered");
  });

  it.each([
    ["facts", ["tuning-for-facts"]],
    ["behaviour", []],
  ])("tuned for %s: %j", (purpose, ids) => {
    const scenario = parsed(raw({ model: OPEN, tuning: { servedAs: "own", purpose } }));
    expect(tuningFinding(scenario).map(({ id }) => id)).toEqual(ids);
  });

  it.each([
    [{ servedAs: "vendor" }, /inputUsdPerMtok is missing/],
    [{ servedAs: "adapter", inputUsdPerMtok: 1 }, /outputUsdPerMtok is missing/],
    [{ servedAs: "dedicated", hourlyUsd: 2 }, /instances is missing/],
    [{ servedAs: "own", hourlyUsd: 2 }, /hourlyUsd is given, but servedAs own does not read it/],
    [{ servedAs: "own", gpuHours: 2 }, /gpuHours without gpuHourlyUsd/],
    [{ servedAs: "own", trainingUsd: 5, gpuHours: 2 }, /trainingUsd and gpuHours/],
  ])("%j is refused", (tuning, message) => {
    expect(() => parsed(raw({ model: OPEN, tuning }))).toThrow(message);
  });

  it("a closed model on a fleet of its own, tuning said twice and the same row twice are refused", () => {
    const own = { servedAs: "own" };
    expect(() => parsed(raw({ model: "openai/gpt-4o-mini", tuning: own }))).toThrow(/no open weights/);
    expect(() => parsed(raw({ model: OPEN, tuning: own, trainingUsd: 5 }))).toThrow(/trainingUsd beside it/);
    expect(() => parsed(raw({ model: OPEN, tuning: own }, { model: OPEN, tuning: own }))).toThrow(/are both/);
  });
});

describe("a candidate that answers from retrieved text", () => {
  const store = { vectors: 2_000_000, dimensions: 1024 };
  const small = (retrieval: object) => raw({ model: "own/small", retrieval });

  it("with a store that is there: 1,500 tokens more in each prompt, 2,500 × 0.1 + 100 × 0.4 = 290", async () => {
    const row = rowIn(await rowsOf(small({ promptTokensAdded: 1500, store: "none" })), "buy.small-retrieval");
    expect([sum(row.monthly), row.built]).toEqual([290, "retrieval"]);
  });

  it("with a bought store: its lines, its months and its last mile are in the row, and its seller holds data", async () => {
    const given = small({ promptTokensAdded: 1500, store: "pinecone/standard", vectors: store });
    const alone = await rowsOf({
      region: "us-east-1",
      asOf: "2026-11-21",
      people: { hourlyUsd: 100 },
      vectors: { ...store, candidates: ["pinecone/standard"], queriesPerMonth: 1_000_000 },
      offers: { lastMileHours: 10 },
    });
    const row = rowIn(await rowsOf(given), "buy.small-retrieval");
    const pinecone = rowIn(alone, "vectors.buy.pinecone-standard");
    expect(sum(row.monthly)).toBeCloseTo(290 + sum(pinecone.monthly), 10);
    expect(sum(row.oneOff)).toBe(1000 + sum(pinecone.oneOff));
    expect(row.months[35]?.usd).toBeCloseTo(290 + (pinecone.months[35]?.usd ?? 0), 8);
    // Searches follow the requests.
    expect(row.usdAt(2_000_000)).toBeGreaterThan(580 + sum(pinecone.monthly));
    expect(ruledOutBy("own-account", { ...row, kind: "hosted", seller: "self" })).toMatch(/pinecone/);
  });

  it("with a store of our own: the fleet that the vectors part would deploy", async () => {
    const row = rowIn(
      await rowsOf(small({ promptTokensAdded: 1500, store: "qdrant", vectors: store })),
      "buy.small-retrieval",
    );
    expect(row.notes.join()).toMatch(/answers from Qdrant/);
    expect(row.oneOff.map(({ id }) => id)).toContain("store.people.build");
    expect(sum(row.monthly)).toBeCloseTo(row.months[0]?.usd ?? 0, 8);
  });

  it.each([
    [{ promptTokensAdded: 10, store: "qdrant" }, /vectors does not say what it holds/],
    [{ promptTokensAdded: 10, store: "none", vectors: store }, /store is none, so nothing is stored/],
  ])("%j is refused", (retrieval, message) => {
    expect(() => parsed(small(retrieval))).toThrow(message);
  });
});
