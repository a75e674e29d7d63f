import type { FlipDriver } from "../decision/flips.ts";
import type { Figure } from "../scenario/figure.ts";

/** How far from the base a volume is looked at, both ways. */
const VOLUME_REACH = 100;

/** The same for the size of a request and for a price. */
const SIZE_REACH = 10;

/** A volume, within what its own range says or a hundredfold; none, where there is nothing to multiply. */
export const volume = (figure: Figure) => around(figure, VOLUME_REACH);

/** Tokens of one request, within the range that the scenario gives them or tenfold. */
export const size = (figure: Figure) =>
  figure.ranged ? number(figure, figure.low, figure.high, "log") : around(figure, SIZE_REACH);

/** A price of the reader's own: free up to tenfold. */
export const price = (figure: Figure) => number(figure, 0, tidy(figure.base * SIZE_REACH, Math.floor), "log");

function around(figure: Figure, reach: number): FlipDriver | undefined {
  const { base } = figure;
  return number(
    figure,
    Math.ceil(tidy(base / reach, Math.ceil)),
    tidy(base * reach, Math.floor),
    "log",
    true,
  );
}

/** At most three digits, towards the base: ends of a search are printed. */
function tidy(value: number, towards: (value: number) => number): number {
  if (value === 0) return 0;
  const step = 10 ** (Math.floor(Math.log10(value)) - 2);
  return Number((towards(Number((value / step).toPrecision(12))) * step).toPrecision(3));
}

/**
 * One figure of the scenario between two values; undefined where a single number would be another question (a list of
 * months) or none (nothing to change).
 */
export function number(
  figure: Figure,
  min: number,
  max: number,
  scale: "log" | "linear",
  whole?: boolean,
): FlipDriver | undefined {
  const { base, key } = figure;
  if (figure.months !== undefined || min >= max) return undefined;
  return {
    kind: "number",
    key,
    base,
    min: Math.min(min, base),
    max: Math.max(max, base),
    scale,
    ...(whole && { whole: true }),
  };
}

/** Each change of these is a new search for fleets, or new months: looked at in fewer places, and turned about once. */
const COARSE_RINGS = 4;

export function coarse(driver: FlipDriver | undefined): FlipDriver | undefined {
  return driver?.kind === "number" ? { ...driver, rings: COARSE_RINGS } : driver;
}
