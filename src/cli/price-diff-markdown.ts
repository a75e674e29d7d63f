import { isEmpty, type RegionDiff } from "../prices/book/book-diff.ts";
import { priceText } from "../prices/book/price-move.ts";
import { commitmentText, headOf, shareText, unitText } from "./price-diff-text.ts";

/** A region's changes for a review document: a table of what moved, lists of the rest. */
export function diffMarkdown(diff: RegionDiff): string {
  const { moved, added, removed, replaced, reselected, commitments } = diff;
  const rows = moved.map(({ key, old, now, share }) => [
    `\`${key}\``,
    priceText(old),
    priceText(now),
    shareText(share),
    unitText(old.unit, now.unit),
    daysText(old.effectiveAt, now.effectiveAt),
  ]);
  return [
    `## ${headOf(diff).replaceAll("   ", " · ")}`,
    ...(isEmpty(diff) ? [] : [""]),
    ...(rows.length === 0
      ? []
      : [markdownTable(["price", "old", "new", "change", "unit", "effective"], rows), ""]),
    ...some("Added", added),
    ...some("Removed", removed),
    ...some(
      "Same price, another SKU",
      replaced.map(({ key }) => key),
    ),
    ...some("Selected from other rows", reselected),
    ...commitments.map((move) => `- Committed: \`${move.key}\`, ${commitmentText(move)}`),
  ]
    .join("\n")
    .trimEnd()
    .concat("\n");
}

/** Cells with a bar in them would make a column of their own. */
export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

/** Days since which the list has the two prices. */
function daysText(old: string | undefined, now: string | undefined): string {
  if (old === undefined && now === undefined) return "not recorded";
  return `${old ?? "not recorded"} → ${now ?? "not recorded"}`;
}

const some = (word: string, keys: readonly string[]): string[] =>
  keys.length === 0 ? [] : [`- ${word}: ${keys.map((key) => `\`${key}\``).join(", ")}`];
