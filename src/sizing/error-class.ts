import { z } from "zod";
import records from "../../data/error-classes.json" with { type: "json" };
import { constant } from "./constants.ts";
import { routedShare } from "./model-card.ts";
import { runsIn8Bit } from "./precision.ts";
import type { Replica } from "./replica.ts";
import type { RequestShape } from "./serving.ts";
import type { ThroughputSet } from "./throughput-set.ts";

const classSchema = z.strictObject({
  class: z.string(),
  name: z.string().describe("as the report names it"),
  because: z.string(),
  source: z.string(),
  at: z.string(),
});

type ClassName = (typeof records)[number]["class"];

/** A reason why predictions of this replica are as uncertain as they are. */
interface ErrorClass {
  readonly name: string;
  /** Shares below and above the prediction. */
  readonly low: number;
  readonly high: number;
  readonly because: string;
}

/** X·(1 − low) to X·(1 + high). */
export interface ErrorRange {
  readonly low: number;
  readonly high: number;
  /** All that apply, widest below first. */
  readonly classes: readonly ErrorClass[];
}

const classByName = new Map(
  z
    .array(classSchema)
    .parse(records)
    .map(({ class: key, ...entry }) => [key, entry]),
);

/**
 * Each end is that of the widest class that applies, and more where several wide ones do.
 * @returns undefined on a GPU without a range in this set: it only calibrates
 */
export function errorRange(
  replica: Replica,
  shape: Pick<RequestShape, "promptTokens" | "outputTokens">,
  set: ThroughputSet,
): ErrorRange | undefined {
  const { accelerator } = replica;
  const ends = set.ranges.gpus[accelerator.gpu];
  if (ends === undefined) return undefined;
  const own: ErrorClass = {
    name: accelerator.gpu,
    ...ends,
    because:
      accelerator.calibrationRows === 0
        ? `no ${accelerator.gpu} measurement among the calibration data`
        : `${accelerator.calibrationRows} measurements on ${accelerator.gpu}`,
  };
  const others = applying(replica, shape).map((name) => named(name, set));
  const classes = [own, ...others].toSorted((a, b) => b.low - a.low);
  const { from, least, gpuCounts } = set.ranges.several;
  const wide = (gpuCounts ? classes : others).filter(({ low, high }) => (low + high) / 2 >= from - 1e-9);
  const widest = (of: "low" | "high") =>
    Math.max(...classes.map((one) => one[of]), wide.length > 1 ? least : 0);
  return { low: widest("low"), high: widest("high"), classes };
}

function applying(replica: Replica, shape: Pick<RequestShape, "promptTokens" | "outputTokens">): ClassName[] {
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
    ["unmeasuredArchitecture", model.throughput === "wide" || model.throughput === "memory-only"],
  ];
  return applies.filter(([, holds]) => holds).map(([name]) => name);
}

function named(name: ClassName, set: ThroughputSet): ErrorClass {
  const [found, ends] = [classByName.get(name), set.ranges.classes[name]];
  if (found === undefined || ends === undefined) throw new Error(`no error class ${name} in ${set.name}`);
  return { name: found.name, because: found.because, ...ends };
}
