import { describe, expect, test } from "vitest";
import { InputError } from "../../src/errors.ts";
import { spreadLines } from "../../src/offers/own-terms.ts";
import type { TokenPurchase } from "../../src/offers/token-purchase.ts";
import { tokenCharges, tokenTotal } from "../../src/offers/tokens.ts";
import { isUnknown, totalOf } from "../../src/prices/charge.ts";
import { expert } from "../decision/fixtures.ts";
import { llm, purchase, total, usdOf } from "./scenarios.ts";

const gpt54 = { provider: "openai", model: "gpt-5.4" };
const sonnet = { provider: "anthropic", model: "claude-sonnet-4-6" };
const month = (bought: TokenPurchase, t = 1) => total(tokenCharges(bought, t).charges);

test("L1 gpt-5.4, 50,000 requests of 2,000/400: 550, not the 950 of one huge request", () => {
  expect(month(purchase(gpt54, { requestsPerMonth: 50_000, promptTokens: 2_000, outputTokens: 400 }))).toBe(
    "550",
  );
});

describe("L2 one request: 2,000 prompt tokens, of them 1,200 read from and 100 written to the cache, 400 output", () => {
  const one = { promptTokens: 2_000, outputTokens: 400, cachedPromptShare: 0.6, cacheWriteShare: 0.05 };
  test.each([
    ["openai", "gpt-5.4", {}, "0.0083"],
    ["anthropic", "claude-sonnet-4-6", {}, "0.008835"],
    ["aws", "anthropic.claude-sonnet-4-6", {}, "0.0097185"],
    ["anthropic", "claude-sonnet-4-6", { batchedShare: 1 }, "0.0044175"],
    ["anthropic", "claude-sonnet-4-6", { tier: "batch" }, "0.0044175"],
  ])("%s %s %o: %s", (provider, model, more, usd) => {
    expect(month(purchase({ provider, model }, { ...one, ...more }))).toBe(usd);
  });

  test("classes survive end to end: 700 plain, 1,200 read, 100 written, 400 out", () => {
    const { charges } = tokenCharges(purchase(sonnet, { ...one, requestsPerMonth: 1_000_000 }), 1);
    expect(
      Object.fromEntries(charges.map((c) => [c.id, isUnknown(c.quantity) ? "?" : c.quantity.toNumber()])),
    ).toEqual({
      "tokens.input": 700,
      "tokens.cacheRead": 1200,
      "tokens.cacheWrite5m": 100,
      "tokens.output": 400,
    });
  });
});

describe("L4, L6 tiers are cliffs per request", () => {
  test.each([
    [gpt54, 271_999, 0, "0.6799975"],
    [gpt54, 272_000, 0, "1.36"],
    [{ provider: "anthropic", model: "claude-haiku-5-5" }, 2_000, 400, "0.0004"],
    [{ provider: "anthropic", model: "claude-haiku-5-5" }, 120_000, 400, "0.061"],
  ])("%o with %i/%i tokens: %s", (seller, promptTokens, outputTokens, usd) => {
    expect(month(purchase(seller, { promptTokens, outputTokens }))).toBe(usd);
  });

  test("two classes on both sides of a cliff are two lines, each with its rate", () => {
    const bought = purchase(gpt54, {
      classes: [
        { name: "short", requestsPerMonth: 10, promptTokens: 1_000, outputTokens: 0 },
        { name: "long", requestsPerMonth: 10, promptTokens: 300_000, outputTokens: 0 },
      ],
      requestsPerMonth: undefined,
      promptTokens: undefined,
      outputTokens: undefined,
    });
    const { charges, notes } = tokenCharges(bought, 1);
    expect([usdOf(charges, "tokens.input"), usdOf(charges, "tokens.input.above271999")]).toEqual([
      "0.025",
      "15",
    ]);
    expect(notes.join()).toMatch(/every request is priced in that tier/);
  });

  test("a mean below a cliff with long prompts among them says that none is priced beyond it", () => {
    const bought = purchase(gpt54, { promptTokens: 100_000, promptTokensP99: 400_000 });
    expect(tokenCharges(bought, 1).notes.join()).toMatch(/a mean says not how many/);
  });
});

