import { datedIn, datedUntil } from "../alternatives/dated.ts";
import type { Entry } from "./entry.ts";

/** USD paid once until the end of month `last`: at the start, in a month on the way, and in the last one for leaving. */
export function onceUntil({ source, flow }: Entry, last: number): number {
  const exit = last >= flow.months.length ? (flow.exit ?? 0) : 0;
  return flow.oneOff + datedUntil(source, last) + exit;
}

/** USD of month 1 without what is paid once in it. */
export const runRate = ({ source, monthUsd }: Entry): number => monthUsd - datedIn(source, 1);

/** What one side costs more once than the other, as USD a month of a run-rate. */
interface ExtraAMonth {
  readonly usd: number;
  /** Months over which both cost the same where the run-rates differ by just that. */
  readonly months: number;
  /** What it costs less once must not be lost again inside the horizon; else its set-up must be earned back. */
  readonly winsBy: "earning-back" | "keeping-the-lead";
}

/**
 * What a run-rate must save a month to win.
 *
 * Who pays more once until the good limit earns that back by then, and has not lost it over the horizon (a model tuned again
 * later, a service left at the end). Who pays less may cost more a month for as long as the whole horizon costs no more: a lead
 * that is lost later counts as kept.
 */
export function extraAMonth(own: Entry, other: Entry, goodMonths: number): ExtraAMonth {
  const horizon = own.flow.months.length;
  const over = (months: number, winsBy: ExtraAMonth["winsBy"]): ExtraAMonth => {
    const usd = (onceUntil(own, months) - onceUntil(other, months)) / months;
    return { usd, months, winsBy };
  };
  const good = over(goodMonths, "earning-back");
  const whole = over(horizon, good.usd >= 0 ? "earning-back" : "keeping-the-lead");
  if (good.usd < 0) return whole;
  return horizon > goodMonths && whole.usd > good.usd ? whole : good;
}
