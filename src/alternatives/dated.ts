import type { Charge } from "../prices/charge.ts";
import type { Alternative } from "./alternative.ts";

/** A one-off that falls into a month of the horizon: a part of the set-up, a model tuned again, the start of a term. */
export interface Dated {
  /** From 1, counted from the first month in which the row runs. */
  readonly month: number;
  /** USD that `months` holds beside what the month runs at; negative where a share of it was paid before. */
  readonly usd: number;
  /** For what was done at the start: due however late one starts. Else what is due when the horizon ends is not counted. */
  readonly owed: boolean;
  /** What it is, where no line of month 1 says so. */
  readonly charges: readonly Charge[];
}

type Row = Pick<Alternative, "dated">;

/** USD of one-offs inside months 1 to `last`; month 0 is not among them. */
export function datedUntil({ dated = [] }: Row, last: number): number {
  return dated.reduce((sum, { month, usd }) => (month <= last ? sum + usd : sum), 0);
}

/** USD of one-offs in one month. */
export function datedIn({ dated = [] }: Row, asked: number): number {
  return dated.reduce((sum, { month, usd }) => (month === asked ? sum + usd : sum), 0);
}

/** USD by month (index month − 1) of those that are owed, or of the others. */
export function datedMonths({ dated = [] }: Row, horizon: number, owed: boolean): number[] {
  const usd = new Array<number>(horizon).fill(0);
  for (const entry of dated)
    if (entry.owed === owed && entry.month <= horizon)
      usd[entry.month - 1] = (usd[entry.month - 1] ?? 0) + entry.usd;
  return usd;
}
