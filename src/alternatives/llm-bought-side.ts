import type { LlmPart } from "../scenario/scenario.ts";
import type { Alternative } from "./alternative.ts";

/** What can be bought for those requests that do not go to a fleet. */
export interface BoughtSide {
  /** "bought as today", as a sentence calls it. */
  readonly name: string;
  /** What it adds to a row's id; empty for today's offer. */
  readonly suffix: string;
  /** The cheapest way to buy so many requests over the horizon; undefined: none. */
  readonly row: (requests: LlmPart) => Alternative | undefined;
}

/** Known USD over the horizon, one-offs included; rows with a line without a figure come last. */
export function cheapestOver(rows: readonly Alternative[]): Alternative | undefined {
  const open = ({ months }: Alternative) => Number(months.some(({ atLeast }) => atLeast));
  return [...rows].sort((x, y) => open(x) - open(y) || spentOver(x) - spentOver(y))[0];
}

function spentOver({ oneOff, months }: Alternative): number {
  const once = oneOff.reduce((sum, { cost }) => sum + (cost.kind === "known" ? cost.usd.toNumber() : 0), 0);
  return months.reduce((sum, { usd }) => sum + usd, once);
}

/** Month-1 USD that one request more of each class costs, all others held; undefined without a price or without requests. */
export function usdPerRequest(
  side: BoughtSide,
  part: LlmPart,
  shareOf: (shares: readonly number[]) => LlmPart | undefined,
): readonly (number | undefined)[] {
  const month = (requests: LlmPart | undefined) => {
    const first = requests === undefined ? undefined : side.row(requests)?.months[0];
    return first === undefined || first.atLeast ? undefined : first.machinesUsd;
  };
  const whole = month(part);
  return part.classes.map(({ requestsPerMonth: { base } }, i) => {
    if (whole === undefined || base === 0) return undefined;
    const without = shareOf(part.classes.map((_, k) => (k === i ? 0 : 1)));
    const less = without === undefined ? 0 : month(without);
    return less === undefined ? undefined : (whole - less) / base;
  });
}
