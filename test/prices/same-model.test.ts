import { expect, test } from "vitest";
import rows from "../../data/same-model.json" with { type: "json" };
import { isUnknown } from "../../src/prices/charge.ts";
import { promptCaching } from "../../src/prices/tokens/prompt-caching.ts";
import { sellersOf, weightsOf } from "../../src/prices/tokens/same-model.ts";
import { monthCard } from "../../src/prices/tokens/tokens-month.ts";
import { STANDARD } from "../../src/prices/tokens/tokens-terms.ts";

/** USD per 10⁶ prompt / output tokens, read from the sellers' lists on 2026-11-21. */
test.each([
  [
    "meta-llama/Llama-3.1-8B-Instruct",
    "aws 0.22/0.22, together 0.18/0.18, groq 0.05/0.08, fireworks 0.2/0.2",
  ],
  ["meta-llama/Llama-3.3-70B-Instruct", "aws 0.72/0.72, together 0.88/0.88, groq 0.59/0.79"],
  ["meta-llama/Llama-4-Scout-17B-16E-Instruct", "aws 0.17/0.66, together 0.18/0.59, groq 0.11/0.34"],
  ["meta-llama/Llama-4-Maverick-17B-128E-Instruct", "aws 0.24/0.97, together 0.27/0.85"],
  ["mistralai/Mistral-Nemo-Instruct-2407", "mistral 0.15/0.15"],
  ["mistralai/Mixtral-8x7B-Instruct-v0.1", "aws 0.45/0.7"],
  ["Qwen/Qwen3-32B", "aws 0.15/0.6, groq 0.29/0.59"],
  ["Qwen/Qwen3-8B", "fireworks 0.2/0.2"],
  ["Qwen/Qwen3-Coder-480B-A35B-Instruct", "aws 0.45/1.8"],
  ["openai/gpt-oss-20b", "aws 0.07/0.3, groq 0.075/0.3, fireworks 0.07/0.3"],
  ["openai/gpt-oss-120b", "aws 0.15/0.6, groq 0.15/0.6, together 0.15/0.6, fireworks 0.15/0.6"],
  ["google/gemma-3-27b-it", "aws 0.23/0.38"],
  ["moonshotai/Kimi-K2.5", "moonshotai 0.6/3"],
])("the same weights of %s are sold at %s", (model, expected) => {
  const sold = sellersOf(model)
    .filter((row) => row.default)
    .map((row) => {
      const card = monthCard(row.provider, row.sellerModel, { year: 2026, month: 12 }, STANDARD);
      if (isUnknown(card)) return `${row.provider} ${card.because}`;
      expect(["exact", "form"]).toContain(card.match);
      return `${row.provider} ${card.rates.input}/${card.rates.output}`;
    });
  expect(sold.join(", ")).toBe(expected);
});

test("every model with a default seller stands in the table above: 13", () => {
  expect(new Set(rows.filter((row) => row.default).map(({ model }) => model)).size).toBe(13);
});

test("another version is no seller of these weights: Bedrock's Mistral 7B v0.2, R1 without 0528", () => {
  expect(weightsOf("aws", "mistral.mistral-7b-instruct-v0:2")).toBeUndefined();
  expect(weightsOf("aws", "deepseek.r1-v1:0")).toBeUndefined();
});

test("a seller's id leads back to the weights, a closed model to none", () => {
  expect(weightsOf("groq", "llama-3.1-8b-instant")).toBe("meta-llama/Llama-3.1-8B-Instruct");
  expect(weightsOf("bedrock", "openai.gpt-oss-120b-1:0")).toBe("openai/gpt-oss-120b");
  expect(weightsOf("anthropic", "claude-sonnet-4-6")).toBeUndefined();
});

test.each([
  ["anthropic", "claude-sonnet-4-6", 1024],
  ["anthropic", "claude-sonnet-4-5-20250929", 1024],
  ["anthropic", "claude-opus-4-6", 4096],
  ["anthropic", "claude-opus-5-5", 512],
  ["anthropic", "claude-haiku-4-5", 4096],
  ["openai", "gpt-5.4", 1024],
  ["google", "gemini-2.5-pro", 2048],
  ["google", "gemini-3.6-flash", 4096],
  ["aws", "openai.gpt-oss-120b-1:0", undefined],
])("%s %s caches prefixes from %s tokens", (provider, model, tokens) => {
  expect(promptCaching(provider, model)?.minPrefixTokens).toBe(tokens);
});

test("claude-sonnet-4-6: the documented 1,024 and the measured 2,048 are both on file", () => {
  expect(promptCaching("anthropic", "claude-sonnet-4-6")?.disputed?.because).toMatch(/2,048/);
});
