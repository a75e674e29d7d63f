import { type Factor, figureFactor, type Sourced, sourced, sumOfProducts, weakest } from "./factor.ts";
import type { Setting } from "./service.ts";

/** One month of searches and writes, as the demand has them. */
export interface VectorsUsage {
  /** Points held. */
  readonly vectors: Sourced;
  readonly dimensions: Sourced;
  readonly bytesPerDimension: Sourced;
  /** Payload of one point. */
  readonly metadataBytes: Sourced;
  readonly queriesPerMonth: Sourced;
  readonly recordsWrittenPerMonth: Sourced;
  readonly recordsPerWriteRequest: Sourced;
  readonly topK: Sourced;
  /** Data volumes deleted so far, whose final snapshots are kept; 0 while no node has left. */
  readonly retiredVolumes?: number;
}

export interface VectorFlows {
  readonly searches: Factor;
  readonly written: Factor;
  /** Searches and write requests. */
  readonly requests: Factor;
  readonly bytesPerRequest: Factor;
  readonly recordBytes: Factor;
  readonly resultBytes: Factor;
}

/** record = dimensions × bytes + payload; a search sends a vector and receives topK results; a write sends records. */
export function vectorFlows({ drivers, month }: Setting, usage: VectorsUsage): VectorFlows {
  const dimensions = sourced("dimensions", usage.dimensions, "dimensions");
  const perDimension = sourced("bytes per dimension", usage.bytesPerDimension, "B");
  const payload = sourced("payload per point", usage.metadataBytes, "B");
  const topK = sourced("results per search", usage.topK, "results");
  const searches = sourced("searches a month", usage.queriesPerMonth, "searches");
  const written = sourced("records written a month", usage.recordsWrittenPerMonth, "records");
  const batch = sourced("records per write request", usage.recordsPerWriteRequest, "records");
  const recordBytes = sumOfProducts("bytes per record", "B", [dimensions, perDimension], [payload]);
  const resultBytes =
    drivers.qdrantBytesPerResult === undefined
      ? sumOfProducts("bytes per result", "B", [dimensions, perDimension], [payload])
      : figureFactor("bytes per result", drivers.qdrantBytesPerResult, "B", month);
  const vectorBytes = usage.dimensions.value * usage.bytesPerDimension.value;
  const searchBytes = vectorBytes + usage.topK.value * Number(resultBytes.value);
  const requests =
    usage.queriesPerMonth.value + usage.recordsWrittenPerMonth.value / usage.recordsPerWriteRequest.value;
  const bytes =
    usage.queriesPerMonth.value * searchBytes +
    usage.recordsWrittenPerMonth.value * Number(recordBytes.value);
  const all = [searches, written, batch, dimensions, perDimension, payload, topK, resultBytes];
  const computed = (name: string, value: number, unit: string, from: readonly Factor[]): Factor => ({
    name,
    value,
    unit,
    provenance: weakest(from),
    from,
  });
  return {
    searches,
    written,
    requests: computed("requests a month", requests, "requests", [searches, written, batch]),
    bytesPerRequest: computed(
      "bytes per request",
      requests === 0 ? 0 : bytes / requests,
      "B per request",
      all,
    ),
    recordBytes,
    resultBytes: computed("bytes per search and shard", usage.topK.value * Number(resultBytes.value), "B", [
      topK,
      resultBytes,
    ]),
  };
}
