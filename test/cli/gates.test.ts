import { expect, it } from "vitest";
import { crossover } from "./in-process.ts";

const CALL = ["compare", "scenarios/ml-team.yaml", "--as-of", "2026-11-21"];
const LLM = ["compare", "scenarios/ticket-classifier.yaml", "--as-of", "2026-11-21"];

it.each([
  ["no gate", [], 0, ""],
  ["the verdict that it is", ["--require", "self-host"], 0, ""],
  ["the same, of one part", ["--require", "self-host:tracking"], 0, ""],
  ["another verdict", ["--require", "buy"], 3, "the verdict of tracking is self-host, required is buy"],
  ["a budget far above", ["--budget", "100k"], 0, ""],
  ["a budget of 1 USD", ["--budget", "1"], 3, "the budget is 1 USD/month"],
  ["two gates", ["--budget", "1", "--require", "buy"], 3, "required is buy"],
  ["no verdict", ["--require", "sell"], 2, '"sell" is no verdict'],
  ["no part", ["--require", "buy:gpu"], 2, '"gpu" is no part'],
  [
    "a part that is not there",
    ["--require", "buy:llm"],
    2,
    "asks for the part llm, the scenario has tracking",
  ],
  ["a ceiling without requests", ["--max-unit-cost", "1"], 2, "asks for the part llm"],
  ["no number", ["--budget", "1 USD"], 2, '--budget must be a number, got "1 USD"'],
  ["a negative budget", ["--budget", "-5"], 2, "--budget must be at least 0 USD, got -5"],
  ["input before gates", ["--budget", "1", "--set", "tracking.seatz=3"], 2, "seatz"],
])("ml-team, %s: %j → exit %i", async (_, flags, exitCode, said) => {
  const ran = await crossover(...CALL, ...flags);
  expect(ran.exitCode).toBe(exitCode);
  expect(ran.err).toContain(said);
  // A gate fails after the report, bad input before it.
  expect(ran.out === "").toBe(exitCode === 2);
});

it("a unit-cost ceiling just above and just below what the report says", async () => {
  const { out } = await crossover(...LLM, "--json");
  const report = JSON.parse(out);
  const row = report.alternatives.find((a: { id: string }) => a.id === report.decisions[0].names);
  const requests = row.months.reduce((sum: number, { volume }: { volume: number }) => sum + volume, 0);
  const cost = (row.row.tcoUsd / requests) * 1000;
  expect((await crossover(...LLM, "--max-unit-cost", (cost * 1.001).toFixed(9))).exitCode).toBe(0);
  const failed = await crossover(...LLM, "--max-unit-cost", (cost * 0.999).toFixed(9));
  expect(failed.exitCode).toBe(3);
  expect(failed.err).toMatch(/costs 0\.0\d+ USD per 1,000 requests over the horizon, the ceiling is 0\.0\d+/);
});

it.each([
  ["0.9", "costs 7.50 USD per 1,000 requests over the horizon, the ceiling is 0.9"],
  ["7.5", "costs 7.501 USD per 1,000 requests over the horizon, the ceiling is 7.5"],
])("a ceiling of %s USD is printed as typed: %s", async (ceiling, said) => {
  const argv = ["compare", "scenarios/support-assistant.yaml", "--as-of", "2026-11-21"];
  expect((await crossover(...argv, "--max-unit-cost", ceiling)).err).toContain(said);
});

it("a growing volume: the budget is held against the dearest month", async () => {
  const grown = [...LLM, "--set", "growthPerMonth=0.05"];
  const { out } = await crossover(...grown, "--json");
  const report = JSON.parse(out);
  const { row } = report.alternatives.find((a: { id: string }) => a.id === report.decisions[0].names);
  expect((await crossover(...grown, "--budget", String(Math.ceil(row.monthUsd)))).err).toContain(
    "month 36 costs",
  );
  expect((await crossover(...grown, "--budget", String(Math.ceil(row.lastMonthUsd)))).exitCode).toBe(0);
});

it("with --strict the missing price wins: 4, and both are told", async () => {
  const strict = await crossover(...CALL, "--strict", "--max-age", "1", "--budget", "1");
  expect(strict.exitCode).toBe(4);
  expect(strict.err).toContain("the budget is 1 USD/month");
});
