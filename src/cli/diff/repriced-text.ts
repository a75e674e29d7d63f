import { atLeast, percent, round, usd } from "../../report/number.ts";
import { plainTable } from "../plain-table.ts";
import { markdownTable } from "../price-diff-markdown.ts";
import { differenceOf, type OpenLine, type RepricedRow, type Side, type TogetherSide } from "./repriced.ts";
import type { RepricedDecision, RepricedScenario } from "./repriced-scenario.ts";

const HEAD = ["part", "alternative", "old", "new", "difference", "%", "machines old", "machines new"];

const LEGEND = "old and new: the whole bill; machines: what AWS bills of it, without people";

/** A scenario's stacks in one table, where there is something to compare, then one sentence for each decision. */
export function repricedText(scenario: RepricedScenario, compared = true): string {
  const columns = HEAD.map((_, i) => (i < 2 ? {} : { right: true as const }));
  const rows = [...scenario.rows.map(cellsOf), ...togetherCells(scenario)];
  return [
    headOf(scenario),
    ...(compared ? [LEGEND, ...plainTable([HEAD, ...rows], columns)] : []).map((line) => `  ${line}`),
    ...remarksOf(scenario).map((line) => `  ${line}`),
    "",
  ].join("\n");
}

export function repricedMarkdown(scenario: RepricedScenario): string {
  return [
    `## ${headOf(scenario)}`,
    "",
    LEGEND,
    "",
    markdownTable(HEAD, [...scenario.rows.map(cellsOf), ...togetherCells(scenario)]),
    "",
    ...remarksOf(scenario).map((line) => `- ${line}`),
    "",
  ].join("\n");
}

function headOf({ name, region, asOf, listAt, overrides }: RepricedScenario): string {
  const own = overrides === undefined ? "" : ` · with ${overrides}`;
  return `${name} · ${region} · USD/month under the AWS list of ${listAt.old} and of ${listAt.now} · everything else as of ${asOf}${own}`;
}

function cellsOf({ part, id, old, now, difference, share }: RepricedRow): string[] {
  return [
    part,
    id,
    sideText(old),
    sideText(now),
    difference === undefined ? "not comparable" : signed(difference),
    share === undefined ? "" : movedShare(share),
    machinesText(old),
    machinesText(now),
  ];
}

/** The sum of what each part's own verdict chooses, under both books. */
function togetherCells({ together }: RepricedScenario): string[][] {
  if (together === undefined) return [];
  const { old, now } = together;
  const { difference, share } = differenceOf(old, now);
  const side = (one: TogetherSide | undefined) =>
    one === undefined ? "undecided" : atLeast(usd(one.usd), one.atLeast);
  return [
    [
      "together",
      "what the parts choose",
      side(old),
      side(now),
      difference === undefined ? "not comparable" : signed(difference),
      share === undefined ? "" : movedShare(share),
      "",
      "",
    ],
  ];
}

const sideText = (side: Side | undefined): string =>
  side === undefined ? "no row" : atLeast(usd(side.usd), side.atLeast);

function machinesText(side: Side | undefined): string {
  return side?.machinesUsd === undefined ? "" : atLeast(usd(side.machinesUsd), side.atLeast);
}

/** Less than half a cent is the arithmetic of doubles. */
const signed = (amount: number): string =>
  Math.abs(amount) < 0.005 ? "same" : amount > 0 ? `+${usd(amount)}` : usd(amount);

const movedShare = (share: number): string =>
  Math.abs(share) < 5e-7 ? "" : share > 0 ? `+${percent(share)}` : percent(share);

/** The decisions, what had no price and so cannot be compared, and the moved prices that they rest on. */
function remarksOf({ rows, decisions, listAt }: RepricedScenario): string[] {
  const keys = [...new Set(rows.flatMap(({ moved }) => moved))].sort();
  return [
    ...decisions.map((decision) => decisionText(decision, listAt)),
    ...rows.flatMap((row) => incomparableText(row, listAt)),
    ...keys.map(
      (key) =>
        `${key} moved and prices ${rows
          .filter(({ moved }) => moved.includes(key))
          .map(({ id }) => id)
          .join(", ")}`,
    ),
    ...(keys.length === 0 ? ["It uses no price that moved."] : []),
  ];
}

/** "llm: the decision stands: buy, gpt-4.1-mini." */
export function decisionText(
  { part, old, now, flips }: RepricedDecision,
  listAt: RepricedScenario["listAt"],
): string {
  const said = ({ verdict, name }: RepricedDecision["old"]) =>
    name === "none" ? verdict : `${verdict}, ${name}`;
  if (!flips) return `${part}: the decision stands: ${said(now)}.`;
  const what =
    old.verdict === now.verdict ? "the verdict stands and names something else" : "the decision flips";
  return `${part}: ${what}: ${said(old)} at the list of ${listAt.old}; ${said(now)} at that of ${listAt.now}. ${now.because.replace(/\.?$/, ".")}`;
}

function incomparableText(
  { id, old, now, difference }: RepricedRow,
  listAt: RepricedScenario["listAt"],
): string[] {
  if (difference !== undefined) return [];
  const sides = [
    { side: old, at: listAt.old },
    { side: now, at: listAt.now },
  ];
  return sides.flatMap(({ side, at }) => {
    if (side === undefined)
      return [
        `${id} is not comparable: at the list of ${at} it has no row: another fleet stands for it, or a price of it is missing.`,
      ];
    return side.atLeast ? [`${id} is not comparable: at the list of ${at} ${openText(side.open)}.`] : [];
  });
}

function openText(open: readonly OpenLine[]): string {
  if (open.length === 0) return "a line has no price";
  return open.map(({ line, because }) => `${line} has no price (${because.replace(/\.$/, "")})`).join("; ");
}

/** Members of the JSON answer; USD to the cent, null where there is nothing to say. */
export function repricedJson({ rows, together, ...scenario }: RepricedScenario): object {
  const cents = (amount: number | undefined) => (amount === undefined ? null : round(amount, 2).toNumber());
  const side = (one: Side | undefined) =>
    one === undefined
      ? null
      : { usd: cents(one.usd), machinesUsd: cents(one.machinesUsd), atLeast: one.atLeast, open: one.open };
  const sum = (one: TogetherSide | undefined) => (one === undefined ? null : { ...one, usd: cents(one.usd) });
  const difference = differenceOf(together?.old, together?.now);
  return {
    ...scenario,
    ...(together && {
      together: {
        old: sum(together.old),
        now: sum(together.now),
        differenceUsd: cents(difference.difference),
        share: difference.share ?? null,
      },
    }),
    alternatives: rows.map(({ part, id, name, kind, old, now, difference, share, moved }) => ({
      part,
      id,
      name,
      kind,
      old: side(old),
      now: side(now),
      differenceUsd: cents(difference),
      share: share ?? null,
      moved,
    })),
  };
}
