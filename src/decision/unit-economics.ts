/** A quotient, or why there is none. */
export type Ratio =
  | { readonly kind: "at"; readonly value: number }
  | { readonly kind: "undefined"; readonly because: string };

/** One month of one option. USD, and counts a month. */
export interface UnitCase {
  readonly usdPerMonth: number;
  /** Of the part's own unit: requests, vectors, seats. */
  readonly volume: number;
  /** Mean tokens of one request. */
  readonly promptTokens?: number;
  readonly outputTokens?: number;
  /** Of requests that reach what they were for, above 0. */
  readonly successShare?: number;
  /** USD that one unit earns. */
  readonly revenueUsdPerUnit?: number;
  /** USD/month by driver; they sum to `usdPerMonth`. */
  readonly drivers: Readonly<Record<string, number>>;
}

export interface UnitEconomics {
  readonly usdPerUnit: Ratio;
  readonly usdPer1000: Ratio;
  /** Per million tokens, prompt and output together. */
  readonly usdPerMtok?: Ratio;
  readonly usdPerSuccess?: Ratio;
  /** (revenue − cost) ÷ revenue. */
  readonly grossMargin?: Ratio;
  readonly shares: readonly { readonly driver: string; readonly share: number }[];
}

/** A month without volume has no unit cost; it is not 0. */
export function unitEconomics(of: UnitCase): UnitEconomics {
  const { usdPerMonth, volume, successShare, revenueUsdPerUnit } = of;
  const tokens =
    of.promptTokens === undefined || of.outputTokens === undefined
      ? undefined
      : volume * (of.promptTokens + of.outputTokens);
  return {
    usdPerUnit: over(usdPerMonth, volume, "no volume"),
    usdPer1000: over(1000 * usdPerMonth, volume, "no volume"),
    ...(tokens !== undefined && { usdPerMtok: over(1e6 * usdPerMonth, tokens, "no tokens") }),
    ...(successShare !== undefined && {
      usdPerSuccess: over(usdPerMonth, volume * successShare, "no successful request"),
    }),
    ...(revenueUsdPerUnit !== undefined && {
      grossMargin: grossMargin(volume * revenueUsdPerUnit, usdPerMonth),
    }),
    shares: Object.entries(of.drivers)
      .filter(([, usd]) => usdPerMonth > 0 && usd !== 0)
      .map(([driver, usd]) => ({ driver, share: usd / usdPerMonth }))
      .toSorted((a, b) => b.share - a.share),
  };
}

/** (revenue − cost) ÷ revenue, USD/month both. */
export function grossMargin(revenueUsd: number, costUsd: number): Ratio {
  return over(revenueUsd - costUsd, revenueUsd, "no revenue");
}

function over(numerator: number, denominator: number, because: string): Ratio {
  return denominator === 0 ? { kind: "undefined", because } : { kind: "at", value: numerator / denominator };
}
