import { describe, expect, test } from "vitest";
import { leversOn } from "../../src/offers/levers.ts";
import { tokenCharges } from "../../src/offers/tokens.ts";
import { llm, purchase, total, usdOf } from "./scenarios.ts";

const sonnet = { provider: "anthropic", model: "claude-sonnet-4-6" };
const assistant = {
  requestsPerMonth: 1_700_000,
  promptTokens: 2_400,
  outputTokens: 220,
  sharedPrefixTokens: 1_200,
};
const terms = llm({}).all.offers;

const levers = (seller: typeof sonnet, raw: Record<string, unknown>, rest: Record<string, unknown> = {}) =>
  leversOn(purchase(seller, raw, rest), terms);

const refusal = (found: ReturnType<typeof leversOn>, id: string) =>
  found.refused.find((r) => r.id === id)?.because;

describe("cache the shared prefix", () => {
  test("1,200 of 2,400 tokens shared, 4 % misses: 17,850.00 → 12,623.52, 40 hours", () => {
    const { pulled } = levers(sonnet, assistant);
    const [cache, ...rest] = pulled;
    if (cache === undefined) throw new Error("no lever");
    expect([cache.id, cache.savingUsd.toFixed(), cache.hours.base]).toEqual(["cache", "5226.48", 40]);
    const { charges } = tokenCharges(cache.purchase, 1);
    expect(total(charges)).toBe("12623.52");
    // 2,040 Mtok × 3 + 1,958.4 × 0.30 + 81.6 × 3.75 + 374 × 15
    expect(
      ["input", "cacheRead", "cacheWrite5m", "output"].map((c) => usdOf(charges, `tokens.${c}`)),
    ).toEqual(["6120", "587.52", "306", "5610"]);
    expect(rest).toEqual([]);
  });

  test("the documented minimum and the measured one stand beside it", () => {
    expect(levers(sonnet, assistant).pulled[0]?.notes.join()).toMatch(
      /from 1,024 tokens.*no hit below 2,048/,
    );
  });

  test.each([
    ["no prefix is given", sonnet, { sharedPrefixTokens: 0 }, /no shared prefix is given/],
    [
      "claude-haiku-4-5 caches from 4,096",
      { provider: "anthropic", model: "claude-haiku-4-5" },
      {},
      /has 1,200 tokens, .* caches from 4,096/,
    ],
    [
      "no cache-read price",
      { provider: "aws", model: "openai.gpt-oss-120b-1:0" },
      {},
      /no cache-read price for openai.gpt-oss-120b-1:0 at Bedrock/,
    ],
    [
      "no source on the seller's minimum",
      { provider: "groq", model: "openai/gpt-oss-120b" },
      {},
      /no dated source/,
    ],
    ["as much is cached today", sonnet, { cachedPromptShare: 0.5 }, /are cached today/],
    [
      "today's price is not known",
      { provider: "anthropic", model: "claude-fable-5-2" },
      {},
      /not fully known/,
    ],
    ["nothing is requested", sonnet, { requestsPerMonth: 0 }, /saves nothing: 0 against 0/],
    [
      "every read misses and writes cost more than prompts",
      sonnet,
      { cacheMissShare: 1 },
      /saves nothing: 19,380 against 17,850/,
    ],
  ])("not offered where %s", (_, seller, more, because) => {
    const found = levers(seller, { ...assistant, ...more });
    expect(found.pulled.filter((l) => l.id === "cache")).toEqual([]);
    expect(refusal(found, "cache")).toMatch(because);
  });

  test("what is cached today is a part of the prefix: 9,486 today, 6,120 plain + 587.52 read + 306 written with the lever", () => {
    const [cache] = levers(sonnet, { ...assistant, cachedPromptShare: 0.25 }).pulled;
    expect(cache?.savingUsd.toFixed()).toBe("2472.48");
  });

  test("prefix 3,000 of 4,000, 30 % read today: 4 % of all 3,000 are written, 120 Mtok of 1 M requests, not of the rest alone", () => {
    const [cache] = levers(sonnet, {
      requestsPerMonth: 1e6,
      promptTokens: 4_000,
      outputTokens: 300,
      sharedPrefixTokens: 3_000,
      cachedPromptShare: 0.3,
    }).pulled;
    const lines = cache === undefined ? [] : tokenCharges(cache.purchase, 1).charges;
    const mtok = (id: string) => Number(lines.find((line) => line.id === `tokens.${id}`)?.quantity);
    expect([mtok("input"), mtok("cacheRead"), mtok("cacheWrite5m")]).toEqual([1000, 2880, 120]);
  });

  test("what is written today stays written: 5 % of the prompt is more than 4 % of a prefix of three quarters", () => {
    const [cache] = levers(sonnet, {
      requestsPerMonth: 1e6,
      promptTokens: 4_000,
      outputTokens: 300,
      sharedPrefixTokens: 3_000,
      cachedPromptShare: 0.3,
      cacheWriteShare: 0.05,
    }).pulled;
    const lines = cache === undefined ? [] : tokenCharges(cache.purchase, 1).charges;
    const mtok = (id: string) => Number(lines.find((line) => line.id === `tokens.${id}`)?.quantity);
    expect([mtok("input"), mtok("cacheRead"), mtok("cacheWrite5m")]).toEqual([1000, 2800, 200]);
  });

  test("where caching is automatic, part of the saving may be in the bill already", () => {
    const [cache] = levers({ provider: "openai", model: "gpt-5.4" }, assistant).pulled;
    expect(cache?.notes.join()).toMatch(/may be in the bill already/);
  });

  test.each([
    [
      "1,200 tokens, where 2,048 may be needed",
      sonnet,
      {},
      "nothing if the minimum is 2,048 tokens: check cache_read_input_tokens",
    ],
    [
      "2,047 tokens",
      sonnet,
      { sharedPrefixTokens: 2_047 },
      "nothing if the minimum is 2,048 tokens: check cache_read_input_tokens",
    ],
    ["2,048 tokens: enough either way", sonnet, { sharedPrefixTokens: 2_048 }, undefined],
    ["a minimum that nobody disputes", { ...sonnet, model: "claude-sonnet-4-5" }, {}, undefined],
    [
      "cached without asking",
      { provider: "openai", model: "gpt-5.4" },
      {},
      "nothing where it works by itself already: check cached_tokens",
    ],
    [
      "cached without asking, and the reader said how much",
      { provider: "openai", model: "gpt-5.4" },
      { cachedPromptShare: 0.1 },
      undefined,
    ],
  ])("what would take the saving away: %s", (_, seller, changed, doubt) => {
    expect(levers(seller, { ...assistant, ...changed }).pulled[0]?.doubt).toBe(doubt);
  });

  test("only classes with a long enough prefix change", () => {
    const short = {
      name: "short",
      requestsPerMonth: 1_700_000,
      promptTokens: 2_400,
      outputTokens: 220,
      sharedPrefixTokens: 500,
    };
    const long = { name: "long", ...assistant };
    const { pulled } = levers(sonnet, {
      classes: [short, long],
      requestsPerMonth: undefined,
      promptTokens: undefined,
      outputTokens: undefined,
    });
    expect(pulled[0]?.savingUsd.toFixed()).toBe("5226.48");
  });

  test("the reader's own offer with a cache rate can be cached too", () => {
    const rates = {
      offers: {
        own: [
          {
            name: "mine",
            kind: "tokens",
            inputUsdPerMtok: 3,
            outputUsdPerMtok: 15,
            cacheReadUsdPerMtok: 0.3,
          },
        ],
      },
    };
    const { pulled } = levers({ provider: "own", model: "mine" }, assistant, rates);
    // Writes cost the prompt rate there: 0.48 × 4,080 × 2.70
    expect(pulled[0]?.savingUsd.toFixed()).toBe("5287.68");
  });
});

