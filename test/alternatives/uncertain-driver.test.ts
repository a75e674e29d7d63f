import { describe, expect, it } from "vitest";
import { uncertainPlan } from "./uncertain-plan.ts";

const LLM = {
  today: "anthropic/claude-sonnet-4-6",
  requestsPerMonth: 1_700_000,
  promptTokens: 2400,
  outputTokens: 220,
  candidates: ["openai/gpt-oss-120b"],
  hosting: { instanceTypes: ["g7e.2xlarge"] },
};

const driversOf = async (raw: Record<string, unknown>, part: "llm" | "vectors" = "llm") =>
  (await uncertainPlan(raw, part)).drivers;

describe("drivers", () => {
  it("every one says who says so, and its base lies in its range", async () => {
    for (const { key, low, base, high, provenance, unit } of await driversOf({ llm: LLM })) {
      expect([key, low <= base && base <= high, low < high]).toEqual([key, true, true]);
      expect(unit).not.toBe("");
      if (provenance.kind === "published") expect(provenance.source.length).toBeGreaterThan(10);
      if (provenance.kind === "assumed") expect(provenance.because.length).toBeGreaterThan(10);
    }
  });

  it("list prices jump one driver an offer, levers share it; 0.06 changes a year from 0.20 to 1.95", async () => {
    const prices = (await driversOf({ llm: { ...LLM, sharedPrefixTokens: 1200 } })).filter(
      ({ jumps }) => jumps,
    );
    expect(prices.map(({ key }) => key)).toEqual([
      "price of anthropic/claude-sonnet-4-6",
      expect.stringMatching(/^price of aws\//),
    ]);
    expect(prices[0]).toMatchObject({ low: 0.2, base: 1, high: 1.95, jumps: { ratePerYear: 0.06 } });
  });

  it("own rates are a contract: they do not jump, and only a range of the reader's own moves them", async () => {
    const own = [
      { name: "a", kind: "tokens", inputUsdPerMtok: { low: 2, base: 3, high: 4 }, outputUsdPerMtok: 10 },
    ];
    const keys = (await driversOf({ llm: { ...LLM, today: "own/a" }, offers: { own } })).map(
      ({ key }) => key,
    );
    expect(keys).toContain("offers.own.0.inputUsdPerMtok");
    expect(keys.filter((key) => key.startsWith("price of own"))).toEqual([]);
  });

  it("published hours stand in for hours that nobody gave, never for given ones", async () => {
    const given = {
      ...LLM,
      hosting: { ...LLM.hosting, buildHours: 400, upkeepHoursPerMonth: { low: 1, base: 2, high: 3 } },
    };
    const of = async (llm: object) =>
      (await driversOf({ llm }))
        .filter(({ key }) => key.includes("Hours") && key.startsWith("llm."))
        .map(({ key, low, high, provenance }) => [key, low, high, provenance.kind]);
    expect(await of(LLM)).toEqual([
      ["llm.hosting.buildHours", 400, 640, "published"],
      ["llm.hosting.upkeepHoursPerMonth", 10, 40, "published"],
    ]);
    expect(await of(given)).toEqual([["llm.hosting.upkeepHoursPerMonth", 1, 3, "yours"]]);
  });

  it("a fleet's throughput is drawn in its own range of the model", async () => {
    const speed = (await driversOf({ llm: LLM })).find(
      ({ key }) => key === "throughput of openai/gpt-oss-120b on g7e.2xlarge",
    );
    expect(speed).toMatchObject({ low: expect.closeTo(0.6, 1), base: 1, high: expect.closeTo(1.33, 1) });
  });

  it("at the ends of that range a fleet has the machines that its row prints", async () => {
    const { rows, drivers, responding, scenario } = await uncertainPlan({ llm: LLM }, "llm");
    const place = drivers.findIndex(({ key }) => key === "throughput of openai/gpt-oss-120b on g7e.2xlarge");
    const a = rows.findIndex(({ id }) => id === "host.g7e.2xlarge");
    const { capacity, curve, months } = rows[a] ?? {};
    const at = (speed: number) => {
      const usd = new Float64Array(scenario.horizonMonths + 1);
      const values = Float64Array.from(drivers, ({ base }, i) => (i === place ? speed : base));
      expect(
        responding[a]?.respond(
          values,
          drivers.map(() => usd),
          usd,
        ),
      ).toBe(true);
      return usd[1] ?? 0;
    };
    const more = (instances: number) => (instances - (capacity?.instances ?? 0)) * (curve?.unitUsd ?? 0);
    const { low = 1, high = 1 } = drivers[place] ?? {};
    const planned = months?.[0]?.usd ?? 0;
    expect(at(high)).toBeCloseTo(planned + more(capacity?.instancesLow ?? 0), 6);
    expect(at(low)).toBeCloseTo(planned + more(capacity?.instancesHigh ?? 0), 6);
  });
});
