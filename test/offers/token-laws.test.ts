import fc from "fast-check";
import { expect, test } from "vitest";
import type { Seller, TokenPurchase } from "../../src/offers/token-purchase.ts";
import { tokenTotal } from "../../src/offers/tokens.ts";
import { llm } from "./scenarios.ts";

const SELLERS: readonly Seller[] = [
  { provider: "anthropic", model: "claude-sonnet-4-6" },
  { provider: "anthropic", model: "claude-haiku-5-5" },
  { provider: "openai", model: "gpt-5.4" },
  { provider: "google", model: "gemini-3.6-flash" },
  { provider: "aws", model: "openai.gpt-oss-120b-1:0" },
  { provider: "deepseek", model: "deepseek-v4-pro" },
];

const share = fc.integer({ min: 0, max: 33 }).map((n) => n / 100);
const requestClass = fc.record({
  requestsPerMonth: fc.integer({ min: 0, max: 5_000_000 }),
  promptTokens: fc.integer({ min: 1, max: 200_000 }),
  outputTokens: fc.integer({ min: 0, max: 5_000 }),
  cachedPromptShare: share,
  cacheWriteShare: share,
  batchedShare: share,
  retryRate: share,
});

type Raw = Record<string, unknown>;

function bought(seller: Seller, classes: readonly Raw[]): TokenPurchase {
  const named = classes.map((c, i) => ({ name: `c${i}`, ...c }));
  const { part, all } = llm({
    today: `${seller.provider}/${seller.model}`,
    classes: named,
    requestsPerMonth: undefined,
    promptTokens: undefined,
    outputTokens: undefined,
  });
  if (part.today === undefined) throw new Error("nothing bought");
  return { part, seller, reasoningMultiplier: part.today.reasoningMultiplier, own: [], asOf: all.asOf };
}

const seller = fc.constantFrom(...SELLERS);

test("splitting a class of requests leaves the cost unchanged, to the last digit", () => {
  fc.assert(
    fc.property(seller, requestClass, fc.integer({ min: 0, max: 100 }), (from, c, cut) => {
      const first = Math.floor((c.requestsPerMonth * cut) / 100);
      const whole = tokenTotal(bought(from, [c]), 1);
      const split = tokenTotal(
        bought(from, [
          { ...c, requestsPerMonth: first },
          { ...c, requestsPerMonth: c.requestsPerMonth - first },
        ]),
        1,
      );
      expect(split.usd.toFixed()).toBe(whole.usd.toFixed());
      expect(split.atLeast).toBe(whole.atLeast);
    }),
    { seed: 3 },
  );
});

test("more prompt, more output, more requests, more retries never cost less", () => {
  fc.assert(
    fc.property(
      seller,
      requestClass,
      fc.constantFrom("requestsPerMonth", "promptTokens", "outputTokens", "retryRate"),
      fc.integer({ min: 0, max: 100_000 }),
      (from, c, key, more) => {
        const added = key === "retryRate" ? more / 1e6 : more;
        const less = tokenTotal(bought(from, [c]), 1).usd;
        const dearer = tokenTotal(bought(from, [{ ...c, [key]: c[key as "promptTokens"] + added }]), 1).usd;
        expect(dearer.greaterThanOrEqualTo(less)).toBe(true);
      },
    ),
    { seed: 5 },
  );
});

test("classes add up: two together cost what they cost apart", () => {
  fc.assert(
    fc.property(seller, requestClass, requestClass, (from, a, b) => {
      const together = tokenTotal(bought(from, [a, b]), 1).usd;
      const apart = tokenTotal(bought(from, [a]), 1).usd.plus(tokenTotal(bought(from, [b]), 1).usd);
      expect(together.toNumber()).toBeCloseTo(apart.toNumber(), 9);
    }),
    { seed: 9 },
  );
});
