import { partName } from "./action-lines.ts";
import { chargesNote, sumOf, sumText } from "./charge-sum.ts";
import { billLines, explainAlternative, nextLine } from "./explain-alternative.ts";
import { explainCharge } from "./explain-charge.ts";
import { type Target, targetOf } from "./explain-target.ts";
import { flipSentence, nearestFirst, searchedWithout, valueText } from "./flip-sentence.ts";
import { groundSections } from "./ground-sections.ts";
import { BLANK, type Line, labelled, type Paint, plain, printed, styled, wrapped } from "./layout.ts";
import { fullName, partViews } from "./part-view.ts";
import type { Report, ReportCharge, ReportFlip } from "./report.ts";
import { terminalSection } from "./terminal-section.ts";

export interface ExplainOptions {
  /** Columns; below 40 it is laid out for 40. */
  readonly width?: number;
  readonly colour?: Paint;
}

/**
 * Where a figure comes from, down to price, source, date and the keys that change it.
 *
 * `path`: `<alternative>`, `<alternative>.<line>`, the start or category of lines, one of the sums below a hosted row
 * (`host.compute`, `host.rest`, `host.people`), `flips`, `assumptions`. The words today, now, test, buy and host stand for the row that the table shows first.
 * @throws InputError when nothing in the report has this path; it names the nearest ones.
 */
export function explainLine(
  report: Report,
  path: string,
  { width = 100, colour }: ExplainOptions = {},
): string {
  const columns = Math.max(40, Math.floor(width));
  return printed(explained(report, targetOf(report, path.trim()), columns), colour);
}

function explained(report: Report, target: Target, width: number): Line[] {
  switch (target.kind) {
    case "flips":
      return flipLines(report, width);
    case "assumptions":
      return groundSections(report).flatMap((section, index) => [
        ...(index === 0 ? [] : [BLANK]),
        ...terminalSection(section, width),
      ]);
    case "alternative":
      return explainAlternative(target.view, target.alternative, width);
    case "charges":
      return chargeLines(target, width);
  }
}

function chargeLines(target: Extract<Target, { kind: "charges" }>, width: number): Line[] {
  const { alternative, oneOff, monthly, share } = target;
  if (share === "rest" || oneOff.length + monthly.length === 0) return shareLines(target, width);
  const each = (charges: readonly ReportCharge[], span: string) =>
    charges.map((charge) => explainCharge(charge, `${alternative.id}.${charge.id}`, span, width));
  const sums = [sumLines(oneOff, "once", width), sumLines(monthly, "a month", width)];
  const blocks = [...each(oneOff, "once"), ...each(monthly, "a month"), ...sums].filter(
    (block) => block.length > 0,
  );
  return blocks.flatMap((block, index) => (index === 0 ? block : [BLANK, ...block]));
}

/** The many small lines of a sum in columns, each with the id that it is explained by. */
function shareLines(
  { view, alternative, monthly, share }: Extract<Target, { kind: "charges" }>,
  width: number,
): Line[] {
  const besides = share === "rest" ? " besides instances and people" : "";
  const title = `${alternative.id}.${share} · ${fullName(view, alternative)}${besides}`;
  return [
    ...wrapped(title, width).map((line) => styled(line, "strong")),
    ...(monthly.length === 0 ? [plain("  no line: 0.00 USD a month")] : billLines(monthly, "a month", width)),
    ...nextLine(view, alternative, monthly, width),
  ];
}

/** The sum of several lines; of one it would only repeat it. */
function sumLines(charges: readonly ReportCharge[], span: string, width: number): Line[] {
  if (charges.length < 2) return [];
  const note = chargesNote(charges);
  const lines = wrapped(`${charges.length} lines, together ${sumText(sumOf(charges))} USD ${span}.`, width);
  const said = note === undefined ? [] : wrapped(note, width);
  return [...lines.map((line) => styled(line, "strong")), ...said.map((line) => plain(line))];
}

function flipLines(report: Report, width: number): Line[] {
  return partViews(report).flatMap((view, index) => {
    const lines = nearestFirst(view.decision.flips).flatMap((flip) => [
      ...labelled("", 2, flipSentence(view, flip), width),
      ...labelled("", 6, `try it: --set ${quoted(`${flip.key}=${setValue(flip)}`)}`, width),
    ]);
    const without = searchedWithout(view).flatMap((searched) => labelled("", 2, `not by ${searched}`, width));
    const nothing = lines.length + without.length === 0 ? [plain("  nothing was searched")] : [];
    const title = styled(`${partName(view)}: what turns the verdict, nearest first`, "strong");
    return [...(index === 0 ? [] : [BLANK]), title, ...lines, ...without, ...nothing];
  });
}

/** The printed value as `--set` takes it: k, M and B without the space, no separators. */
function setValue(flip: ReportFlip): string {
  if (typeof flip.value === "string") return flip.value;
  return valueText(flip).replace(/[, ]/g, "").replace("−", "-");
}

/** As a shell takes it. */
function quoted(text: string): string {
  return /^[\w./:=@%+,-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
