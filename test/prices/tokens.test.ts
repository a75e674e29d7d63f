import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { isUnknown } from "../../src/prices/charge.ts";
import { isKnownModel, TOKEN_PRICES, tokenCard } from "../../src/prices/tokens/tokens.ts";
import { matchOf } from "../../src/prices/tokens/tokens-match.ts";
import { tokenProvider } from "../../src/prices/tokens/tokens-provider.ts";
import { classPrice, type RateCard, ratesAt, type TokenClass } from "../../src/prices/tokens/tokens-rates.ts";
import { STANDARD, type TokenTerms } from "../../src/prices/tokens/tokens-terms.ts";
import type { Unknown } from "../../src/provenance.ts";

const NOVEMBER = "2026-11-20T12:00:00Z";

const card = (provider: string, model: string, at = NOVEMBER, terms: TokenTerms = STANDARD) =>
  tokenCard(provider, model, new Date(at), terms);

function known(found: RateCard | Unknown): RateCard {
  if (isUnknown(found)) throw new Error(found.because);
  return found;
}

/** "3/15": input and output at the base of the card; "unknown" when there is none. */
function rates(found: RateCard | Unknown, ...classes: TokenClass[]): string {
  if (isUnknown(found)) return "unknown";
  const asked: TokenClass[] = classes.length > 0 ? classes : ["input", "output"];
  return asked.map((c) => found.rates[c]?.toFixed() ?? "–").join("/");
}

test("the pin, its date of issue and the installed package are one", () => {
  const manifest = JSON.parse(
    readFileSync(new URL("../../node_modules/@pydantic/genai-prices/package.json", import.meta.url), "utf8"),
  );
  const project = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8"));
  expect(manifest.version).toBe(TOKEN_PRICES.version);
  expect(project.dependencies["@pydantic/genai-prices"]).toBe("0.1.8");
});

describe("known wrong or blind in the pinned package", () => {
  test.each([
    ["groq", "openai/gpt-oss-safeguard-20b", NOVEMBER, "0.15/0.6", "0.075/0.3"],
    ["aws", "amazon.titan-embed-text-v2:0", NOVEMBER, "0.1/–", "0.02/–"],
    ["aws", "meta.llama3-1-405b-instruct-v1:0", NOVEMBER, "unknown", "unknown"],
    ["openai", "gpt-oss-120b", NOVEMBER, "unknown", "unknown"],
    ["openai", "gpt-oss-20b", NOVEMBER, "unknown", "unknown"],
    ["azure", "gpt-oss-120b", NOVEMBER, "unknown", "unknown"],
    ["azure", "gpt-oss-20b", NOVEMBER, "unknown", "unknown"],
    ["google", "gemini-3.6-flash", "2026-07-15T12:00:00Z", "0.75/3.75", "1.5/7.5"],
    ["google", "gemini-3.6-flash", "2026-08-01T00:00:00Z", "0.75/3.75", "0.75/3.75"],
    ["deepseek", "deepseek-v4-pro", "2026-08-16T07:00:00Z", "1.32/3.96", "0.435/0.87"],
    ["deepseek", "deepseek-v4-pro", "2026-08-17T07:00:00Z", "1.32/3.96", "1.32/3.96"],
    ["deepseek", "deepseek-chat", NOVEMBER, "0.27/1.1", "0.14/0.28"],
    ["deepseek", "deepseek-chat", "2026-11-20T20:00:00Z", "0.135/0.55", "0.14/0.28"],
    ["anthropic", "claude-haiku-5-5", NOVEMBER, "unknown", "0.1/0.5"],
    ["openai", "gpt-6.1-sol", NOVEMBER, "unknown", "2/10"],
    ["together", "openai/gpt-oss-120b", NOVEMBER, "unknown", "0.15/0.6"],
  ])("%s %s on %s: %s alone, %s with the overlay", (provider, model, at, alone, right) => {
    expect(rates(card(provider, model, at, { ...STANDARD, acceptOverlay: false }))).toBe(alone);
    expect(rates(card(provider, model, at))).toBe(right);
  });

  test.each([
    ["openai", "o3", "2025-06-09T12:00:00Z", "0.5", "2.5"],
    ["openai", "o3", "2025-06-10T12:00:00Z", "0.5", "0.5"],
    ["anthropic", "claude-sonnet-5-5", NOVEMBER, "0.2", "0.1"],
    ["anthropic", "claude-sonnet-5-5", "2026-10-06T12:00:00Z", "0.2", "0.2"],
  ])("cached read of %s %s on %s: %s alone, %s with the overlay", (provider, model, at, alone, right) => {
    expect(rates(card(provider, model, at, { ...STANDARD, acceptOverlay: false }), "cacheRead")).toBe(alone);
    expect(rates(card(provider, model, at), "cacheRead")).toBe(right);
  });

  test("an overlay on an alias is the whole card: the other model's cache rate does not leak in", () => {
    const found = known(card("groq", "openai/gpt-oss-safeguard-20b"));
    expect(found.rates.cacheRead).toBeUndefined();
    expect(found.model).toBe("openai/gpt-oss-safeguard-20b");
  });

  test("an overlay on the entry's own id replaces single rates: deepseek-chat keeps its cache rate", () => {
    expect(known(card("deepseek", "deepseek-chat")).rates.cacheRead?.isPositive()).toBe(true);
  });

  test("batch, flex, priority and geography come from the overlay alone", () => {
    const terms = { ...STANDARD, acceptOverlay: false };
    expect(rates(card("openai", "gpt-5.5", NOVEMBER, terms))).toBe("5/30");
  });
});

