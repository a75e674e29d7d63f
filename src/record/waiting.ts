import { fullMonthsBetween, monthsBegun } from "./calendar.ts";
import type { Chosen } from "./chosen.ts";
import type { DecisionRecord, RecordPart } from "./decision-record.ts";
import type { RecordedRow } from "./recorded-row-schema.ts";
import type { MovedPrice, ReviewedDecision, Waiting } from "./review-schema.ts";

/** A question planned on the day of the review. */
export interface Replanned {
  readonly decisions: readonly ReviewedDecision[];
  readonly rows: readonly RecordedRow[];
  /** Unit prices that the lines of a part's row are multiplied with, by id. */
  readonly priceIds: (part: RecordPart, row: string) => ReadonlySet<string>;
}

export interface WaitingInput {
  readonly record: DecisionRecord;
  readonly asOf: string;
  /** The recorded question at today's prices. */
  readonly repriced: Replanned;
  /** The question as it is asked now, where something about it changed. */
  readonly asked?: Replanned;
  readonly prices: readonly MovedPrice[];
}

/**
 * Of each part whose decision flips, what was kept − what is named now, USD, one-offs left out. By prices: Σ over the full
 * months since, those before the price moved as recorded, those after at today's, the volume as recorded. By another
 * question: one month of it, because nobody says since when it is asked so. Above 0 waiting costs; below 0 it saves.
 */
export function waitingOf(input: WaitingInput): Waiting[] {
  const { record, repriced, asked } = input;
  return record.decisions.flatMap(({ part }) => [
    ...turned(repriced, part).map((turn) => sinceDecided(turn, input)),
    ...(asked === undefined ? [] : turned(asked, part).map((turn) => fromNowOn(turn, asked))),
  ]);
}

interface Turn {
  readonly part: RecordPart;
  readonly kept: { readonly names: string; readonly name: string };
  readonly instead: { readonly names: string; readonly name: string };
}

function turned({ decisions }: Replanned, part: RecordPart): Turn[] {
  return decisions.flatMap(({ part: other, old, now, flips }): Turn[] => {
    if (other !== part || !flips || now === undefined) return [];
    const [kept, instead] = [named(old), named(now)];
    // Where nothing could be chosen, nothing was kept that could be held against anything.
    if (kept === undefined || instead === undefined || kept.names === instead.names) return [];
    return [{ part, kept, instead }];
  });
}

const named = ({ names, name }: Chosen) => (names === undefined ? undefined : { names, name });

function sinceDecided(turn: Turn, { record, repriced, prices, asOf }: WaitingInput): Waiting {
  const { part, kept, instead } = turn;
  const then = pairOf(record.alternatives, turn, THEN);
  const today = pairOf(repriced.rows, turn, { is: "is", when: "today" });
  const lengths = [then, today].flatMap((pair) => ("months" in pair ? [pair.months] : []));
  const months = Math.min(fullMonthsBetween(record.decidedAt, asOf), ...lengths);
  const moved = movedOn(turn, repriced, prices);
  const before = Math.min(months, monthsBefore(record.decidedAt, moved, months));
  const because =
    (before > 0 ? gapOf(then) : undefined) ??
    (months > before ? gapOf(today) : undefined) ??
    otherPrices(then, today);
  if (because !== undefined) return { kind: "unknown", part, because };
  const recorded = { months: before, usd: sum(then, 0, before) };
  const fresh = { months: months - before, usd: sum(today, before, months), ...moved };
  const names = { kept: kept.name, instead: instead.name };
  const at = [then, today].some((pair) => "at" in pair && pair.at === "list") ? "list" : "decided";
  const amount = record.decisions.find((one) => one.part === part)?.volume?.amount;
  const volume = amount === undefined ? {} : { volume: amount };
  return {
    kind: "cost",
    part,
    usd: recorded.usd + fresh.usd,
    months,
    ...names,
    at,
    ...volume,
    recorded,
    today: fresh,
  };
}

function fromNowOn(turn: Turn, asked: Replanned): Waiting {
  const { part, kept, instead } = turn;
  const pair = pairOf(asked.rows, turn, { is: "is", when: "as it is asked now" });
  if (!("months" in pair)) return { kind: "unknown", part, because: pair.because };
  const names = { kept: kept.name, instead: instead.name };
  return { kind: "month", part, usd: sum(pair, 0, 1), ...names, at: pair.at };
}

const THEN = { is: "was", when: "then" };

type Pair =
  | {
      readonly kept: readonly number[];
      readonly instead: readonly number[];
      readonly months: number;
      readonly at: "decided" | "list";
    }
  | { readonly because: string };

/** Both rows' months, or why they cannot be held against each other. */
function pairOf(
  rows: readonly RecordedRow[],
  { part, kept, instead }: Turn,
  { is, when }: typeof THEN,
): Pair {
  const row = (id: string) =>
    rows.find((one) => one.part === part && one.id === id && one.monthsUsd.length > 0);
  const [a, b] = [row(kept.names), row(instead.names)];
  if (a === undefined || b === undefined)
    return { because: `${a === undefined ? kept.name : instead.name} ${is} not compared ${when}` };
  // Months with a line missing are lower bounds, and the difference of two bounds bounds nothing.
  const bound = [a, b].find(({ figures }) => figures?.atLeast !== false);
  if (bound !== undefined)
    return { because: `a line of ${bound.name} ${is === "was" ? "had" : "has"} no price ${when}` };
  const months = Math.min(a.monthsUsd.length, b.monthsUsd.length);
  const at = a.at === "list" || b.at === "list" ? "list" : "decided";
  return { kept: a.monthsUsd, instead: b.monthsUsd, months, at };
}

const gapOf = (pair: Pair) => ("because" in pair ? pair.because : undefined);

/** A month at list prices and one at your own would differ by the discount. */
const otherPrices = (then: Pair, today: Pair) =>
  "at" in then && "at" in today && then.at !== today.at
    ? "rules of your own bear on one of the two plans and not on the other"
    : undefined;

function sum(pair: Pair, from: number, to: number): number {
  if (!("kept" in pair)) return 0;
  let usd = 0;
  for (let t = from; t < to; t += 1) usd += (pair.kept[t] ?? 0) - (pair.instead[t] ?? 0);
  return usd;
}

interface MovedOn {
  readonly from?: string;
  readonly to?: string;
  readonly undated?: true;
}

/**
 * First and last day on which a price of one of the two rows became what it is today. A price of another amount and no
 * later date was corrected, or read elsewhere: nobody knows since when it holds.
 */
function movedOn(
  { part, kept, instead }: Turn,
  { priceIds }: Replanned,
  prices: readonly MovedPrice[],
): MovedOn {
  const used = new Set([...priceIds(part, kept.names), ...priceIds(part, instead.names)]);
  const days = prices.flatMap(({ id, old, now }) =>
    used.has(id) && old !== undefined && now !== undefined ? [laterDay(old.at, now.at)] : [],
  );
  if (days.includes(undefined)) return { undated: true };
  const [from, to] = [days.sort()[0], days.at(-1)];
  return from === undefined || to === undefined ? {} : { from, to };
}

const laterDay = (old = "", now = "") => (/^\d{4}-\d{2}/.test(now) && now > old ? now : undefined);

/** Full months after the decision that had begun before a price moved; the month in which it moved is one of them. */
function monthsBefore(decidedAt: string, { from, undated }: MovedOn, all: number): number {
  if (undated) return 0;
  if (from === undefined) return all;
  const whole = from.endsWith("-01") || from.length === "2026-08".length;
  return Math.max(0, monthsBegun(decidedAt, from) - (whole ? 1 : 0));
}
