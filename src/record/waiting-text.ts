import { monthSpan, usd } from "../report/number.ts";
import type { Review, Waiting } from "./review-schema.ts";
import { volumeText } from "./volume-text.ts";

/** What waiting cost of one part, with the sum that it is: one line a set of prices. */
export function waitingLines(waiting: Waiting, { decidedAt }: Pick<Review, "decidedAt">): string[] {
  const { part } = waiting;
  switch (waiting.kind) {
    case "unknown":
      return [`${part}: not known, because ${waiting.because}`];
    case "month":
      return [monthLine(waiting)];
    case "cost": {
      if (waiting.months === 0) return [`${part}: nothing yet, no full month lies between`];
      return [costLine(waiting), ...sumLines(waiting, decidedAt).map((line) => `  ${line}`)];
    }
  }
}

type Cost = Extract<Waiting, { kind: "cost" }>;
type Month = Extract<Waiting, { kind: "month" }>;

const effect = (amount: number, word: string) =>
  amount >= 0 ? `${word} ${usd(amount)} USD` : `${word === "cost" ? "saved" : "saves"} ${usd(-amount)} USD`;

function costLine({ part, usd: amount, months, kept, instead, volume }: Cost): string {
  const at = volume === undefined ? "" : `, at the recorded ${volumeText(part, volume)}`;
  return `${part}: waiting ${effect(amount, "cost")} = Σ over ${monthSpan(months)} of (${kept} − ${instead})${at}, one-offs left out`;
}

function sumLines({ recorded, today, at }: Cost, decidedAt: string): string[] {
  const prices = at === "list" ? "list prices" : "prices";
  const line = ({ months, usd: amount }: Cost["recorded"], text: string) =>
    months === 0 ? [] : [`${usd(amount)} USD over ${monthSpan(months)} at ${text}`];
  return [
    ...line(recorded, `the ${prices} recorded on ${decidedAt}`),
    ...line(today, `today's ${prices}${movedText(today, decidedAt)}`),
  ];
}

function movedText({ from, to, undated }: Cost["today"], decidedAt: string): string {
  if (undated) return ", of which not every one says since when it holds";
  if (from === undefined) return "";
  if (from <= decidedAt) return `, the first of them in force since ${from}, before the decision`;
  return from === to
    ? `, which moved on ${from}`
    : `, which moved from ${from} to ${to}: all of them from the first day on`;
}

function monthLine({ part, usd: amount, kept, instead, at }: Month): string {
  const prices = at === "list" ? "list prices" : "prices";
  return `${part}: as it is asked now, keeping ${kept} ${effect(amount, "costs")} a month beside ${instead}, month 1 at today's ${prices}; since when it is asked so, nobody said`;
}