describe("what one class of requests costs", () => {
  const today = { requestsPerMonth: 1_700_000, promptTokens: 2_400, outputTokens: 220 };

  test("1.7 M requests of 2,400/220 at claude-sonnet-4-6: 12,240 + 5,610 = 17,850.00", () => {
    const { charges } = tokenCharges(purchase(sonnet, today), 1);
    expect([usdOf(charges, "tokens.input"), usdOf(charges, "tokens.output"), total(charges)]).toEqual([
      "12240",
      "5610",
      "17850",
    ]);
    expect(charges[0]?.formula).toBe("1,700,000 requests × 2,400 tokens ÷ 10⁶");
  });

  test.each([
    [1, "836.4"],
    [3, "1285.2"],
    [10, "2856"],
  ])("gpt-oss-120b at Bedrock, reasoning × %i: %s", (reasoningMultiplier, usd) => {
    expect(
      month(
        purchase({ provider: "aws", model: "openai.gpt-oss-120b-1:0" }, { ...today, reasoningMultiplier }),
      ),
    ).toBe(usd);
  });

  test("a retry repeats the prompt, never the output: 1.1 × 12,240 + 5,610", () => {
    expect(month(purchase(sonnet, { ...today, retryRate: 0.1 }))).toBe("19074");
  });

  test("growth 5 %: month 2 is 1.05 times month 1, volume 2 is twice", () => {
    const bought = purchase(sonnet, { ...today, growthPerMonth: 0.05 });
    expect(month(bought, 2)).toBe("18742.5");
    expect(total(tokenCharges(bought, 1, 2).charges)).toBe("35700");
  });

  test("a list of months is read month by month", () => {
    const bought = purchase(sonnet, { ...today, requestsPerMonth: { months: [1_700_000, 3_400_000] } });
    expect([month(bought, 1), month(bought, 2), month(bought, 3)]).toEqual(["17850", "35700", "35700"]);
  });

  test("another model's tokenizer: × 1.2 on prompt and output, only where the model is another one", () => {
    const bought = purchase(sonnet, { ...today, tokenizerFactor: 1.2 });
    expect(month(bought)).toBe("17850");
    expect(month({ ...bought, anotherTokenizer: true })).toBe("21420");
  });

  test("no requests cost nothing and ask for no price", () => {
    expect(month(purchase(sonnet, { ...today, requestsPerMonth: 0 }))).toBe("0");
    expect(
      month(
        purchase({ provider: "anthropic", model: "claude-fable-5-2" }, { ...today, requestsPerMonth: 0 }),
      ),
    ).toBe("0");
  });

  test("gemini-3.6-flash doubles from month 2 (January 2027) on", () => {
    const bought = purchase(
      { provider: "google", model: "gemini-3.6-flash" },
      { requestsPerMonth: 1e6, promptTokens: 1, outputTokens: 0 },
    );
    expect([month(bought, 1), month(bought, 2), month(bought, 36)]).toEqual(["0.75", "1.5", "1.5"]);
  });

  test("all work in DeepSeek's peak hours costs 1.32, outside 0.66, a flat day 0.8525", () => {
    const at = (hourProfile?: readonly number[]) =>
      month(
        purchase(
          { provider: "deepseek", model: "deepseek-v4-pro" },
          { requestsPerMonth: 1e6, outputTokens: 0, ...(hourProfile && { hourProfile }) },
        ),
      );
    const only = (hour: number) => Array.from({ length: 24 }, (_, h) => (h === hour ? 1 : 0));
    expect([at(), at(only(2)), at(only(12))]).toEqual(["0.8525", "1.32", "0.66"]);
  });
});

