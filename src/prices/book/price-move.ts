import { Decimal } from "../../units.ts";
import type { SnapshotEntry } from "./snapshot.ts";

type Tiers = SnapshotEntry["tiers"];

/** True when nobody's bill can tell the two apart. */
export function samePrice(a: SnapshotEntry, b: SnapshotEntry): boolean {
  return a.unit === b.unit && JSON.stringify(bounds(a.tiers)) === JSON.stringify(bounds(b.tiers));
}

const bounds = (tiers: Tiers) => tiers.map(({ begin, end, usd }) => [begin, end, usd]);

/**
 * new ÷ old − 1 of the tier that moved most: −0.33 is a third less; undefined where tiers or units are not the same, or
 * where a price of 0 became one: no share says it.
 */
export function movedShare(old: SnapshotEntry, now: SnapshotEntry): number | undefined {
  const likeTiers = (tiers: Tiers) => JSON.stringify(tiers.map(({ begin, end }) => [begin, end]));
  if (old.unit !== now.unit || likeTiers(old.tiers) !== likeTiers(now.tiers)) return undefined;
  const changed = old.tiers.flatMap(({ usd }, i) => {
    const next = now.tiers[i]?.usd;
    return next === undefined || new Decimal(next).equals(usd) ? [] : [{ usd: new Decimal(usd), next }];
  });
  if (changed.some(({ usd }) => usd.isZero())) return undefined;
  const shares = changed.map(({ usd, next }) => new Decimal(next).dividedBy(usd).minus(1).toNumber());
  return shares.reduce((most, share) => (Math.abs(share) > Math.abs(most) ? share : most), 0);
}

/** "0.0225", "0.09/0.085/0.07". */
export const priceText = ({ tiers }: SnapshotEntry): string => tiers.map(({ usd }) => usd).join("/");
