import { isEmpty, type PriceMove, type RegionDiff } from "../prices/book/book-diff.ts";
import type { CommitmentMove } from "../prices/book/commitment-move.ts";
import { priceText } from "../prices/book/price-move.ts";

/**
 * A region's changes as aligned lines.
 * @param most keys of a list that are named before the rest is counted
 */
export function diffText(diff: RegionDiff, most = Number.POSITIVE_INFINITY): string {
  const { moved, added, removed, replaced, reselected, commitments } = diff;
  const width = Math.max(0, ...moved.map(({ key }) => key.length));
  const prices = moved.map(({ old, now }) => `${priceText(old)} → ${priceText(now)}`);
  const wide = Math.max(0, ...prices.map((text) => text.length));
  const shares = moved.map(({ share }) => shareText(share));
  const widest = Math.max(0, ...shares.map((text) => text.length));
  const lines = [
    ...moved.map(
      ({ key, old, now }, i) =>
        `  ${key.padEnd(width)}   ${(prices[i] ?? "").padEnd(wide)} ${(shares[i] ?? "").padStart(widest)}   ${unitText(old.unit, now.unit)}${now.effectiveAt === undefined ? "" : `, since ${now.effectiveAt}`}`,
    ),
    ...some("added", added, most),
    ...some("removed", removed, most),
    ...replaced.map((one) => `  same price, another SKU: ${one.key} (${one.from} → ${one.to})`),
    ...some("selected from other rows", reselected, most),
    ...commitments.slice(0, most).map((move) => `  committed: ${move.key}, ${commitmentText(move)}`),
    ...(commitments.length > most ? [`  committed: ${commitments.length - most} more terms changed`] : []),
  ];
  return `${[headOf(diff), ...lines].join("\n")}\n`;
}

/** "us-east-1   2025-04-28 → 2025-07-01   4 moved, 0 added, 0 removed" */
export function headOf(diff: RegionDiff): string {
  const { region, from, to, moved, added, removed, commitments } = diff;
  const terms = commitments.length === 0 ? "" : `, ${commitments.length} committed terms changed`;
  const what = isEmpty(diff)
    ? "no difference"
    : `${moved.length} moved, ${added.length} added, ${removed.length} removed${terms}`;
  return `${region}   ${from} → ${to}   ${what}`;
}

/** "−44.0 %"; "tiers" where no share says what changed. */
export function shareText(share: number | undefined): string {
  if (share === undefined) return "tiers";
  return `${share < 0 ? "−" : "+"}${(100 * Math.abs(share)).toFixed(1)} %`;
}

/** "12 months, standard, Partial Upfront: 0.024843 → 0.0261 USD an hour with upfront spread, +5.1 %" */
export function commitmentText({ term, old, now, share }: CommitmentMove): string {
  const hourly = (usd: CommitmentMove["old"]) => usd?.toSignificantDigits(6).toString() ?? "not offered";
  const moved = share === undefined ? "" : `, ${shareText(share)}`;
  return `${term}: ${hourly(old)} → ${hourly(now)} USD an hour with upfront spread${moved}`;
}

export const unitText = (old: string, now: string): string =>
  old === now ? `USD per ${now}` : `USD per ${old} → ${now}`;

/** A region's changes as members of a JSON answer. */
export function diffJson({ region: _r, from: _f, to: _t, moved, commitments, ...lists }: RegionDiff): object {
  return { moved: moved.map(moveJson), ...lists, commitments: commitments.map(commitmentJson) };
}

/** Effective USD an hour, upfront spread over the term; null where the list does not offer it. */
function commitmentJson({ key, term, old, now, share }: CommitmentMove): object {
  return {
    key,
    term,
    oldHourlyUsd: old?.toString() ?? null,
    nowHourlyUsd: now?.toString() ?? null,
    share: share ?? null,
  };
}

/** `share` is new ÷ old − 1, null where tiers or units changed; days are null where no list said them. */
function moveJson({ key, old, now, share }: PriceMove): object {
  return {
    key,
    unit: now.unit,
    ...(old.unit !== now.unit && { oldUnit: old.unit }),
    old: old.tiers,
    now: now.tiers,
    share: share ?? null,
    effectiveAt: { old: old.effectiveAt ?? null, now: now.effectiveAt ?? null },
  };
}

const some = (word: string, keys: readonly string[], most: number): string[] =>
  keys.length === 0
    ? []
    : [
        `  ${word}: ${keys.slice(0, most).join(", ")}${keys.length > most ? ` and ${keys.length - most} more` : ""}`,
      ];
