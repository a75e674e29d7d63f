import { markdownTable } from "markdown-table";
import { notTexts, nowTexts, partName, testTexts } from "./action-lines.ts";
import {
  cellOf,
  comparisonOf,
  legendTexts,
  marked,
  markedRole,
  rowDetail,
  withoutFigures,
} from "./comparison.ts";
import { componentsAlone } from "./components-alone.ts";
import { ACTIONS, detailSections } from "./detail-sections.ts";
import { flipSentence, nearestFirst, searchedWithout } from "./flip-sentence.ts";
import { inline } from "./markdown-text.ts";
import { nothingFound } from "./nothing-found.ts";
import { overrideLine } from "./override-text.ts";
import { partLine } from "./part-line.ts";
import { fullName, furtherParts, leadingParts, type PartView, partViews } from "./part-view.ts";
import { presetSections } from "./preset/preset-section.ts";
import type { Report } from "./report.ts";
import { canStart, headerItems, notPriced, restsOn, together } from "./screen-lines.ts";
import type { Block, Section } from "./section.ts";
import { verdictSentence } from "./verdict-sentence.ts";
import { counted } from "./wording.ts";

/** A pull request's body holds 65,536 characters; other bots and the reader's own text want room too. */
const MOST = 50_000;

/** The report for a pull request or a page: the verdict first, everything else folded below the comparison. */
export function renderMarkdown(report: Report): string {
  const top = [
    `### Crossover: ${inline(report.scenario.name)}`,
    ...verdicts(report),
    ...actions(report),
    ...tables(report),
    below(report),
    ...presetSections(report.preset).map(opened),
  ];
  const details = detailSections(report).filter(({ title }) => title !== ACTIONS);
  let sections = details;
  while (length([...top, ...sections.map(folded)]) > MOST && sections.length > 0)
    sections = sections.toSpliced(firstToGo(sections), 1);
  const note = leftOut(details.filter((each) => !sections.includes(each)));
  return `${[...top, ...note, ...sections.map(folded)].join("\n\n")}\n`;
}

/** What a command prints as well, from the end; then whatever is longest, so that as few as possible go. */
function firstToGo(sections: readonly Section[]): number {
  const spare = sections.findLastIndex((each) => each.spare);
  if (spare >= 0) return spare;
  const lengths = sections.map((each) => folded(each).length);
  return lengths.indexOf(Math.max(...lengths));
}

/** What was dropped for room, and the command that prints it. */
function leftOut(dropped: readonly Section[]): string[] {
  const lines = dropped.filter(({ title }) => /(^|: )lines of /i.test(title)).length;
  const others = dropped.length - lines;
  return [
    ...(lines === 0
      ? []
      : [
          `The lines of ${counted(lines, "alternative")} are left out here; \`crossover explain <alternative>\` prints them.`,
        ]),
    ...(others === 0
      ? []
      : [
          `${counted(others, "further section")}: not here for want of room, \`crossover compare … --full\` prints them.`,
        ]),
  ];
}

const length = (parts: readonly string[]) => parts.reduce((sum, part) => sum + part.length + 2, 0);

function verdicts(report: Report): string[] {
  const several = leadingParts(report).length > 1;
  return leadingParts(report).map(
    (view) => `**${inline(several ? `${partName(view)}: ` : "")}${inline(verdictSentence(view))}**`,
  );
}

function actions(report: Report): string[] {
  const bullets = (title: string, texts: readonly string[]) =>
    texts.length === 0 ? [] : [`**${title}**\n\n${texts.map((text) => `- ${inline(text)}`).join("\n")}`];
  return [
    ...bullets("Components", componentsAlone(report)),
    ...bullets("Now", nowTexts(report)),
    ...bullets("Test", testTexts(report)),
    ...bullets(
      "Not",
      leadingParts(report).flatMap((view) => notTexts(view).slice(0, 3)),
    ),
  ];
}

function tables(report: Report): string[] {
  const several = leadingParts(report).length > 1;
  return leadingParts(report).flatMap((view) => {
    const table = comparison(view);
    return several ? [`**${partName(view)}**`, table] : [table];
  });
}

function comparison(view: PartView): string {
  const shown = comparisonOf(view);
  const { rows, columns } = shown;
  const cells = rows.map((a) => {
    const because = withoutFigures(a);
    const name = `${fullName(view, a)}${marked(a)}${because === undefined ? "" : `: ${because}`}`;
    return [markedRole(view, a).trim(), inline(name), ...columns.map((column) => cellOf(column, a))];
  });
  const align = ["l", "l", ...columns.map((column) => (column.align === "right" ? "r" : "l"))];
  const fleets = rows.flatMap((a) =>
    rowDetail(view, a) === "" ? [] : [`${fullName(view, a)}: ${rowDetail(view, a)}`],
  );
  const notes = [...fleets, ...legendTexts(view, shown)].map((note) => `- ${inline(note)}`);
  return [
    markdownTable([["", "", ...columns.map(({ head }) => head)], ...cells], { align }),
    notes.join("\n"),
  ]
    .join("\n\n")
    .trim();
}

/** What stands below the table on the one screen. */
function below(report: Report): string {
  const flips = partViews(report).flatMap((view) =>
    nearestFirst(view.decision.flips)
      .slice(0, 3)
      .map((flip) => flipSentence(view, flip)),
  );
  const without = partViews(report).flatMap(searchedWithout);
  const entries: readonly (readonly [string, string | undefined])[] = [
    ...(report.decisions.length === 0
      ? []
      : [
          [
            "Flips it",
            flips.length === 0
              ? [...new Set(partViews(report).map(nothingFound))].join(" · ")
              : flips.join(" · "),
          ] as const,
        ]),
    ["Not by", without.length === 0 ? undefined : without.join(", ")],
    ...furtherParts(report).map((view) => [partName(view), partLine(view)] as const),
    ["Overrides", overrideLine(report)],
    ["Together", together(report)],
    ["Can start?", canStart(report)],
    ["Rests on", restsOn(report)],
    ["Not priced", notPriced(report)],
    [
      "Prices",
      [...headerItems(report), report.prices.stale].filter((text) => text !== undefined).join(" · "),
    ],
  ];
  const lines = entries.flatMap(([label, text]) =>
    text === undefined ? [] : [`- **${label}** ${inline(text)}`],
  );
  const commands = report.next.map((command) => `\`${command.replaceAll("`", "'")}\``).join(" · ");
  return [...lines, ...(commands === "" ? [] : [`- **Next** ${commands}`])].join("\n");
}

function opened({ title, blocks }: Section): string {
  return [`#### ${inline(title)}`, ...blocks.map(drawn)].join("\n\n");
}

function folded({ title, blocks }: Section): string {
  const summary = inline(title.charAt(0).toUpperCase() + title.slice(1)).replace(/\\/g, "");
  return `<details><summary>${summary}</summary>\n\n${blocks.map(drawn).join("\n\n")}\n\n</details>`;
}

function drawn(block: Block): string {
  switch (block.kind) {
    case "text":
      return inline(block.text);
    case "list":
      return block.items.map((item) => `- ${inline(item)}`).join("\n");
    case "table":
      return markdownTable([block.head.map(inline), ...block.rows.map((row) => row.map(inline))], {
        align: block.align.map((align) => (align === "right" ? "r" : "l")),
        alignDelimiters: false,
      });
  }
}
