import { errorRange } from "../sizing/error-class.ts";
import { maxConcurrency } from "../sizing/memory.ts";
import { notModelledBecause, notSupportedBecause } from "../sizing/reach.ts";
import { replicaOf } from "../sizing/replica.ts";
import { type Serving, servingOf } from "../sizing/serving.ts";
import { CURRENT_SET, type ThroughputSet } from "../sizing/throughput-set.ts";
import { usualMaxNumSeqs } from "../sizing/vllm-engine.ts";
import { BYTES_PER_GIB } from "../units.ts";
import { burstOutputRate, closedLoad } from "./driven-load.ts";
import type { MeasuredRow } from "./measured-row.ts";
import { peakShare } from "./peak-share.ts";

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
  const { model, accelerator, wish, tensorParallel, promptTokens, outputTokens, engine } = row;
  const outside =
    notModelledBecause(model) ?? notSupportedBecause(model, accelerator, wish.precision, tensorParallel);
  if (outside !== undefined) return notModelled(outside);
  const replica = replicaOf({ model, accelerator, ...wish, tensorParallel });
  const memory = tensorParallel * accelerator.engineGiB * BYTES_PER_GIB;
  if (replica.weightBytes > memory)
    return notModelled(
      `weights of ${(replica.weightBytes / BYTES_PER_GIB).toFixed(1)} GiB on GPUs of ${(memory / BYTES_PER_GIB).toFixed(1)} GiB: no such measurement is possible`,
    );
  // Whatever the memory formula says, a row that was measured had room for one request.
  const seqs = usualMaxNumSeqs(accelerator, engine.version);
  const sequences = Math.max(1, maxConcurrency(replica, promptTokens, outputTokens, seqs));
  const shape = { promptTokens, outputTokens, prefixShare: 0 };
  const serving = servingOf(replica, shape, { version: engine.version, set });
  const beyond = peakShare(serving, row.measured, Math.min(row.concurrency, sequences));
  if (beyond.share > 1)
    return notModelled(
      `${Math.round(row.measured)} tokens/s would be ${Math.round(100 * beyond.share)} % of the peak ${beyond.of}: no such measurement is possible`,
    );
  const range = errorRange(replica, shape, set);
  const load = row.drive.kind === "closed" ? closedLoad(serving, row.concurrency, sequences) : undefined;
  const predicted =
    row.drive.kind === "closed"
      ? closedLoad(serving, row.concurrency, sequences).outputRate
      : burstOutputRate(serving, row.concurrency, sequences, row.drive.spread);
  return {
    kind: "predicted",
    predicted,
    ...(range && { low: predicted * (1 - range.low), high: predicted * (1 + range.high) }),
    ...(load && { tpotSeconds: load.tpotSeconds, ttftSeconds: load.ttftSeconds }),
    serving,
    maxConcurrency: sequences,
  };
}

const notModelled = (because: string): RowVerdict => ({ kind: "notModelled", because });
