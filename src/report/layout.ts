import { getBorderCharacters, table } from "table";

/** What a stretch of text means; whoever owns the terminal decides how that looks. */
export type Style = "strong" | "good" | "warn" | "bad" | "dim";
export type Paint = (style: Style, text: string) => string;

export interface Span {
  readonly text: string;
  readonly style?: Style;
}
export type Line = readonly Span[];

export type Align = "left" | "right";

export const plain = (text: string): Line => [{ text }];
export const styled = (text: string, style: Style): Line => [{ text, style }];
export const BLANK: Line = [];

export function printed(lines: readonly Line[], paint?: Paint): string {
  const span = ({ text, style }: Span) =>
    paint === undefined || style === undefined || text === "" ? text : paint(style, text);
  return `${lines.map((line) => line.map(span).join("").trimEnd()).join("\n")}\n`;
}

const NO_LINES = { border: getBorderCharacters("void"), drawHorizontalLine: () => false };
const GAP = 2;

/** Names come from files of others: a control character would move the cursor. */
const safe = (text: string) => text.replace(/\p{Cc}+/gu, " ");

/** A paragraph in lines of at most `width` columns, broken at spaces where there are any. */
export function wrapped(text: string, width: number): string[] {
  if (text === "") return [""];
  const columns = { 0: { width, wrapWord: true, paddingLeft: 0, paddingRight: 0 } };
  return linesOf(table([[safe(text)]], { ...NO_LINES, columns }));
}

/**
 * A label and its text hanging beside it. `most` is how many lines it may take at 100 columns (in proportion
 * at other widths); what is cut leaves a mark.
 */
export function labelled(
  label: string,
  labelWidth: number,
  text: string,
  width: number,
  most?: number,
): Line[] {
  const room = width - labelWidth;
  const lines = wrapped(text, room);
  const limit = most === undefined ? lines.length : Math.ceil((most * (100 - labelWidth)) / room);
  const kept =
    lines.length > limit ? [...lines.slice(0, limit - 1), cut(lines[limit - 1] ?? "", room)] : lines;
  return kept.map((line, index) => [
    { text: index === 0 ? safe(label).padEnd(labelWidth) : " ".repeat(labelWidth), style: "strong" as const },
    { text: line },
  ]);
}

/** A line with the mark of what follows it, cut between words where there are any. */
function cut(line: string, width: number): string {
  if (line.length + 2 <= width) return `${line.trimEnd()} …`;
  const head = line.slice(0, width - 2);
  return `${head.slice(0, head.lastIndexOf(" ") > 0 ? head.lastIndexOf(" ") : head.length)} …`;
}

/** Items as many to a line as fit, none broken that fits on a line of its own. */
export function joined(items: readonly string[], width: number): string[] {
  const lines: string[] = [];
  for (const item of items) {
    const last = lines.at(-1);
    if (last !== undefined && `${last} · ${item}`.length <= width)
      lines[lines.length - 1] = `${last} · ${item}`;
    else lines.push(item);
  }
  return lines.flatMap((line) => wrapped(line, width));
}

export interface Column {
  readonly align: Align;
  /** Columns of the terminal; longer text is cut (`wrap: false`) or wrapped. */
  readonly width?: number;
  readonly wrap?: boolean;
}

/** Rows in aligned columns, two spaces apart. One line per row unless a column wraps. */
export function grid(rows: readonly (readonly string[])[], columns: readonly Column[]): string[] {
  if (rows.length === 0) return [];
  const settings = columns.map(({ align, width, wrap = false }, index) => ({
    alignment: align,
    paddingLeft: 0,
    paddingRight: index === columns.length - 1 ? 0 : GAP,
    wrapWord: wrap,
    ...(width === undefined ? {} : { width, ...(wrap ? {} : { truncate: width }) }),
  }));
  return linesOf(
    table(
      rows.map((row) => row.map(safe)),
      { ...NO_LINES, columns: settings },
    ),
  );
}

const linesOf = (output: string) =>
  output
    .replace(/\n$/, "")
    .split("\n")
    .map((line) => line.trimEnd());

/** Natural widths of the columns; every character counts one, as all of ours are. */
export function naturalWidths(rows: readonly (readonly string[])[]): number[] {
  const count = Math.max(0, ...rows.map((row) => row.length));
  return Array.from({ length: count }, (_, index) =>
    Math.max(0, ...rows.map((row) => row[index]?.length ?? 0)),
  );
}

/** A table in at most `width` columns: text columns give way, widest first, and wrap; numbers only when nothing else is left. */
export function fittedGrid(
  rows: readonly (readonly string[])[],
  align: readonly Align[],
  width: number,
): string[] {
  const widths = naturalWidths(rows);
  const room = () => width - GAP * (widths.length - 1) - widths.reduce((sum, w) => sum + w, 0);
  const shrink = (least: number, may: (index: number) => boolean) => {
    while (room() < 0) {
      const open = widths.flatMap((w, index) => (may(index) && w > least ? [index] : []));
      const widest = open.reduce(
        (best, index) => ((widths[index] ?? 0) > (widths[best] ?? -1) ? index : best),
        -1,
      );
      if (widest < 0) return;
      widths[widest] = (widths[widest] ?? 0) - 1;
    }
  };
  shrink(12, (index) => align[index] === "left");
  shrink(1, () => true);
  return grid(
    rows,
    widths.map((w, index) => ({ align: align[index] ?? "left", width: Math.max(1, w), wrap: true })),
  );
}
