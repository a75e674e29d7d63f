import { expect, it } from "vitest";
import { partialJudge } from "../../../src/decision/judge.ts";

it.each([
  ["own/api", "own/api", "own/rack", "today"],
  ["claude-sonnet-4-6", "anthropic/claude-sonnet-4-6", "openai/gpt-oss-120b", "today"],
  ["OpenAI/gpt-oss-120b", "anthropic/claude-sonnet-4-6", "openai/gpt-oss-120b", "candidate"],
  ["google/gemini-2.5-pro", "anthropic/claude-sonnet-4-6", "openai/gpt-oss-120b", undefined],
  ["other/api", "own/api", "own/rack", undefined],
  [undefined, "own/api", "own/rack", undefined],
  ["own/api", undefined, "own/rack", undefined],
] as const)("%s on %s and %s: %s", (judge, today, candidate, side) =>
  expect(partialJudge(judge, today, candidate)).toBe(side),
);
