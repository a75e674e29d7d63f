import { median } from "simple-statistics";
import type { OwnMeasurement } from "../sizing/own-measurement.ts";
import { minorOf, type ThroughputSet } from "../sizing/throughput-set.ts";
import { type BenchmarkFit, fitBenchmark } from "./benchmark-fit.ts";
import type { BenchmarkPoint } from "./benchmark-point.ts";

/** All points of one replica and vLLM version, with what they change. */
export interface Calibration {
  readonly points: readonly BenchmarkPoint[];
  readonly fit: BenchmarkFit;
  readonly measurement: OwnMeasurement;
}

/** What a plan is held against. */
export interface PlanTerms {
  /** "YYYY-MM-DD" */
  readonly asOf: string;
  readonly vllmVersion: string;
  readonly set: ThroughputSet;
}

/** Age from which a benchmark earns a warning. */
const OLD_MONTHS = 12;

/** One calibration for each replica; where several vLLM versions were measured, the one nearest to the plan's. */
export function calibrations(points: readonly BenchmarkPoint[], plan: PlanTerms): readonly Calibration[] {
  const planned = minorOf(plan.vllmVersion);
  return [...Map.groupBy(points, replicaKey).values()].map((own) => {
    const byMinor = Map.groupBy(own, ({ on }) => minorOf(on.vllmVersion));
    const [nearest = planned] = [...byMinor.keys()].sort(
      (a, b) => Math.abs(a - planned) - Math.abs(b - planned) || b - a,
    );
    return calibrationOf(byMinor.get(nearest) ?? own, plan);
  });
}

const replicaKey = ({ on }: BenchmarkPoint): string =>
  [on.model.id, on.accelerator.gpu, on.tensorParallel, on.wish.precision.precision, on.wish.kv8].join(" ");

function calibrationOf(points: readonly BenchmarkPoint[], plan: PlanTerms): Calibration {
  const [first] = points;
  if (first === undefined) throw new Error("a calibration without points");
  const fit = fitBenchmark(points, plan.set);
  const { on } = first;
  const newest =
    points
      .map(({ at }) => at)
      .sort()
      .at(-1) ?? first.at;
  const span = (of: (point: BenchmarkPoint) => number) => ({
    least: Math.min(...points.map(of)),
    most: Math.max(...points.map(of)),
  });
  const factors = points.flatMap(({ ttft }) =>
    ttft?.p95Seconds === undefined ? [] : [ttft.p95Seconds / ttft.meanSeconds],
  );
  return {
    points,
    fit,
    measurement: {
      modelId: on.model.id,
      gpu: on.accelerator.gpu,
      tensorParallel: on.tensorParallel,
      precision: on.wish.precision.precision,
      kv8: on.wish.kv8,
      name: `${[...new Set(points.map(({ file }) => file))].join(", ")} of ${newest}, vLLM ${on.vllmVersion}`,
      set: fit.set,
      speed: fit.speed,
      range: fit.range,
      promptTokens: span((point) => point.promptTokens),
      outputTokens: span((point) => point.outputTokens),
      concurrency: Math.max(...points.map(({ concurrency }) => concurrency)),
      ...(factors.length > 0 && { ttftP95Factor: median(factors) }),
      warnings: warningsOf(newest, on.vllmVersion, plan),
    },
  };
}

function warningsOf(newest: string, version: string, { asOf, vllmVersion }: PlanTerms): readonly string[] {
  const limit = new Date(`${asOf}T00:00:00Z`);
  limit.setUTCMonth(limit.getUTCMonth() - OLD_MONTHS);
  return [
    ...(minorOf(version) === minorOf(vllmVersion)
      ? []
      : [`measured on vLLM ${version}, planned with ${vllmVersion}`]),
    ...(newest < limit.toISOString().slice(0, 10)
      ? [`measured ${newest}, more than ${OLD_MONTHS} months ago`]
      : []),
  ];
}
