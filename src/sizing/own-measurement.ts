import { constant } from "./constants.ts";
import type { ErrorRange } from "./error-class.ts";
import type { Replica } from "./replica.ts";
import type { RequestShape } from "./serving.ts";
import type { ThroughputSet } from "./throughput-set.ts";

/** What the reader's own benchmarks say of one replica: constants in the place of ours, and how far they hold. */
export interface OwnMeasurement {
  readonly modelId: string;
  readonly gpu: string;
  readonly tensorParallel: number;
  readonly precision: string;
  readonly kv8: boolean;
  /** Files and newest day, as the report names them. */
  readonly name: string;
  readonly set: ThroughputSet;
  /** One factor on every time; 1 where the set's constants were refitted. */
  readonly speed: number;
  /** ± share of what follows from it. */
  readonly range: number;
  /** Mean tokens that were measured, and the most sequences in flight. */
  readonly promptTokens: { readonly least: number; readonly most: number };
  readonly outputTokens: { readonly least: number; readonly most: number };
  readonly concurrency: number;
  /** 95th percentile of TTFT ÷ its mean, where it was measured. */
  readonly ttftP95Factor?: number;
  /** Why it cannot be planned with at all. */
  readonly unusable?: string;
  /** Why it may no longer hold: another vLLM version, age. */
  readonly warnings: readonly string[];
}

export function measurementOf(
  measurements: readonly OwnMeasurement[],
  { model, accelerator, tensorParallel, precision, kv8 }: Replica,
): OwnMeasurement | undefined {
  return measurements.find(
    (one) =>
      one.modelId === model.id &&
      one.gpu === accelerator.gpu &&
      one.tensorParallel === tensorParallel &&
      weightsOf(one.precision) === weightsOf(precision.precision) &&
      one.kv8 === kv8,
  );
}

/** bf16 and fp16 are the same bytes and the same arithmetic to a server. */
export const weightsOf = (precision: string): string => (precision === "fp16" ? "bf16" : precision);

/** C that is planned with at most: beyond it nobody knows what the constants are worth. */
export const reachOf = ({ concurrency }: OwnMeasurement): number => constant("benchmarkReach") * concurrency;

/** Why a measurement says nothing of these requests; undefined where it does. */
export function outsideBecause(
  { promptTokens, outputTokens, unusable }: OwnMeasurement,
  shape: Pick<RequestShape, "promptTokens" | "outputTokens">,
): string | undefined {
  const outside = (
    what: string,
    value: number,
    { least, most }: { readonly least: number; readonly most: number },
  ) =>
    value < least / constant("benchmarkReach") || value > most * constant("benchmarkReach")
      ? `${Math.round(value)} ${what} tokens a request where ${span(least, most)} were measured`
      : undefined;
  return (
    unusable ??
    outside("prompt", shape.promptTokens, promptTokens) ??
    outside("generated", shape.outputTokens, outputTokens)
  );
}

const span = (least: number, most: number): string =>
  Math.round(least) === Math.round(most)
    ? String(Math.round(least))
    : `${Math.round(least)} to ${Math.round(most)}`;

/** In the place of the classes that would hold without it. */
export function measuredRange({ range, name }: OwnMeasurement): ErrorRange {
  return {
    low: range,
    high: range,
    classes: [{ name: "measured", low: range, high: range, because: `your benchmark ${name}` }],
  };
}
