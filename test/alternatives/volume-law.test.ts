import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import type { Part } from "../../src/alternatives/alternative.ts";
import { sameRow } from "../../src/alternatives/replanning.ts";
import { tco } from "../../src/compare/cash-flow.ts";
import { monteCarlo } from "../../src/compare/monte-carlo.ts";
import { applySetting } from "../../src/scenario/setting.ts";
import { uncertainPlan } from "./uncertain-plan.ts";

type Raw = Record<string, unknown>;

const example = (name: string): Raw => parse(readFileSync(`scenarios/${name}.yaml`, "utf8")) as Raw;

const LLM = { requestsPerMonth: 1_000_000, promptTokens: 2000, outputTokens: 500 };
const HOST = { instances: 2, hourlyUsd: 3, overheadShare: 0.1 };

/** Every way in which an offer at the reader's own rates is billed. */
const OWN = [
  { name: "tokens", kind: "tokens", inputUsdPerMtok: 3, outputUsdPerMtok: 12 },
  { name: "request", kind: "request", usdPerRequest: 0.011, upfrontUsd: 30_000, spreadMonths: 12 },
  {
    name: "cloud",
    kind: "request",
    usdPerRequest: 0.001,
    place: "cloud",
    host: HOST,
    upkeepHoursPerMonth: 4,
  },
  {
    name: "rack",
    kind: "fixed",
    place: "premises",
    infrastructureUsdPerMonth: 8000,
    upkeepHoursPerMonth: 30,
  },
];

const own: Raw = {
  llm: { ...LLM, today: "own/tokens", candidates: OWN.slice(1).map(({ name }) => `own/${name}`) },
  offers: { own: OWN },
};

const adapted: Raw = {
  llm: {
    ...LLM,
    today: "anthropic/claude-sonnet-4-6",
    candidates: [
      {
        model: "openai/gpt-4.1-mini",
        tuning: {
          purpose: "behaviour",
          labellingUsd: 20_000,
          retunesPerYear: 2,
          servedAs: "vendor",
          inputUsdPerMtok: 0.8,
          outputUsdPerMtok: 3.2,
        },
      },
      {
        model: "meta-llama/Llama-3.1-8B-Instruct",
        tuning: {
          purpose: "format",
          labellingUsd: 20_000,
          trainingUsd: 5000,
          retunesPerYear: 1,
          servedAs: "adapter",
        },
      },
      {
        model: "openai/gpt-4.1-mini",
        retrieval: {
          promptTokensAdded: 1500,
          store: "pinecone/standard",
          vectors: { vectors: 1_000_000, dimensions: 768, recordsWrittenPerMonth: 50_000 },
        },
      },
    ],
    hosting: { instanceTypes: ["g6e.xlarge"] },
  },
};

const fixed: Raw = {
  llm: {
    ...LLM,
    today: "own/tokens",
    candidates: [{ model: "meta-llama/Llama-3.3-70B-Instruct", weights: "own" }],
    hosting: { fixed: HOST },
  },
  offers: { own: OWN },
};

const twoWays: Raw = {
  llm: {
    today: "anthropic/claude-sonnet-4-6",
    classes: [
      {
        name: "hard",
        requestsPerMonth: 200_000,
        promptTokens: 6000,
        outputTokens: 800,
        quality: { delta: 0.2, n: 2000 },
      },
      {
        name: "easy",
        requestsPerMonth: 4_000_000,
        promptTokens: 1500,
        outputTokens: 200,
        quality: { delta: 0.02, n: 2000 },
      },
    ],
    candidates: [{ model: "openai/gpt-oss-20b", reasoningMultiplier: 1 }],
    hosting: { instanceTypes: ["g6e.xlarge"] },
    hybrid: { routingUsdPerMonth: 500, routerHours: 80 },
  },
};

