import type { Alternative } from "../alternatives/alternative.ts";
import { PRICE_JUMPS } from "../alternatives/published-ranges.ts";
import type { PartDecision } from "../decision/decision.ts";
import type { FlipDriver } from "../decision/flips.ts";
import { priceFactorKey } from "../scenario/price-factors.ts";
import type { Scenario } from "../scenario/scenario.ts";

/** A price of a seller turns one verdict one way: fewer places than a volume needs. */
const PRICE_RINGS = 3;

/** List prices of the rows that a verdict is read against, as factors within what such prices did on record. */
export function priceDrivers(
  { llm }: Scenario,
  rows: readonly Alternative[],
  { part, today, improved, keep, sameModel }: PartDecision,
): FlipDriver[] {
  if (part !== "llm") return [];
  const ids = new Set([improved ?? today, keep, sameModel]);
  const keys = rows.flatMap(({ id, seller, sellerModel }) =>
    ids.has(id) && sellerModel !== undefined && seller !== "own" ? [priceFactorKey(seller, sellerModel)] : [],
  );
  const { record } = PRICE_JUMPS;
  const [low, high] = [record[0]?.factor ?? 1, record.at(-1)?.factor ?? 1];
  return [...new Set(keys)].map((key) => {
    const base = llm?.priceFactors?.find(({ factor }) => factor.key === key)?.factor.base ?? 1;
    return {
      kind: "number",
      key,
      base,
      min: Math.min(low, base),
      max: Math.max(high, base),
      scale: "log",
      rings: PRICE_RINGS,
    };
  });
}
