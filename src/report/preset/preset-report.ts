import type { Preset, PresetFigure } from "../../presets/preset.ts";
import type { ReportPreset } from "../report-preset.ts";
import type { Around } from "./around.ts";
import { figureOf } from "./figure-of.ts";
import { withInputs } from "./input-text.ts";

/** With the inputs as a scenario file has them. */
interface AroundInputs extends Around {
  readonly inputs: unknown;
}

/**
 * What a preset's text says beside what its inputs give.
 *
 * @param changed inputs that the reader changed, as `--set` took them
 * @param planOf the preset planned with so many inputs changed on top
 */
export async function presetReport(
  preset: Preset,
  changed: readonly string[],
  planOf: (settings: readonly string[]) => Promise<AroundInputs>,
): Promise<ReportPreset> {
  const plans = new Map<string, Promise<AroundInputs>>();
  const around = (settings: readonly string[]) => {
    const key = settings.join(" ");
    const made = plans.get(key) ?? planOf(settings);
    plans.set(key, made);
    return made;
  };
  const figures: ReportPreset["figures"] = [];
  for (const figure of preset.figures) figures.push(row(figure, await around(figure.with ?? [])));
  const { id, title, source, sourceAt, about, unpriced } = preset;
  return {
    id,
    title,
    source,
    sourceAt,
    ...(unpriced && { unpriced }),
    about,
    changed: [...changed],
    figures,
  };
}

function row(figure: PresetFigure, around: AroundInputs): ReportPreset["figures"][number] {
  const { id, quantity, unit, decimals, exact, says, because } = figure;
  return {
    id,
    quantity: withInputs(quantity, around.inputs),
    unit,
    ...(decimals !== undefined && { decimals }),
    ...(says && { published: says }),
    exact,
    ours: figureOf(figure.of, around),
    ...(because !== undefined && { because }),
    ...(figure.with && { with: figure.with }),
  };
}
