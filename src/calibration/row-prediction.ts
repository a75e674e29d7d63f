import { constant } from "../sizing/constants.ts";
import { errorRange } from "../sizing/error-class.ts";
import { weightBytes } from "../sizing/memory.ts";
import { notModelledBecause, notSupportedBecause } from "../sizing/reach.ts";
import type { Serving } from "../sizing/serving.ts";
import { CURRENT_SET, type ThroughputSet } from "../sizing/throughput-set.ts";
import { BYTES_PER_GIB } from "../units.ts";
import type { MeasuredRow } from "./measured-row.ts";
import { peakShare } from "./peak-share.ts";
import { rowRate } from "./row-rate.ts";

/** What the model says of a measurement. Rates in output tokens per second. */
export interface RowPrediction {
  readonly kind: "predicted";
  readonly predicted: number;
  /** Printed range; absent on a GPU that only calibrates. */
  readonly low?: number;
  readonly high?: number;
  /** Closed loops only. */
  readonly tpotSeconds?: number;
  readonly ttftSeconds?: number;
  readonly serving: Serving;
  readonly maxConcurrency: number;
}

export type RowVerdict = RowPrediction | { readonly kind: "notModelled"; readonly because: string };

/** The throughput of the same replica under the same load, or the reason why there is none. */
export function predictRow(row: MeasuredRow, set: ThroughputSet = CURRENT_SET): RowVerdict {
  const { model, accelerator, wish, tensorParallel, concurrency, measured } = row;
  const outside =
    notModelledBecause(model) ?? notSupportedBecause(model, accelerator, wish.precision, tensorParallel);
  if (outside !== undefined) return notModelled(outside);
  const weights = weightBytes(model, wish.precision);
  if (weights === undefined)
    return notModelled(`the size of its weights in ${wish.precision.precision} is not known`);
  const memory = tensorParallel * accelerator.engineGiB * BYTES_PER_GIB;
  if (weights > memory)
    return notModelled(
      `weights of ${(weights / BYTES_PER_GIB).toFixed(1)} GiB on GPUs of ${(memory / BYTES_PER_GIB).toFixed(1)} GiB: no such measurement is possible`,
    );
  const { outputRate: predicted, closed, serving, maxConcurrency } = rowRate(row, set);
  const beyond = peakShare(serving, measured, Math.min(concurrency, maxConcurrency));
  if (beyond.share > 1)
    return notModelled(
      `${Math.round(measured)} tokens/s would be ${Number.isFinite(beyond.share) ? Math.round(100 * beyond.share) : "endless"} % of the peak ${beyond.of}: no such measurement is possible`,
    );
  if (measured / Math.max(1, concurrency) < constant("slowestRequest"))
    return notModelled(`${measured} tokens/s for ${concurrency} clients: another unit, or a broken server`);
  const range = errorRange(serving.replica, serving.shape, set);
  return {
    kind: "predicted",
    predicted,
    ...(range && { low: predicted * (1 - range.low), high: predicted * (1 + range.high) }),
    ...(closed && { tpotSeconds: closed.tpotSeconds, ttftSeconds: closed.ttftSeconds }),
    serving,
    maxConcurrency,
  };
}

const notModelled = (because: string): RowVerdict => ({ kind: "notModelled", because });