describe("batch what may wait", () => {
  test("30 % may wait at half price: 0.3 × 0.5 × 17,850 = 2,677.50", () => {
    const { pulled } = levers(sonnet, { ...assistant, sharedPrefixTokens: 0, batchShare: 0.3 });
    expect(pulled.map((l) => [l.id, l.savingUsd.toFixed()])).toEqual([["batch", "2677.5"]]);
  });

  test("10 % is bought so already: only 20 % is left to move", () => {
    const { pulled } = levers(sonnet, {
      ...assistant,
      sharedPrefixTokens: 0,
      batchShare: 0.3,
      batchedShare: 0.1,
    });
    expect(pulled.map((l) => l.savingUsd.toFixed())).toEqual(["1785"]);
  });

  test.each([
    ["nothing may wait", sonnet, {}, /nothing may wait/],
    [
      "all that may wait is batched",
      sonnet,
      { batchShare: 0.2, batchedShare: 0.2 },
      /is bought at the batch price today/,
    ],
    [
      "no batch price is vouched for",
      { provider: "together", model: "openai/gpt-oss-120b" },
      { batchShare: 0.5 },
      /selected models only/,
    ],
    [
      "the seller has no batch tier",
      { provider: "mistral", model: "mistral-nemo" },
      { batchShare: 0.5 },
      /no price for tier batch/,
    ],
  ])("not offered where %s", (_, seller, more, because) => {
    const found = levers(seller, { ...assistant, ...more });
    expect(found.pulled.filter((l) => l.id === "batch")).toEqual([]);
    expect(refusal(found, "batch")).toMatch(because);
  });

  test("Bedrock's batch support for one model is an assumption that is said", () => {
    const { pulled } = levers(
      { provider: "aws", model: "openai.gpt-oss-120b-1:0" },
      { ...assistant, batchShare: 0.5 },
    );
    expect(pulled.find((l) => l.id === "batch")?.notes.join()).toMatch(/support for this model is assumed/);
  });
});

