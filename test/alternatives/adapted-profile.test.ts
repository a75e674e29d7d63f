import { expect, it } from "vitest";
import { plannedProfile } from "../../src/alternatives/performance-profile.ts";
import { planWithGraphs } from "../../src/cli/planner.ts";
import { scenario } from "../offers/scenarios.ts";
import { committedBook } from "../prices/books.ts";

it("a tuned model answers by its own profile, not by that of the model it was tuned from, nor by none", async () => {
  const of = scenario({
    asOf: "2026-11-21",
    llm: {
      today: "openai/gpt-4.1-mini",
      requestsPerMonth: 1_000_000,
      promptTokens: 900,
      outputTokens: 12,
      candidates: [
        { model: "meta-llama/Llama-3.1-8B-Instruct", profile: { accuracy: 0.8 } },
        {
          model: "meta-llama/Llama-3.1-8B-Instruct",
          profile: { accuracy: 0.9 },
          tuning: { servedAs: "own", trainingUsd: 1500, labellingUsd: 0, purpose: "behaviour" },
        },
      ],
      hosting: { instanceTypes: ["g6.xlarge"] },
    },
  });
  const { plan } = await planWithGraphs(of, committedBook("2026-11-21"));
  const hosted = plan.parts
    .flatMap(({ alternatives }) => alternatives)
    .filter(({ kind }) => kind === "hosted");
  const accuracy = (built: string | undefined) => {
    const row = hosted.find((a) => a.built === built);
    if (row === undefined || of.llm === undefined) throw new Error(`no ${built} row`);
    return plannedProfile(row, of.llm).accuracy;
  };
  expect([accuracy(undefined), accuracy("fine-tuned")]).toEqual([0.8, 0.9]);
});
