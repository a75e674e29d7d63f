import { datedIn, datedMonths } from "../alternatives/dated.ts";
import { trigger } from "../compare/trigger.ts";
import { type Entry, ownUnknowns } from "./entry.ts";

/** A month of the horizon, 1..H, with the volume of the part's unit in it. */
interface MonthAt {
  readonly month: number;
  readonly volume: number;
}

type Moment = ({ readonly kind: "at" } & MonthAt) | { readonly kind: "none"; readonly because: string };

/** "Buy now, build later": when the leading fleet takes over from the offer that runs meanwhile. */
export interface TriggerMonth {
  readonly alternative: string;
  /** What is bought until then. */
  readonly against: string;
  /** One-offs of moving, USD: paid in the month before, or in parts from then on. */
  readonly onceUsd: number;
  /** Months in a row that the rule waits for. */
  readonly months: number;
  /** The month with the least cost over the horizon. */
  readonly best: Moment;
  /** What a team does that waits for that many cheaper months. */
  readonly rule: Moment;
  /** Present values over the horizon above that of the best month, USD. */
  readonly waitingUsd?: number;
  readonly nowUsd: number;
  readonly neverUsd: number;
}

/** One cheaper month may be chance, a quarter is not. */
export const CHEAPER_MONTHS = 3;

/**
 * @param months in a row that the fleet must have been cheaper before the rule moves
 * @returns undefined where a line without a figure would count as nothing
 */
export function triggerMonth(
  stay: Entry,
  move: Entry,
  terms: { readonly discountRatePerYear: number; readonly months: number },
): TriggerMonth | undefined {
  if (ownUnknowns(stay, move).length + ownUnknowns(move, stay).length > 0) return undefined;
  const horizon = move.flow.months.length;
  const owed = datedMonths(move.source, horizon, true).reduce((sum, usd) => sum + usd, 0);
  const found = trigger({
    stay: stay.flow.months,
    move: move.flow.months.map((usd, i) => usd - datedIn(move.source, i + 1)),
    onceUsd: move.flow.oneOff,
    owedUsd: datedMonths(move.source, horizon, true),
    againUsd: datedMonths(move.source, horizon, false),
    discountRatePerYear: terms.discountRatePerYear,
    months: terms.months,
  });
  const at = (month: number): Moment => ({
    kind: "at",
    month,
    volume: move.source.months[month - 1]?.volume ?? 0,
  });
  const stays = found.best > stay.flow.months.length;
  return {
    alternative: move.id,
    against: stay.id,
    onceUsd: move.flow.oneOff + owed,
    months: terms.months,
    best: stays
      ? { kind: "none", because: "no month of the horizon earns its one-offs back" }
      : at(found.best),
    rule: found.rule.kind === "at" ? at(found.rule.month) : found.rule,
    ...(found.waitingUsd !== undefined && { waitingUsd: found.waitingUsd }),
    nowUsd: found.nowUsd,
    neverUsd: found.neverUsd,
  };
}
