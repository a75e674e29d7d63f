import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { stringify } from "yaml";
import { crossover } from "./in-process.ts";

const folder = mkdtempSync(join(tmpdir(), "crossover-beside-"));

async function full(name: string, raw: Record<string, unknown>, ...more: string[]): Promise<string> {
  const file = join(folder, `${name}.yaml`);
  writeFileSync(file, stringify({ asOf: "2026-11-21", discountRatePerYear: 0, ...raw }));
  const { out, err, exitCode } = await crossover("compare", file, "--full", ...more);
  expect([exitCode, err]).toEqual([0, ""]);
  return out.replace(/\s+/g, " ");
}

const QUALITY = { wins: { today: 900, candidate: 880, ties: 220 }, judge: "x/y", measuredAt: "2026-10-01" };

it("5 of 9 machines are committed: only 4 × 3.36312 × 325 h − 500 = 3,872 USD can be saved; the quote is on the ladder", async () => {
  const out = await full("committed", {
    horizonMonths: 24,
    people: { hourlyUsd: 100, gpuExpertise: "yes" },
    llm: {
      today: "anthropic/claude-sonnet-4-6",
      requestsPerMonth: 5_000_000,
      growthPerMonth: 0.02,
      promptTokens: 2400,
      outputTokens: 220,
      candidates: [{ model: "openai/gpt-oss-120b", reasoningMultiplier: 3, quality: QUALITY }],
      hosting: {
        instanceTypes: ["g7e.2xlarge"],
        upkeepHoursPerMonth: 30,
        scaleToZero: { hoursPerMonth: 400, upkeepHoursPerMonth: 5, coldStartMinutes: 10, wakesPerMonth: 30 },
      },
    },
    commitments: [
      { part: "llm", units: 5, instanceType: "g7e.2xlarge", hourlyUsd: 2, termMonths: 36, because: "quote" },
    ],
  });
  expect(out).toContain("Scaling to zero would save 3,872 USD/month");
  expect(out).toMatch(/your quote 2 40\.5 % 3 years 59\.5 %, 434 h 2026-11-21 yours, commitments\.0/);
}, 60_000);

const PROFILED = {
  people: { hourlyUsd: 100, gpuExpertise: "yes" },
  llm: {
    today: "own/api",
    requestsPerMonth: 1_000_000,
    promptTokens: 2000,
    outputTokens: 500,
    profile: { p50Ms: 900, p99Ms: 3000, requestsPerSecond: 50 },
    candidates: [
      {
        model: "own/rack",
        quality: { ...QUALITY, judge: "own/api" },
        profile: { p50Ms: 500, p99Ms: 2000, requestsPerSecond: 5 },
      },
    ],
  },
  offers: {
    lastMileHours: 0,
    own: [
      { name: "api", kind: "tokens", inputUsdPerMtok: 6, outputUsdPerMtok: 24 },
      {
        name: "rack",
        kind: "request",
        usdPerRequest: 0.0001,
        place: "cloud",
        host: { instances: 2, hourlyUsd: 3, overheadShare: 0.1 },
        buildHours: 450,
        upkeepHoursPerMonth: 60,
      },
    ],
  },
  risks: [
    { kind: "delay", name: "build failure", side: "self-host", probability: 0.5, weeks: 6, extraHours: 100 },
  ],
};

it("0.5 × (1.3808 months × 13,082 USD + 100 h × 100 USD) = 14,031.96 USD, with all of its figures", async () => {
  const out = await full("late", PROFILED);
  expect(out).toContain(
    "0.5 × (6 weeks = 1.3808 months × 13,082.00 USD/month + 100 h × 100.00 USD/h) = 14,031.96 USD; the saving is its month 1 beside that of api",
  );
  const dear = await full("late-dear", PROFILED, "--set", "offers.own.1.host.hourlyUsd=30");
  expect(dear).toMatch(/month 1 saves nothing beside api, so the weeks count for nothing/);
});

it("a latency that was given stands in the dimensions; a judge that is today's model is a finding", async () => {
  const out = await full("profiled", PROFILED);
  expect(out).not.toContain("not measured;");
  for (const given of ["p50 500 ms", "p50 900 ms"]) expect(out).toContain(given);
  const [, findings = ""] = out.split(" Findings · ");
  expect(findings).toContain("own/rack was judged by own/api, today's model itself");
  expect(out).toContain("own/rack: judged by own/api, today's model itself, which is no judge");
});

it("a tracker that nothing compares is no advice, by seats or by price", async () => {
  const offers = { own: [{ name: "t", kind: "fixed", infrastructureUsdPerMonth: 100 }] };
  for (const seats of [4, 20]) {
    const tracking = { today: "mlflow", candidates: ["own/t"], seats };
    const out = await full(`seats-${seats}`, { tracking, offers });
    expect(out).toContain("Tracking rule: says nothing, because no row of W&B is compared");
  }
}, 60_000);
