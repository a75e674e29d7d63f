import { describe, expect, it } from "vitest";
import { InputError } from "../../src/errors.ts";
import { parseScenario } from "../../src/scenario/parse.ts";

const context = { file: "s.yaml", name: "s", today: "2026-11-21", openModels: ["openai/gpt-oss-120b"] };
const llm = {
  today: "anthropic/claude-sonnet-4-6",
  requestsPerMonth: 1000,
  promptTokens: 100,
  outputTokens: 10,
  candidates: ["openai/gpt-oss-120b"],
};
const from = (more: object) => parseScenario({ llm, ...more }, context);

function failure(more: object): InputError {
  try {
    from(more);
  } catch (error) {
    if (error instanceof InputError) return error;
    throw error;
  }
  throw new Error("it was accepted");
}

describe("risks", () => {
  it("nobody gave any: none, and no spent money, notes or points", () => {
    expect(from({})).toMatchObject({ risks: [], spent: [], notes: [] });
    expect(from({}).dimensions).toBeUndefined();
  });
  it("belong to the first part; credits and extra hours are assumed to be 0, with the key that changes them", () => {
    const [outage, delay] = from({
      risks: [
        { kind: "outage", name: "down", side: "buy", sla: 0.999, usdPerHourDown: 100 },
        { kind: "delay", name: "late", probability: 0.5, weeks: 6 },
      ],
    }).risks;
    expect(outage).toMatchObject({
      part: "llm",
      sla: { base: 0.999, provenance: { kind: "yours", key: "risks.0.sla" } },
      creditsUsdPerMonth: { base: 0, provenance: { kind: "assumed", key: "risks.0.creditsUsdPerMonth" } },
    });
    expect(delay).toMatchObject({
      side: "self-host",
      extraHours: { base: 0, provenance: { kind: "assumed" } },
    });
  });
  it.each([
    [
      "a part that is not there",
      { risks: [{ kind: "word", name: "x", side: "buy", word: "low", part: "vectors" }] },
      "s.yaml: risks.0.part is vectors, but the scenario has llm.",
    ],
    [
      "a month after the horizon",
      {
        horizonMonths: 12,
        risks: [{ kind: "once", name: "x", side: "buy", probability: 1, impactUsd: 1, month: 13 }],
      },
      "s.yaml: risks.0.month is 13, but horizonMonths is 12.",
    ],
    [
      "money spent on the day of the decision",
      { asOf: "2026-11-20", spent: [{ what: "x", usd: 1, at: "2026-11-20" }] },
      "s.yaml: spent.0.at is 2026-11-20, but the decision is made on 2026-11-20 (asOf).",
    ],
    [
      "a note of tomorrow",
      { notes: [{ text: "x", by: "Ana", at: "2026-11-22" }] },
      "s.yaml: notes.0.at is 2026-11-22, after 2026-11-21 (asOf).",
    ],
    [
      "weights that are no whole",
      { dimensions: { weights: { cost: 0.6 }, scores: { buy: { cost: 1 }, selfHost: { cost: 1 } } } },
      "s.yaml: dimensions.weights add up to 0.6, not to 1.",
    ],
    [
      "points without a weight",
      { dimensions: { weights: { cost: 1 }, scores: { buy: { cost: 1, risk: 2 }, selfHost: { cost: 1 } } } },
      "s.yaml: dimensions.scores.buy.risk is given, but dimensions.weights.risk is not.",
    ],
    [
      "points above 10",
      { dimensions: { weights: { cost: 1 }, scores: { buy: { cost: 11 }, selfHost: { cost: 1 } } } },
      "s.yaml: dimensions.scores.buy.cost must be at most 10, got 11.",
    ],
    [
      "a probability above 1",
      { risks: [{ kind: "delay", name: "x", probability: 2, weeks: 1 }] },
      "s.yaml: risks.0.probability must be at most 1",
    ],
    [
      "a fallback that nobody knows",
      { llm: { ...llm, fallback: "openai/gpt-oss-12b" } },
      'llm.fallback is "openai/gpt-oss-12b", which is no open model that Crossover knows. Did you mean openai/gpt-oss-120b?',
    ],
  ])("%s is refused with both sides", (_, more, message) => {
    expect(failure(more).message).toContain(message);
    expect(failure(more).exitCode).toBe(2);
  });
});

describe("what leaving takes", () => {
  const terms = (more: object) => from(more).offers.switching;
  it("D50: 2 weeks behind an interface, 17 to 26 with direct calls, at 40 h of one engineer, of the llm part only", () => {
    expect(terms({ llm: { ...llm, interface: { calls: "behind-interface" } } })).toMatchObject({
      weeks: { base: 2, provenance: { kind: "assumed" } },
      weeklyUsd: { base: 4600, provenance: { kind: "assumed" } },
      systems: { base: 0 },
      testsShare: { base: 0.3 },
      bufferShare: { base: 0.2 },
      part: "llm",
    });
    expect(terms({ llm: { ...llm, interface: { calls: "direct-calls" } } })?.weeks).toMatchObject({
      low: 17,
      base: 21.5,
      high: 26,
    });
  });
  it("neither terms nor an interface: no terms, so it stays a finding", () => {
    expect(terms({})).toBeUndefined();
  });
  it("16 h per system at 115 USD/h are 1,840 USD, for the systems of llm.interface", () => {
    const given = terms({
      llm: { ...llm, interface: { calls: "direct-calls", systems: 15 } },
      offers: { switching: { hoursPerSystem: 16 } },
    });
    expect(given?.usdPerSystem.base).toBe(1840);
    expect(given?.systems).toMatchObject({ base: 15, key: "llm.interface.systems" });
  });
  it("weeks of one's own hold for every part", () => {
    expect(terms({ offers: { switching: { weeks: 3, systems: 0 } } })?.part).toBeUndefined();
  });
  it.each([
    ["no weeks", { systems: 1, usdPerSystem: 5 }, {}, "offers.switching.weeks is missing"],
    ["systems without a cost", { weeks: 1, systems: 3 }, {}, "offers.switching.hoursPerSystem is missing"],
    ["weeks without systems", { weeks: 1 }, {}, "offers.switching.systems is missing"],
    [
      "USD and hours per system",
      { weeks: 1, systems: 3, usdPerSystem: 5, hoursPerSystem: 5 },
      {},
      "offers.switching.usdPerSystem and offers.switching.hoursPerSystem are both given",
    ],
    [
      "systems in two places",
      { weeks: 1, systems: 3, usdPerSystem: 5 },
      { interface: { calls: "direct-calls", systems: 3 } },
      "offers.switching.systems and llm.interface.systems are both given",
    ],
  ])("%s is refused", (_, switching, more, message) => {
    expect(failure({ llm: { ...llm, ...more }, offers: { switching } }).message).toContain(message);
  });
});
