import { type Quotient, quotient } from "./quotient.ts";

/** One month of one alternative. */
export interface UnitCostInput {
  /** USD a month, people included. */
  readonly usd: number;
  readonly requests: number;
  /** Tokens of the month, over all requests. */
  readonly promptTokens: number;
  readonly outputTokens: number;
  /** Share of requests that end as the reader wanted, 0 to 1; absent: not known. */
  readonly successShare?: number;
  /** USD a month earned with it; absent: not known. */
  readonly revenueUsd?: number;
}

/** What one unit costs, USD; never 0 for a month without units. */
export interface UnitCosts {
  readonly perRequest: Quotient;
  readonly perThousandRequests: Quotient;
  /** Per million tokens, prompt and output together. */
  readonly perMtok: Quotient;
  readonly perMtokOutput: Quotient;
  readonly perSuccess?: Quotient;
  /** (revenue − cost) ÷ revenue, a share. */
  readonly grossMargin?: Quotient;
}

const NO_REQUESTS = "there are no requests";
const NO_TOKENS = "there are no tokens";

export function unitCosts(month: UnitCostInput): UnitCosts {
  const { usd, requests, promptTokens, outputTokens, successShare, revenueUsd } = month;
  return {
    perRequest: quotient(usd, requests, NO_REQUESTS),
    perThousandRequests: quotient(1000 * usd, requests, NO_REQUESTS),
    perMtok: quotient(1e6 * usd, promptTokens + outputTokens, NO_TOKENS),
    perMtokOutput: quotient(1e6 * usd, outputTokens, NO_TOKENS),
    ...(successShare !== undefined && {
      perSuccess: quotient(
        usd,
        requests * successShare,
        requests === 0 ? NO_REQUESTS : "no request ends in success",
      ),
    }),
    ...(revenueUsd !== undefined && {
      grossMargin: quotient(revenueUsd - usd, revenueUsd, "it earns nothing"),
    }),
  };
}
