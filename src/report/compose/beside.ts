import { PRICE_JUMPS } from "../../alternatives/published-ranges.ts";
import type { BesideVerdict } from "../../decision/beside-verdict.ts";
import type { Flip } from "../../decision/decision.ts";
import { pricedBy } from "../../scenario/price-factors.ts";
import type { Scenario } from "../../scenario/scenario.ts";
import type { ReportDecision, ReportTrigger } from "../report.ts";
import { scenarioFigures } from "./assumptions.ts";

/** What stands beside a verdict, with the growth range that only planning again can tell. */
export type Beside = Omit<BesideVerdict, "trigger"> & { readonly trigger?: ReportTrigger };

/** The fields of a decision's entry that come from beside the verdict. */
export function besideFields(beside: Beside | undefined): Pick<ReportDecision, "breakEvens" | "trigger"> {
  if (beside === undefined) return {};
  const { breakEvens, trigger } = beside;
  return {
    breakEvens: structuredClone(breakEvens) as NonNullable<ReportDecision["breakEvens"]>,
    ...(trigger && { trigger: structuredClone(trigger) }),
  };
}

/** Flips beside what their figures may plausibly be. */
export function flipsWithRange(flips: readonly Flip[], scenario: Scenario): ReportDecision["flips"] {
  const ranged = new Map(
    scenarioFigures(scenario).flatMap(({ key, ranged, low, high }) => (ranged ? [[key, { low, high }]] : [])),
  );
  return flips.map((flip) => {
    const range = ranged.get(flip.key) ?? recordedRange(flip.key);
    return { ...flip, ...(range && { range }) };
  });
}

/** Of a list price: the smallest and the largest factor on record. */
function recordedRange(key: string): { readonly low: number; readonly high: number } | undefined {
  const { record } = PRICE_JUMPS;
  const [first, last] = [record[0], record.at(-1)];
  if (pricedBy(key) === undefined || first === undefined || last === undefined) return undefined;
  return { low: first.factor, high: last.factor };
}
