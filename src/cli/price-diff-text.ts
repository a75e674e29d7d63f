import type { RegionDiff } from "../prices/book-diff.ts";
import { priceText } from "../prices/price-move.ts";

/** A region's changes as a table that a terminal and a Markdown block both take. */
export function diffText({
  region,
  from,
  to,
  moved,
  added,
  removed,
  replaced,
  reselected,
}: RegionDiff): string {
  const head = `${region}   ${from} → ${to}   ${moved.length} moved, ${added.length} added, ${removed.length} removed`;
  const width = Math.max(0, ...moved.map(({ key }) => key.length));
  const prices = moved.map(({ old, now }) => `${priceText(old)} → ${priceText(now)}`);
  const wide = Math.max(0, ...prices.map((text) => text.length));
  const lines = [
    ...moved.map(
      ({ key, now, share }, i) =>
        `  ${key.padEnd(width)}   ${(prices[i] ?? "").padEnd(wide)}   ${shareText(share).padStart(9)}   USD per ${now.unit}${now.effectiveAt === undefined ? "" : `, since ${now.effectiveAt}`}`,
    ),
    ...some("added", added),
    ...some("removed", removed),
    ...replaced.map((one) => `  same price, another SKU: ${one.key} (${one.from} → ${one.to})`),
    ...some("selected from other rows", reselected),
  ];
  return `${[head, ...lines].join("\n")}\n`;
}

export function shareText(share: number | undefined): string {
  if (share === undefined) return "tiers";
  return `${share < 0 ? "−" : "+"}${(100 * Math.abs(share)).toFixed(1)} %`;
}

const some = (word: string, keys: readonly string[]): string[] =>
  keys.length === 0
    ? []
    : [
        `  ${word}: ${keys.slice(0, 12).join(", ")}${keys.length > 12 ? ` and ${keys.length - 12} more` : ""}`,
      ];
