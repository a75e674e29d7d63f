import { beforeAll, describe, expect, it } from "vitest";
import type { Alternative } from "../../src/alternatives/alternative.ts";
import { decisionInput } from "../../src/cli/deciding.ts";
import { planWithGraphs } from "../../src/cli/planner.ts";
import { tco } from "../../src/compare/cash-flow.ts";
import { payback } from "../../src/compare/payback.ts";
import { decide } from "../../src/decision/decide.ts";
import { entryOf } from "../../src/decision/entry.ts";
import { rule } from "../../src/decision/verdict.ts";
import { winsAt } from "../../src/decision/wins-at.ts";
import { vectorsDemand } from "../../src/demand/vectors-demand.ts";
import { totalOf } from "../../src/prices/charge.ts";
import { parseScenario } from "../../src/scenario/parse.ts";
import type { Scenario } from "../../src/scenario/scenario.ts";
import type { RawScenario } from "../../src/scenario/schema.ts";
import { modelCards } from "../../src/sizing/model-catalogue.ts";
import { vectorRamBytes } from "../../src/sizing/vector-memory.ts";
import { Decimal, type DecimalValue } from "../../src/units.ts";
import { committedBook } from "../prices/books.ts";
import { exactValue, PRESETS, type Preset } from "./preset.ts";

const presetOf = (id: string): Preset => {
  const found = PRESETS.get(id);
  if (found === undefined) throw new Error(`no preset ${id}`);
  return found;
};

const parse = (raw: RawScenario): Scenario =>
  parseScenario(raw, {
    file: raw.name ?? "preset",
    name: "preset",
    today: "2026-11-21",
    openModels: modelCards().map(({ id }) => id),
  });

/** The llm part of a preset, planned as any scenario is. */
async function planned(raw: RawScenario) {
  const scenario = parse(raw);
  const { plan } = await planWithGraphs(scenario, committedBook(scenario.asOf));
  const part = plan.parts.find((p) => p.part === "llm");
  if (part === undefined) throw new Error("the preset has no llm part");
  const find = (test: (a: Alternative) => boolean): Alternative => {
    const found = part.alternatives.find(test);
    if (found === undefined) throw new Error(`not among ${part.alternatives.map((a) => a.id).join(", ")}`);
    return found;
  };
  const named = (name: string) => find((a) => a.name === name);
  return {
    scenario,
    part,
    today: () => find((a) => a.kind === "today"),
    host: () => find((a) => a.kind === "hosted"),
    named,
  };
}

const line = (alternative: Alternative, id: RegExp): Decimal => {
  const hits = alternative.monthly.filter((charge) => id.test(charge.id));
  if (hits.length !== 1)
    throw new Error(`${id} among ${alternative.monthly.map((charge) => charge.id).join(", ")}`);
  expect(hits[0]?.cost.kind).toBe("known");
  return totalOf(hits).usd;
};

const month = (alternative: Alternative): Decimal => {
  const { usd, unknowns } = totalOf(alternative.monthly);
  expect(unknowns).toEqual([]);
  return usd;
};

const entry = (a: Alternative, { horizonMonths }: Pick<Scenario, "horizonMonths">) =>
  entryOf(a, { policy: "none", horizonMonths, discountRatePerYear: 0 });

/** Requests a month from which on `a` wins for good against `b`, as a report says it: month by month, and with one-offs spread. */
const above = (b: Alternative, a: Alternative, scenario: Scenario, spreadMonths = 1) => {
  const { cheaperAt, winsAt: wins } = winsAt(entry(a, scenario), entry(b, scenario), spreadMonths);
  const only = (intervals: typeof wins) => {
    const [first, second] = intervals ?? [];
    if (first === undefined || first.to !== null || second !== undefined)
      throw new Error("not one break-even");
    return first.from;
  };
  return { monthly: only(cheaperAt), spread: only(wins) };
};

/** 1,000 prompt and 200 output tokens: what the presets that count tokens ask with. */
const TOKENS_PER_REQUEST = 1200;

const withRequests = (raw: RawScenario, requestsPerMonth: number): RawScenario => ({
  ...raw,
  ...(raw.llm && { llm: { ...raw.llm, requestsPerMonth } }),
});

