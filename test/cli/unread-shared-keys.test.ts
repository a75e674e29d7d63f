import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { crossover } from "./in-process.ts";

const AT = { region: "us-east-1", asOf: "2026-11-21" };
const TRACKING = {
  ...AT,
  tracking: { today: "wandb/pro", seats: 20, runsPerMonth: 400, rates: { seatUsd: 50 } },
};
const VECTORS = {
  ...AT,
  vectors: { today: "pinecone/standard", vectors: 6e6, dimensions: 1024, queriesPerMonth: 1e6 },
};
const BOUGHT = {
  ...AT,
  llm: {
    today: "anthropic/claude-sonnet-4-6",
    requestsPerMonth: 1e5,
    promptTokens: 1000,
    outputTokens: 200,
    candidates: ["openai/gpt-4.1-mini"],
  },
};

async function compared(raw: object, ...settings: string[]) {
  const file = join(mkdtempSync(join(tmpdir(), "unread-")), "unread.yaml");
  writeFileSync(file, JSON.stringify(raw));
  return crossover("compare", file, "--json", ...settings.flatMap((setting) => ["--set", setting]));
}

describe("a key that stands outside the parts and that nothing reads", () => {
  it.each([
    ["llm.peakToMean with nothing hosted", BOUGHT, "llm.peakToMean=3", /no model is hosted/],
    ["usage with nothing hosted", BOUGHT, "usage.logBytesPerRequest=100", /nothing is hosted/],
    ["people.gpuExpertise, vectors only", VECTORS, "people.gpuExpertise=yes", /there is no llm part/],
    [
      "criteria.qualityDelta, tracking only",
      TRACKING,
      "criteria.qualityDelta=0.2",
      /no other has a quality gate/,
    ],
    [
      "usage.responseBytesPerToken, tracking only",
      TRACKING,
      "usage.responseBytesPerToken=6",
      /no model is hosted/,
    ],
  ] as const)("%s is refused", async (_, raw, setting, because) => {
    const { err, exitCode } = await compared(raw, setting);
    expect([exitCode, err]).toEqual([2, expect.stringMatching(because)]);
    expect(err).toContain(`${setting.split("=")[0]} is given`);
  });

  it("what some part reads, or is left open, is not", async () => {
    const settings = ["usage.logBytesPerRequest=600", "people.gpuExpertise=unanswered"];
    expect((await compared(TRACKING, ...settings)).exitCode).toBe(0);
  });
});

describe("assumed figures are those that a line, a gate or a rule read", () => {
  const assumedIn = async (raw: object) => {
    const { out } = await compared(raw);
    const { assumptions } = JSON.parse(out);
    return assumptions.assumed.map(({ name }: { name: string }) => name) as string[];
  };

  it("tracking only: no bytes of tokens, no quality limit, no hours of a change that nobody offers", async () => {
    const names = await assumedIn(TRACKING);
    expect(names).toEqual(
      expect.arrayContaining(["tracking.upkeepHoursPerMonth", "usage.logBytesPerRequest"]),
    );
    for (const unread of [
      "usage.responseBytesPerToken",
      "usage.requestBytesPerToken",
      "usage.imageGiBPerBoot",
      "criteria.qualityDelta",
      "offers.lastMileHours",
      "offers.settingsHours",
    ])
      expect(names).not.toContain(unread);
  });

  it("the tracking preset runs nothing of ours: its own hours are the reader's", async () => {
    const { out } = await crossover("compare", "--preset", "tracking-000", "--json");
    const names = JSON.parse(out).assumptions.assumed.map(({ name }: { name: string }) => name);
    expect(names).not.toContain("tracking.upkeepHoursPerMonth");
    expect(names).not.toContain("tracking.buildHours");
    expect(names).not.toContain("tracking.retentionMonths");
  });

  it("criteria are called ours where the scenario states none", async () => {
    const stated = async (raw: object) => JSON.parse((await compared(raw)).out).criteria.stated;
    expect(await stated(TRACKING)).toBe(false);
    expect(await stated({ ...TRACKING, criteria: { tieBand: 0.1 } })).toBe(true);
    const { out } = await crossover("compare", "--preset", "tracking-000", "--full");
    expect(out.replace(/\s+/g, " ")).toMatch(/Criteria [0-9a-f]+, our defaults: the scenario states none/);
  });
});
