import { levenbergMarquardt } from "ml-levenberg-marquardt";
import { mean } from "simple-statistics";
import { constant } from "../sizing/constants.ts";
import { maxConcurrency } from "../sizing/memory.ts";
import { replicaOf } from "../sizing/replica.ts";
import { servingOf } from "../sizing/serving.ts";
import { constantOf, type ThroughputSet } from "../sizing/throughput-set.ts";
import { usualMaxNumSeqs } from "../sizing/vllm-engine.ts";
import type { BenchmarkPoint } from "./benchmark-point.ts";
import { closedLoad } from "./driven-load.ts";

/** How points of one replica change the constants. Factors on bandwidth and arithmetic reached, and on fixed times. */
export interface BenchmarkFit {
  readonly kind: "three constants" | "one factor";
  readonly bandwidth: number;
  readonly arithmetic: number;
  readonly fixed: number;
  /** On every time; 1 with three constants. */
  readonly speed: number;
  /** The set with them. */
  readonly set: ThroughputSet;
  /** ln(model ÷ measured) of each point after the fit. */
  readonly residuals: readonly number[];
  /** ± share: what the residuals allow, and never less than a benchmark repeats to. */
  readonly range: number;
}

/** No server moves more bytes or computes more than its peak. */
const MOST_SHARE = 1;

/** Output tokens per second of the point's replica at its load, by a set. */
export function pointRate(point: BenchmarkPoint, set: ThroughputSet): number {
  const { model, accelerator, wish, tensorParallel, vllmVersion } = point.on;
  const replica = replicaOf({ model, accelerator, ...wish, tensorParallel });
  const { promptTokens, outputTokens, prefixShare = 0 } = point;
  const seqs = usualMaxNumSeqs(accelerator, vllmVersion);
  const most = Math.max(1, maxConcurrency(replica, promptTokens, outputTokens, seqs));
  const shape = { promptTokens, outputTokens, prefixShare };
  return closedLoad(servingOf(replica, shape, { version: vllmVersion, set }), point.concurrency, most)
    .outputRate;
}

/**
 * Four loads and more, one of at most 4 requests in flight and one of 32 or more:
 *
 *   least Σ ln(X_model/X_measured)² + 0.01·(a² + b² + c²) over MBU·eᵃ, MFU·eᵇ, fixed times·eᶜ;   b = max(10 %, 2·rms)
 *
 * fewer: one factor s = exp(mean ln(measured/model));   b = max(15 %, largest residual)
 *
 * @param points of one replica and one vLLM version, at least one
 */
export function fitBenchmark(points: readonly BenchmarkPoint[], base: ThroughputSet): BenchmarkFit {
  const loads = new Set(points.map(({ concurrency }) => concurrency));
  const three =
    loads.size >= constant("benchmarkPoints") &&
    [...loads].some((c) => c <= constant("benchmarkAlone")) &&
    [...loads].some((c) => c >= constant("benchmarkCrowded"));
  return three ? threeConstants(points, base) : oneFactor(points, base);
}

function oneFactor(points: readonly BenchmarkPoint[], base: ThroughputSet): BenchmarkFit {
  const logs = points.map((point) => Math.log(point.outputRate / pointRate(point, base)));
  const shift = mean(logs);
  const residuals = logs.map((log) => shift - log);
  return {
    kind: "one factor",
    ...{ bandwidth: 1, arithmetic: 1, fixed: 1, speed: Math.exp(shift), set: base, residuals },
    range: Math.max(constant("benchmarkRangeOne"), ...residuals.map(Math.abs)),
  };
}

function threeConstants(points: readonly BenchmarkPoint[], base: ThroughputSet): BenchmarkFit {
  const errors = (logs: readonly number[]) => {
    const set = tuned(base, logs.map(Math.exp));
    return points.map((point) => Math.log(pointRate(point, set) / point.outputRate));
  };
  const count = points.length + 3;
  const { parameterValues: logs } = levenbergMarquardt(
    { x: Array.from({ length: count }, (_, i) => i), y: new Array<number>(count).fill(0) },
    (given) => {
      const all = [...errors(given), ...given.map((log) => Math.sqrt(constant("benchmarkRidge")) * log)];
      return (i) => all[i] ?? 0;
    },
    {
      initialValues: [0, 0, 0],
      minValues: [-3, -3, -3],
      maxValues: [
        Math.log(MOST_SHARE / constantOf(base, "mbu")),
        Math.log(MOST_SHARE / constantOf(base, "mfu")),
        3,
      ],
      gradientDifference: 1e-5,
      damping: 1e-4,
      maxIterations: 60,
      errorTolerance: 0,
    },
  );
  const [bandwidth = 1, arithmetic = 1, fixed = 1] = logs.map(Math.exp);
  const residuals = errors(logs);
  const rms = Math.sqrt(mean(residuals.map((r) => r * r)));
  return {
    kind: "three constants",
    ...{ bandwidth, arithmetic, fixed, speed: 1, residuals },
    set: tuned(base, [bandwidth, arithmetic, fixed]),
    range: Math.max(constant("benchmarkRangeThree"), 2 * rms),
  };
}

/** Launches of a step and of its layers are one fixed time to whoever measures a server from outside. */
function tuned(
  base: ThroughputSet,
  [bandwidth = 1, arithmetic = 1, fixed = 1]: readonly number[],
): ThroughputSet {
  const times = (name: "mbu" | "mfu" | "layerUs" | "expertLayerUs", factor: number) => {
    const record = base.constants[name];
    return { ...record, value: record.value * factor };
  };
  return {
    ...base,
    constants: {
      ...base.constants,
      mbu: times("mbu", bandwidth),
      mfu: times("mfu", arithmetic),
      layerUs: times("layerUs", fixed),
      expertLayerUs: times("expertLayerUs", fixed),
    },
    generations: base.generations.map((one) => ({ ...one, stepFixMs: one.stepFixMs * fixed })),
  };
}
