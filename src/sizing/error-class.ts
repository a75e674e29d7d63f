import { z } from "zod";
import records from "../../data/error-classes.json" with { type: "json" };
import { constant } from "./constants.ts";
import { routedShare } from "./model-card.ts";
import { runsIn8Bit } from "./precision.ts";
import type { Replica } from "./replica.ts";
import type { RequestShape } from "./serving.ts";

const classSchema = z.strictObject({
  class: z.string(),
  range: z.number().gt(0).lt(1),
  name: z.string().describe("as the report names it"),
  because: z.string(),
  source: z.string(),
  at: z.string(),
});

type ClassName = (typeof records)[number]["class"];

/** A reason why predictions of this replica are as uncertain as they are. */
export interface ErrorClass {
  readonly name: string;
  /** ± share. */
  readonly range: number;
  readonly because: string;
}

const classByName: ReadonlyMap<string, ErrorClass> = new Map(
  z
    .array(classSchema)
    .parse(records)
    .map(({ class: key, name, range, because }) => [key, { name, range, because }]),
);

/**
 * b: the widest class that applies; 0.50 when two or more of 0.35 and above do.
 *
 * @returns the range with every class that applies, widest first; range undefined on a GPU without one
 * (it only calibrates)
 */
export function errorRange(
  replica: Replica,
  shape: Pick<RequestShape, "promptTokens" | "outputTokens">,
): { readonly range: number | undefined; readonly classes: readonly ErrorClass[] } {
  const { accelerator } = replica;
  if (accelerator.baseRange === undefined) return { range: undefined, classes: [] };
  const base: ErrorClass = {
    name: accelerator.gpu,
    range: accelerator.baseRange,
    because:
      accelerator.calibrationRows === 0
        ? `no ${accelerator.gpu} measurement among the calibration data`
        : `${accelerator.calibrationRows} measurements on ${accelerator.gpu}`,
  };
  const classes = [base, ...applying(replica, shape)].toSorted((a, b) => b.range - a.range);
  const wide = classes.filter((entry) => entry.range >= constant("wideRange"));
  const widest = Math.max(...classes.map((entry) => entry.range));
  return { range: wide.length > 1 ? Math.max(widest, constant("severalWideRanges")) : widest, classes };
}

function applying(
  replica: Replica,
  shape: Pick<RequestShape, "promptTokens" | "outputTokens">,
): ErrorClass[] {
  const { model, accelerator, precision, tensorParallel } = replica;
  const routed = routedShare(model) > 0;
  const applies: readonly (readonly [ClassName, boolean])[] = [
    ["experts", routed],
    ["pcie", tensorParallel > 1 && accelerator.link === "pcie"],
    ["weightOnly8", precision.precision === "fp8" && !runsIn8Bit(precision, accelerator)],
    ["nvfp4", precision.precision === "nvfp4"],
    ["largeDense", !routed && (model.totalB ?? 0) > constant("largeDenseB")],
    ["longRequest", shape.promptTokens + shape.outputTokens > constant("longRequestTokens")],
    ["w4a16", precision.precision === "w4a16"],
    ["unmeasuredArchitecture", model.throughput === "wide"],
  ];
  return applies.filter(([, holds]) => holds).map(([key]) => named(key));
}

function named(key: string): ErrorClass {
  const found = classByName.get(key);
  if (found === undefined) throw new Error(`no error class ${key}`);
  return found;
}