const seats: Raw = {
  tracking: {
    today: "own/wb",
    seats: 20,
    runsPerMonth: 2000,
    metricPointsPerRun: 10_000,
    artifactGBPerRun: 0.5,
  },
  offers: { own: [{ name: "wb", kind: "seats", seatUsd: 50 }] },
};

const stores: Raw = {
  vectors: {
    today: "pinecone/standard",
    candidates: ["qdrant", "own/pine"],
    vectors: 3_000_000,
    dimensions: 1024,
    queriesPerMonth: 1_700_000,
  },
  offers: {
    own: [{ name: "pine", kind: "vectors", usdPerMillionVectorMonths: 10, usdPerMillionQueries: 20 }],
  },
};

interface Case {
  readonly title: string;
  readonly raw: Raw;
  readonly part: Part;
  readonly key: string;
  readonly low: number;
  readonly base: number;
  readonly high: number;
}

const requests = {
  part: "llm",
  key: "llm.requestsPerMonth",
  low: 500_000,
  base: 1_000_000,
  high: 3_000_000,
} as const;
const growth = { part: "llm", key: "growthPerMonth", low: 0.01, base: 0.04, high: 0.08 } as const;

const CASES: readonly Case[] = [
  { title: "own offers", raw: own, ...requests },
  { title: "own offers", raw: own, ...growth },
  { title: "tuned and retrieval rows", raw: adapted, ...requests },
  { title: "tuned and retrieval rows", raw: adapted, ...growth },
  { title: "a host of a rate of its own", raw: fixed, ...requests },
  {
    title: "the example's fleets and levers",
    raw: example("support-assistant"),
    ...requests,
    base: 1_700_000,
  },
  {
    title: "two ways",
    raw: twoWays,
    ...requests,
    key: "llm.classes.1.requestsPerMonth",
    base: 2_000_000,
    high: 9_000_000,
  },
  { title: "two ways", raw: twoWays, ...growth },
  { title: "stores", raw: stores, part: "vectors", key: "vectors.vectors", low: 1e6, base: 3e6, high: 9e6 },
  { title: "stores", raw: stores, ...growth, part: "vectors" },
  { title: "seats", raw: seats, part: "tracking", key: "tracking.seats", low: 10, base: 20, high: 40 },
  { title: "seats", raw: seats, ...growth, part: "tracking" },
];

const total = ({ oneOff: _, months }: { oneOff: unknown; months: readonly { usd: number }[] }): number =>
  tco({ oneOff: 0, months: months.map(({ usd }) => usd) });

describe("a row whose planned cost rises with the volume costs more in four of five draws than in half of them", () => {
  it.each(CASES)(
    "$title: $key $low to $high",
    { timeout: 60_000 },
    async ({ raw, part, key, low, base, high }) => {
      const set = (value: unknown) => applySetting(raw, `${key}=${JSON.stringify(value)}`);
      const plan = await uncertainPlan(set({ low, base, high, because: "season" }), part, [key]);
      expect(plan.drivers).toHaveLength(1);
      const ends = [await uncertainPlan(set(base), part, []), await uncertainPlan(set(high), part, [])];
      const { alternatives } = monteCarlo({
        drivers: plan.drivers,
        alternatives: plan.responding,
        baseline: plan.rows[0]?.id ?? "",
        months: plan.scenario.horizonMonths,
        draws: 1000,
        seed: 1,
      });
      let rising = 0;
      for (const row of plan.rows) {
        const [planned, more] = ends.map(({ rows }) => sameRow(rows, row));
        if (planned === undefined || more === undefined || total(more) <= total(planned) * 1.0001) continue;
        rising += 1;
        const drawn = alternatives.find(({ alternative }) => alternative === row.id);
        expect([row.id, (drawn?.tcoP80Usd ?? 0) > (drawn?.tcoP50Usd ?? 0)]).toEqual([row.id, true]);
      }
      expect(rising).toBeGreaterThan(0);
    },
  );
});
