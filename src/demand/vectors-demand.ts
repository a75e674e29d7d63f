import { inMonth } from "../scenario/figure.ts";
import type { VectorsPart } from "../scenario/scenario.ts";
import { volumeInMonth } from "./growth.ts";

/** What the vector part asks of a store in one month. */
export interface VectorsDemand {
  /** Points held in the month. */
  readonly vectors: number;
  readonly dimensions: number;
  readonly bytesPerDimension: number;
  /** Bytes per point. */
  readonly metadataBytes: number;
  readonly filterableBytes: number;
  readonly payloadBytesInRam: number;
  readonly namespaces: number;
  readonly queriesPerMonth: number;
  readonly recordsWrittenPerMonth: number;
  readonly recordsPerWriteRequest: number;
  readonly topK: number;
}

/**
 * Demand of the vector part in month t (1..H).
 *
 * Points, queries and writes grow by the part's growth; sizes per point do not.
 *
 * @param volumeFactor on points, queries and writes; 1 by default
 */
export function vectorsDemand(part: VectorsPart, month: number, volumeFactor = 1): VectorsDemand {
  const growing = (figure: VectorsPart["vectors"]): number =>
    volumeInMonth(figure, part.growthPerMonth, month) * volumeFactor;
  return {
    vectors: growing(part.vectors),
    dimensions: inMonth(part.dimensions, month),
    bytesPerDimension: inMonth(part.bytesPerDimension, month),
    metadataBytes: inMonth(part.metadataBytes, month),
    filterableBytes: inMonth(part.filterableBytes, month),
    payloadBytesInRam: inMonth(part.payloadBytesInRam, month),
    namespaces: inMonth(part.namespaces, month),
    queriesPerMonth: growing(part.queriesPerMonth),
    recordsWrittenPerMonth: growing(part.recordsWrittenPerMonth),
    recordsPerWriteRequest: inMonth(part.recordsPerWriteRequest, month),
    topK: inMonth(part.topK, month),
  };
}
