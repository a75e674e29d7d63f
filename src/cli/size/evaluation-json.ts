import type { ErrorSummary, EvaluatedRow, Evaluation } from "../../calibration/evaluation.ts";

/** All shares from 0 to 1, rates in output tokens per second; null where there is nothing to say. */
export function evaluationJson({
  rows,
  all,
  replicas,
  groups,
  ttft,
  tpot,
  enginesAssumed,
  loadsAssumed,
}: Evaluation): string {
  const said = {
    schema: 1,
    ...(all === undefined
      ? nothing(rows.length)
      : { ...summary(all), rows: rows.length, modelled: all.rows }),
    replicas: replicas.map(({ peak, equal, withinOne }) => ({
      peak,
      equal: equal ?? null,
      withinOne: withinOne ?? null,
    })),
    ttft: ttft ?? null,
    tpot: tpot ?? null,
    enginesAssumed,
    loadsAssumed,
    groups: groups.map(({ by, name, summary: own }) => ({ by, name, ...summary(own) })),
    measurements: rows.map(rowJson),
  };
  return `${JSON.stringify(said, null, 2)}\n`;
}

function summary({ insideRange, medianRangeWidth, ...rest }: ErrorSummary) {
  return { ...rest, insideRange: insideRange ?? null, medianRangeWidth: medianRangeWidth ?? null };
}

const nothing = (rows: number) => ({
  rows,
  modelled: 0,
  meanError: null,
  medianError: null,
  worstError: null,
  bias: null,
  insideRange: null,
  medianRangeWidth: null,
});

function rowJson(evaluated: EvaluatedRow): object {
  const { line, record } = evaluated;
  const said = { line, model: record.model, gpu: record.gpu, source: record.source };
  if (evaluated.kind === "notModelled") return { ...said, modelled: false, because: evaluated.because };
  const { row, prediction, error } = evaluated;
  const { predicted, low, high, tpotSeconds, ttftSeconds, maxConcurrency } = prediction;
  return {
    ...said,
    modelled: true,
    modelId: row.model.id,
    tensorParallel: row.tensorParallel,
    precision: `${row.wish.precision.precision}${row.wish.kv8 ? "+kv8" : ""}`,
    engine: row.engine.version,
    engineAssumed: row.engine.assumed,
    load: row.tag,
    loadAssumed: row.loadAssumed,
    measured: row.measured,
    predicted,
    error,
    low: low ?? null,
    high: high ?? null,
    insideRange: low === undefined || high === undefined ? null : row.measured >= low && row.measured <= high,
    ttftMs: ttftSeconds === undefined ? null : 1e3 * ttftSeconds,
    tpotMs: tpotSeconds === undefined ? null : 1e3 * tpotSeconds,
    maxConcurrency,
  };
}
