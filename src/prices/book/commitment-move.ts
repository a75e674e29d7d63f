import type { Decimal } from "../../units.ts";
import { effectiveHourly, listedRate } from "../override/commitment.ts";
import type { Snapshot, SnapshotEntry } from "./snapshot.ts";

type Listed = NonNullable<SnapshotEntry["commitments"]>[number];

/** One committed term that is not what it was. */
export interface CommitmentMove {
  readonly key: string;
  /** As the list calls it: "12 months, standard, Partial Upfront". */
  readonly term: string;
  /** USD per hour with upfront payments spread over the term; absent where the list does not offer it. */
  readonly old?: Decimal;
  readonly now?: Decimal;
  /** new ÷ old − 1; absent unless both are known and old is above 0. */
  readonly share?: number;
}

/**
 * Terms that changed price, came or went, by key and term. A key whose terms one snapshot never recorded tells nothing:
 * terms are read on request only.
 */
export function commitmentMoves(from: Snapshot, to: Snapshot): readonly CommitmentMove[] {
  return Object.keys(to.entries)
    .sort()
    .flatMap((key) => {
      const [old, now] = [from.entries[key]?.commitments, to.entries[key]?.commitments];
      return old === undefined || now === undefined ? [] : movesOf(key, old, now);
    });
}

function movesOf(key: string, old: readonly Listed[], now: readonly Listed[]): CommitmentMove[] {
  const [before, after] = [byTerm(old), byTerm(now)];
  const terms = [...new Set([...before.keys(), ...after.keys()])].sort();
  return terms.flatMap((term): CommitmentMove[] => {
    const [a, b] = [before.get(term), after.get(term)];
    if (a?.hourlyUsd === b?.hourlyUsd && a?.upfrontUsd === b?.upfrontUsd) return [];
    const [was, is] = [a && effective(a), b && effective(b)];
    const share = was && is && !was.isZero() ? is.dividedBy(was).minus(1).toNumber() : undefined;
    return [
      { key, term, ...(was && { old: was }), ...(is && { now: is }), ...(share !== undefined && { share }) },
    ];
  });
}

const byTerm = (listed: readonly Listed[]) =>
  new Map(
    listed.map((one) => [`${one.termMonths} months, ${one.offeringClass}, ${one.purchaseOption}`, one]),
  );

const effective = (one: Listed): Decimal => effectiveHourly(listedRate(one, ""));
