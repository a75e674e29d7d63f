import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { stringify } from "yaml";
import { crossover } from "./in-process.ts";

const folder = mkdtempSync(join(tmpdir(), "crossover-conflicts-"));

function saved(name: string, raw: Record<string, unknown>): string {
  const file = join(folder, `${name}.yaml`);
  writeFileSync(file, stringify({ asOf: "2026-11-01", ...raw }));
  return file;
}

async function full(file: string): Promise<string> {
  const { out, err, exitCode } = await crossover("compare", file, "--full");
  expect([exitCode, err]).toEqual([0, ""]);
  return out.replace(/\s+/g, " ");
}

const OWN_QDRANT = {
  people: { hourlyUsd: 115 },
  vectors: {
    today: "qdrant",
    candidates: ["own/pine"],
    vectors: 1_000_000,
    dimensions: 768,
    queriesPerMonth: 100_000,
  },
  offers: {
    own: [
      {
        name: "pine",
        kind: "vectors",
        usdPerMillionVectorMonths: 10,
        usdPerMillionQueries: 20,
        usdPerMillionWrites: 2,
      },
    ],
    switching: { weeks: 2, weeklyUsd: 4600, systems: 3, hoursPerSystem: 20 },
  },
};

/** Cheap to run, dear to buy: the verdict hosts it. */
const RACK = {
  people: { hourlyUsd: 100, gpuExpertise: "yes", mlEngineers: 6, teamHoursPerMonth: 500 },
  context: { productProven: "no", kubernetes: "yes" },
  llm: {
    today: "own/api",
    requestsPerMonth: 1_000_000,
    promptTokens: 2000,
    outputTokens: 500,
    candidates: [
      {
        model: "own/rack",
        quality: { delta: 0.02, n: 3000, judge: "x/y", measuredAt: "2026-10-01" },
      },
    ],
  },
  offers: {
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
};

describe("a published rule that disagrees with the verdict is named where it stands", () => {
  it("the totals of a wrong build say move, the verdict keeps it for a payback of 28.0 months", async () => {
    const out = await full(saved("wrong", OWN_QDRANT));
    expect(out).toContain("By its totals, move to pine");
    expect(out).toMatch(
      /Conflict: the rule on a wrong build, totals over 36 months, says buy \(pine\), the verdict on Vectors says run it yourself \(Qdrant[^)]*\); both stand\. The verdict goes by this: pine, 12 USD\/month: against today's offer it pays back in 28\.0 months; the limit is 12/,
    );
  });

  it("phase 1 whatever the volume, beside a verdict that hosts it; the reason not to host is a finding", async () => {
    const out = await full(saved("unproven", RACK));
    expect(out).toMatch(
      /Conflict: phase 1 says buy \(api\), the verdict on LLM says run it yourself \(rack\)/,
    );
    expect(out.split(" Findings ").at(-1)).toContain("The product still looks for its users");
  });
});

describe("findings", () => {
  it("hold those on risks, lock-in and bias, and the one screen counts them", async () => {
    const file = saved("counted", OWN_QDRANT);
    const { out } = await crossover("compare", file, "--full", "--json");
    const report = JSON.parse(out);
    const known = report.findings.length + report.risks.findings.length + report.decisions[0].findings.length;
    expect(report.risks.findings.map(({ id }: { id: string }) => id)).toContain("built-below-break-even");
    const screen = await crossover("compare", file);
    expect(screen.out.replace(/\s+/g, " ")).toContain(`${known - 1} more: --full`);
    const section = (await full(file)).split(" Findings ").at(-1) ?? "";
    expect(section).toContain("It is run by ourselves although buying costs 10,219 USD less");
    expect(section).toContain("Leaving pine at the end is taken to cost nothing");
  });
});
