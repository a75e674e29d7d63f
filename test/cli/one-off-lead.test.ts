import { expect, it } from "vitest";
import { crossover } from "./in-process.ts";

const answered = ["--set", 'llm.candidates.0.quality={"delta":0}', "--set", "people.gpuExpertise=yes"];

it("a host that is ahead by its one-off alone is the only move, against what is bought today", async () => {
  const at = ["--set", "llm.requestsPerMonth=3000000"];
  const { out } = await crossover("compare", "--preset", "tokens-001", ...at, ...answered);
  expect(out).toMatch(/^Self-host/m);
  const now = /NOW {3}([\s\S]*?)\nNOT/.exec(out)?.[1] ?? "";
  expect(now).toContain("9,900 USD/month less");
  expect(now).not.toMatch(/Buy|ahead only until/);
});

it("the volume at which it would win is the one that turns the verdict: 2.98 M, its one-off counted over 36 months", async () => {
  const { out } = await crossover("compare", "--preset", "tokens-001");
  expect(out.replace(/\s+/g, " ")).toContain("It would win from 2.979 M requests");
  expect(out).toContain("llm.requestsPerMonth 100,000 → 2.98 M");
});
