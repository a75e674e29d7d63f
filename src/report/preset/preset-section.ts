import { Decimal } from "../../units.ts";
import { grouped } from "../number.ts";
import type { ReportPreset } from "../report-preset.ts";
import { list, type Section, section, tableBlock, text } from "../section.ts";
import { sentence } from "../wording.ts";

/** Published, ours, and why they differ: the table below the report of a preset. */
export function presetSections(preset: ReportPreset | undefined): Section[] {
  if (preset === undefined) return [];
  const { title, source, sourceAt, unpriced, about, changed } = preset;
  const prices = unpriced ? "It has no prices." : `Prices of ${sourceAt}, for this comparison only.`;
  const rows = preset.figures.map((figure) => [
    `${figure.quantity}${figure.unit === "" ? "" : `, ${figure.unit}`}`,
    publishedText(figure),
    oursText(figure),
    whyText(figure, changed.length > 0),
  ]);
  return section(`${source}: published and ours`, [
    text(
      `${sentence(title)} ${sentence(about)} ${prices} Rows at other inputs are this preset with --set; --json names them.`,
    ),
    tableBlock(["<Figure", ">Published", ">Ours", "<Why they differ, or what to know"], rows),
    ...(changed.length === 0
      ? []
      : [list([`Inputs changed: ${changed.join(", ")}. The published column stays as the text has it.`])]),
  ]);
}

type Figure = ReportPreset["figures"][number];

function publishedText({ published }: Figure): string {
  if (published === undefined) return "–";
  return `${published.value}, ${published.is}`;
}

/** What the text says of a figure is held against its own inputs; with others it explains nothing. */
function whyText(figure: Figure, changed: boolean): string {
  const { exact, unit, decimals, because = "" } = figure;
  if (!changed) return because;
  const before = unit === "" ? exact : grouped(quotient(exact), decimals ?? 2);
  return before === oursText(figure) ? because : `${before} with the text's own inputs`;
}

/** "2300000/65613", or a plain decimal. */
function quotient(exact: string): Decimal {
  const [over = "", under = "1"] = exact.split("/");
  return new Decimal(over).div(under);
}

/** With the decimals that the figure is told in. */
export function oursText({ ours, decimals }: Figure): string {
  return ours.kind === "word" ? ours.word : grouped(ours.value, decimals ?? 2);
}
