import { type DatedDiff, isOneSnapshot, saysNothing } from "../../prices/book/dated-diff.ts";
import { diffMarkdown } from "../price-diff-markdown.ts";
import { diffJson, diffText } from "../price-diff-text.ts";
import type { RepricedScenario } from "./repriced-scenario.ts";
import { repricedJson, repricedMarkdown, repricedText } from "./repriced-text.ts";

/** What `crossover prices diff` found out. */
export interface DiffAnswer {
  readonly diff: DatedDiff;
  readonly scenarios: readonly RepricedScenario[];
}

export function answerText({ diff, scenarios }: DiffAnswer): string {
  const blocks = [
    ...diff.regions.map((region) => diffText(region)),
    ...begunLines(diff, ""),
    ...emptyLines(diff),
  ];
  return [blocks.join(""), ...scenarios.map((one) => repricedText(one, !isOneSnapshot(diff)))].join("\n");
}

/** A document for a review: the prices, then each scenario. */
export function answerMarkdown({ diff, scenarios }: DiffAnswer): string {
  const { from, to } = diff;
  return [
    `# AWS prices, ${from} and ${to}\n`,
    ...diff.regions.map(diffMarkdown),
    ...begunLines(diff, "- "),
    ...emptyLines(diff),
    ...scenarios.map(repricedMarkdown),
  ].join("\n");
}

export function answerJson({ diff, scenarios }: DiffAnswer): string {
  const said = {
    schema: 1,
    from: diff.from,
    to: diff.to,
    empty: saysNothing(diff),
    regions: diff.regions.map((one) => ({
      region: one.region,
      from: one.from,
      to: one.to,
      ...diffJson(one),
    })),
    begun: diff.begun,
    scenarios: scenarios.map(repricedJson),
  };
  return `${JSON.stringify(said, null, 2)}\n`;
}

/** A region that the book got in between has prices, and no difference that anybody knows. */
function begunLines({ begun, from }: DatedDiff, mark: string): string[] {
  return begun.map(
    ({ region, snapshotAt, entries }) =>
      `${mark}${region}   ${snapshotAt}   ${entries} ${entries === 1 ? "price" : "prices"}; the book has none of ${from} or before to compare with\n`,
  );
}

function emptyLines(diff: DatedDiff): string[] {
  if (!saysNothing(diff)) return [];
  const none = `No difference between ${diff.from} and ${diff.to}.`;
  const same =
    "Both days stand on one and the same snapshot of each region: nothing to compare until the next, crossover prices refresh.";
  return [`${isOneSnapshot(diff) ? `${none} ${same}` : none}\n`];
}
