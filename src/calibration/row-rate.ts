import { maxConcurrency } from "../sizing/memory.ts";
import { replicaOf } from "../sizing/replica.ts";
import { type Serving, servingOf } from "../sizing/serving.ts";
import type { ThroughputSet } from "../sizing/throughput-set.ts";
import { usualMaxNumSeqs } from "../sizing/vllm-engine.ts";
import { burstOutputRate, type ClosedLoad, closedLoad } from "./driven-load.ts";
import type { MeasuredRow } from "./measured-row.ts";

/** A measurement's replica under the load of the measurement. */
export interface RowRate {
  /** Output tokens per second. */
  readonly outputRate: number;
  /** Closed loops only. */
  readonly closed?: ClosedLoad;
  readonly serving: Serving;
  /** Sequences in flight that fit; at least 1: whatever the memory formula says, the row was measured. */
  readonly maxConcurrency: number;
}

/** @throws Error for a row outside the model's reach: callers ask first */
export function rowRate(row: MeasuredRow, set: ThroughputSet): RowRate {
  const { model, accelerator, wish, tensorParallel, promptTokens, outputTokens, engine, drive } = row;
  const replica = replicaOf({ model, accelerator, ...wish, tensorParallel });
  const seqs = usualMaxNumSeqs(accelerator, engine.version);
  const sequences = Math.max(1, maxConcurrency(replica, promptTokens, outputTokens, seqs));
  const shape = { promptTokens, outputTokens, prefixShare: 0 };
  const serving = servingOf(replica, shape, { version: engine.version, set });
  if (drive.kind === "burst") {
    const outputRate = burstOutputRate(serving, row.concurrency, sequences, drive.spread);
    return { outputRate, serving, maxConcurrency: sequences };
  }
  const closed = closedLoad(serving, row.concurrency, sequences);
  return { outputRate: closed.outputRate, closed, serving, maxConcurrency: sequences };
}
