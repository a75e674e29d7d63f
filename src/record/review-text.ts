import { exact, percent, usd } from "../report/number.ts";
import { listed } from "../report/wording.ts";
import { verdictText } from "./chosen.ts";
import { changedCriterionText } from "./criteria-values.ts";
import type { MovedPrice, MovedRow, Review, ReviewedDecision } from "./review-schema.ts";
import { waitingLines } from "./waiting-text.ts";

/** The review as it is printed: due or not, each reason, what moved, whether it flips, what waiting cost. */
export function reviewText(review: Review, file: string): string {
  const { id, decidedAt, asOf } = review;
  const lines = [
    `${file} · decision ${id.slice(0, 8)} of ${decidedAt}, looked at on ${asOf}`,
    "",
    headline(review),
    ...block("Due because", reasonsIn(review, "holds").map(begun)),
    ...block("Not", reasonsIn(review, "not").map(begun)),
    ...block("Not known", unknownLines(review)),
    ...block("At today's prices", review.decisions.map(decisionLine)),
    ...block("As it is asked now", [
      ...(review.asked ?? []),
      ...(review.decisionsAsNow ?? []).map(decisionLine),
    ]),
    ...block("What moved", movedLines(review)),
    ...block(
      "What did waiting cost",
      review.waiting.flatMap((one) => waitingLines(one, review)),
    ),
    ...block("Mind", review.remarks),
  ];
  return `${lines.join("\n")}\n`;
}

/** For other programs; undefined sides are left out. */
export const reviewJson = (review: Review): string => `${JSON.stringify(review, null, 2)}\n`;

const block = (title: string, items: readonly string[]): string[] =>
  items.length === 0 ? [] : ["", title, ...items.map((item) => `  ${item}`)];

/** In one sentence: due or not, flips or not. */
export function headline({ due, flips, reasons }: Review): string {
  const count = reasons.filter(({ state }) => state === "holds").length;
  const open = reasons.filter(({ state }) => state === "unknown").length;
  const flip = flips ? "the decision flips" : "the decision stands";
  const dueText = due
    ? `Due, for ${count} ${count === 1 ? "reason" : "reasons"}`
    : open === 0
      ? "Not due"
      : `Not due by what is known (${open} ${open === 1 ? "thing is" : "things are"} not)`;
  return `${dueText}; ${flip}.`;
}

const reasonsIn = ({ reasons }: Review, wanted: "holds" | "not") =>
  reasons.filter(({ state }) => state === wanted).map(({ text }) => text);

const unknownLines = ({ reasons }: Review) =>
  reasons.filter(({ state }) => state === "unknown").map(({ text, tell }) => `${begun(text)} (${tell})`);

/** A line of its own: first letter up, but for a part's name, a key or a seller's id. */
const begun = (text: string) =>
  /^(llm|vectors|tracking):|^[\w.-]+\/|^[a-z]+\.\w/.test(text)
    ? text
    : text.charAt(0).toUpperCase() + text.slice(1);

function decisionLine({ part, old, now, flips }: ReviewedDecision): string {
  const then = verdictText(old.verdict, old);
  if (now === undefined) return `${part}: ${then} then; no longer asked about`;
  if (!flips && now.names !== old.names)
    return `${part}: ${now.verdict}, as decided, on other machines: ${now.name} (${old.name} then)`;
  const today = verdictText(now.verdict, now);
  if (!flips) return `${part}: ${today}, as decided`;
  return `${part}: FLIPS from ${then}, to ${today}: ${now.because}`;
}

function movedLines({ prices, rows, keys, criteria }: Review): string[] {
  const both = prices.filter(({ old, now }) => old !== undefined && now !== undefined);
  const gone = prices.filter(({ now }) => now === undefined).map(({ id }) => id);
  const fresh = prices.filter(({ old }) => old === undefined).map(({ id }) => id);
  return [
    both.length === 0 ? "No unit price of those recorded" : `Unit prices: ${both.length}`,
    ...both.map((price) => `  ${priceLine(price)}`),
    ...(gone.length === 0 ? [] : [`Prices that no row uses any more: ${some(gone)}`]),
    ...(fresh.length === 0 ? [] : [`Prices of rows that were not compared then: ${some(fresh)}`]),
    ...rows.map(rowLine),
    ...keys.map(({ key, old, now }) => `${key}: ${said(old)} → ${said(now)}`),
    ...criteria.map((one) => begun(changedCriterionText(one))),
  ];
}

/** A list as long as a reader takes in; the rest by its number, all of it in the JSON. */
const MOST = 4;
const some = (ids: readonly string[]) =>
  ids.length <= MOST
    ? listed(ids)
    : `${ids.slice(0, MOST).join(", ")} and ${ids.length - MOST} more (--json)`;

const said = (value: unknown) =>
  value === undefined ? "not set" : typeof value === "number" ? exact(value) : String(value);

function priceLine({ id, old, now }: MovedPrice): string {
  if (old === undefined || now === undefined) return id;
  const [before, after] = [old.tiers[0]?.usd, now.tiers[0]?.usd];
  const one = old.tiers.length === 1 && now.tiers.length === 1 && Number(before) > 0;
  const share = one ? ` (${change(Number(after) / Number(before) - 1)})` : "";
  return `${id}: ${tiersOf(old)} → ${tiersOf(now)} USD per ${now.unit}${share}, ${old.at ?? "undated"} → ${now.at ?? "undated"}`;
}

const tiersOf = ({ tiers }: NonNullable<MovedPrice["old"]>) =>
  tiers.map((tier) => exact(tier.usd)).join(" / ");

const change = (share: number) => `${share < 0 ? "−" : "+"}${percent(Math.abs(share))}`;

function rowLine({ part, name, old, now, at }: MovedRow): string {
  const list = at === "list" ? " at list prices" : "";
  if (old !== undefined && old.monthUsd === now?.monthUsd)
    return `${part}, ${name}: ${usd(old.monthUsd)} USD in month 1${list}, as recorded`;
  const side = (row: MovedRow["old"]) => (row === undefined ? "not compared" : usd(row.monthUsd));
  return `${part}, ${name}: ${side(old)} → ${side(now)} USD in month 1${list}`;
}
