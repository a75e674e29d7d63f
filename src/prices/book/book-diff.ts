import { type CommitmentMove, commitmentMoves } from "./commitment-move.ts";
import { movedShare, samePrice } from "./price-move.ts";
import type { Snapshot, SnapshotEntry } from "./snapshot.ts";

/** One price that is not what it was. */
export interface PriceMove {
  readonly key: string;
  readonly old: SnapshotEntry;
  readonly now: SnapshotEntry;
  /** new ÷ old − 1; undefined where tiers or units changed. */
  readonly share: number | undefined;
}

/** What changed in one region between two snapshots. */
export interface RegionDiff {
  readonly region: string;
  readonly from: string;
  readonly to: string;
  readonly moved: readonly PriceMove[];
  readonly added: readonly string[];
  readonly removed: readonly string[];
  /** The same price under another SKU. */
  readonly replaced: readonly { readonly key: string; readonly from: string; readonly to: string }[];
  /** The same price, chosen by another version of its recipe or from other rows. */
  readonly reselected: readonly string[];
  /** Reserved terms and savings plans, where both snapshots recorded them. */
  readonly commitments: readonly CommitmentMove[];
}

/** diff(a, a) is empty. Biggest moves first, everything else by key. */
export function diffOf(from: Snapshot, to: Snapshot): RegionDiff {
  const keys = Object.keys(to.entries).sort();
  const both = keys.flatMap((key) => {
    const [old, now] = [from.entries[key], to.entries[key]];
    return old === undefined || now === undefined ? [] : [{ key, old, now }];
  });
  const same = both.filter(({ old, now }) => samePrice(old, now));
  return {
    region: to.region,
    from: from.snapshotAt,
    to: to.snapshotAt,
    moved: both
      .filter(({ old, now }) => !samePrice(old, now))
      .map(({ key, old, now }) => ({ key, old, now, share: movedShare(old, now) }))
      .toSorted((a, b) => size(b.share) - size(a.share) || (a.key < b.key ? -1 : 1)),
    added: keys.filter((key) => from.entries[key] === undefined),
    removed: Object.keys(from.entries)
      .filter((key) => to.entries[key] === undefined)
      .sort(),
    replaced: same.flatMap(({ key, old, now }) =>
      old.sku === undefined || now.sku === undefined || old.sku === now.sku
        ? []
        : [{ key, from: old.sku, to: now.sku }],
    ),
    reselected: same.filter(({ old, now }) => reselected(old, now)).map(({ key }) => key),
    commitments: commitmentMoves(from, to),
  };
}

export function isEmpty({ region: _r, from: _f, to: _t, ...changes }: RegionDiff): boolean {
  return Object.values(changes).every((list) => list.length === 0);
}

const size = (share: number | undefined): number =>
  share === undefined ? Number.POSITIVE_INFINITY : Math.abs(share);

/** A seed has no recorded selection: that it got one is no change of it. */
function reselected(old: SnapshotEntry, now: SnapshotEntry): boolean {
  if (old.selection === undefined || now.selection === undefined) return false;
  return JSON.stringify(old.selection) !== JSON.stringify(now.selection) && old.sku === now.sku;
}
