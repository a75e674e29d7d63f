import { grouped } from "../number.ts";
import type { ReportPreset } from "../report-preset.ts";
import { list, type Section, section, tableBlock, text } from "../section.ts";
import { sentence } from "../wording.ts";

/** Published, ours, and why they differ: the table below the report of a preset. */
export function presetSections(preset: ReportPreset | undefined): Section[] {
  if (preset === undefined) return [];
  const rows = preset.figures.map((figure) => [
    `${figure.quantity}${figure.unit === "" ? "" : `, ${figure.unit}`}`,
    publishedText(figure),
    oursText(figure),
    figure.because ?? "",
  ]);
  const { title, source, sourceAt, about, changed } = preset;
  return section(`${source}: published and ours`, [
    text(`${sentence(title)} ${sentence(about)} Prices of ${sourceAt}, for this comparison only.`),
    tableBlock(["<Figure", ">Published", ">Ours", "<Why they differ, or what to know"], rows),
    ...(changed.length === 0
      ? []
      : [
          list([
            `Inputs changed: ${changed.join(", ")}. The published column stays as the text has it, and the reasons are those of the unchanged inputs.`,
          ]),
        ]),
  ]);
}

type Figure = ReportPreset["figures"][number];

function publishedText({ published }: Figure): string {
  if (published === undefined) return "–";
  return `${published.value}, ${published.is}`;
}

/** With the decimals that the figure is told in. */
export function oursText({ ours, decimals }: Figure): string {
  return ours.kind === "word" ? ours.word : grouped(ours.value, decimals ?? 2);
}
