import { z } from "zod";
import records from "../../data/precisions.json" with { type: "json" };
import { InputError } from "../errors.ts";
import type { Accelerator } from "./accelerator.ts";

const precisionSchema = z.strictObject({
  precision: z.string(),
  otherNames: z.array(z.string()).optional().describe("as checkpoints and benchmarks call it"),
  weightBytes: z.number().positive(),
  units8: z.enum(["fp8", "fp4"]).optional(),
  needsUnits: z.boolean().optional().describe("cannot run on a GPU without these units"),
  expertsOnly: z.boolean().optional().describe("only routed experts are packed, the rest stays in 16 bit"),
  note: z.string(),
  source: z.string(),
  at: z.string(),
});

export type Precision = Readonly<z.infer<typeof precisionSchema>>;

const precisionByName: ReadonlyMap<string, Precision> = new Map(
  z
    .array(precisionSchema)
    .parse(records)
    .map((entry) => [entry.precision, entry]),
);

/** A precision of the weights with or without an 8-bit KV cache: "fp8", "fp8+kv8". */
export interface PrecisionWish {
  readonly precision: Precision;
  readonly kv8: boolean;
}

/** @throws InputError for a name outside the table */
export function parsePrecision(text: string): PrecisionWish {
  const kv8 = text.endsWith("+kv8");
  const precision = precisionByName.get(kv8 ? text.slice(0, -"+kv8".length) : text);
  if (precision !== undefined) return { precision, kv8 };
  throw new InputError(
    "PRECISION_UNKNOWN",
    `hosting.precisions: "${text}" is not a precision that sizing knows.`,
    `Known: ${[...precisionByName.keys()].join(", ")}; "+kv8" after one of them halves the KV cache.`,
  );
}

/** By the names of this table and those of checkpoints ("AWQ", "float16"); undefined when nothing answers. */
export function precisionCalled(text: string): PrecisionWish | undefined {
  const name = text.toLowerCase().trim().replaceAll("_", "-");
  const kv8 = name.endsWith("+kv8");
  const wanted = kv8 ? name.slice(0, -"+kv8".length) : name;
  const precision = [...precisionByName.values()].find((entry) =>
    [entry.precision, ...(entry.otherNames ?? [])].includes(wanted),
  );
  return precision && { precision, kv8 };
}

export function precisionNamed(name: string): Precision | undefined {
  return precisionByName.get(name);
}

/** True when matrix products run in 8 bit: the GPU has the units that this precision uses. */
export function runsIn8Bit(precision: Precision, accelerator: Accelerator): boolean {
  if (precision.units8 === "fp8") return accelerator.fp8Tflops !== undefined;
  if (precision.units8 === "fp4") return accelerator.fp4Tflops !== undefined;
  return false;
}

/** False when the GPU lacks the units that this precision cannot do without. */
export function isSupported(precision: Precision, accelerator: Accelerator): boolean {
  return precision.needsUnits !== true || runsIn8Bit(precision, accelerator);
}
