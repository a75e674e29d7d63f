import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { stringify } from "yaml";
import { crossover } from "./in-process.ts";

const folder = mkdtempSync(join(tmpdir(), "crossover-rules-"));

type Raw = Record<string, unknown>;

function saved(name: string, raw: Raw): string {
  const file = join(folder, `${name}.yaml`);
  writeFileSync(file, stringify(raw));
  return file;
}

const full = async (name: string, raw: Raw) => {
  const { out, exitCode, err } = await crossover(
    "compare",
    saved(name, raw),
    "--as-of",
    "2026-11-21",
    "--full",
  );
  expect([exitCode, err]).toEqual([0, ""]);
  return out.replace(/\s+/g, " ");
};

const llm = {
  today: "anthropic/claude-sonnet-4-6",
  requestsPerMonth: 1_500_000,
  promptTokens: 2200,
  outputTokens: 250,
  candidates: [{ model: "openai/gpt-oss-120b", quality: "same", profile: { accuracy: 0.9, p99Ms: 4000 } }],
};

const FED = {
  people: { mlEngineers: 3, gpuExpertise: "yes", hourlyUsd: 120 },
  context: { productProven: "yes", gap: "behaviour" },
  components: [
    { name: "Vector DB", differentiation: 6, complexity: 3, class: "commodity" },
    { name: "feature store", premiumUsdPerMonth: 4000, hoursSavedPerWeek: 4 },
    { name: "monitoring", differentiation: 3 },
  ],
  criteria: {
    marginFloor: 0.3,
    performance: { p99Ms: 200_000, usdPer1000: 9, weights: { latency: 1, cost: 2 } },
  },
  llm: {
    ...llm,
    profile: { p99Ms: 9000, requestsPerSecond: 20 },
    successShare: 0.8,
    revenueUsdPerRequest: 0.02,
    hosting: { scaleToZero: { hoursPerMonth: 400 } },
  },
  vectors: { today: "pinecone/standard", vectors: 6e6, dimensions: 1024 },
};

describe("rules beside the verdict, in --full", () => {
  it("prints what is fed, names a conflict and asks for the rest by key", async () => {
    const out = await full("fed", FED);
    for (const said of [
      "Vector DB: build; differentiation 6 (build above 5), complexity 3 (build below 7)",
      "Conflict: the score of Vector DB says run it yourself (Qdrant, 3 × r6g.xlarge), the verdict on Vectors says buy (Pinecone standard); both stand",
      "feature store: do it yourself; the managed service costs 48,000 USD/year more and saves hours worth 24,960 USD/year; equal at 7.692 h a week",
      "unanswered: components.2.complexity",
      "claude-sonnet-4-6 fails: cost 10.35 against 9, 1.35 USD per 1,000 requests over",
      // 9 s + 2 × 10.35 USD, nothing else weighs.
      "latency 9 + cost 20.7 + accuracy 0 + throughput 0 = 29.7",
      "0.01294 USD per successful request, gross margin 48.3 %",
      "no saving is shown before hours, upkeep and cold start are known",
      "unanswered: llm.hosting.scaleToZero.upkeepHoursPerMonth",
      "Phase 2, fine-tune",
      "margin below its floor not met (gross margin 96.1 %, floor 30 %)",
      "unanswered: context.kubernetes",
      "small team: holds (3 ML engineers; fewer than 5 are too few)",
    ])
      expect(out).toContain(said);
    expect(out).not.toMatch(/guaranteed|\balways\b/i);
  });

  it("leaves out what nothing feeds: no phase, no components; the next step needs no answer", async () => {
    const out = await full("bare", { llm });
    expect(out).not.toMatch(/Rules beside the verdict|Phase \d/);
    expect(out).toContain("Now api; next: managed open model");
    expect(out).toContain("assumed: criteria.breakEvenMonths, criteria.probabilityFloor");
    expect(out).toContain("unanswered: context.productProven");
    // The candidate's own profile feeds the table, but without limits nothing passes or fails.
    expect(out).toContain("Performance");
    expect(out).not.toContain("keeps all");
  });

  it("holds the published tracking rule against the costs of the rows", async () => {
    const { out } = await crossover(
      "compare",
      "scenarios/ml-team.yaml",
      "--json",
      "--set",
      "tracking.seats=4",
    );
    const { rules } = JSON.parse(out);
    expect(rules.tracking).toMatchObject({ seats: 4, verdict: "W&B", clause: "few seats", band: "W&B" });
    expect(rules.tracking.mlflowUsdPerMonth).toBeGreaterThan(0);
  });

  it("the JSON's unit costs are the rows' months ÷ their volumes", async () => {
    const { out } = await crossover("compare", saved("json", FED), "--json", "--as-of", "2026-11-21");
    const report = JSON.parse(out);
    expect(report.rules.units.length).toBeGreaterThan(3);
    for (const unit of report.rules.units) {
      const row = report.alternatives.find((a: Raw) => a.part === unit.part && a.id === unit.alternative);
      const [first] = row.months;
      expect(unit.usdPerUnit.value).toBeCloseTo(first.usd / first.volume, 12);
      const shares = unit.shares.reduce((sum: number, { share }: { share: number }) => sum + share, 0);
      expect(shares).toBeCloseTo(1, 6);
    }
  });
});

describe("a key that no rule reads is refused with exit code 2", () => {
  const tracking = {
    today: "wandb/pro",
    seats: 35,
    trackedHoursPerMonth: 1,
    storedGB: 1,
    rates: { seatUsd: 50 },
  };
  it.each([
    ["context.gap without an llm part", { tracking, context: { gap: "knowledge" } }, "context.gap is given"],
    [
      "criteria.performance without one",
      { tracking, criteria: { performance: { p99Ms: 1 } } },
      "criteria.performance is given",
    ],
    [
      "criteria.breakEvenMonths where nothing could be hosted",
      { llm: { ...llm, candidates: ["openai/gpt-4.1-mini"] }, criteria: { breakEvenMonths: 2 } },
      "criteria.breakEvenMonths is given",
    ],
    [
      "a profile of nothing",
      { llm: { ...llm, today: undefined, profile: { p99Ms: 1 } } },
      "llm.profile is given",
    ],
    ["two components of one name", { llm, components: [{ name: "a" }, { name: "A" }] }, "names A twice"],
    ["a mark of 11", { llm, components: [{ name: "a", complexity: 11 }] }, "complexity"],
  ] as const)("%s", async (name, raw, said) => {
    const { err, exitCode } = await crossover("compare", saved(name.replaceAll(" ", "-"), raw as Raw));
    expect(exitCode).toBe(2);
    expect(err).toContain(said);
  });
});
