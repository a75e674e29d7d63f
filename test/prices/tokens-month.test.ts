import { describe, expect, test } from "vitest";
import { isUnknown } from "../../src/prices/charge.ts";
import { calendarMonth } from "../../src/prices/tokens/calendar-month.ts";
import { scheduledChanges } from "../../src/prices/tokens/tokens-changes.ts";
import { monthCard } from "../../src/prices/tokens/tokens-month.ts";
import { STANDARD } from "../../src/prices/tokens/tokens-terms.ts";

function month(
  provider: string,
  model: string,
  year: number,
  m: number,
  profile?: readonly number[],
): string {
  const card = monthCard(provider, model, { year, month: m }, STANDARD, profile);
  if (isUnknown(card)) return "unknown";
  return [card.rates.input, card.rates.output]
    .map((usd) => usd?.toDecimalPlaces(6).toFixed() ?? "–")
    .join("/");
}

describe("a month's rate is the mean of its days' rates", () => {
  test.each([
    ["openai", "gpt-5.6-sol", 2026, 8, "4.645161/26.451613"],
    ["openai", "gpt-5.6-sol", 2026, 7, "5/30"],
    ["openai", "gpt-5.6-sol", 2026, 9, "4/20"],
    ["google", "gemini-3.6-flash", 2026, 12, "0.75/3.75"],
    ["google", "gemini-3.6-flash", 2027, 1, "1.5/7.5"],
    ["google", "gemini-3.7-flash", 2027, 1, "1.5/7.5"],
    ["google", "gemini-3.8-flash", 2027, 1, "1.5/7.5"],
    ["deepseek", "deepseek-v4-pro", 2026, 11, "0.8525/2.5575"],
    ["deepseek", "deepseek-v4-pro", 2026, 7, "0.435/0.87"],
    ["anthropic", "claude-sonnet-5", 2026, 9, "2/10"],
    ["anthropic", "claude-sonnet-5", 2029, 9, "2/10"],
    ["anthropic", "claude-haiku-5-5", 2026, 10, "unknown"],
    ["anthropic", "claude-haiku-5-5", 2026, 11, "0.1/0.5"],
  ])("%s %s in %i-%i: %s", (provider, model, year, m, expected) => {
    expect(month(provider, model, year, m)).toBe(expected);
  });

  test("August 2026 of deepseek-v4-pro: 16 flat days and 15 days by the hour", () => {
    expect(month("deepseek", "deepseek-v4-pro", 2026, 8)).toBe(
      `${((16 * 0.435 + 15 * 0.8525) / 31).toFixed(6)}/${((16 * 0.87 + 15 * 2.5575) / 31).toFixed(6)}`,
    );
  });

  test("a mean of one tier with another: claude-sonnet-4-6 lost its long-prompt price on 2026-03-13", () => {
    const card = monthCard("anthropic", "claude-sonnet-4-6", { year: 2026, month: 3 }, STANDARD);
    if (isUnknown(card)) throw new Error(card.because);
    expect(card.rates.input?.toFixed()).toBe("3");
    expect(card.tiers.map((t) => [t.abovePromptTokens, t.rates.input?.toNumber()])).toEqual([
      [200_000, (12 * 6 + 19 * 3) / 31],
    ]);
  });
});

describe("prices by the hour follow the work", () => {
  const hours = (hot: readonly number[]) => Array.from({ length: 24 }, (_, h) => (hot.includes(h) ? 1 : 0));

  test("all work in the peak window 01:00 to 04:00 UTC: 1.32/3.96; all outside: 0.66/1.98", () => {
    expect(month("deepseek", "deepseek-v4-pro", 2026, 11, hours([1, 2, 3]))).toBe("1.32/3.96");
    expect(month("deepseek", "deepseek-v4-pro", 2026, 11, hours([12]))).toBe("0.66/1.98");
  });

  test("168 weights of a week add up to 24 of a day", () => {
    const week = Array.from({ length: 168 }, (_, h) => (h % 24 === 2 || h === 12 ? 1 : 0));
    expect(month("deepseek", "deepseek-v4-pro", 2026, 11, week)).toBe(
      `${(7 * 1.32 + 0.66) / 8}/${(7 * 3.96 + 1.98) / 8}`,
    );
  });

  test("a model without windows does not care", () => {
    expect(month("anthropic", "claude-sonnet-4-6", 2026, 12, hours([3]))).toBe("3/15");
  });
});

test.each([
  ["2026-11-21", 1, 2026, 12],
  ["2026-12-01", 1, 2027, 1],
  ["2026-11-21", 2, 2027, 1],
  ["2026-11-21", 36, 2029, 11],
])("as of %s month %i is %i-%i", (asOf, t, year, m) => {
  expect(calendarMonth(asOf, t)).toEqual({ year, month: m });
});

describe("dated changes inside the horizon", () => {
  const over36 = (provider: string, model: string) =>
    scheduledChanges(
      provider,
      model,
      calendarMonth("2026-11-21", 1),
      calendarMonth("2026-11-21", 36),
      STANDARD,
    );

  test("gemini-3.6-flash doubles on 2027-01-01, with the vendor's reason", () => {
    const [change, ...rest] = over36("google", "gemini-3.6-flash");
    if (change?.kind !== "change") throw new Error("no change");
    expect([change.at, `${change.before.rates.input}`, `${change.after.rates.input}`]).toEqual([
      "2027-01-01",
      "0.75",
      "1.5",
    ]);
    expect(change.note).toMatch(/introductory rate ends/);
    expect(rest).toEqual([]);
  });

  test("gpt-5.6-sol: a day to look again, and no invented rise", () => {
    expect(over36("openai", "gpt-5.6-sol").map((c) => [c.kind, c.at])).toEqual([["review", "2026-11-21"]]);
    expect(month("openai", "gpt-5.6-sol", 2027, 6)).toBe("4/20");
  });

  test("claude-sonnet-5: the cancelled rise is not a change", () => {
    expect(over36("anthropic", "claude-sonnet-5")).toEqual([]);
  });

  test("claude-sonnet-4-6 changes nothing; a change before the first month is not listed", () => {
    expect(over36("anthropic", "claude-sonnet-4-6")).toEqual([]);
    expect(
      scheduledChanges(
        "google",
        "gemini-3.6-flash",
        { year: 2027, month: 2 },
        { year: 2028, month: 1 },
        STANDARD,
      ),
    ).toEqual([]);
  });
});

test("36 months of four cards, cold, take less than 30 ms of the reader's time", () => {
  const cards = [
    ["groq", "llama-3.3-70b-versatile"],
    ["aws", "meta.llama3-3-70b-instruct-v1:0"],
    ["google", "gemini-3.7-flash"],
    ["openai", "gpt-5.5"],
  ] as const;
  const start = performance.now();
  for (const [provider, model] of cards) {
    for (let t = 1; t <= 36; t += 1)
      expect(isUnknown(monthCard(provider, model, calendarMonth("2026-11-21", t), STANDARD))).toBe(false);
  }
  // Ten times the target: the machine is shared, and 36 × 30 single days would take over 200 ms per card.
  expect(performance.now() - start).toBeLessThan(300);
});
