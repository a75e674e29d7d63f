import type { Alternative } from "../alternatives/alternative.ts";
import { type CashFlow, presentValue, tco } from "../compare/cash-flow.ts";
import { type Payback, payback } from "../compare/payback.ts";
import { type Charge, isUnknown } from "../prices/charge.ts";
import type { Criteria } from "../scenario/scenario.ts";
import type { Row } from "./decision.ts";
import { ruledOutBy } from "./policy.ts";

/** A line without a figure. */
export interface UnknownLine {
  readonly alternative: string;
  readonly charge: string;
  /** What the table of charges calls it. */
  readonly name: string;
  readonly because: string;
  readonly resolve: string;
}

/** One alternative with what the rule needs of it. USD, doubles, known lines only. */
export interface Entry {
  readonly id: string;
  readonly source: Alternative;
  readonly flow: CashFlow;
  readonly monthUsd: number;
  readonly presentValueUsd: number;
  readonly unknowns: readonly UnknownLine[];
  /** Why it may not be chosen; absent: feasible. */
  readonly ruledOut?: string;
  /** Criteria that rule it out though it can do the work. */
  readonly forbiddenBy: readonly ("criteria.dataPolicy" | "criteria.performance")[];
}

/** Ruled out by what the reader asks for, not by what it can do. */
export const isForbidden = ({ forbiddenBy }: Entry): boolean => forbiddenBy.length > 0;

/** @throws Error when months are missing: alternatives are made by us. */
export function entryOf(
  source: Alternative,
  terms: {
    readonly policy: Criteria["dataPolicy"];
    readonly horizonMonths: number;
    readonly discountRatePerYear: number;
  },
): Entry {
  const first = source.months[0];
  if (first === undefined || source.months.length !== terms.horizonMonths) {
    throw new Error(`${source.id} has ${source.months.length} months of ${terms.horizonMonths}`);
  }
  const flow = {
    oneOff: knownUsd(source.oneOff),
    months: source.months.map((month) => month.usd),
    ...(source.exit && { exit: knownUsd(source.exit) }),
  };
  const policy = ruledOutBy(terms.policy, source);
  const ruledOut = source.feasible.kind === "no" ? source.feasible.because : policy;
  return {
    id: source.id,
    source,
    flow,
    monthUsd: first.usd,
    presentValueUsd: presentValue(flow, terms.discountRatePerYear),
    unknowns: unknownsOf(source),
    ...(ruledOut !== undefined && { ruledOut }),
    forbiddenBy: forbiddenBy(source, policy !== undefined),
  };
}

function forbiddenBy({ feasible, limits }: Alternative, byPolicy: boolean): Entry["forbiddenBy"] {
  const slow = feasible.kind === "no" && limits?.verdict === "fail";
  if (feasible.kind === "no" && !slow) return [];
  return [
    ...(byPolicy ? (["criteria.dataPolicy"] as const) : []),
    ...(slow ? (["criteria.performance"] as const) : []),
  ];
}

function knownUsd(charges: readonly Charge[]): number {
  return charges.reduce(
    (sum, charge) => sum + (charge.cost.kind === "known" ? charge.cost.usd.toNumber() : 0),
    0,
  );
}

function unknownsOf(source: Alternative): UnknownLine[] {
  const lines = [...source.oneOff, ...source.monthly].flatMap((charge) =>
    isUnknown(charge.cost)
      ? [
          {
            alternative: source.id,
            charge: charge.id,
            name: charge.name,
            because: charge.cost.because,
            resolve: charge.cost.resolve,
          },
        ]
      : [],
  );
  if (lines.length > 0 || !source.months.some((month) => month.atLeast)) return lines;
  const month = source.months.findIndex((m) => m.atLeast) + 1;
  const because = `month ${month} holds a line without a figure`;
  return [
    {
      alternative: source.id,
      charge: `month ${month}`,
      name: `a line of month ${month}`,
      because,
      resolve: `crossover explain ${source.id}`,
    },
  ];
}

/**
 * Lines unknown in `of` that are not the same unknown line in `other`: equal lines never decide. A line of the same name
 * that has no figure for another reason, such as another seller's price, is another line.
 */
export function ownUnknowns(of: Entry, other: Entry): readonly UnknownLine[] {
  return of.unknowns.filter(
    (line) => !other.unknowns.some((same) => same.charge === line.charge && same.because === line.because),
  );
}

/**
 * Payback of `a` over `b` that may be printed: a bound from known lines stays a figure only where
 * the unknown ones, being at least 0, cannot change it.
 */
export function statedPayback(b: Entry, a: Entry): Payback {
  const known = payback(b.flow, a.flow);
  const ours = ownUnknowns(a, b)[0];
  const theirs = ownUnknowns(b, a)[0];
  if (ours !== undefined && theirs !== undefined) return { kind: "unknown", because: ours.because };
  if (ours !== undefined) return known.kind === "never" ? known : { kind: "unknown", because: ours.because };
  if (theirs !== undefined)
    return known.kind === "immediate" ? known : { kind: "unknown", because: theirs.because };
  return known;
}

/** Totals of the row; the paybacks are added by who knows the baselines. */
export function rowOf(entry: Entry): Row {
  const { range } = entry.source;
  return {
    alternative: entry.id,
    oneOffUsd: entry.flow.oneOff,
    monthUsd: entry.monthUsd,
    ...(range && { monthLowUsd: range.low, monthHighUsd: range.high }),
    lastMonthUsd: entry.flow.months.at(-1) ?? entry.monthUsd,
    tcoUsd: tco(entry.flow),
    presentValueUsd: entry.presentValueUsd,
    atLeast: entry.unknowns.length > 0,
  };
}

/** Lowest present value, then the smaller id: the order of the alternatives decides nothing. */
export function cheapest(entries: readonly Entry[]): Entry | undefined {
  return [...entries].sort(byPresentValue)[0];
}

export function byPresentValue(x: Entry, y: Entry): number {
  return x.presentValueUsd - y.presentValueUsd || (x.id < y.id ? -1 : 1);
}

/** The same weights, bought, at the same cost in every month: neither rules the other out. */
export function isEqual(x: Entry, y: Entry): boolean {
  const bought =
    x.source.kind === "bought" && y.source.kind === "bought" && x.source.model === y.source.model;
  if (!bought || x.ruledOut !== undefined || y.ruledOut !== undefined) return false;
  if (ownUnknowns(x, y).length + ownUnknowns(y, x).length > 0) return false;
  return payback(x.flow, y.flow).kind === "tie";
}
