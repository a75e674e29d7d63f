import { median } from "simple-statistics";
import { constant } from "../sizing/constants.ts";
import { type ErrorRange, errorRange } from "../sizing/error-class.ts";
import { type OwnMeasurement, weightsOf } from "../sizing/own-measurement.ts";
import { measurable } from "../sizing/reach.ts";
import { replicaOf } from "../sizing/replica.ts";
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

/** One calibration for each replica and vLLM version. */
export function calibrations(points: readonly BenchmarkPoint[], plan: PlanTerms): readonly Calibration[] {
  const key = (point: BenchmarkPoint) => `${replicaKey(point)} ${minorOf(point.on.vllmVersion)}`;
  return [...Map.groupBy(points, key).values()].map((own) => calibrationOf(own, plan));
}

/** Those that a plan uses: of several vLLM versions of a replica the one nearest to its own, the newer at a tie. */
export function nearest(found: readonly Calibration[], plan: PlanTerms): readonly Calibration[] {
  const planned = minorOf(plan.vllmVersion);
  const minor = ({ points: [first] }: Calibration) => minorOf(first?.on.vllmVersion ?? plan.vllmVersion);
  const byReplica = Map.groupBy(found, ({ points: [first] }) =>
    first === undefined ? "" : replicaKey(first),
  );
  return [...byReplica.values()].flatMap((own) =>
    own
      .toSorted((a, b) => Math.abs(minor(a) - planned) - Math.abs(minor(b) - planned) || minor(b) - minor(a))
      .slice(0, 1),
  );
}

const replicaKey = ({ on }: BenchmarkPoint): string =>
  [
    on.model.id,
    on.accelerator.gpu,
    on.tensorParallel,
    weightsOf(on.wish.precision.precision),
    on.wish.kv8,
  ].join(" ");

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
      ...unusable(points, fit, plan),
      warnings: warningsOf(newest, on.vllmVersion, plan),
    },
  };
}

/** The mean of both ends: what is narrower than it narrows the range. */
const narrower = (range: ErrorRange | undefined): number =>
  range === undefined ? 1 : (range.low + range.high) / 2;

/** A fit that leaves more doubt than the classes do says that the loads contradict each other, or the formulas. */
function unusable(
  points: readonly BenchmarkPoint[],
  fit: BenchmarkFit,
  { set }: PlanTerms,
): Pick<OwnMeasurement, "unusable"> {
  const [point] = points;
  if (point === undefined) return {};
  const { model, accelerator, wish, tensorParallel } = point.on;
  const without = errorRange(replicaOf({ model, accelerator, ...wish, tensorParallel }), point, set);
  if (measurable(model) && fit.kind === "one factor")
    return {
      unusable:
        "of this model the formulas are unsure on their own: four loads are needed, one of at most 4 and one of 32 or more in flight",
    };
  const off = fit.speed < constant("benchmarkLeastSpeed") || fit.speed > 1 / constant("benchmarkLeastSpeed");
  if (off)
    return {
      unusable: `it says ${fit.speed.toPrecision(2)} times what the model says: another unit, another server or a client that holds back`,
    };
  if (fit.range <= narrower(without) && fit.range < 1) return {};
  return {
    unusable: `its loads leave ±${Math.round(100 * fit.range)} %, more than is known without it: they contradict each other or the model`,
  };
}

function warningsOf(newest: string, version: string, { asOf, vllmVersion }: PlanTerms): readonly string[] {
  const limit = new Date(`${asOf}T00:00:00Z`);
  limit.setUTCMonth(limit.getUTCMonth() - constant("benchmarkOldMonths"));
  return [
    ...(minorOf(version) === minorOf(vllmVersion)
      ? []
      : [`measured on vLLM ${version}, planned with ${vllmVersion}`]),
    ...(newest > asOf ? [`dated ${newest}, after the plan's own day ${asOf}`] : []),
    ...(newest < limit.toISOString().slice(0, 10)
      ? [`measured ${newest}, more than ${constant("benchmarkOldMonths")} months ago`]
      : []),
  ];
}
