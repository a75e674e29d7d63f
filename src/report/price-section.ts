import type { Report } from "./report.ts";
import { list, type Section, section } from "./section.ts";

/** How old the prices are, and where the oldest stands. */
export function priceSection(report: Report): Section[] {
  return section("Prices", [list(priceDates(report))]);
}

function priceDates({ prices }: Report): string[] {
  const stale = prices.stale === undefined ? [] : [prices.stale];
  return [
    prices.oldestUsedAt === ""
      ? `AWS list prices of ${prices.listAt}; none was used`
      : `AWS list prices of ${prices.listAt}; the oldest one used is of ${prices.oldestUsedAt} (${prices.oldestUsedKey})`,
    `Token prices of ${prices.tokensAt}`,
    ...stale,
  ];
}
