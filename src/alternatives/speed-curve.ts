/** Places on each side of the planned speed. */
const PLACES = 8;

/** Halvings of the place between the last speed that serves and the first that does not. */
const HALVINGS = 12;

/**
 * Requests that a replica serves at another speed over those it serves at the planned one, straight between a few
 * speeds. NaN below the speed at which the objective is missed at any load.
 *
 * @param rateAt requests per second at a factor on the speed; undefined: none
 * @param low below 1, high above 1
 */
export function speedCurve(
  rateAt: (factor: number) => number | undefined,
  low: number,
  high: number,
): (speed: number) => number {
  const planned = rateAt(1);
  if (planned === undefined) return () => Number.NaN;
  const least = leastServing(rateAt, low);
  const speeds = [
    ...Array.from({ length: PLACES }, (_, i) => least + ((1 - least) * i) / PLACES),
    ...Array.from({ length: PLACES + 1 }, (_, i) => 1 + ((high - 1) * i) / PLACES),
  ];
  const ratios = speeds.map((speed) => (rateAt(speed) ?? 0) / planned);
  return (speed) => {
    if (speed < least) return Number.NaN;
    let i = 0;
    while (i < speeds.length - 2 && speed > (speeds[i + 1] as number)) i += 1;
    const [from, to] = [speeds[i] as number, speeds[i + 1] as number];
    const share = to === from ? 0 : Math.min(1, (speed - from) / (to - from));
    const [a, b] = [ratios[i] as number, ratios[i + 1] as number];
    return a + (b - a) * share;
  };
}

/** The lowest speed, not below `low`, at which something is served. */
function leastServing(rateAt: (factor: number) => number | undefined, low: number): number {
  if (rateAt(low) !== undefined) return low;
  let [missed, serves] = [low, 1];
  for (let i = 0; i < HALVINGS; i += 1) {
    const middle = (missed + serves) / 2;
    if (rateAt(middle) === undefined) missed = middle;
    else serves = middle;
  }
  return serves;
}
