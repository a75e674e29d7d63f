import { percentile, sorted } from "./distribution.ts";
import { baseDraw, type DrawnDriver, drawsOf } from "./drawn-driver.ts";
import { type Odds, oddsOf } from "./odds.ts";
import type { Responding } from "./response.ts";

/** Shares of the draws at which the S-curve is told. */
const CURVE = [0.1, 0.2, 0.5, 0.8, 0.9] as const;

/** USD over the horizon, undiscounted. Difference: baseline − alternative, above 0 where the alternative is cheaper. */
interface Spread extends Odds {
  readonly alternative: string;
  readonly tcoP50Usd: number;
  readonly tcoP80Usd: number;
  readonly differenceP50Usd: number;
  readonly differenceP80Usd: number;
  /** Of all draws: asked more than it can do. They count as not cheaper and are in no percentile. */
  readonly cannotServeShare?: number;
  readonly curve: readonly { readonly q: number; readonly differenceUsd: number }[];
}

/** The odds of one alternative against another one than the baseline. */
interface OddsAgainst extends Odds {
  readonly alternative: string;
  readonly against: string;
}

export interface MonteCarlo {
  readonly alternatives: readonly Spread[];
  /** Each alternative against each of the asked ones that served a draw with it. */
  readonly pairs: readonly OddsAgainst[];
  /** Alternatives that served no draw at all (the baseline included: then nothing is compared with it). */
  readonly unserved: readonly string[];
}

export interface MonteCarloTerms {
  readonly drivers: readonly DrawnDriver[];
  readonly alternatives: readonly Responding[];
  /** Name of the alternative that the others are held against. */
  readonly baseline: string;
  /** Further ones to hold every alternative against: names of the alternatives, others are left out. */
  readonly against?: readonly string[];
  readonly months: number;
  /** At least 1,000. */
  readonly draws: number;
  readonly seed: number;
}

/** The same draws for every alternative; permuting them changes no figure. */
export function monteCarlo(terms: MonteCarloTerms): MonteCarlo {
  const totals = totalsOf(terms);
  const baseline = totals.get(terms.baseline);
  if (baseline === undefined) throw new Error(`no alternative is called ${terms.baseline}`);
  const unserved: string[] = [];
  const alternatives = [...totals].flatMap(([name, own]): Spread[] => {
    const spread = spreadOf(name, own, baseline);
    if (spread === undefined) unserved.push(name);
    return spread === undefined ? [] : [spread];
  });
  return { alternatives, pairs: pairsOf(totals, terms.against ?? []), unserved };
}

function pairsOf(totals: ReadonlyMap<string, Float64Array>, against: readonly string[]): OddsAgainst[] {
  return against.flatMap((other) =>
    [...totals].flatMap(([alternative, own]) => {
      const others = totals.get(other);
      const odds = others === undefined || alternative === other ? undefined : oddsOf(own, others);
      if (odds === undefined) return [];
      const { differences: _, ...shares } = odds;
      return [{ alternative, against: other, ...shares }];
    }),
  );
}

/** TCO of each alternative in each draw; NaN where it cannot serve the draw (inside here only). */
export function totalsOf(terms: Omit<MonteCarloTerms, "baseline">): ReadonlyMap<string, Float64Array> {
  const { values, paths, next } = drawsOf(terms.drivers, terms.months, terms.seed);
  const usd = new Float64Array(terms.months + 1);
  const totals = terms.alternatives.map(() => new Float64Array(terms.draws));
  for (let n = 0; n < terms.draws; n += 1) {
    next();
    for (let a = 0; a < totals.length; a += 1) {
      const served = terms.alternatives[a]?.respond(values, paths, usd) === true;
      (totals[a] as Float64Array)[n] = served ? sum(usd) : Number.NaN;
    }
  }
  return new Map(terms.alternatives.map(({ alternative }, a) => [alternative, totals[a] as Float64Array]));
}

/** Months 0..H with every driver at its base; undefined where the alternative cannot serve even that. */
export function atBase(
  { respond }: Responding,
  drivers: readonly DrawnDriver[],
  months: number,
): Float64Array | undefined {
  const { values, paths } = baseDraw(drivers, months);
  const usd = new Float64Array(months + 1);
  return respond(values, paths, usd) ? usd : undefined;
}

function sum(usd: Float64Array): number {
  let total = 0;
  for (let t = 0; t < usd.length; t += 1) total += usd[t] as number;
  return total;
}

function spreadOf(alternative: string, own: Float64Array, baseline: Float64Array): Spread | undefined {
  const odds = oddsOf(own, baseline);
  if (odds === undefined) return undefined;
  const { differences, ...shares } = odds;
  const totals = sorted(own.filter((usd) => !Number.isNaN(usd)));
  const ascending = sorted(differences);
  return {
    alternative,
    tcoP50Usd: percentile(totals, 0.5),
    tcoP80Usd: percentile(totals, 0.8),
    differenceP50Usd: percentile(ascending, 0.5),
    differenceP80Usd: percentile(ascending, 0.8),
    ...shares,
    ...(totals.length < own.length && { cannotServeShare: 1 - totals.length / own.length }),
    curve: CURVE.map((q) => ({ q, differenceUsd: percentile(ascending, q) })),
  };
}
