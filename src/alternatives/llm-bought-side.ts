import type { LlmPart } from "../scenario/llm-terms.ts";
import type { Alternative } from "./alternative.ts";
import type { PlanContext } from "./context.ts";
import { boughtRows, type Wanted } from "./llm-bought.ts";
import { shareOfPart } from "./part-share.ts";

/** What can be bought for those requests that do not go elsewhere. */
export interface BoughtSide {
  /** What it adds to a row's id; empty for today's offer. */
  readonly suffix: string;
  /** How one of its rows is called beside another row. */
  readonly called: (row: Alternative) => string;
  /** The cheapest way to buy these requests over the horizon; undefined: nobody sells them. */
  readonly row: (requests: LlmPart) => Alternative | undefined;
  /** USD of month 1 for these requests; undefined where a price is missing. */
  readonly monthUsd: (requests: LlmPart) => number | undefined;
}

/** Least known USD over the horizon, one-offs included; rows with a line without a figure come last. */
export function cheapestOver(rows: readonly Alternative[]): Alternative | undefined {
  const open = ({ months }: Alternative) => Number(months.some(({ atLeast }) => atLeast));
  return [...rows].sort((x, y) => open(x) - open(y) || spentOver(x) - spentOver(y))[0];
}

function spentOver({ oneOff, months }: Alternative): number {
  const once = oneOff.reduce((sum, { cost }) => sum + (cost.kind === "known" ? cost.usd.toNumber() : 0), 0);
  return months.reduce((sum, { usd }) => sum + usd, once);
}

/** Month-1 USD of one request of each class on top of all others; undefined without a price or without requests. */
export function usdPerRequest(side: BoughtSide, part: LlmPart): readonly (number | undefined)[] {
  const whole = side.monthUsd(part);
  return part.classes.map(({ requestsPerMonth: { base } }, i) => {
    if (whole === undefined || base === 0) return undefined;
    const others = shareOfPart(
      part,
      part.classes.map((_, k) => (k === i ? 0 : 1)),
    );
    const less = others === undefined ? 0 : side.monthUsd(others);
    return less === undefined ? undefined : (whole - less) / base;
  });
}

/** Some of the requests from the cheapest seller of a candidate's weights. */
export function fromSeller(context: PlanContext, wanted: Wanted): BoughtSide {
  const row = (part: LlmPart) => cheapestOver(boughtRows(context, { ...wanted, part }).rows);
  return {
    suffix: ".bought",
    called: ({ name }) => name,
    row,
    monthUsd: (part) => {
      const first = row(part)?.months[0];
      return first === undefined || first.atLeast ? undefined : first.machinesUsd;
    },
  };
}
