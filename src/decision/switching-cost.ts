import type { Switching } from "../scenario/switching.ts";

/** What leaving a running offer takes, USD; the four add up to the total. */
export interface SwitchingCost {
  /** L = weeks × weekly cost. */
  readonly migrationUsd: number;
  /** I = systems × USD each. */
  readonly integrationUsd: number;
  /** Share of L. */
  readonly testsUsd: number;
  /** Share of L + I. */
  readonly bufferUsd: number;
  readonly totalUsd: number;
}

/** With the published shares, 0.3 for tests and 0.2 for the buffer: 1.5·L + 1.2·I. */
export function switchingCost({
  weeks,
  weeklyUsd,
  systems,
  usdPerSystem,
  testsShare,
  bufferShare,
}: Switching): SwitchingCost {
  const migrationUsd = weeks.base * weeklyUsd.base;
  const integrationUsd = systems.base * usdPerSystem.base;
  const testsUsd = testsShare.base * migrationUsd;
  const bufferUsd = bufferShare.base * (migrationUsd + integrationUsd);
  const totalUsd = migrationUsd + integrationUsd + testsUsd + bufferUsd;
  return { migrationUsd, integrationUsd, testsUsd, bufferUsd, totalUsd };
}

export type MonthsOfSpend =
  | { readonly kind: "at"; readonly months: number }
  | { readonly kind: "undefined"; readonly because: string };

/** How many months of today's bill leaving takes. */
export function monthsOfSpend(totalUsd: number, spendUsdPerMonth: number): MonthsOfSpend {
  if (spendUsdPerMonth === 0) return { kind: "undefined", because: "nothing is spent a month today" };
  return { kind: "at", months: totalUsd / spendUsdPerMonth };
}
