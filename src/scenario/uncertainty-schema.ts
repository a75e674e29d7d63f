import { z } from "zod";
import type { Figure } from "./figure.ts";
import type { Figures } from "./figures.ts";

/** More draws settle the third digit of a share, and a plan of them takes minutes. */
const MOST_DRAWS = 1_000_000;

export const uncertainty = z.strictObject({
  draws: z
    .int()
    .min(1000)
    .max(MOST_DRAWS)
    .describe("times that every uncertain input is drawn, for percentiles and shares")
    .optional(),
  seed: z
    .int()
    .min(0)
    .max(2 ** 32 - 1)
    .describe("of the generator: the same seed gives the same bytes")
    .optional(),
});

/** How often inputs are drawn, and from which seed. Whole numbers. */
export interface UncertaintyTerms {
  readonly draws: Figure;
  readonly seed: Figure;
}

export function uncertaintyTerms(
  raw: z.infer<typeof uncertainty> | undefined,
  make: Figures,
): UncertaintyTerms {
  return {
    draws: make.orDefault("uncertainty.draws", raw?.draws),
    seed: make.orDefault("uncertainty.seed", raw?.seed),
  };
}
