/** What a managed service costs above doing the same work ourselves, and the hours that it takes off the team. */
export interface PremiumCase {
  /** USD/month above the cost of running it ourselves, at least 0. */
  readonly premiumUsdPerMonth: number;
  /** Engineers' hours a week that the service saves, at least 0. */
  readonly hoursSavedPerWeek: number;
  /** USD/h, above 0. */
  readonly hourlyUsd: number;
}

export interface Premium {
  readonly verdict: "buy" | "do-it-yourself";
  /** USD/year. */
  readonly premiumUsdPerYear: number;
  readonly savedUsdPerYear: number;
  /** Hours a week at which both are equal; at that point the work is ours. */
  readonly breakEvenHoursPerWeek: number;
}

const WEEKS_PER_YEAR = 52;
const MONTHS_PER_YEAR = 12;

/**
 * Buy ⇔ 52·h·r > 12·P, h* = 12·P ÷ (52·r). The premium is fixed and the hours saved grow with complexity, so
 * the rule turns with h and not with the bill.
 */
export function premiumRule({ premiumUsdPerMonth, hoursSavedPerWeek, hourlyUsd }: PremiumCase): Premium {
  const premium = MONTHS_PER_YEAR * premiumUsdPerMonth;
  const saved = WEEKS_PER_YEAR * hoursSavedPerWeek * hourlyUsd;
  return {
    verdict: saved > premium ? "buy" : "do-it-yourself",
    premiumUsdPerYear: premium,
    savedUsdPerYear: saved,
    breakEvenHoursPerWeek: premium / (WEEKS_PER_YEAR * hourlyUsd),
  };
}
