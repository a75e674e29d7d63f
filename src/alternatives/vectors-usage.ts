import type { VectorsUsage } from "../bill/usage/vector-flows.ts";
import type { vectorsDemand } from "../demand/vectors-demand.ts";
import type { Figure } from "../scenario/figure.ts";
import type { VectorsPart } from "../scenario/scenario.ts";

/** Searches and writes of a month, each with who says so. */
export function vectorsUsage(part: VectorsPart, demand: ReturnType<typeof vectorsDemand>): VectorsUsage {
  const from = (value: number, figure: Figure) => ({ value, provenance: figure.provenance });
  return {
    vectors: from(demand.vectors, part.vectors),
    dimensions: from(demand.dimensions, part.dimensions),
    bytesPerDimension: from(demand.bytesPerDimension, part.bytesPerDimension),
    metadataBytes: from(demand.metadataBytes, part.metadataBytes),
    queriesPerMonth: from(demand.queriesPerMonth, part.queriesPerMonth),
    recordsWrittenPerMonth: from(demand.recordsWrittenPerMonth, part.recordsWrittenPerMonth),
    recordsPerWriteRequest: from(demand.recordsPerWriteRequest, part.recordsPerWriteRequest),
    topK: from(demand.topK, part.topK),
  };
}
