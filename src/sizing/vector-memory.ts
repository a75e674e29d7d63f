import { constant } from "./constants.ts";

/** How vectors are held in memory; other than "none", the originals lie cold on disk. */
export type Quantization = "none" | "int8" | "int4" | "binary";

/** q: bytes per dimension of the quantised copy. */
const QUANTIZED_BYTES = { int8: 1, int4: 0.5, binary: 0.125 } as const;

/** Size of one point. */
export interface PointSize {
  readonly dimensions: number;
  /** 4 for float32. */
  readonly bytesPerDimension: number;
  /** Indexed or kept in memory. */
  readonly payloadBytesInRam: number;
}

/**
 * RAM of a collection on one node, bytes; × replication factor for a cluster.
 *
 *   1.5·n·(b·d)              originals in memory; the 1.5 holds index, versions and temporary segments
 *   1.5·n·(q·d + 8·m)        quantised; the graph's links do not shrink
 *   + 1.5·n·payloadInRam
 */
export function vectorRamBytes(
  vectors: number,
  size: PointSize,
  quantization: Quantization = "none",
): number {
  const perPoint =
    quantization === "none"
      ? size.bytesPerDimension * size.dimensions
      : QUANTIZED_BYTES[quantization] * size.dimensions + constant("qdrantLinkBytes");
  return constant("qdrantIndexFactor") * vectors * (perPoint + size.payloadBytesInRam);
}

/**
 * Disk of a collection on one node, bytes; × replication factor for a cluster.
 *
 *   2.5·n·(b·d + q·d + payload)       vectors, quantised copy, log, optimiser copies, snapshot space
 */
export function vectorDiskBytes(
  vectors: number,
  size: PointSize,
  payloadBytes: number,
  quantization: Quantization = "none",
): number {
  const copy = quantization === "none" ? 0 : QUANTIZED_BYTES[quantization] * size.dimensions;
  return (
    constant("qdrantDiskFactor") * vectors * (size.bytesPerDimension * size.dimensions + copy + payloadBytes)
  );
}

/** A quotient of doubles above a whole number by less than this share is that number. */
const WHOLE_SHARE = 1e-12;

/** Nodes that hold so many bytes, at least one: at exact multiples of a node's memory not one more. */
export function nodesHolding(bytes: number, usableBytesOfOne: number): number {
  return Math.max(1, Math.ceil((bytes / usableBytesOfOne) * (1 - WHOLE_SHARE)));
}