describe("the third state", () => {
  test.each([
    [{ provider: "anthropic", model: "claude-fable-5-2" }, {}, "at least 0: tokens.input, tokens.output"],
    [
      { provider: "aws", model: "openai.gpt-oss-120b-1:0" },
      { tier: "flex" },
      "at least 0: tokens.input, tokens.output",
    ],
    [{ provider: "openai", model: "text-embedding-3-small" }, {}, "at least 0.02: tokens.output"],
    [
      { provider: "aws", model: "anthropic.claude-sonnet-4-6" },
      { cacheWrite1hShare: 1 },
      "at least 16.5: tokens.cacheWrite1h",
    ],
    [
      { provider: "together", model: "openai/gpt-oss-120b" },
      { batchedShare: 0.5 },
      "at least 0.375: tokens.batch.input, tokens.batch.output",
    ],
  ])("%o %o: %s", (seller, more, expected) => {
    expect(
      month(purchase(seller, { requestsPerMonth: 1e6, promptTokens: 1, outputTokens: 1, ...more })),
    ).toBe(expected);
  });

  test("an unknown never lowers a total: 1-hour writes unknown against none of them", () => {
    const base = { requestsPerMonth: 1e6, promptTokens: 100, outputTokens: 10 };
    const bedrock = { provider: "aws", model: "anthropic.claude-sonnet-4-6" };
    const some = tokenTotal(purchase(bedrock, { ...base, cacheWrite1hShare: 0.5 }), 1);
    expect(some.atLeast).toBe(true);
    expect(some.usd.toFixed()).toBe(`${50 * 3.3 + 10 * 16.5}`);
  });

  test("a new seller without a batch price takes the batched part at its standard price, said so", () => {
    const { running: _, ...fresh } = purchase(
      { provider: "together", model: "openai/gpt-oss-120b" },
      { requestsPerMonth: 1e6, outputTokens: 1, batchedShare: 0.5 },
    );
    const bill = tokenCharges(fresh, 1);
    expect(total(bill.charges)).toBe("0.75");
    expect(bill.notes.join()).toMatch(/no batch price at Together/);
  });

  test("cached shares above 1 are refused, never clamped", () => {
    const bought = purchase(sonnet, { cachedPromptShare: 0.7, cacheWriteShare: 0.4 });
    expect(() => tokenCharges(bought, 1)).toThrow(InputError);
    expect(() => tokenCharges(bought, 1)).toThrow(/must be at most 1, got 0.7 \+ 0.4 \+ 0/);
  });

  test("pattern and alias are said beside the price", () => {
    expect(tokenCharges(purchase({ provider: "openai", model: "gpt-5.6" }, {}), 1).notes).toContain(
      "gpt-5.6 is priced as gpt-5.6-sol (match: alias)",
    );
  });
});

