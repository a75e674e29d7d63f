import { actionLines, partName } from "./action-lines.ts";
import { comparisonTable } from "./comparison-table.ts";
import { componentsAlone } from "./components-alone.ts";
import { detailSections } from "./detail-sections.ts";
import { flipSentence, nearestFirst, searchedWithout } from "./flip-sentence.ts";
import { type Items, itemLines } from "./item-lines.ts";
import { BLANK, joined, type Line, labelled, type Paint, printed, styled } from "./layout.ts";
import { nothingFound } from "./nothing-found.ts";
import { overrideLine } from "./override-text.ts";
import { partItems } from "./part-line.ts";
import { furtherParts, leadingParts, type PartView } from "./part-view.ts";
import { presetSections } from "./preset/preset-section.ts";
import type { Report } from "./report.ts";
import {
  canStart,
  findingTexts,
  fromBill,
  headerItems,
  notPricedCount,
  notPricedItems,
  restsOnCounts,
  restsOnItems,
  together,
} from "./screen-lines.ts";
import { terminalSection } from "./terminal-section.ts";
import { verdictLine, verdictSentence } from "./verdict-sentence.ts";
import { clause, counted } from "./wording.ts";

export interface TerminalOptions {
  /** Columns; below 40 the report is laid out for 40. */
  readonly width?: number;
  /** Applied to spans after the layout; absent: plain text. */
  readonly colour?: Paint;
  /** Everything there is, below the one screen. */
  readonly full?: boolean;
}

const LABEL = 11;

/** Lines of a usual terminal. */
const SCREEN = 45;

/** How many entries of a kind are shown before "more". */
interface Extent {
  readonly now: number;
  readonly test: number;
  readonly not: number;
  readonly flips: number;
  /** Lines of one entry below the tables. */
  readonly lines: number;
  /** Losers in a line each; what turns it, what it rests on and what is missing as counts. */
  readonly counts?: true;
}

/** The first that fits is printed. */
const EXTENTS: readonly [Extent, ...Extent[]] = [
  { now: 3, test: 2, not: 2, flips: 3, lines: 2 },
  { now: 2, test: 1, not: 1, flips: 2, lines: 2 },
  { now: 2, test: 1, not: 1, flips: 1, lines: 2 },
  { now: 1, test: 1, not: 1, flips: 1, lines: 1 },
  { now: 1, test: 1, not: 1, flips: 0, lines: 1 },
  { now: 1, test: 1, not: 1, flips: 0, lines: 1, counts: true },
];

/** The report for a terminal: one screen, or with `full` all of it. */
export function renderTerminal(
  report: Report,
  { width = 100, colour, full = false }: TerminalOptions = {},
): string {
  const columns = Math.max(40, Math.floor(width));
  const screen = full ? oneScreen(report, columns, full, EXTENTS[0]) : fitting(report, columns);
  const details = full
    ? detailSections(report).flatMap((section) => [BLANK, ...terminalSection(section, columns)])
    : [];
  const preset = presetSections(report.preset).flatMap((s) => [BLANK, ...terminalSection(s, columns)]);
  return printed([...screen, ...preset, ...details], colour);
}

function fitting(report: Report, width: number): Line[] {
  let screen: Line[] = [];
  for (const extent of EXTENTS) {
    screen = oneScreen(report, width, false, extent);
    if (screen.length <= SCREEN) break;
  }
  return screen;
}

function oneScreen(report: Report, width: number, full: boolean, extent: Extent): Line[] {
  const { stale } = report.prices;
  const header = [...headerItems(report), ...(stale === undefined ? [] : [clause(stale)])];
  const where = full ? "below" : "--full";
  const top = joined(header, width).map((line) => styled(line, stale === undefined ? "dim" : "warn"));
  const alone = componentsAlone(report);
  if (alone.length > 0)
    return [
      ...top,
      BLANK,
      ...alone.flatMap((text) => labelled("", 0, text, width)),
      BLANK,
      ...remaining(report, width, extent, full),
    ];
  const tables = leadingParts(report).flatMap((view) =>
    titled(report, view, comparisonTable(view, width, where)),
  );
  return [
    ...top,
    BLANK,
    ...leadingParts(report).flatMap((view) => verdict(report, view, width, full)),
    ...actionLines(report, width, extent, where),
    BLANK,
    ...tables,
    BLANK,
    ...(extent.counts ? flipCounts(report, where) : flipTexts(report, extent.flips, where)).flatMap(
      (list, index) =>
        itemLines(index === 0 ? "Flips it" : "", LABEL, list, width, { most: extent.lines, where }),
    ),
    ...furtherParts(report).flatMap((view) =>
      itemLines(partName(view), LABEL, partItems(view), width, { most: extent.lines + 1, where }),
    ),
    ...overridden(report, width),
    ...remaining(report, width, extent, full),
  ];
}

