import { InputError } from "../errors.ts";
import { DIMENSIONS, type Dimension, type RawDimensions } from "./dimension-schema.ts";
import { type PartName, partOf } from "./risk.ts";

/** Weights and points of the reader; every dimension that has one has all three. */
export interface DimensionScores {
  readonly part: PartName;
  readonly entries: readonly {
    readonly dimension: Dimension;
    /** Share; together 1. */
    readonly weight: number;
    /** Points, 0 to 10. */
    readonly buy: number;
    readonly selfHost: number;
  }[];
}

/** Weights typed with two or three decimals add up to 1 within this. */
const WHOLE_WITHIN = 1e-9;

/** @throws InputError when weights do not add up to 1, or a weight or a point stands alone. */
export function dimensionsOf(
  raw: RawDimensions,
  around: { readonly file: string; readonly parts: readonly PartName[] },
): DimensionScores {
  const { weights, scores } = raw;
  const entries = DIMENSIONS.flatMap((dimension) => {
    const figures = {
      [`dimensions.weights.${dimension}`]: weights[dimension],
      [`dimensions.scores.buy.${dimension}`]: scores.buy[dimension],
      [`dimensions.scores.selfHost.${dimension}`]: scores.selfHost[dimension],
    };
    requireAllOrNone(figures, around.file);
    const [weight, buy, selfHost] = Object.values(figures);
    if (weight === undefined || buy === undefined || selfHost === undefined) return [];
    return [{ dimension, weight, buy, selfHost }];
  });
  const sum = entries.reduce((total, { weight }) => total + weight, 0);
  if (Math.abs(sum - 1) > WHOLE_WITHIN) {
    throw new InputError(
      "WEIGHTS_SUM",
      `${around.file}: dimensions.weights add up to ${Number(sum.toPrecision(12))}, not to 1.`,
      "Weights are shares of one whole; 0.4 and 0.6 for example.",
    );
  }
  return { part: partOf(raw.part, "dimensions.part", around), entries };
}

function requireAllOrNone(figures: Readonly<Record<string, number | undefined>>, file: string): void {
  const given = Object.keys(figures).filter((key) => figures[key] !== undefined);
  const missing = Object.keys(figures).filter((key) => figures[key] === undefined);
  const [has, lacks] = [given[0], missing[0]];
  if (has === undefined || lacks === undefined) return;
  throw new InputError(
    "DIMENSION_INCOMPLETE",
    `${file}: ${has} is given, but ${lacks} is not.`,
    "A dimension needs its weight and points for both sides; leave it out of all three otherwise.",
  );
}
