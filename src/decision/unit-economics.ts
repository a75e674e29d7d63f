import { type Quotient, quotient } from "../compare/quotient.ts";
import { unitCosts } from "../compare/unit-cost.ts";

/** One month of one option. USD, and counts a month. */
export interface UnitCase {
  readonly usdPerMonth: number;
  /** Of the part's own unit: requests, vectors, seats. */
  readonly volume: number;
  /** Mean tokens of one request; absent: the part counts no tokens. */
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
  readonly usdPerUnit: Quotient;
  readonly usdPer1000: Quotient;
  /** Per million tokens, prompt and output together. */
  readonly usdPerMtok?: Quotient;
  readonly usdPerSuccess?: Quotient;
  /** (revenue − cost) ÷ revenue. */
  readonly grossMargin?: Quotient;
  readonly shares: readonly { readonly driver: string; readonly share: number }[];
}

/** A month without volume has no unit cost; it is not 0. */
export function unitEconomics(of: UnitCase): UnitEconomics {
  const { usdPerMonth: usd, volume, promptTokens, outputTokens, successShare, revenueUsdPerUnit } = of;
  const costs = unitCosts({
    usd,
    requests: volume,
    promptTokens: volume * (promptTokens ?? 0),
    outputTokens: volume * (outputTokens ?? 0),
    ...(successShare !== undefined && { successShare }),
    ...(revenueUsdPerUnit !== undefined && { revenueUsd: volume * revenueUsdPerUnit }),
  });
  const tokens = promptTokens !== undefined && outputTokens !== undefined;
  return {
    usdPerUnit: quotient(usd, volume, "there is no volume"),
    usdPer1000: quotient(1000 * usd, volume, "there is no volume"),
    ...(tokens && { usdPerMtok: costs.perMtok }),
    ...(costs.perSuccess && { usdPerSuccess: costs.perSuccess }),
    ...(costs.grossMargin && { grossMargin: costs.grossMargin }),
    shares: Object.entries(of.drivers)
      .filter(([, amount]) => usd > 0 && amount !== 0)
      .map(([driver, amount]) => ({ driver, share: amount / usd }))
      .toSorted((a, b) => b.share - a.share),
  };
}
