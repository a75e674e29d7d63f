/** Leaving a running offer, line by line. USD, unrounded. */
export interface SwitchingCost {
  readonly migrationUsd: number;
  readonly integrationUsd: number;
  readonly testsUsd: number;
  readonly bufferUsd: number;
  readonly totalUsd: number;
  /** total ÷ what the running offer costs a month; absent when it costs nothing. */
  readonly monthsOfSpend?: number;
}

/** Tests 0.3 of the migration, buffer 0.2 of migration and integration: published shares, both may be set. */
const TESTS_SHARE = 0.3;
const BUFFER_SHARE = 0.2;

/** L = weeks × weekly, I = systems × each, total = L + I + 0.3·L + 0.2·(L + I) = 1.5·L + 1.2·I */
export function switchingCost(
  terms: {
    readonly weeks: number;
    readonly weeklyUsd: number;
    readonly systems: number;
    readonly usdPerSystem: number;
  },
  monthlySpendUsd: number,
  shares: { readonly tests: number; readonly buffer: number } = { tests: TESTS_SHARE, buffer: BUFFER_SHARE },
): SwitchingCost {
  const migrationUsd = terms.weeks * terms.weeklyUsd;
  const integrationUsd = terms.systems * terms.usdPerSystem;
  const testsUsd = shares.tests * migrationUsd;
  const bufferUsd = shares.buffer * (migrationUsd + integrationUsd);
  const totalUsd = migrationUsd + integrationUsd + testsUsd + bufferUsd;
  return {
    migrationUsd,
    integrationUsd,
    testsUsd,
    bufferUsd,
    totalUsd,
    ...(monthlySpendUsd > 0 && { monthsOfSpend: totalUsd / monthlySpendUsd }),
  };
}
