import { z } from "zod";
import earlier from "../../data/throughput/2026-08.json" with { type: "json" };
import current from "../../data/throughput/2026-11.json" with { type: "json" };
import { InputError } from "../errors.ts";
import { mark } from "./constants.ts";

const constant = z.strictObject({ value: z.number(), unit: z.string(), meaning: z.string(), mark });
const end = z.number().gt(0).lt(1);
const range = z.strictObject({ low: end, high: end });

const setSchema = z.strictObject({
  name: z.string(),
  about: z.string(),
  peak: z
    .enum(["datasheet", "matmul"])
    .describe(
      "what a GPU's arithmetic is a share of: its dense peak, or the best matrix product that was measured",
    ),
  constants: z.strictObject({
    mbu: constant,
    mfu: constant,
    moeFactor: constant,
    kneeExponent: constant,
    layerUs: constant,
    expertLayerUs: constant,
    fourBitLayerFloorUs: constant,
    allReduceUs: constant,
    allReduceHostUs: constant,
    linkEfficiency: constant,
    requestOverheadMs: constant,
    queueShare: constant,
    textSpread: constant.optional().describe("absent: lengths of real text fall off exponentially"),
  }),
  generations: z
    .array(
      z.strictObject({
        fromMinor: z.int().min(0).describe("applies from vLLM 0.<fromMinor>"),
        launchFactor: z
          .number()
          .positive()
          .describe("on every launch: of a step, of its layers and of all-reduces"),
        stepFixMs: z.number().positive(),
        stepPerSequenceUs: z.number().positive(),
        mark,
      }),
    )
    .min(1),
  precisions: z.record(
    z.string(),
    z.strictObject({
      factor16: z.number().positive().optional().describe("× the 16-bit arithmetic"),
      factor8: z.number().positive().optional().describe("× the 8-bit arithmetic, where the units exist"),
    }),
  ),
  gpus: z.record(
    z.string(),
    z.strictObject({
      sustained16: end.or(z.literal(1)).describe("share of the matrix product held while serving"),
      sustained8: end.or(z.literal(1)),
      hostAllReduceGBps: z
        .number()
        .positive()
        .describe(
          "10⁹ bytes per second of an all-reduce through the host: GPUs that cannot reach each other's memory",
        ),
      because: z.string(),
    }),
  ),
  ranges: z.strictObject({
    gpus: z.record(z.string(), range),
    classes: z.record(z.string(), range),
    several: z.strictObject({
      from: end.describe("mean of both ends from which a class is wide"),
      least: end.describe("of each end where two or more wide classes apply"),
      gpuCounts: z.boolean(),
      because: z.string(),
    }),
  }),
});

/**
 * Everything about throughput that was fitted or assumed: the formulas read no other number. A set has a name, so that
 * a figure of an earlier plan can be computed again.
 */
export type ThroughputSet = Readonly<z.infer<typeof setSchema>>;
export type ThroughputConstant = keyof ThroughputSet["constants"];
export type Generation = ThroughputSet["generations"][number];

/** What plans are made with. */
export const CURRENT_SET: ThroughputSet = setSchema.parse(current);

const sets: ReadonlyMap<string, ThroughputSet> = new Map(
  [CURRENT_SET, setSchema.parse(earlier)].map((set) => [set.name, set]),
);

/** @throws InputError for a name that no set has; exit 2 */
export function throughputSet(name: string): ThroughputSet {
  const found = sets.get(name);
  if (found !== undefined) return found;
  throw new InputError(
    "CONSTANTS_UNKNOWN",
    `There is no set of constants "${name}".`,
    `Sets: ${[...sets.keys()].join(", ")}`,
  );
}

/** A constant of a set, in the unit its record names; 0 where the set has no such term. */
export function constantOf(set: ThroughputSet, name: ThroughputConstant): number {
  return set.constants[name]?.value ?? 0;
}

/**
 * Launch costs of a vLLM version ("0.32.0", "vllm-0.11") in a set.
 * @throws InputError when the text is no version of the 0.x series: another engine is not modelled
 */
export function generationOf(set: ThroughputSet, version: string): Generation {
  const minor = minorOf(version);
  const found = set.generations
    .toSorted((a, b) => b.fromMinor - a.fromMinor)
    .find(({ fromMinor }) => minor >= fromMinor);
  if (found === undefined) throw new Error(`no generation of vLLM 0.${minor} in ${set.name}`);
  return found;
}

/** 32 of "0.32.0". @throws InputError for another engine */
export function minorOf(version: string): number {
  const minor = /^(?:vllm-)?v?0\.(\d+)/.exec(version)?.[1];
  if (minor !== undefined) return Number(minor);
  throw new InputError(
    "ENGINE_VERSION",
    `"${version}" is not a vLLM version of the 0.x series, the only one that sizing has constants for.`,
    "Give it as 0.32.0; other engines are not modelled.",
  );
}
