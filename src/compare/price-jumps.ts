import type { RandomStream } from "./random-stream.ts";

/** How a price moves: seldom, and by a factor out of a record of what moved before. */
export interface PriceJumps {
  /** Changes a year, at least 0. */
  readonly ratePerYear: number;
  /** Factor below which that share of the recorded changes lies: ascending, from share 0 to share 1. */
  readonly record: readonly { readonly share: number; readonly factor: number }[];
}

/** The recorded factor at a share u of the changes; straight lines between the points that are known of the record. */
export function recordedFactor(record: PriceJumps["record"], u: number): number {
  const above = record.findIndex(({ share }) => share >= u);
  const [before, after] = [record[above - 1], record[above]];
  if (after === undefined) throw new Error(`the record ends before ${u}`);
  if (before === undefined) return after.factor;
  return before.factor + ((after.factor - before.factor) * (u - before.share)) / (after.share - before.share);
}

/**
 * Fills months 1..H with what the month's price is multiplied by.
 *
 * Each month a change comes with probability p = 1 − e^(−λ/12) and stays; changes multiply. The month of the next one
 * is drawn at once instead of one number a month: P(none in k months) = (1 − p)^k, the same distribution.
 *
 * @returns a function that writes one draw into `path` (length H)
 */
export function priceJumps(
  { ratePerYear, record }: PriceJumps,
  months: number,
): (random: RandomStream, path: Float64Array) => void {
  const stays = Math.exp(-ratePerYear / 12);
  const none = new Float64Array(months + 1);
  none[0] = 1;
  for (let k = 1; k <= months; k += 1) none[k] = (none[k - 1] ?? 0) * stays;
  return (random, path) => {
    let [factor, month] = [1, 0];
    while (month < months) {
      const u = random();
      let wait = 1;
      while (month + wait <= months && u < (none[wait] ?? 0)) wait += 1;
      // The change comes with month + wait; the months before it keep the factor.
      path.fill(factor, month, Math.min(months, month + wait - 1));
      month += wait - 1;
      if (month >= months) return;
      factor *= recordedFactor(record, random());
      path[month] = factor;
      month += 1;
    }
  };
}
