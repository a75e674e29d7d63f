import { describe, expect, it } from "vitest";
import { readScenarioFile } from "../../src/cli/scenario-file.ts";
import { applySetting } from "../../src/scenario/setting.ts";
import type { Raw } from "../consistency/arbitrary.ts";
import { askedReport, askedRows } from "../consistency/asked.ts";
import { flipProblems } from "../consistency/flips.ts";

const HAIKU = "llm.priceFactors.anthropic/claude-haiku-4-5";
const ASKED: Raw = {
  region: "us-east-1",
  asOf: "2026-11-21",
  llm: {
    today: "openai/gpt-4.1-mini",
    requestsPerMonth: 1_000_000,
    promptTokens: 900,
    outputTokens: 200,
    candidates: ["meta-llama/Llama-3.1-8B-Instruct"],
  },
};

describe("llm.priceFactors: list prices as a key of the scenario", () => {
  it("0.73 on one seller's model: its months cost 0.73 of the list, everybody else's the same", async () => {
    const listed = await askedRows(ASKED);
    const cut = new Map(
      (await askedRows(applySetting(ASKED, "llm.priceFactors.openai/gpt-4.1-mini=0.73"))).map((row) => [
        row.id,
        row,
      ]),
    );
    for (const { id, months } of listed) {
      const factor = id === "today" ? 0.73 : 1;
      expect([id, (cut.get(id)?.months[0] ?? 0) / (months[0] ?? 1)]).toEqual([
        id,
        expect.closeTo(factor, 12),
      ]);
    }
  });

  it.each([
    ["llm.priceFactors.openai/gpt-5=0.5", /no row is bought at that list price/],
    ["llm.priceFactors.own/mine=0.5", /must name seller\/model/],
    ["llm.priceFactors.mini=0.5", /must name seller\/model/],
    ["llm.priceFactors.openai/gpt-4.1-mini=0", /llm\.priceFactors/],
  ])("%s is refused", async (setting, said) => {
    await expect(askedReport(applySetting(ASKED, setting))).rejects.toThrow(said);
  });

  it("the price of what is bought is among the nearest flips of the claims desk, inside its range, and repeats", async () => {
    const raw = applySetting(readScenarioFile("scenarios/claims-desk.yaml").raw, "asOf=2026-11-21");
    const report = await askedReport(raw);
    const [decision] = report.decisions;
    const flip = decision?.flips.find(({ key }) => key === HAIKU);
    expect(flip).toMatchObject({ base: 1, value: 0.73, verdict: "explain", range: { low: 0.2, high: 1.95 } });
    const only = { ...report, decisions: [{ ...decision, flips: [flip] }] } as typeof report;
    expect(await flipProblems(only, raw)).toEqual([]);
  });
});