describe("L7 tiers and geographies", () => {
  test.each([
    ["openai", "gpt-5.5", "priority", "global", "12.5/75"],
    ["groq", "openai/gpt-oss-120b", "flex", "global", "0.15/0.6"],
    ["anthropic", "claude-sonnet-4-6", "standard", "us", "3.3/16.5"],
    ["anthropic", "claude-sonnet-4-6", "batch", "us", "1.65/8.25"],
    ["anthropic", "claude-sonnet-4-5", "standard", "us", "unknown"],
    ["openai", "gpt-5.5", "standard", "regional", "5.5/33"],
    ["openai", "gpt-4o", "standard", "regional", "2.5/10"],
    ["aws", "openai.gpt-oss-120b-1:0", "flex", "global", "unknown"],
    ["aws", "openai.gpt-oss-120b-1:0", "batch", "global", "0.075/0.3"],
    ["together", "openai/gpt-oss-120b", "batch", "global", "unknown"],
    ["together", "openai/gpt-oss-120b", "standard", "us", "0.1875/0.75"],
    ["mistral", "mistral-nemo", "batch", "global", "unknown"],
    ["aws", "anthropic.claude-sonnet-4-6", "standard", "us", "3.3/16.5"],
    ["aws", "global.anthropic.claude-sonnet-4-6", "standard", "us", "unknown"],
    ["google", "gemini-2.5-pro", "priority", "global", "2.1875/17.5"],
  ])("%s %s, %s, %s: %s", (provider, model, tier, geography, expected) => {
    expect(rates(card(provider, model, NOVEMBER, { tier, geography }))).toBe(expected);
  });

  test("Anthropic batch halves cache reads, Google's batch does not, Groq's neither", () => {
    const read = (provider: string, model: string, tier: string) =>
      known(card(provider, model, NOVEMBER, { ...STANDARD, tier })).rates.cacheRead?.toFixed();
    expect([
      read("anthropic", "claude-sonnet-4-6", "standard"),
      read("anthropic", "claude-sonnet-4-6", "batch"),
    ]).toEqual(["0.3", "0.15"]);
    expect(read("google", "gemini-2.5-flash", "batch")).toBe(read("google", "gemini-2.5-flash", "standard"));
    expect(read("groq", "openai/gpt-oss-120b", "batch")).toBe("0.075");
  });

  test("priority is not sold for long prompts: no rate there, rather than the standard one", () => {
    const found = known(card("openai", "gpt-5.5", NOVEMBER, { ...STANDARD, tier: "priority" }));
    expect(isUnknown(classPrice(found, ratesAt(found, 300_000), "input").price)).toBe(true);
    expect(isUnknown(classPrice(found, ratesAt(found, 2_000), "input").price)).toBe(false);
  });

  test("a premium published as a range stands at its low end and says how far it goes: 2 ÷ 1.75", () => {
    const found = known(card("google", "gemini-2.5-pro", NOVEMBER, { ...STANDARD, tier: "priority" }));
    expect(found.highFactor?.toNumber()).toBeCloseTo(2 / 1.75, 12);
  });

  test("the price names the row that moved it", () => {
    const found = known(card("openai", "gpt-5.5", NOVEMBER, { ...STANDARD, tier: "priority" }));
    expect(found.facts.tier).toMatch(
      /^priority: × 2.5 for gpt-5.5 \(openai.com, priority processing page, 2026\)$/,
    );
  });
});

describe("tiers by prompt size", () => {
  test.each([
    ["openai", "gpt-5.4", 271_999, "2.5/15"],
    ["openai", "gpt-5.4", 272_000, "5/22.5"],
    ["anthropic", "claude-haiku-5-5", 100_000, "0.1/0.5"],
    ["anthropic", "claude-haiku-5-5", 100_001, "0.5/2.5"],
    ["openai", "gpt-6.1-sol", 272_001, "4/15"],
  ])("%s %s with a prompt of %i tokens: %s", (provider, model, tokens, expected) => {
    const at = ratesAt(known(card(provider, model)), tokens);
    expect(`${at.rates.input}/${at.rates.output}`).toBe(expected);
  });

  test("L4 gpt-5.4, no output: 271,999 tokens cost 0.6799975, one more 1.36", () => {
    const found = known(card("openai", "gpt-5.4"));
    const cost = (tokens: number) => ratesAt(found, tokens).rates.input?.times(tokens).div(1e6).toFixed();
    expect([cost(271_999), cost(272_000)]).toEqual(["0.6799975", "1.36"]);
  });
});