/** In full the whole sentence; on one screen its beginning, in at most two lines. */
function verdict(report: Report, view: PartView, width: number, full: boolean): Line[] {
  const name = leadingParts(report).length > 1 ? `${partName(view)}: ` : "";
  const text = `${name}${full ? verdictSentence(view) : verdictLine(view, width - name.length)}`;
  return labelled("", 0, text, width, full ? undefined : 3).map((line) =>
    line.map((span) => ({ ...span, style: "strong" as const })),
  );
}

function titled(report: Report, view: PartView, table: Line[]): Line[] {
  return leadingParts(report).length > 1 && table.length > 0
    ? [styled(partName(view), "strong"), ...table]
    : table;
}

/** The nearest few of each part with a table, and what was searched without turning anything. */
function flipTexts(report: Report, most: number, where: string): Items[] {
  const views = leadingParts(report);
  const lists = views.flatMap((view) => {
    const flips = nearestFirst(view.decision.flips);
    const shown = flips.slice(0, most).map((flip) => one(flipSentence(view, flip)));
    const more = flips.length > most ? [one(`${flips.length - most} more: ${where}`)] : [];
    const items = searchedWithout(view);
    const head = flips.length === 0 ? `${nothingFound(view)}; searched ` : "not by ";
    const not = items.length === 0 ? [] : [{ head, items, separator: ", " }];
    const name = views.length > 1 ? `${partName(view)}: ` : "";
    return [...shown, ...more, ...not].map((list) => ({ ...list, head: `${name}${list.head}` }));
  });
  return lists.length === 0 ? [one("nothing was searched")] : lists;
}

const one = (text: string): Items => ({ head: "", items: [text], separator: "" });
/** How many flips there are and how many inputs were searched without one. */
function flipCounts(report: Report, where: string): Items[] {
  const views = leadingParts(report);
  const flips = views.reduce((sum, { decision }) => sum + decision.flips.length, 0);
  const without = views.reduce((sum, view) => sum + searchedWithout(view).length, 0);
  return [one(`${counted(flips, "change")}; ${counted(without, "input")} searched without one: ${where}`)];
}

/** One line: the rest is in --full. */
function overridden(report: Report, width: number): Line[] {
  const text = overrideLine(report);
  return text === undefined ? [] : labelled("Overrides", LABEL, text, width, 1);
}

function remaining(report: Report, width: number, { lines: most, counts }: Extent, full: boolean): Line[] {
  const where = full ? "below" : "--full";
  const findings = findingTexts(report);
  const first = findings[0];
  const next = report.scheduledChanges[0];
  const lines: readonly (readonly [string, Items | undefined])[] = [
    ["From bill", clauses(fromBill(report))],
    ["Together", sumsApart(together(report))],
    ["Can start?", whole(canStart(report))],
    ["Rests on", counts ? one(restsOnCounts(report)) : restsOnItems(report)],
    ["Not priced", counts ? one(notPricedCount(report)) : notPricedItems(report)],
    [
      "Findings",
      first === undefined
        ? undefined
        : counts
          ? one(`${findings.length} in ${full ? "the list below" : "--full"}`)
          : { ...one(first), further: findings.length - 1 },
    ],
    [
      "Coming",
      next === undefined
        ? undefined
        : { ...one(`${next.at} ${clause(next.what)}`), further: report.scheduledChanges.length - 1 },
    ],
  ];
  const linesOf = (label: string) => (full && !BELOW.has(label) ? WHOLE : most);
  return [
    ...lines.flatMap(([label, list]) =>
      list === undefined ? [] : itemLines(label, LABEL, list, width, { most: linesOf(label), where }),
    ),
    ...joined(nextTexts(report, full), width - LABEL).flatMap((line, index) =>
      labelled(index === 0 ? "Next" : "", LABEL, line, width),
    ),
  ];
}

/** Of these the full report has a section below; the others stand nowhere else and are not cut in it. */
const BELOW: ReadonlySet<string> = new Set(["Rests on", "Not priced", "Findings", "Coming"]);
const WHOLE = 1000;

/** The sum over the horizon goes first where there is no room for it. */
const sumsApart = (text: string | undefined): Items | undefined =>
  text === undefined
    ? undefined
    : { head: "", items: text.split(/, (?=(?:at least )?[\d,.]+ over )/), separator: ", " };

const clauses = (text: string | undefined): Items | undefined =>
  text === undefined ? undefined : { head: "", items: text.split("; "), separator: "; " };

const whole = (text: string | undefined): Items | undefined => (text === undefined ? undefined : one(text));

/** The first command whole; "…" stands for the same arguments in the others. In full there is no more to print. */
function nextTexts({ next, call }: Report, full: boolean): string[] {
  const commands = full ? next.filter((command) => !command.endsWith(" --full")) : next;
  return commands.map((command, index) =>
    index === 0 || call === undefined || call === "" ? command : command.replace(call, "…"),
  );
}
