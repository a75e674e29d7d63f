import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import type { Part } from "../../src/alternatives/alternative.ts";
import { sameRow } from "../../src/alternatives/replanning.ts";
import { randomStream } from "../../src/compare/random-stream.ts";
import { totalOf } from "../../src/prices/charge.ts";
import { applySetting } from "../../src/scenario/setting.ts";
import { type UncertainPlan, uncertainPlan } from "./uncertain-plan.ts";

type Raw = Record<string, unknown>;

const example = (name: string): Raw => parse(readFileSync(`scenarios/${name}.yaml`, "utf8")) as Raw;

/** A scenario with ranges set as a reader sets them. */
const withRanges = (raw: Raw, ranges: readonly string[]): Raw => ranges.reduce(applySetting, raw);

/** Two machine types are enough to see that fleets follow. */
const TYPES = 'llm.hosting.instanceTypes=["g7e.2xlarge","g6e.12xlarge"]';

interface Case {
  readonly title: string;
  readonly raw: Raw;
  readonly part: Part;
  readonly keys: readonly string[];
  /** Largest share by which a month may differ from the plan's. */
  readonly tolerance: number;
  readonly points: number;
}

const WAGE = 'people.hourlyUsd={"low":70,"base":115,"high":180}';
const GROWTH = 'growthPerMonth={"low":-0.02,"base":0.03,"high":0.06}';
const REQUESTS = 'llm.requestsPerMonth={"low":400000,"base":1700000,"high":6000000}';