describe("how the entry was found", () => {
  test.each([
    ["anthropic", "claude-sonnet-4-6", "exact"],
    ["anthropic", "claude-sonnet-4-6-20260217", "form"],
    ["aws", "openai.gpt-oss-120b-1:0", "exact"],
    ["aws", "us.anthropic.claude-sonnet-4-6", "form"],
    ["fireworks", "accounts/fireworks/models/gpt-oss-120b", "form"],
    ["openai", "gpt-5.6", "alias"],
    ["azure", "gpt-5.4-2026-03-05", "alias"],
  ])("%s %s: %s", (provider, model, match) => {
    expect(known(card(provider, model)).match).toBe(match);
  });

  test("L9 claude-sonnet-5-5 with the overlay switched off: pattern, priced as claude-sonnet-5", () => {
    const found = known(
      card("anthropic", "claude-sonnet-5-5", NOVEMBER, { ...STANDARD, acceptOverlay: false }),
    );
    expect([found.match, found.model]).toEqual(["pattern", "claude-sonnet-5"]);
  });

  test("titan v2 against v1 is no form: both have a version and they differ", () => {
    expect(matchOf("amazon.titan-embed-text-v2:0", "amazon.titan-embed-text-v1", [])).toBe("pattern");
    expect(matchOf("amazon.titan-embed-text-v1:0", "amazon.titan-embed-text", [])).toBe("form");
  });

  test("an alias may move to another price: unpinned; a plain id is pinned", () => {
    expect(known(card("openai", "gpt-5.6")).unpinned).toBe(true);
    expect(known(card("openai", "gpt-5.6-sol")).unpinned).toBe(false);
  });

  test("Bedrock keeps the reader's id: bare and us. 3.30/16.50, global. 3/15", () => {
    expect(rates(card("aws", "anthropic.claude-sonnet-4-6"))).toBe("3.3/16.5");
    expect(rates(card("aws", "us.anthropic.claude-sonnet-4-6"))).toBe("3.3/16.5");
    expect(rates(card("aws", "global.anthropic.claude-sonnet-4-6"))).toBe("3/15");
  });
});

describe("what is not known stays unknown", () => {
  test.each([
    ["anthropic", "claude-fable-5-2", /undated/],
    ["together", "Qwen/Qwen3-32B", /no dated vendor source/],
    ["openai", "gpt-oss-120b", /imported from a reseller/],
    ["anthropic", "gpt-5.4", /not in @pydantic\/genai-prices 0\.1\.8/],
    ["nobody", "gpt-5.4", /no token prices of a seller named nobody/],
  ])("%s %s: %s", (provider, model, because) => {
    const found = card(provider, model);
    if (!isUnknown(found)) throw new Error("priced");
    expect(found.because).toMatch(because);
  });

  test("before its first known day a model has no price", () => {
    expect(rates(card("anthropic", "claude-haiku-5-5", "2026-10-06T23:00:00Z"))).toBe("unknown");
    expect(rates(card("anthropic", "claude-haiku-5-5", "2026-10-07T00:00:00Z"))).toBe("0.1/0.5");
  });

  test("a date that is none throws: the core has no clock to fall back on", () => {
    expect(() => card("google", "gemini-3.6-flash", "soon")).toThrow();
  });

  test("trap 9: cached tokens without a price cost the prompt rate, said so", () => {
    const found = known(card("aws", "openai.gpt-oss-120b-1:0"));
    const { price, note } = classPrice(found, ratesAt(found, 2_000), "cacheRead");
    expect(isUnknown(price) ? "unknown" : price.tiers[0]?.usd.toFixed()).toBe("0.15");
    expect(note).toMatch(/no cache-read price for aws\/openai.gpt-oss-120b-1:0/);
  });

  test("trap 10: output without a price is unknown, not free", () => {
    const found = known(card("openai", "text-embedding-3-small"));
    expect(isUnknown(classPrice(found, ratesAt(found, 100), "output").price)).toBe(true);
  });

  test("trap 11: 1-hour writes of in-region Bedrock Claude are unknown, not the 5-minute rate", () => {
    const found = known(card("aws", "anthropic.claude-sonnet-4-6"));
    expect(isUnknown(classPrice(found, ratesAt(found, 2_000), "cacheWrite1h").price)).toBe(true);
    expect(isUnknown(classPrice(found, ratesAt(found, 2_000), "cacheWrite5m").price)).toBe(false);
  });
});

test.each([
  ["bedrock", "aws"],
  ["amazon-bedrock", "aws"],
  ["together_ai", "together"],
  ["azure_openai", "azure"],
  ["fireworks_ai", "fireworks"],
  ["Anthropic", "anthropic"],
  ["my-openai-proxy", undefined],
])("trap 8: the seller %s is %s", (name, expected) => {
  expect(tokenProvider(name)).toBe(expected);
});

test("known by name: priced, overlaid or known to be missing; a misspelt one is not", () => {
  expect(isKnownModel("anthropic", "claude-haiku-5-5")).toBe(true);
  expect(isKnownModel("together", "Qwen/Qwen3-32B")).toBe(true);
  expect(isKnownModel("anthropic", "claude-sonet-4-6")).toBe(false);
});