describe("the same model at another seller", () => {
  test("Llama 3.3 70B at Together (0.88/0.88) moves to Groq (0.59/0.79), with a whole last mile of 120 h", () => {
    const found = levers(
      { provider: "together", model: "meta-llama/Llama-3.3-70B-Instruct-Turbo" },
      { ...assistant, sharedPrefixTokens: 0 },
    );
    const [lever] = found.pulled;
    expect([lever?.id, lever?.name, lever?.hours.base]).toEqual(["seller", "Groq", 120]);
    expect(lever?.savingUsd.toFixed()).toBe(`${(4_080 * 29 + 374 * 9) / 100}`);
    expect(lever?.notes.join()).toMatch(/Turbo: FP8/);
  });

  test("gpt-oss-120b costs the same everywhere by default: no saving, no lever", () => {
    const found = levers({ provider: "aws", model: "openai.gpt-oss-120b-1:0" }, assistant);
    expect(found.pulled).toEqual([]);
    expect(refusal(found, "seller")).toMatch(/saves nothing/);
  });

  test("a closed model has no other seller on file", () => {
    expect(refusal(levers(sonnet, assistant), "seller")).toMatch(/no other seller of the same weights/);
  });
});

describe("the ladder", () => {
  test("cache, then batch on top: 17,850 → 12,623.52 → 10,729.99 (15 % of what is left)", () => {
    const { pulled } = levers(sonnet, { ...assistant, batchShare: 0.3 });
    expect(pulled.map((l) => [l.id, l.savingUsd.toFixed()])).toEqual([
      ["cache", "5226.48"],
      ["batch", "1893.528"],
    ]);
    const last = pulled.at(-1);
    expect(last && total(tokenCharges(last.purchase, 1).charges)).toBe("10729.992");
  });

  test("savings add up to the whole way, whatever the order", () => {
    const today = purchase(sonnet, { ...assistant, batchShare: 0.9 });
    const { pulled } = leversOn(today, terms);
    expect(pulled.map((l) => l.id)).toEqual(["batch", "cache"]);
    const last = pulled.at(-1);
    const saved = pulled.reduce((sum, l) => sum + l.savingUsd.toNumber(), 0);
    expect(last && Number(total(tokenCharges(last.purchase, 1).charges))).toBeCloseTo(17_850 - saved, 8);
  });

  test.each([
    ["5 % may wait: 80 USD for 40 h come after 504 USD for 120 h", 0.05, ["seller", "batch"]],
    ["20 % may wait: 321 USD for 40 h come before 504 USD for 120 h", 0.2, ["batch", "seller"]],
  ])("effort decides, not size: %s", (_, batchShare, order) => {
    const today = purchase(
      { provider: "aws", model: "meta.llama3-3-70b-instruct-v1:0" },
      { ...assistant, batchShare },
    );
    expect(leversOn(today, terms).pulled.map((l) => l.id)).toEqual(order);
  });

  test("a lever that costs no hour is pulled, and first", () => {
    const free = { ...terms, lastMileHours: { ...terms.lastMileHours, base: 0 } };
    const today = purchase(
      { provider: "aws", model: "meta.llama3-3-70b-instruct-v1:0" },
      { ...assistant, batchShare: 0.2 },
    );
    expect(leversOn(today, free).pulled.map((l) => l.id)).toEqual(["seller", "batch"]);
  });
});
