import type { Alternative } from "../alternatives/alternative.ts";
import { InputError } from "../errors.ts";
import { PRICE_FACTORS } from "../scenario/price-factors.ts";
import type { Scenario } from "../scenario/scenario.ts";

/**
 * A factor on a price that no row is bought at would move nothing.
 * @throws InputError naming what is bought by list price
 */
export function refuseUnreadPriceFactors(
  file: string,
  { llm }: Scenario,
  rows: readonly Alternative[],
): void {
  const whole = rows.flatMap((row) => [row, ...(row.sides?.map((side) => side.row) ?? [])]);
  const bought = new Set(
    whole.flatMap(({ part, seller, sellerModel }) =>
      part === "llm" && sellerModel !== undefined && seller !== "own" ? [`${seller}/${sellerModel}`] : [],
    ),
  );
  // A factor of 1 may stand for a seller whose row another one of the same price stands for.
  const unread = llm?.priceFactors?.find(({ of, factor }) => factor.base !== 1 && !bought.has(of));
  if (unread === undefined) return;
  throw new InputError(
    "KEY_UNREAD",
    `${file}: ${PRICE_FACTORS} names ${unread.of}, but no row is bought at that list price.`,
    bought.size === 0 ? "Nothing is bought by list price." : `Bought are ${[...bought].sort().join(", ")}.`,
  );
}
