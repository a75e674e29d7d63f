import { beforeAll, describe, expect, it } from "vitest";
import { presetFile } from "../../src/cli/preset-file.ts";
import { runPreset } from "../../src/cli/preset-run.ts";
import { presets } from "../../src/presets/preset.ts";
import { oursText } from "../../src/report/preset/preset-section.ts";
import type { ReportPreset } from "../../src/report/report-preset.ts";
import { Decimal } from "../../src/units.ts";
import { BOOK_DIR } from "../prices/books.ts";
import acceptance from "./acceptance.json" with { type: "json" };

type Figure = ReportPreset["figures"][number];

const run = new Map<string, Map<string, Figure>>();

beforeAll(async () => {
  for (const { id } of presets()) {
    const report = await runPreset(id, presetFile(id, undefined), { book: BOOK_DIR, changed: [] });
    run.set(id, new Map(report.figures.map((figure) => [figure.id, figure])));
  }
});

/** Fractions divided out to 40 digits. */
function exactValue(exact: string): Decimal {
  const [over = "", under = "1"] = exact.split("/");
  return new Decimal(over).div(under);
}

/** Present values and scores are told to the cent or as printed; everything else to the last digits of a double. */
const ROUNDED = new Set(["R2", "P5"]);
const DOUBLE = "1e-12";

/** "5,000.00 USD" → "5,000.00"; a verdict is a word. */
const amountOf = (printed: string): string => /^−?[\d,]+(\.\d+)?/.exec(printed)?.[0] ?? printed;

describe("published frameworks, by the functions that price real scenarios", () => {
  it.each(acceptance)(
    "$id $preset $figure: $exact, printed $printed",
    ({ id, preset, figure, exact, printed }) => {
      const found = run.get(preset)?.get(figure);
      expect(found, "the figure is there").toBeDefined();
      if (found === undefined) return;
      expect(oursText(found)).toBe(amountOf(printed));
      if (found.ours.kind === "word" || ROUNDED.has(id)) return;
      const expected = exactValue(exact);
      const error = new Decimal(found.ours.value).minus(expected).abs();
      expect(error.lessThanOrEqualTo(expected.abs().times(DOUBLE)), `got ${found.ours.value}`).toBe(true);
    },
  );

  it("each figure of a preset is one of the accepted", () => {
    const accepted = new Set(acceptance.map(({ preset, figure }) => `${preset} ${figure}`));
    const all = presets().flatMap(({ id, figures }) => figures.map((figure) => `${id} ${figure.id}`));
    expect(all.filter((name) => !accepted.has(name))).toEqual([]);
    expect(all.length).toBe(acceptance.length);
  });

  it("the exact figure beside ours in JSON is the accepted one", () => {
    for (const { preset, figure, exact } of acceptance)
      expect(run.get(preset)?.get(figure)?.exact).toBe(exact);
  });
});
