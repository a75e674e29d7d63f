import { calcPrice, findProvider } from "@pydantic/genai-prices";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { costOf, isUnknown } from "../../src/prices/charge.ts";
import { tokenCard } from "../../src/prices/tokens/tokens.ts";
import { TOKEN_PROVIDERS } from "../../src/prices/tokens/tokens-provider.ts";
import { classPrice, type RateCard, ratesAt, type TokenClass } from "../../src/prices/tokens/tokens-rates.ts";
import { STANDARD } from "../../src/prices/tokens/tokens-terms.ts";
import { Decimal } from "../../src/units.ts";

const AT = new Date("2026-11-20T12:00:00Z");

/** Every model that its seller lists under its own name, with the card as the package has it. */
const CARDS: readonly RateCard[] = TOKEN_PROVIDERS.flatMap((provider) =>
  (findProvider({ providerId: provider })?.models ?? []).flatMap((model) => {
    const card = tokenCard(provider, model.id, AT, { ...STANDARD, acceptOverlay: false });
    return isUnknown(card) ? [] : [card];
  }),
);

interface Request {
  readonly uncached: number;
  readonly read: number;
  readonly write5m: number;
  readonly write1h: number;
  readonly output: number;
}

const tokens = (max: number) => fc.nat({ max });
const request = fc.record<Request>({
  uncached: tokens(400_000),
  read: tokens(200_000),
  write5m: tokens(50_000),
  write1h: tokens(50_000),
  output: tokens(20_000),
});

/** Our own arithmetic: tokens × rate by class, all in the tier of the whole prompt; undefined when a class is unknown. */
function ours(card: RateCard, r: Request): Decimal | undefined {
  const at = ratesAt(card, r.uncached + r.read + r.write5m + r.write1h);
  const counts: [TokenClass, number][] = [
    ["input", r.uncached],
    ["cacheRead", r.read],
    ["cacheWrite5m", r.write5m],
    ["cacheWrite1h", r.write1h],
    ["output", r.output],
  ];
  let usd = new Decimal(card.perThousandRequests ?? 0).div(1000);
  for (const [tokenClass, count] of counts) {
    const cost = costOf(new Decimal(count).div(1e6), classPrice(card, at, tokenClass).price);
    if (cost.kind === "unknown") return undefined;
    usd = usd.plus(cost.usd);
  }
  return usd;
}

function theirs(card: RateCard, r: Request): number | undefined {
  const writes = r.write5m + r.write1h;
  return calcPrice(
    {
      input_tokens: r.uncached + r.read + writes,
      cache_read_tokens: r.read,
      cache_write_tokens: writes,
      ...(r.write1h > 0 && { cache_write_1h_tokens: r.write1h }),
      output_tokens: r.output,
    },
    card.requestedModel,
    { providerId: card.provider, timestamp: AT },
  )?.total_price;
}

let warned: ReturnType<typeof vi.spyOn>;
beforeEach(() => {
  warned = vi.spyOn(console, "warn").mockImplementation(() => {});
});
afterEach(() => {
  expect(warned).not.toHaveBeenCalled();
  warned.mockRestore();
});

describe("laws of a card", () => {
  test(`the sellers have ${CARDS.length} cards, at least 800`, () => {
    expect(CARDS.length).toBeGreaterThan(800);
    expect(new Set(CARDS.map((c) => c.provider)).size).toBeGreaterThan(15);
  });

  test("the card's arithmetic equals the package's on single requests, for every seller's every model", () => {
    let compared = 0;
    for (const card of CARDS) {
      fc.assert(
        fc.property(request, (any) => {
          // What a card does not price is unknown with us and free or mispriced with them: compared where both speak.
          const r = {
            ...any,
            ...(card.rates.cacheWrite1h === undefined && { write1h: 0 }),
            ...(card.rates.output === undefined && { output: 0 }),
          };
          const mine = ours(card, r);
          if (mine === undefined) return;
          compared += 1;
          expect(mine.toNumber()).toBeCloseTo(theirs(card, r) ?? Number.NaN, 9);
        }),
        { numRuns: 8, seed: 7 },
      );
    }
    expect(compared).toBeGreaterThan(8_000);
  });

  test("more tokens of a class never cost less", () => {
    const classes = ["uncached", "read", "write5m", "output"] as const;
    fc.assert(
      fc.property(
        fc.constantFrom(...CARDS),
        request,
        fc.constantFrom(...classes),
        tokens(300_000),
        (card, r, key, more) => {
          const less = ours(card, { ...r, write1h: 0 });
          const dearer = ours(card, { ...r, write1h: 0, [key]: r[key] + more });
          if (less === undefined || dearer === undefined) return;
          expect(dearer.greaterThanOrEqualTo(less)).toBe(true);
        },
      ),
      { numRuns: 2_000, seed: 11 },
    );
  });

  test("an overlay card obeys the same order: claude-haiku-5-5 across its tier", () => {
    const card = tokenCard("anthropic", "claude-haiku-5-5", AT, STANDARD);
    if (isUnknown(card)) throw new Error(card.because);
    fc.assert(
      fc.property(request, tokens(200_000), (r, more) => {
        const [less, dearer] = [ours(card, r), ours(card, { ...r, uncached: r.uncached + more })];
        expect(less !== undefined && dearer?.greaterThanOrEqualTo(less)).toBe(true);
      }),
      { seed: 13 },
    );
  });
});
