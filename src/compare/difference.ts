/** Sums of doubles that differ by less than this share are equal: they are no better than that. */
export const EQUAL_SHARE = 1e-12;

/** x − y, exactly 0 when doubles cannot tell them apart. */
export function difference(x: number, y: number): number {
  const raw = x - y;
  return Math.abs(raw) <= EQUAL_SHARE * Math.max(Math.abs(x), Math.abs(y)) ? 0 : raw;
}
