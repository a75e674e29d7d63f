import { boughtCost } from "./bought-cost.ts";
import type { Staircase } from "./staircase.ts";

/** Where what machines or an offer cost in a month meets what people cost; people cost the same at every volume. */
export type PeopleOutweighed =
  /** Below `volume` people cost more, above it machines do. */
  | { readonly kind: "above"; readonly volume: number }
  | { readonly kind: "everywhere" }
  | { readonly kind: "never"; readonly because: string }
  /** The cost is known at no volume but its own. */
  | { readonly kind: "unknown"; readonly because: string };

/** People cost the same at every volume. */
export const peopleCost = (usdPerMonth: number) => boughtCost({ baseUsd: usdPerMonth, usdPerVolume: 0 });

/** @param cheaper volumes at which machines cost no more than people */
export function outweighedAbove({ intervals, searchedTo }: Staircase): PeopleOutweighed {
  const last = intervals.at(-1);
  if (last === undefined) return { kind: "everywhere" };
  const endless = last.to === null || last.to === searchedTo;
  return endless ? NEVER : { kind: "above", volume: last.to };
}

const NEVER: PeopleOutweighed = {
  kind: "never",
  because: "people cost more at every volume that was looked at",
};
