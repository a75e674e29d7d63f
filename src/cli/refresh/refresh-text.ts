import { isEmpty, type RegionDiff } from "../../prices/book/book-diff.ts";
import { checksOf, lostOn } from "../../prices/list/list-check.ts";
import { keyRecipe } from "../../prices/list/recipe.ts";
import { select } from "../../prices/list/select.ts";
import type { BillingRules } from "../../prices/rules.ts";
import { diffJson, diffText } from "../price-diff-text.ts";
import type { RefreshFlags } from "../prices-refresh.ts";
import { guardLines } from "./guard-text.ts";
import type { ListRead } from "./list-read.ts";
import type { RefreshedBook } from "./refresh.ts";

/** What changed, what has no price and why, and what was written. */
export function refreshText({ regions, written }: RefreshedBook, flags: RefreshFlags): string {
  const { book, dryRun, accept } = flags;
  const lines = regions.flatMap(({ region, snapshot, diff, notPriced, tripped, readings }) => [
    ...changeLines(region, diff, snapshot === undefined, Object.keys(snapshot?.entries ?? {}).length),
    ...readings.map(
      ({ list }) =>
        `  ${list.service} list ${list.version}, published ${list.publishedAt.slice(0, 10)}, ${list.rows.toLocaleString("en-US")} rows`,
    ),
    ...guardLines(tripped).map(
      (line) => `  guard: ${line}${accept === undefined ? "" : ` (accepted: ${accept})`}`,
    ),
    ...notPricedLines(notPriced, flags),
  ]);
  const end =
    dryRun === true
      ? "Dry run: nothing was written."
      : written.length === 0
        ? "Up to date: nothing new, nothing written."
        : `Written to ${book}: ${written.join(", ")}`;
  return `${[...lines, end].join("\n")}\n`;
}

/** Keys that a plan could have asked for are named in a line; those that somebody asked for, and what is wrong, in full. */
function notPricedLines(
  notPriced: RefreshedBook["regions"][number]["notPriced"],
  { add }: RefreshFlags,
): string[] {
  const asked = new Set(add);
  const all = [...notPriced];
  const loud = all.filter(([key, { kind }]) => kind !== "none" || asked.has(key));
  const quiet = all.filter((entry) => !loud.includes(entry)).map(([key]) => key);
  return [
    ...loud.map(([key, { kind, because }]) => `  not priced, ${kind}: ${key}: ${because}`),
    ...(quiet.length === 0
      ? []
      : [
          `  not in the list: ${quiet.length} that plans or globs ask for (reasons: --json): ${quiet.slice(0, 4).join(", ")}${quiet.length > 4 ? ", …" : ""}`,
        ]),
  ];
}

/** Added and removed keys that a terminal is told by name. */
const MOST_NAMED = 12;

function changeLines(region: string, diff: RegionDiff | undefined, same: boolean, count: number): string[] {
  if (same) return [`${region}   the same prices as before`];
  if (diff === undefined || isEmpty(diff)) return [`${region}   ${count} prices`];
  return diffText(diff, MOST_NAMED).trimEnd().split("\n");
}

export function refreshJson({ regions, written }: RefreshedBook): string {
  const said = regions.map(({ region, snapshot, diff, notPriced, tripped, readings }) => ({
    region,
    snapshotAt: snapshot?.snapshotAt ?? null,
    entries: snapshot === undefined ? null : Object.keys(snapshot.entries).length,
    lists: readings.map(({ list }) => list),
    ...(diff && diffJson(diff)),
    guards: tripped,
    notPriced: [...notPriced].map(([key, reason]) => ({ key, ...reason })),
  }));
  return `${JSON.stringify({ schema: 1, written, regions: said }, null, 2)}\n`;
}

/** Every row that was read about a key: kept, merged, or rejected and by which attribute. */
export function rowsText(key: string, reads: readonly ListRead[], rules: BillingRules): string {
  const asked = keyRecipe(key);
  const own = reads.filter(({ list }) => list.service === asked?.recipe.service);
  if (asked === undefined || own.length === 0) return `No rows were read for ${key}.\n`;
  const lines = own.flatMap((read) => {
    const question = {
      asked,
      region: read.region,
      ...(read.fileRegion !== undefined && { fileRegion: read.fileRegion }),
    };
    const selection = select(read.documents, question, rules, read.sieve.carried);
    const checks = checksOf(question).filter(
      ({ optional, attribute }) => !optional || read.sieve.carried.has(attribute),
    );
    const subject = asked.recipe.subject;
    const about = read.documents.filter(
      ({ attributes, service }) =>
        service === asked.recipe.service &&
        (subject === undefined || attributes[subject] === asked.segments[0]),
    );
    const rows = about
      .map((document) => ({ document, lost: lostOn(document, checks) }))
      .toSorted((a, b) => a.lost.length - b.lost.length)
      .map(({ document, lost }) => {
        const prices = document.terms
          .filter(({ kind }) => kind === "OnDemand")
          .flatMap(({ dimensions }) => dimensions.map(({ pricePerUnit }) => pricePerUnit.USD ?? "no USD"));
        const fate =
          lost.length > 0
            ? `rejected: ${lost.map(({ attribute, wanted, got }) => `${attribute} is ${got || "empty"}, not ${wanted}`).join("; ")}`
            : selection.kind === "price" && selection.merged.includes(document.sku)
              ? "merged"
              : selection.kind === "price"
                ? "kept"
                : `matches, but ${selection.kind}`;
        return `  ${document.sku}  ${document.attributes.usagetype ?? ""}  ${prices.join("/")}  ${fate}`;
      });
    return [
      `${key} in ${read.region}, ${read.list.service} ${read.list.version}: ${selection.kind}`,
      ...rows,
    ];
  });
  return `${lines.join("\n")}\n`;
}
