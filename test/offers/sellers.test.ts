import { describe, expect, test } from "vitest";
import { InputError } from "../../src/errors.ts";
import { cheapestSeller, sameModelSellers, sellerOf } from "../../src/offers/sellers.ts";
import { tokenTotal } from "../../src/offers/tokens.ts";
import { isUnknown } from "../../src/prices/charge.ts";
import { llm, purchase } from "./scenarios.ts";

const assistant = {
  today: "anthropic/claude-sonnet-4-6",
  requestsPerMonth: 1_700_000,
  promptTokens: 2_400,
  outputTokens: 220,
  candidates: ["openai/gpt-oss-120b"],
};

describe("the same model bought", () => {
  const { part, all } = llm(assistant);
  const [candidate] = part.candidates;
  if (candidate === undefined) throw new Error("no candidate");
  const workload = {
    part,
    reasoningMultiplier: candidate.reasoningMultiplier,
    anotherTokenizer: true,
    own: [],
    asOf: all.asOf,
  };

  test("gpt-oss-120b has four default sellers; resellers and developer tiers are not among them", () => {
    expect(sameModelSellers("openai/gpt-oss-120b", workload).map((s) => s.label)).toEqual([
      "Bedrock",
      "Groq",
      "Together",
      "Fireworks",
    ]);
  });

  test("the first of equals is taken: Bedrock, reasoning × 3: 1,285.20", () => {
    const best = cheapestSeller(sameModelSellers("openai/gpt-oss-120b", workload), workload);
    expect([best?.seller.label, best?.usd.toFixed()]).toEqual(["Bedrock", "1285.2"]);
  });

  test("where 90 % of the prompt is cached, Fireworks' cache price (0.014) wins", () => {
    const cached = llm({ ...assistant, cachedPromptShare: 0.9 });
    const best = cheapestSeller(sameModelSellers("openai/gpt-oss-120b", workload), {
      ...workload,
      part: cached.part,
    });
    expect(best?.seller.label).toBe("Fireworks");
  });

  test("a seller without a full price stays in the list with its reason and is never the cheapest", () => {
    const tiered = { ...workload, part: { ...part, tier: "flex" } };
    const sellers = sameModelSellers("openai/gpt-oss-120b", tiered);
    expect(sellers.filter((s) => isUnknown(s.card)).map((s) => s.label)).toEqual([
      "Bedrock",
      "Together",
      "Fireworks",
    ]);
    expect(cheapestSeller(sellers, tiered)?.seller.label).toBe("Groq");
  });

  test("a model that nobody sells has no sellers", () => {
    expect(sameModelSellers("google/gemma-3-4b-it", workload)).toEqual([]);
    expect(cheapestSeller([], workload)).toBeUndefined();
  });
});

describe("anchors of the comparison: fixed 2,500 USD a month, five prompt tokens to one output token", () => {
  /** Tokens a month at which the bought price reaches 2,500 USD. */
  const billions = (provider: string, model: string) => {
    const bought = purchase({ provider, model }, { requestsPerMonth: 1e6, promptTokens: 5, outputTokens: 1 });
    return 2_500 / (tokenTotal(bought, 1).usd.toNumber() / 6e6) / 1e9;
  };
  test.each([
    ["aws", "meta.llama3-1-8b-instruct-v1:0", 11.364],
    ["openai", "gpt-4o-mini", 11.111],
    ["openai", "gpt-4o", 0.667],
  ])("%s %s: %d billion tokens", (provider, model, expected) => {
    expect(billions(provider, model)).toBeCloseTo(expected, 3);
  });

  test("the same model is 4,324 tokens/s around the clock, and the frontier threshold 17 times lower", () => {
    const same = billions("aws", "meta.llama3-1-8b-instruct-v1:0");
    expect((same * 1e9) / (730 * 3600)).toBeCloseTo(4_324, 0);
    expect(same / billions("openai", "gpt-4o")).toBeCloseTo(17, 0);
  });
});

describe("the reader's names", () => {
  test.each([
    ["bedrock", "openai.gpt-oss-120b-1:0", { provider: "aws", model: "openai.gpt-oss-120b-1:0" }],
    ["own", "mine", { provider: "own", model: "mine" }],
    ["together", "Qwen/Qwen3-32B", { provider: "together", model: "Qwen/Qwen3-32B" }],
  ])("%s/%s", (provider, model, seller) => {
    expect(sellerOf(provider, model, "llm.today")).toEqual(seller);
  });

  test.each([
    [
      "antropic",
      "claude-sonnet-4-6",
      /llm.today names the seller antropic, but known are openai, anthropic/,
      /anthropic\/claude-sonnet-4-6/,
    ],
    [
      "anthropic",
      "claude-sonet-4-6",
      /names claude-sonet-4-6 at Anthropic, but no price list holds it/,
      /did you mean claude-sonnet-4-6\?.*offers.own/,
    ],
  ])("%s/%s is the reader's mistake", (provider, model, message, hint) => {
    try {
      sellerOf(provider, model, "llm.today");
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(InputError);
      expect((error as InputError).message).toMatch(message);
      expect((error as InputError).hint).toMatch(hint);
    }
  });
});
