import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { DecisionRecord } from "../../src/record/decision-record.ts";
import { readRecord } from "../../src/record/read-record.ts";
import type { Facts } from "../../src/record/review-facts.ts";
import { reviewReasons } from "../../src/record/review-reasons.ts";
import type { ReviewedDecision } from "../../src/record/review-schema.ts";
import { supportAssistant } from "../report/fixtures.ts";

const record = readRecord(
  JSON.parse(readFileSync(join(import.meta.dirname, "fixtures/schema-1.json"), "utf8")),
  "schema-1.json",
);
const old = { verdict: "self-host", names: "tracking.host", name: "MLflow" };
const stands: ReviewedDecision = { part: "tracking", old, now: { ...old, because: "" }, flips: false };
/** Nothing of it is read but the changes that are still to come. */
const repriced = { ...supportAssistant(), scheduledChanges: [] };

const reasons = (facts: Partial<Facts>, changed: Partial<DecisionRecord> = {}) =>
  reviewReasons({
    record: { ...record, ...changed },
    asOf: "2026-12-21",
    repriced,
    decisions: [stands],
    volumes: {},
    actual: {},
    ends: [],
    retired: [],
    ...facts,
  });
const stateOf = (id: string, ...given: Parameters<typeof reasons>) =>
  reasons(...given).find((reason) => reason.id.startsWith(id))?.state;

const draws = (tcoP80Usd: number): Partial<DecisionRecord> => ({
  alternatives: record.alternatives.map((row) => ({
    ...row,
    percentiles: { tcoP50Usd: tcoP80Usd, tcoP80Usd },
  })),
});
const change = (at: string) => ({ scheduledChanges: [{ at, what: "a model: 1/2 → 2/4 USD" }] });
const bought = (sellerModel: string): Partial<DecisionRecord> => ({
  alternatives: record.alternatives.map((row) => ({ ...row, sellerModels: [sellerModel] })),
});

describe("a decision of 2026-11-21 about 35 seats is due", () => {
  it.each([
    ["year", "12 months less a day later", {}, {}, "2027-11-20", "not"],
    ["year", "12 months later", {}, {}, "2027-11-21", "holds"],
    ["volume", "at an unknown volume", {}, {}, "2026-12-21", "unknown"],
    ["volume", "at 349 seats", { volumes: { tracking: 349 } }, {}, "2026-12-21", "not"],
    ["volume", "at 350 seats, ten times", { volumes: { tracking: 350 } }, {}, "2026-12-21", "holds"],
    ["volume", "at 4 seats", { volumes: { tracking: 4 } }, {}, "2026-12-21", "not"],
    ["volume", "at 3.5 seats, a tenth", { volumes: { tracking: 3.5 } }, {}, "2026-12-21", "holds"],
    ["flip", "at 3 seats, the flip being 2", { volumes: { tracking: 3 } }, {}, "2026-12-21", "not"],
    ["flip", "at 2 seats, the flip itself", { volumes: { tracking: 2 } }, {}, "2026-12-21", "holds"],
    ["flip", "with an hour at 299", { rawNow: { people: { hourlyUsd: 299 } } }, {}, "2026-12-21", "not"],
    [
      "flip",
      "with an hour at 300, as a range",
      { rawNow: { people: { hourlyUsd: { low: 1, base: 300, high: 400 } } } },
      {},
      "2026-12-21",
      "holds",
    ],
    [
      "price-event",
      "by a change that is announced no longer",
      {},
      change("2027-01-01"),
      "2026-12-31",
      "holds",
    ],
    ["price-event", "by a change whose day has come", {}, change("2027-01-01"), "2027-01-01", "holds"],
    [
      "price-event",
      "by a change that was in the prices already",
      {},
      change("2026-11-21"),
      "2027-01-01",
      undefined,
    ],
    [
      "model",
      "by a model that nobody sells any more",
      {},
      bought("openai/no-such-model"),
      "2026-12-21",
      "holds",
    ],
    ["model", "by a model that stands", {}, bought("anthropic/claude-sonnet-4-6"), "2026-12-21", "unknown"],
    [
      "model",
      "by a model that you say is retired",
      { retired: ["anthropic/claude-sonnet-4-6"] },
      bought("anthropic/claude-sonnet-4-6"),
      "2026-12-21",
      "holds",
    ],
    ["commitment", "with nothing that ends", {}, {}, "2026-12-21", "unknown"],
    ["commitment", "91 days before an end", { ends: ["2027-03-22"] }, {}, "2026-12-21", "not"],
    ["commitment", "90 days before an end", { ends: ["2027-03-21"] }, {}, "2026-12-21", "holds"],
    ["actual", "without a bill", {}, {}, "2026-12-21", "unknown"],
    ["actual", "with a bill and no P80", { actual: { tracking: 900 } }, {}, "2026-12-21", "unknown"],
    [
      "actual",
      "at a P80 of (40,200 − 4,200) ÷ 36",
      { actual: { tracking: 1000 } },
      draws(40_200),
      "2026-12-21",
      "not",
    ],
    ["actual", "a cent above it", { actual: { tracking: 1000.01 } }, draws(40_200), "2026-12-21", "holds"],
    ["people", "without the scenario of now", {}, {}, "2026-12-21", "unknown"],
    ["people", "with the same people", { rawNow: record.scenario.raw }, {}, "2026-12-21", "not"],
    [
      "people",
      "when the one on call has left",
      { rawNow: { people: { gpuExpertise: "no" } } },
      {},
      "2026-12-21",
      "holds",
    ],
    [
      "people",
      "when data may go nowhere",
      { rawNow: { criteria: { dataPolicy: "air-gapped" } } },
      {},
      "2026-12-21",
      "holds",
    ],
    ["finding", "with every finding answered", {}, {}, "2026-12-21", "not"],
  ] as const)("%s: %s", (id, _case, facts, changed, asOf, state) => {
    expect(stateOf(id, { asOf, ...facts } as Partial<Facts>, changed as Partial<DecisionRecord>)).toBe(state);
  });

  it("trigger: in the month itself and not on the last day before it", () => {
    const decisions = record.decisions.map((decision) => ({ ...decision, triggerMonth: 6 }));
    expect(stateOf("trigger", { asOf: "2027-04-30" }, { decisions })).toBe("not");
    expect(stateOf("trigger", { asOf: "2027-05-01" }, { decisions })).toBe("holds");
  });

  it("price-event: not while it is announced still", () => {
    const still = { ...repriced, ...change("2027-01-01") };
    expect(stateOf("price-event", { repriced: still }, change("2027-01-01"))).toBe("not");
  });

  it("finding: one that asks and has no answer; one that only states something asks nothing", () => {
    const open = record.findings.map(({ answer: _, ...finding }) => finding);
    expect(stateOf("finding", {}, { findings: open })).toBe("holds");
    const stated = open.map((finding) => ({ ...finding, asks: false }));
    expect(stateOf("finding", {}, { findings: stated })).toBe("not");
  });

  it("says of everything that is not known who could tell", () => {
    for (const reason of reasons({})) {
      if (reason.state === "unknown") expect(reason.tell).toMatch(/--\w|crossover review|next record/);
    }
  });
});