const OWN = [
  {
    name: "api",
    kind: "tokens",
    inputUsdPerMtok: { low: 2, base: 3, high: 5 },
    outputUsdPerMtok: 12,
    upfrontUsd: 5000,
  },
  {
    name: "request",
    kind: "request",
    usdPerRequest: { low: 0.008, base: 0.011, high: 0.02 },
    upfrontUsd: 30_000,
    spreadMonths: 12,
  },
  {
    name: "cloud",
    kind: "request",
    usdPerRequest: 0.001,
    place: "cloud",
    host: { instances: 2, hourlyUsd: 3 },
    infrastructureUsdPerMonth: { low: 100, base: 300, high: 900 },
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

const CASES: readonly Case[] = [
  {
    title: "volume, growth, peaks, wage and hours of an LLM are formulas",
    raw: withRanges(example("support-assistant"), [
      TYPES,
      WAGE,
      GROWTH,
      REQUESTS,
      'llm.peakToMean={"low":2,"base":5,"high":9}',
      'llm.busyDay={"low":1,"base":1.3,"high":1.8}',
      'llm.hosting.buildHours={"low":300,"base":400,"high":700}',
      'offers.attentionHoursPerMonth={"low":0,"base":0,"high":6}',
      'offers.switching={"weeks":{"low":2,"base":4,"high":9},"weeklyUsd":4600,"systems":2,"usdPerSystem":{"low":1000,"base":3000,"high":5000}}',
    ]),
    part: "llm",
    keys: [
      "people.hourlyUsd",
      "growthPerMonth",
      "llm.requestsPerMonth",
      "llm.peakToMean",
      "llm.busyDay",
      "llm.hosting.buildHours",
      "offers.attentionHoursPerMonth",
      "offers.switching.weeks",
      "offers.switching.usdPerSystem",
      "offers.lastMileHours",
    ],
    tolerance: 1e-6,
    points: 3,
  },
  {
    title:
      "own offers by token, by request and at a fixed price, with what a request is and what they charge",
    raw: {
      growthPerMonth: { low: -0.02, base: 0.03, high: 0.06 },
      llm: {
        today: "own/api",
        requestsPerMonth: { low: 400_000, base: 1_000_000, high: 3_000_000 },
        promptTokens: { low: 1500, base: 2000, high: 4000 },
        outputTokens: 500,
        candidates: ["own/request", "own/cloud", "own/rack"],
      },
      offers: { own: OWN },
    },
    part: "llm",
    keys: [
      "growthPerMonth",
      "llm.requestsPerMonth",
      "llm.promptTokens",
      "offers.own.0.inputUsdPerMtok",
      "offers.own.1.usdPerRequest",
      "offers.own.2.infrastructureUsdPerMonth",
      "offers.lastMileHours",
    ],
    tolerance: 1e-6,
    points: 3,
  },
  {
    title: "one class in a list of classes is a formula too",
    raw: {
      llm: {
        today: "openai/gpt-4.1-mini",
        classes: [
          {
            name: "chat",
            requestsPerMonth: { low: 2e6, base: 3e6, high: 5e6 },
            growthPerMonth: { low: 0.01, base: 0.02, high: 0.04 },
            promptTokens: 1500,
            outputTokens: 200,
            peakToMean: { low: 2, base: 4, high: 6 },
          },
        ],
        candidates: ["meta-llama/Llama-3.1-8B-Instruct"],
        hosting: { instanceTypes: ["g6e.xlarge"] },
      },
    },
    part: "llm",
    keys: ["llm.classes.0.requestsPerMonth", "llm.classes.0.growthPerMonth", "llm.classes.0.peakToMean"],
    tolerance: 1e-6,
    points: 3,
  },
  {
    title: "an annual wage is drawn as a year's",
    raw: withRanges(example("ticket-classifier"), [
      'people.annualUsd={"low":90000,"base":200000,"high":400000}',
    ]),
    part: "llm",
    keys: ["people.annualUsd", "offers.lastMileHours"],
    tolerance: 1e-6,
    points: 2,
  },
  {
    title: "the reasoning multiplier on a grid",
    raw: withRanges(example("support-assistant"), [TYPES]),
    part: "llm",
    keys: ["llm.candidates.0.reasoningMultiplier"],
    tolerance: 0.01,
    points: 3,
  },
  {
    title: "prompt, output and reasoning together on a grid",
    raw: withRanges(example("support-assistant"), [
      TYPES,
      REQUESTS,
      'llm.promptTokens={"low":1600,"base":2400,"high":4000}',
      'llm.outputTokens={"low":120,"base":220,"high":400}',
    ]),
    part: "llm",
    keys: [
      "llm.promptTokens",
      "llm.outputTokens",
      "llm.candidates.0.reasoningMultiplier",
      "llm.requestsPerMonth",
    ],
    tolerance: 0.01,
    points: 3,
  },
  {
    title: "a bill whose requests follow from its tokens",
    raw: {
      llm: {
        today: "anthropic/claude-sonnet-4-6",
        billedUsdPerMonth: 17_850,
        candidates: ["openai/gpt-oss-120b"],
      },
    },
    part: "llm",
    keys: ["llm.outputTokens", "llm.candidates.0.reasoningMultiplier"],
    tolerance: 0.01,
    points: 3,
  },
  {
    title: "classes that grow apart, on a grid",
    raw: {
      growthPerMonth: { low: 0, base: 0.02, high: 0.04 },
      llm: {
        today: "openai/gpt-4.1-mini",
        classes: [
          {
            name: "chat",
            requestsPerMonth: { low: 2e6, base: 3e6, high: 5e6 },
            promptTokens: 1500,
            outputTokens: 200,
            peakToMean: 4,
          },
          {
            name: "tags",
            requestsPerMonth: 2e7,
            promptTokens: 500,
            outputTokens: 10,
            growthPerMonth: 0.01,
            peakToMean: 4,
          },
        ],
        candidates: ["meta-llama/Llama-3.1-8B-Instruct"],
        hosting: { instanceTypes: ["g6e.xlarge"] },
      },
    },
    part: "llm",
    keys: ["growthPerMonth", "llm.classes.0.requestsPerMonth"],
    tolerance: 0.01,
    points: 3,
  },
  {
    title: "a vector store's queries and wage",
    raw: withRanges(example("support-assistant"), [
      WAGE,
      'vectors.queriesPerMonth={"low":500000,"base":1700000,"high":5000000}',
    ]),
    part: "vectors",
    keys: ["people.hourlyUsd", "vectors.queriesPerMonth", "offers.lastMileHours"],
    tolerance: 0.01,
    points: 4,
  },
  {
    title: "seats and upkeep of a tracking server",
    raw: withRanges(example("ml-team"), [
      'tracking.seats={"low":10,"base":35,"high":80}',
      'tracking.upkeepHoursPerMonth={"low":2,"base":4,"high":12}',
    ]),
    part: "tracking",
    keys: ["tracking.seats", "tracking.upkeepHoursPerMonth", "offers.lastMileHours"],
    tolerance: 0.01,
    points: 4,
  },
];

/** Values of one draw: anywhere in their ranges. */
function pointsOf({ drivers }: UncertainPlan, count: number): number[][] {
  const random = randomStream(7, "points");
  return Array.from({ length: count }, () =>
    drivers.map(({ key, low, high }) => {
      const value = low + (high - low) * random();
      return key === "tracking.seats" ? Math.round(value) : Number(value.toPrecision(8));
    }),
  );
}

interface Checked {
  /** Months that were compared, of which months on another number of machines. */
  months: number;
  otherUnits: number;
  unserved: number;
  worst: number;
}

/** The response of every row beside a whole new plan with the drawn values set in the scenario. */
async function checked({ raw, part, keys, points }: Case): Promise<Checked> {
  const plan = await uncertainPlan(raw, part, keys);
  const found: Checked = { months: 0, otherUnits: 0, unserved: 0, worst: 0 };
  expect(plan.drivers.map(({ key }) => key).toSorted()).toEqual([...keys].toSorted());
  for (const point of pointsOf(plan, points)) {
    const set = plan.drivers.reduce((file, { key }, i) => applySetting(file, `${key}=${point[i]}`), raw);
    const whole = await uncertainPlan(set, part, []);
    for (const [a, row] of plan.rows.entries()) {
      const type = row.fleet?.llm?.instanceType;
      const again =
        type === undefined
          ? whole
          : await uncertainPlan(applySetting(set, `llm.hosting.instanceTypes=["${type}"]`), part, []);
      const same = sameRow(again.rows, row);
      const planned = samePlacement(same?.fleet?.llm, row.fleet?.llm) ? same : undefined;
      const usd = new Float64Array(plan.scenario.horizonMonths + 1);
      const served = plan.responding[a]?.respond(
        Float64Array.from(point),
        plan.drivers.map(() => usd),
        usd,
      );
      if (planned === undefined || served !== true) {
        found.unserved += 1;
        continue;
      }
      const months = [totalOf(planned.oneOff).usd.toNumber(), ...planned.months.map((month) => month.usd)];
      for (const [t, expected] of months.entries()) {
        const got = usd[t] ?? Number.NaN;
        found.months += 1;
        const off = expected === got ? 0 : Math.abs(got / expected - 1);
        // At the edge of a step a grid may count one machine more or less.
        const step = row.fleet?.llm === undefined ? 0 : (row.curve?.unitUsd ?? 0);
        if (off > 0.02 && Math.abs(got - expected) < 1.05 * step) found.otherUnits += 1;
        else found.worst = Math.max(found.worst, off);
      }
    }
  }
  return found;
}

const samePlacement = (a: object | undefined, b: object | undefined): boolean => {
  const kept = ["precision", "tensorParallelSize", "kvCacheDtype"] as const;
  const of = (fleet: object | undefined) =>
    JSON.stringify(kept.map((key) => (fleet as Record<string, unknown>)?.[key]));
  return of(a) === of(b);
};

describe("the response beside planning again with the drawn values set", () => {
  it.each(CASES)("$title", { timeout: 120_000 }, async (entry) => {
    const found = await checked(entry);
    expect(found.months).toBeGreaterThan(0);
    expect(found.worst).toBeLessThanOrEqual(entry.tolerance);
    if (entry.tolerance < 1e-3) expect(found.otherUnits).toBe(0);
    expect(found.otherUnits / found.months).toBeLessThanOrEqual(0.15);
  });
});
