import type { Alternative, Part } from "../../alternatives/alternative.ts";
import type { PartPlan } from "../../alternatives/part-plan.ts";
import type { PartDecision } from "../../decision/decision.ts";
import { isUnknown } from "../../prices/charge.ts";

/** A line of a month without a figure. */
export interface OpenLine {
  readonly line: string;
  readonly because: string;
}

/** An alternative's month 1 under one book, USD a month. */
export interface Side {
  readonly usd: number;
  /** Without people; hosted rows only. */
  readonly machinesUsd?: number;
  /** A line has no price: the month is a lower bound. */
  readonly atLeast: boolean;
  readonly open: readonly OpenLine[];
}

/** What all parts choose under one book, month 1, USD. */
export interface TogetherSide {
  /** Ids of the chosen alternatives, one for each part. */
  readonly names: readonly string[];
  readonly usd: number;
  readonly atLeast: boolean;
}

/** One alternative under both books; a side is absent where that book gives it no row that could be chosen. */
export interface RepricedRow {
  readonly part: Part;
  readonly id: string;
  readonly name: string;
  readonly kind: Alternative["kind"];
  readonly old?: Side;
  readonly now?: Side;
  /** new − old USD a month, and new ÷ old − 1; absent where a side is absent or a lower bound: not comparable. */
  readonly difference?: number;
  readonly share?: number;
  /** Price keys that moved and that a line of it is priced with. */
  readonly moved: readonly string[];
}

/** What a part's decision says under one book. */
export interface Outcome {
  readonly verdict: PartDecision["verdict"];
  readonly names: string;
  /** The alternative's name, "none" where there is none. */
  readonly name: string;
  readonly because: string;
}

/** The rows of one part under both books: the new order first, then what only the old book had. */
export function repricedRows(
  old: PartPlan,
  now: PartPlan,
  moved: ReadonlySet<string>,
): readonly RepricedRow[] {
  const before = new Map(old.alternatives.map((alternative) => [alternative.id, alternative]));
  const gone = old.alternatives.filter(({ id }) => !now.alternatives.some((other) => other.id === id));
  return [
    ...now.alternatives.map((alternative) => rowOf(before.get(alternative.id), alternative, moved)),
    ...gone.map((alternative) => rowOf(alternative, undefined, moved)),
  ].flatMap((row) => row ?? []);
}

function rowOf(
  old: Alternative | undefined,
  now: Alternative | undefined,
  moved: ReadonlySet<string>,
): RepricedRow | undefined {
  const either = now ?? old;
  const [before, after] = [sideOf(old), sideOf(now)];
  if (either === undefined || (before === undefined && after === undefined)) return undefined;
  const { part, id, name, kind } = either;
  return {
    part,
    id,
    name,
    kind,
    ...(before && { old: before }),
    ...(after && { now: after }),
    ...differenceOf(before, after),
    moved: [...new Set([...keysOf(old), ...keysOf(now)])].filter((key) => moved.has(key)).sort(),
  };
}

function sideOf(alternative: Alternative | undefined): Side | undefined {
  const month = alternative?.months[0];
  if (alternative === undefined || month === undefined || alternative.feasible.kind === "no")
    return undefined;
  return {
    usd: month.usd,
    ...(alternative.kind === "hosted" && { machinesUsd: month.machinesUsd }),
    atLeast: month.atLeast,
    open: alternative.monthly.flatMap(({ id, cost }) =>
      isUnknown(cost) ? [{ line: id, because: cost.because }] : [],
    ),
  };
}

/** A lower bound minus anything is no saving. */
export function differenceOf(
  old: Pick<Side, "usd" | "atLeast"> | undefined,
  now: Pick<Side, "usd" | "atLeast"> | undefined,
): { readonly difference?: number; readonly share?: number } {
  if (old === undefined || now === undefined || old.atLeast || now.atLeast) return {};
  const difference = now.usd - old.usd;
  return { difference, ...(old.usd !== 0 && { share: now.usd / old.usd - 1 }) };
}

function keysOf(alternative: Alternative | undefined): string[] {
  return [...(alternative?.monthly ?? []), ...(alternative?.oneOff ?? [])].flatMap(({ price }) =>
    isUnknown(price) || price.facts.key === undefined ? [] : [price.facts.key],
  );
}