describe("the reader's own rates", () => {
  const own = (raw: Record<string, unknown>, inputs: readonly [number, number]) =>
    purchase({ provider: "own", model: "mine" }, raw, {
      offers: {
        own: [{ name: "mine", kind: "tokens", inputUsdPerMtok: inputs[0], outputUsdPerMtok: inputs[1] }],
      },
    });
  const n = { requestsPerMonth: 500_000, promptTokens: 2_000, outputTokens: 500 };
  const tokens = { requestsPerMonth: 1_000, promptTokens: 100_000, outputTokens: 20_000 };

  test("A3-A5 500,000 requests of 2,000/500 at 5/15: 5,000 + 3,750 = 8,750", () => {
    const { charges } = tokenCharges(own(n, [5, 15]), 1);
    expect([usdOf(charges, "tokens.input"), usdOf(charges, "tokens.output"), total(charges)]).toEqual([
      "5000",
      "3750",
      "8750",
    ]);
    expect(charges[0]?.price).toMatchObject({
      provenance: { kind: "yours", key: "offers.own.0.inputUsdPerMtok" },
    });
  });

  test.each([
    ["G1b GPT-4o", 2.5, 10, "450"],
    ["G2b Claude 3.5 Haiku", 0.8, 4, "160"],
    ["G3b Together Llama 3 70B", 0.9, 0.9, "108"],
  ])("%s, 100 M prompt and 20 M output tokens at %d/%d: %s", (_, input, output, usd) => {
    expect(month(own(tokens, [input, output]))).toBe(usd);
  });

  test("without a cache rate cached tokens cost the prompt rate; with one, that rate", () => {
    expect(month(own({ ...n, cachedPromptShare: 0.5 }, [5, 15]))).toBe("8750");
    const withRate = purchase(
      { provider: "own", model: "mine" },
      { ...n, cachedPromptShare: 0.5 },
      {
        offers: {
          own: [
            {
              name: "mine",
              kind: "tokens",
              inputUsdPerMtok: 5,
              outputUsdPerMtok: 15,
              cacheReadUsdPerMtok: 0.5,
            },
          ],
        },
      },
    );
    expect(month(withRate)).toBe("6500");
  });
});

describe("the reader's own price per request: M(n) = U ÷ 12 + c·n", () => {
  const at = (requestsPerMonth: number, upfrontUsd: number, usdPerRequest: number, t = 1) => {
    const bought = purchase(
      { provider: "own", model: "mine" },
      { requestsPerMonth },
      {
        offers: { own: [{ name: "mine", kind: "request", usdPerRequest, upfrontUsd, spreadMonths: 12 }] },
      },
    );
    const parts = bought.own.flatMap((offer) => spreadLines(offer, expert, t));
    return tokenTotal(bought, t).usd.plus(totalOf(parts).usd).toNumber();
  };
  test.each([
    ["I1", 1e6, 50_000, 0.002, 18500 / 3],
    ["I2", 1e6, 250_000, 0.0002, 63100 / 3],
    ["I4", 10e6, 50_000, 0.002, 72500 / 3],
    ["I5", 10e6, 250_000, 0.0002, 68500 / 3],
    ["I6", 50e6, 50_000, 0.002, 312500 / 3],
    ["I7", 50e6, 250_000, 0.0002, 92500 / 3],
  ])("%s: %d requests, %d up front, %d each: %d", (_, requests, upfront, each, usd) => {
    expect(at(requests, upfront, each)).toBeCloseTo(usd, 8);
  });

  test("I3 both cost the same at 250,000,000 ÷ 27 requests", () => {
    const n = 250_000_000 / 27;
    expect(at(n, 50_000, 0.002)).toBeCloseTo(at(n, 250_000, 0.0002), 6);
  });

  test("after the spread only requests are paid; over the months the upfront is paid once", () => {
    expect(at(1e6, 50_000, 0.002, 13)).toBe(2_000);
    const year = Array.from({ length: 36 }, (_, i) => at(0, 50_000, 0.002, i + 1)).reduce((a, b) => a + b);
    expect(year).toBeCloseTo(50_000, 8);
  });
});

test("the lean total is the sum of the lines, for every month and end", () => {
  const { part, all } = llm({
    today: "anthropic/claude-sonnet-4-6",
    growthPerMonth: 0.03,
    batchShare: 0.4,
    retryRate: 0.02,
    sharedPrefixTokens: 1_200,
    requestsPerMonth: 123_457,
    promptTokens: 2_400,
    outputTokens: 220,
  });
  if (part.today === undefined) throw new Error("nothing bought");
  const bought: TokenPurchase = {
    part,
    seller: sonnet,
    reasoningMultiplier: part.today.reasoningMultiplier,
    own: [],
    asOf: all.asOf,
    levers: { cache: true, batch: true },
  };
  for (const t of [1, 7, 36])
    expect(tokenTotal(bought, t).usd.toFixed()).toBe(total(tokenCharges(bought, t).charges));
});
