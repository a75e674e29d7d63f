import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { crossover } from "../cli/in-process.ts";

const folder = mkdtempSync(join(tmpdir(), "timing-"));

/** What `compare` prints of a scenario, its lines joined as one text. */
async function told(name: string, raw: object, ...flags: string[]): Promise<string> {
  const file = join(folder, `${name}.yaml`);
  writeFileSync(file, JSON.stringify({ region: "us-east-1", asOf: "2026-11-01", ...raw }));
  const { out, err } = await crossover("compare", file, ...flags);
  if (out === "") throw new Error(err);
  return out.replace(/\s+/g, " ");
}

const people = { hourlyUsd: 100, gpuExpertise: "yes" };

/** R11: bought 100 to 600 USD in months 1 to 6, hosted 250, 400 to move. */
const waits = {
  horizonMonths: 6,
  discountRatePerYear: 0,
  people,
  llm: {
    today: "own/frontier",
    requestsPerMonth: { months: [100, 200, 300, 400, 500, 600] },
    promptTokens: 2000,
    outputTokens: 500,
    candidates: [
      { model: "meta-llama/Llama-3.3-70B-Instruct", weights: "own", quality: { delta: 0.05, n: 2000 } },
    ],
    hosting: {
      fixed: { instances: 1, hourlyUsd: 0.5, overheadShare: 0, hoursPerMonth: 500 },
      buildHours: 4,
      upkeepHoursPerMonth: { low: 0, base: 0, high: 0, because: "test" },
    },
  },
  offers: { own: [{ name: "frontier", kind: "request", usdPerRequest: 1 }] },
};

const RATES = { servedAs: "vendor", inputUsdPerMtok: 0.4, outputUsdPerMtok: 1.6, purpose: "behaviour" };
const tuned = {
  people,
  llm: {
    today: "anthropic/claude-sonnet-4-6",
    requestsPerMonth: 1_000_000,
    promptTokens: 2000,
    outputTokens: 300,
    candidates: [
      {
        model: "openai/gpt-4.1-mini",
        tuning: { ...RATES, labellingUsd: 20_000, trainingUsd: 5000, retunesPerYear: 1 },
        quality: { delta: 0.05, n: 3000 },
      },
    ],
  },
};

const rack = (spread: object) => ({
  horizonMonths: 36,
  discountRatePerYear: 0,
  people,
  llm: {
    today: "own/api",
    requestsPerMonth: 1_000_000,
    promptTokens: 2000,
    outputTokens: 500,
    candidates: [{ model: "own/rack", quality: { delta: 0.02, n: 3000 } }],
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

describe("when to move, beside what to do now", () => {
  it("R11: month 3 is best, so moving now says that it costs 200 USD more", async () => {
    expect(await told("waits", waits)).toContain(
      "Best from month 3: moving now costs 200 USD more over 6 months.",
    );
  });

  it("a model tuned again says when and for how much, on the screen and line by line", async () => {
    const screen = await told("tuned", tuned);
    expect(screen).toContain("25,000 USD again in months 13 and 25");
    const full = await told("tuned", tuned, "--full");
    for (const line of ["Labelling again, month 13", "Training again, month 25", "= once, in later months"])
      expect(full).toContain(line);
  });

  it("the shown sums are the total: 37,000 once, 50,000 again and 36 equal months", async () => {
    const file = join(folder, "sums.yaml");
    writeFileSync(file, JSON.stringify({ region: "us-east-1", asOf: "2026-11-01", ...tuned }));
    const { alternatives } = JSON.parse((await crossover("compare", file, "--json")).out);
    const { row, dated } = alternatives.find((a: { built?: string }) => a.built === "fine-tuned");
    const again = dated.reduce((sum: number, { usd }: { usd: number }) => sum + usd, 0);
    expect([row.oneOffUsd, again]).toEqual([37_000, 50_000]);
    expect(row.tcoUsd).toBeCloseTo(row.oneOffUsd + again + 36 * row.monthUsd, 6);
  });

  it.each([
    ["at once", {}, "345,000 USD once."],
    ["in 12 parts", { spreadMonths: 12 }, "345,000 USD once, over 12 months."],
  ])(
    "345,000 USD of set-up %s: moving in month 1 is best, never moving costs 155,400 more",
    async (name, spread, once) => {
      const full = await told(name.replaceAll(" ", "-"), rack(spread), "--full");
      expect(full).toContain(`then moving to rack for ${once}`);
      expect(full).toContain("known only afterwards month 1 1 M 0");
      expect(full).toMatch(/never 155,400 /);
      expect(full).toMatch(/rack api from 418,411 from 819,387 from 1\.622 M/);
      expect(full).not.toContain("where today's offer costs 24,000");
    },
  );
});