async function llmFigures(raw: RawScenario): Promise<Record<string, DecimalValue>> {
  const { scenario, today, host } = await planned(raw);
  const [api, own] = [today(), host()];
  const flow = (a: Alternative) => entry(a, scenario).flow;
  const result = payback(flow(api), flow(own));
  if (result.kind !== "at") throw new Error(result.kind);
  const [a5, a9, a10] = [month(api), month(own), totalOf(own.oneOff).usd];
  const cheap = await planned({
    ...raw,
    offers: { own: [{ name: "frontier-api", kind: "tokens", inputUsdPerMtok: 0.5, outputUsdPerMtok: 1.5 }] },
  });
  return {
    A3: line(api, /input|prompt/),
    A4: line(api, /output/),
    A5: a5,
    A6: line(own, /^compute/),
    A7: line(own, /^overhead/),
    A8: line(own, /upkeep/),
    A9: a9,
    A10: a10,
    A11: a5.minus(a9),
    A12: result.months,
    A13: tco(flow(api)),
    A14: tco(flow(own)),
    A15: tco(flow(api)) - tco(flow(own)),
    A16: above(api, own, scenario).monthly,
    A16b: above(api, own, scenario, 36).spread,
    A17: above(cheap.today(), cheap.host(), scenario).monthly,
  };
}

async function tokensFigures(raw: RawScenario): Promise<Record<string, DecimalValue>> {
  const { scenario, today, host, named } = await planned(raw);
  const [small, open] = [named("claude-3.5-haiku"), named("together-llama-3-70b")];
  const tokens = (b: Alternative) => above(b, host(), scenario).monthly * TOKENS_PER_REQUEST;
  return {
    G1b: month(today()),
    G2b: month(small),
    G3b: month(open),
    G4: month(host()),
    G5: tokens(today()),
    G6: tokens(small),
    G7: tokens(open),
  };
}

async function upfrontFigures(raw: RawScenario): Promise<Record<string, DecimalValue>> {
  const at = async (requests: number) => {
    const { today, named } = await planned(withRequests(raw, requests));
    return { api: month(today()), tuned: month(named("fine-tuned")) };
  };
  const [one, ten, fifty] = [await at(1e6), await at(1e7), await at(5e7)];
  const { scenario, today, named } = await planned(withRequests(raw, 1e6));
  return {
    I1: one.api,
    I2: one.tuned,
    I3: above(today(), named("fine-tuned"), scenario).monthly,
    I4: ten.api,
    I5: ten.tuned,
    I6: fifty.api,
    I7: fifty.tuned,
  };
}

async function tokens8bFigures(raw: RawScenario): Promise<Record<string, DecimalValue>> {
  const { scenario, today, host } = await planned(raw);
  const own = host();
  return {
    P1: line(own, /^compute/),
    P2: line(own, /upkeep/),
    P3: month(own),
    P4: above(today(), own, scenario).monthly * TOKENS_PER_REQUEST,
  };
}

function vectorFigures(raw: RawScenario): Record<string, DecimalValue> {
  const part = parse(raw).vectors;
  if (part === undefined) throw new Error("no vectors");
  const demand = vectorsDemand(part, 1);
  return {
    C12a: vectorRamBytes(demand.vectors, demand) / 1e9,
    C12c: vectorRamBytes(1e6, demand) / 1.5 / 1e9,
  };
}

const computed = new Map<string, DecimalValue>();

beforeAll(async () => {
  const all = {
    ...(await llmFigures(presetOf("llm").scenario)),
    ...(await tokensFigures(presetOf("tokens").scenario)),
    ...(await upfrontFigures(presetOf("upfront").scenario)),
    ...(await tokens8bFigures(presetOf("tokens8b").scenario)),
    ...vectorFigures(presetOf("vector").scenario),
  };
  for (const [id, value] of Object.entries(all)) computed.set(id, value);
});

const FIGURES = [...PRESETS.values()].flatMap((preset) =>
  preset.figures.map((figure) => ({ preset: preset.id, figure, ...figure })),
);

/** A double may be off by this share; everything else is exact. */
const DOUBLE = "1e-12";

