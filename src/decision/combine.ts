import { type Alternative, type Part, runsMachines } from "../alternatives/alternative.ts";
import { presentValue } from "../compare/cash-flow.ts";
import type { PartDecision, Row } from "./decision.ts";
import { isHosting } from "./verdict.ts";

/** Lines of this prefix belong to the stack, not to a part: hosted parts of one stack pay them once. */
const SHARED_PREFIX = "network.";

export interface PartPlan {
  readonly decision: PartDecision;
  readonly alternatives: readonly Alternative[];
}

/** What one part does in the stack. */
interface StackChoice {
  readonly part: Part;
  readonly alternative: string;
  readonly hosted: boolean;
  /** False: its own verdict says something else. */
  readonly asOwnVerdict: boolean;
}

/** What all parts choose, taken together. USD, known lines. */
export interface StackDecision extends Stack {
  /** Another choice of the same parts that costs less over the horizon, because they share a network or can wait longer. */
  readonly cheaper?: Stack;
}

interface Stack {
  readonly choices: readonly StackChoice[];
  /** Sum of the rows minus what is shared, month 1. */
  readonly monthUsd: number;
  readonly oneOffUsd: number;
  readonly tcoUsd: number;
  readonly presentValueUsd: number;
  /** Month-1 USD that the rows count more than once. */
  readonly sharedMonthUsd: number;
  readonly atLeast: boolean;
}

interface Option {
  readonly part: Part;
  readonly row: Row;
  readonly alternative: Alternative;
  readonly asOwnVerdict: boolean;
}

/**
 * What each part's own verdict chooses, taken together, and the combination of the best offers and the leading fleets
 * that are not barred at the lowest present value. Network lines count once, people's hours always add up.
 * @returns undefined when some part chooses nothing yet
 */
export function combine(
  parts: readonly PartPlan[],
  terms: { readonly horizonMonths: number; readonly discountRatePerYear: number },
): StackDecision | undefined {
  const options = parts.map(optionsOf);
  const own = options.map((of) => of.find(({ asOwnVerdict }) => asOwnVerdict));
  if (own.some((option) => option === undefined)) return undefined;
  const chosen = stackOf(
    own.filter((option) => option !== undefined),
    terms,
  );
  const stacks = options
    .reduce<Option[][]>((sets, of) => sets.flatMap((set) => of.map((option) => [...set, option])), [[]])
    .map((set) => stackOf(set, terms));
  const best = stacks.reduce((least, stack) => (better(stack, least) ? stack : least), chosen);
  return best === chosen || !better(best, chosen) ? chosen : { ...chosen, cheaper: best };
}

function better(stack: Stack, best: Stack): boolean {
  return stack.atLeast === best.atLeast ? stack.presentValueUsd < best.presentValueUsd : best.atLeast;
}

/** The part's own choice first, so that it stands at a tie; an offer that only runs on meanwhile is no choice. */
function optionsOf({ decision, alternatives }: PartPlan): Option[] {
  const hosted = decision.barred === undefined ? decision.lead : undefined;
  const own = isHosting(decision.verdict) ? decision.names : undefined;
  const choice = own ?? decision.keep;
  const ids = [...new Set([own, decision.keep, hosted])];
  return ids.flatMap((id) => {
    const row = decision.rows.find((r) => r.alternative === id);
    const alternative = alternatives.find((a) => a.id === id);
    if (row === undefined || alternative === undefined || alternative.feasible.kind === "no") return [];
    return { part: decision.part, row, alternative, asOwnVerdict: id === choice };
  });
}

function stackOf(
  set: readonly Option[],
  terms: { horizonMonths: number; discountRatePerYear: number },
): Stack {
  const sharedMonthUsd = countedTwice(set.map(({ alternative }) => alternative));
  const shared = { oneOff: 0, months: Array.from({ length: terms.horizonMonths }, () => sharedMonthUsd) };
  const sum = (of: (row: Row) => number) => set.reduce((total, { row }) => total + of(row), 0);
  return {
    choices: set.map(({ part, alternative, asOwnVerdict }) => ({
      part,
      alternative: alternative.id,
      hosted: runsMachines(alternative),
      asOwnVerdict,
    })),
    monthUsd: sum((row) => row.monthUsd) - sharedMonthUsd,
    oneOffUsd: sum((row) => row.oneOffUsd),
    tcoUsd: sum((row) => row.tcoUsd) - sharedMonthUsd * terms.horizonMonths,
    presentValueUsd: sum((row) => row.presentValueUsd) - presentValue(shared, terms.discountRatePerYear),
    sharedMonthUsd,
    atLeast: set.some(({ row }) => row.atLeast),
  };
}

/** Σ over shared lines of (sum − largest) across the hosted parts. */
function countedTwice(alternatives: readonly Alternative[]): number {
  const sums = new Map<string, { sum: number; largest: number }>();
  for (const alternative of alternatives) {
    if (!runsMachines(alternative)) continue;
    for (const { id, cost } of alternative.monthly) {
      if (!id.startsWith(SHARED_PREFIX) || cost.kind !== "known") continue;
      const usd = cost.usd.toNumber();
      const { sum, largest } = sums.get(id) ?? { sum: 0, largest: 0 };
      sums.set(id, { sum: sum + usd, largest: Math.max(largest, usd) });
    }
  }
  return [...sums.values()].reduce((total, { sum, largest }) => total + sum - largest, 0);
}
