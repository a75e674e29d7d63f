import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { stringify } from "yaml";
import type { Report } from "../../src/report/report.ts";
import { crossover } from "./in-process.ts";

const folder = mkdtempSync(join(tmpdir(), "risks-"));
const file = join(folder, "s.yaml");

async function compare(more: object, ...flags: string[]) {
  const base = {
    region: "us-east-1",
    asOf: "2026-11-21",
    tracking: {
      today: "mlflow",
      candidates: ["wandb/pro"],
      seats: 10,
      trackedHoursPerMonth: 100,
      storedGB: 10,
      ingestedTraceGBPerMonth: 0,
      runsPerMonth: 100,
      metricPointsPerRun: 100,
      artifactGBPerRun: 0.01,
      rates: { seatUsd: 10, trackedHourUsd: 0.1, storedGBUsd: 0.03 },
    },
  };
  writeFileSync(file, stringify({ ...base, ...more }));
  return crossover("compare", file, ...flags);
}

async function report(more: object): Promise<Report> {
  const { out, err } = await compare(more, "--json");
  if (out === "") throw new Error(err);
  return JSON.parse(out) as Report;
}

const down = { kind: "outage", name: "down", side: "buy", sla: 0.999, usdPerHourDown: 1000 };

describe("a server of our own beside a cheaper service", () => {
  it("D42: Σ C_build against Σ C_buy + moving, from the report's own rows", async () => {
    const made = await report({ offers: { switching: { weeks: 1, weeklyUsd: 1000, systems: 0 } } });
    const usd = (id: string | undefined) => made.alternatives.find((a) => a.id === id)?.row;
    const build = made.risks?.lockIn[0]?.wrongBuild;
    const [own, offer] = [usd(build?.hosted), usd(build?.bought)];
    expect(build?.savingUsd).toBeCloseTo((own?.tcoUsd ?? 0) - (offer?.tcoUsd ?? 0), 6);
    expect(build?.delayUsdPerMonth).toBeCloseTo((own?.monthUsd ?? 0) - (offer?.monthUsd ?? 0), 6);
    expect(build?.verdict).toBe((build?.savingUsd ?? 0) > 0 ? "migrate" : "stay");
  });
  it("80 h of leaving are 9,200 USD in month 36 of what is bought, and of nothing else", async () => {
    const [without, withExit] = [await report({}), await report({ offers: { exitHours: 80 } })];
    const tco = (made: Report, kind: string) =>
      made.alternatives.find((a) => a.kind === kind)?.row?.tcoUsd ?? 0;
    expect(tco(withExit, "bought") - tco(without, "bought")).toBeCloseTo(9200, 6);
    expect(tco(withExit, "today")).toBe(tco(without, "today"));
  });
});

describe("what stands beside the costs moves none of them", () => {
  it("verdict, rows, criteria hash and screen are the same with and without a risk", async () => {
    const [bare, risky] = [await report({}), await report({ risks: [down] })];
    expect(risky.scenario.criteriaHash).toBe(bare.scenario.criteriaHash);
    expect(risky.alternatives).toEqual(bare.alternatives);
    expect(risky.decisions).toEqual(bare.decisions);
    expect(risky.risks?.rows[0]?.riskUsd).toBeCloseTo(0.73 * 1000 * 36, 6);
  });
  it("spent money is listed as such, a note with its name", async () => {
    const { out } = await compare(
      {
        spent: [{ what: "prototype", usd: 40_000, at: "2026-03-01" }],
        notes: [{ text: "A peer went back to buying.", by: "Ana", at: "2026-05-04" }],
      },
      "--full",
    );
    expect(out).toContain("2026-03-01: prototype, 40,000 USD: already spent, not counted");
    expect(out).toContain("2026-05-04, Ana: A peer went back to buying.");
  });
});

describe("nothing is asked that is not used", () => {
  it("a risk of a side that the part has not is refused", async () => {
    const { err, exitCode } = await compare({
      tracking: undefined,
      llm: LLM,
      risks: [{ ...down, side: "self-host" }],
    });
    expect(exitCode).toBe(2);
    expect(err).toContain("risks.0 (down) is of self-host, but nothing of llm is run by ourselves.");
  });
  it("a tracker of one's own on premises is run by ourselves: 1 % of 730 h at 100 USD are 730 a month", async () => {
    const own = { name: "ours", kind: "fixed", place: "premises", upkeepHoursPerMonth: 4 };
    const { out, exitCode } = await compare(
      {
        tracking: {
          today: "wandb/pro",
          candidates: ["own/ours"],
          ...{ seats: 10, trackedHoursPerMonth: 100, storedGB: 10, ingestedTraceGBPerMonth: 0 },
          rates: { seatUsd: 10, trackedHourUsd: 0.1, storedGBUsd: 0.03 },
        },
        offers: { own: [own] },
        risks: [{ ...down, side: "self-host", sla: 0.99, usdPerHourDown: 100 }],
      },
      "--full",
    );
    expect(exitCode).toBe(0);
    expect(out).toMatch(/ours +down +730\.00 /);
  });
  it("an interface to nothing that is bought is refused", async () => {
    const { today: _, ...rest } = LLM;
    const { err, exitCode } = await compare({
      tracking: undefined,
      llm: { ...rest, interface: { calls: "direct-calls" } },
    });
    expect(exitCode).toBe(2);
    expect(err).toContain("llm.interface is given, but llm.today names nothing that could be left.");
  });
});

const LLM = {
  today: "anthropic/claude-sonnet-4-6",
  requestsPerMonth: 1000,
  promptTokens: 100,
  outputTokens: 10,
  candidates: ["anthropic/claude-haiku-4-5"],
};