describe("published frameworks, by the functions that price real scenarios", () => {
  it.each(FIGURES)("$id ($preset): $quantity = $exact $unit", ({ id, figure }) => {
    const expected = exactValue(figure);
    const value = new Decimal(computed.get(id) ?? Number.NaN);
    expect(value.minus(expected).abs().div(expected).lessThanOrEqualTo(DOUBLE), `got ${value}`).toBe(true);
  });

  it("each required row is there", () => {
    const required = [
      ...Array.from({ length: 13 }, (_, i) => `A${i + 3}`),
      ...["A16", "A16b", "A17", "C12a", "P1", "P2", "P3", "P4", "G1b", "G2b", "G3b", "G4", "G5", "G6", "G7"],
      ...Array.from({ length: 7 }, (_, i) => `I${i + 1}`),
    ];
    expect(required.filter((id) => !FIGURES.some((figure) => figure.id === id))).toEqual([]);
  });

  it("A16, A16b, A17: first whole requests 425,014, 498,030 and 4,250,138", () => {
    const first = (id: string) => Math.ceil(Number(computed.get(id)));
    expect(["A16", "A16b", "A17"].map(first)).toEqual([425014, 498030, 4250138]);
  });

  it("G1, G2, G3 as coded in the source (prices per million read as per thousand of a million) never come out", () => {
    for (const wrong of [0.45, 0.16, 0.108]) {
      expect([...computed.values()].some((value) => new Decimal(value).equals(wrong))).toBe(false);
    }
  });
});

describe("verdicts on the llm preset", () => {
  const raw = presetOf("llm").scenario;
  const decided = async (given: RawScenario) => {
    const { scenario, part } = await planned(given);
    return { ruling: rule(decisionInput(scenario, part)), decision: decide(decisionInput(scenario, part)) };
  };

  it("R1: expertise yes, δ 0.05: buy, because 35.05 months are above 24", async () => {
    const { ruling, decision } = await decided(raw);
    expect([ruling.verdict, ruling.names, ruling.clause]).toEqual(["buy", "today", "3"]);
    expect(decision.rows.find((r) => r.alternative === "host.fixed")?.paybackToday).toMatchObject({
      kind: "at",
      months: expect.closeTo(35.054, 3),
    });
    expect(decision.findings.map((f) => f.id)).toContain("tie");
    const rejected = decision.not.find((n) => n.alternative === "host.fixed");
    expect(rejected?.cheaperAt?.map(({ from }) => Math.ceil(from))).toEqual([425014]);
  });

  it("R2: at 10 % a year 272,881.51 bought and 277,956.77 hosted: the saving of 1,241.36 is a loss of 5,075.26", async () => {
    const { decision } = await decided({ ...raw, discountRatePerYear: 0.1 });
    const [api, own] = ["today", "host.fixed"].map((id) => decision.rows.find((r) => r.alternative === id));
    expect(api?.presentValueUsd).toBeCloseTo(272881.51, 2);
    expect(own?.presentValueUsd).toBeCloseTo(277956.77, 2);
    expect((api?.presentValueUsd ?? 0) - (own?.presentValueUsd ?? 0)).toBeCloseTo(-5075.26, 2);
  });

  it("A18: at 2.50/10 per Mtok 5,000.00 bought against 7,437.74: never", async () => {
    const { decision } = await decided({
      ...raw,
      offers: { own: [{ name: "frontier-api", kind: "tokens", inputUsdPerMtok: 2.5, outputUsdPerMtok: 10 }] },
    });
    expect(decision.rows.find((r) => r.alternative === "today")?.monthUsd).toBe(5000);
    expect(decision.rows.find((r) => r.alternative === "host.fixed")?.paybackToday?.kind).toBe("never");
  });

  it("R13: three weeks of last mile at 115: 13,800 on a newly bought offer, 0 and a line on the running one", async () => {
    const { part } = await planned({
      ...raw,
      llm: { ...raw.llm, candidates: ["own/other"] },
      offers: {
        own: [
          ...(raw.offers?.own ?? []),
          { name: "other", kind: "tokens", inputUsdPerMtok: 1, outputUsdPerMtok: 1 },
        ],
      },
    });
    const oneOff = (kind: string) => part.alternatives.find((a) => a.kind === kind)?.oneOff ?? [];
    expect(totalOf(oneOff("bought")).usd.toNumber()).toBe(13800);
    expect(totalOf(oneOff("today")).usd.toNumber()).toBe(0);
    expect(oneOff("today").length).toBe(1);
  });
});
