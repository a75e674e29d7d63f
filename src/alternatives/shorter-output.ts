import type { TokenPurchase } from "../offers/token-purchase.ts";
import { tokenTotal } from "../offers/tokens.ts";
import type { Figure } from "../scenario/figure.ts";

/** One tenth: a length that a cap or a terser instruction may save, by which savings are told. */
const SHORTER = 0.9;

/** USD of month 1 that a tenth less of visible output would save; undefined where some line has no figure. */
export function shorterOutputUsd(purchase: TokenPurchase): number | undefined {
  const classes = purchase.part.classes.map((c) => ({ ...c, outputTokens: shorter(c.outputTokens) }));
  const now = tokenTotal(purchase, 1);
  const then = tokenTotal({ ...purchase, part: { ...purchase.part, classes } }, 1);
  return now.atLeast || then.atLeast ? undefined : now.usd.minus(then.usd).toNumber();
}

function shorter(figure: Figure): Figure {
  const { low, base, high, months } = figure;
  return {
    ...figure,
    low: low * SHORTER,
    base: base * SHORTER,
    high: high * SHORTER,
    ...(months && { months: months.map((tokens) => tokens * SHORTER) }),
  };
}
