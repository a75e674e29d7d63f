import { type VectorsDemand, vectorsDemand } from "../demand/vectors-demand.ts";
import { InputError } from "../errors.ts";
import { isUnknown } from "../prices/charge.ts";
import { unknown } from "../provenance.ts";
import type { VectorsPart } from "../scenario/scenario.ts";
import { BYTES_PER_GIB, Decimal, type DecimalValue } from "../units.ts";
import { digits, driverOf } from "./formula.ts";
import { charged, listed, type Plan, priceOf } from "./offer-rates.ts";
import { FEASIBLE, type ServiceBill, serviceLine } from "./service-bill.ts";

export const S3_VECTORS_READS = [
  "vectors.vectors",
  "vectors.growthPerMonth",
  "vectors.dimensions",
  "vectors.metadataBytes",
  "vectors.filterableBytes",
  "vectors.namespaces",
  "vectors.queriesPerMonth",
  "vectors.recordsWrittenPerMonth",
  "vectors.topK",
] as const;

const LIST: Plan = ["aws", "s3-vectors", "on-demand"];
const BYTES_PER_DIMENSION = 4;
const BYTES_PER_TIB = 2 ** 40;

/** What a month takes of S3 Vectors; one namespace is one index. AWS prints GB and TB for GiB and TiB. */
interface S3VectorsUsage {
  readonly storedGiB: Decimal;
  readonly putGiB: Decimal;
  /** Scanned by the queries within the first 100,000 vectors of their index, and beyond. */
  readonly processedTiB: readonly [Decimal, Decimal];
  readonly returnedBytesPerQuery: Decimal;
}

/**
 * stored = vectors × (vector + key + all metadata); processed per query = vectors of its index × (vector + key +
 * filterable metadata); the scenario has no key length, so a key weighs what the caller says (0: not counted).
 */
function s3VectorsUsage(demand: VectorsDemand, keyBytes: DecimalValue = 0): S3VectorsUsage {
  if (demand.filterableBytes > demand.metadataBytes) {
    throw new InputError(
      "FILTERABLE_BYTES",
      `vectors.filterableBytes is ${demand.filterableBytes}, but vectors.metadataBytes is ${demand.metadataBytes}.`,
      "Filterable metadata is a part of all metadata.",
    );
  }
  const vector = new Decimal(demand.dimensions).times(BYTES_PER_DIMENSION).plus(keyBytes);
  const record = vector.plus(demand.metadataBytes);
  const perIndex = new Decimal(demand.vectors).div(demand.namespaces);
  const edge = listed(LIST, "processed_tier_boundary").value;
  const scanned = (vectors: Decimal) =>
    vectors.times(vector.plus(demand.filterableBytes)).times(demand.queriesPerMonth).div(BYTES_PER_TIB);
  return {
    storedGiB: record.times(demand.vectors).div(BYTES_PER_GIB),
    putGiB: record.times(demand.recordsWrittenPerMonth).div(BYTES_PER_GIB),
    processedTiB: [scanned(Decimal.min(perIndex, edge)), scanned(Decimal.max(0, perIndex.minus(edge)))],
    returnedBytesPerQuery: new Decimal(demand.topK).times(demand.metadataBytes),
  };
}

/** Amazon S3 Vectors in month t (1..H); only us-east-1 has prices on file. */
export function s3VectorsCharges(
  part: VectorsPart,
  region: string,
  month: number,
  volume = 1,
  keyBytes: DecimalValue = 0,
): ServiceBill {
  const demand = vectorsDemand(part, month, volume);
  const usage = s3VectorsUsage(demand, keyBytes);
  const price = (meter: string, unit: string) => {
    if (region !== "us-east-1") return unknown(`no S3 Vectors price in ${region}`, "compare in us-east-1");
    const rate = charged(LIST, meter, "ask for the price");
    return isUnknown(rate) ? rate : priceOf(rate, unit);
  };
  const size = [
    driverOf(part.vectors, "vectors", demand.vectors),
    driverOf(part.dimensions, "dimensions", demand.dimensions),
    driverOf(part.metadataBytes, "bytes/vector", demand.metadataBytes),
  ];
  const queries = driverOf(part.queriesPerMonth, "queries/month", demand.queriesPerMonth);
  const spaces = driverOf(part.namespaces, "indexes", demand.namespaces);
  const line = (
    id: string,
    name: string,
    quantity: Decimal,
    unit: string,
    meter: string,
    formula: string,
    drivers = size,
  ) =>
    serviceLine({
      id: `s3vectors.${id}`,
      name: `${name} (S3 Vectors)`,
      quantity,
      unit,
      formula,
      drivers,
      price: price(meter, unit),
    });
  const perQuery = `${digits(demand.queriesPerMonth)} queries × vectors of one index (${digits(demand.namespaces)} indexes)`;
  const charges = [
    line(
      "storage",
      "Storage",
      usage.storedGiB,
      "GiB-month",
      "storage",
      `${digits(demand.vectors)} vectors × bytes ÷ 2³⁰`,
    ),
    line(
      "put",
      "Uploads",
      usage.putGiB,
      "GiB",
      "put",
      `${digits(demand.recordsWrittenPerMonth)} vectors × bytes ÷ 2³⁰`,
      [driverOf(part.recordsWrittenPerMonth, "vectors/month", demand.recordsWrittenPerMonth), ...size],
    ),
    line(
      "queries",
      "Queries",
      new Decimal(demand.queriesPerMonth).div(1e6),
      "million queries",
      "query_requests",
      `${digits(demand.queriesPerMonth)} ÷ 10⁶`,
      [queries],
    ),
    line(
      "processed1",
      "Data processed, first 100,000 of an index",
      usage.processedTiB[0],
      "TiB",
      "processed_first_tier",
      `${perQuery} × bytes ÷ 2⁴⁰`,
      [queries, spaces, ...size],
    ),
    line(
      "processed2",
      "Data processed, beyond",
      usage.processedTiB[1],
      "TiB",
      "processed_second_tier",
      `${perQuery} × bytes ÷ 2⁴⁰`,
      [queries, spaces, ...size],
    ),
  ];
  const free = listed(LIST, "returned_free").value;
  const over = usage.returnedBytesPerQuery.minus(free);
  if (over.greaterThan(0)) {
    const why = unknown(
      `queries return ${digits(usage.returnedBytesPerQuery)} B, more than ${digits(free)} B have no price on file`,
      "vectors.topK",
    );
    charges.push(
      serviceLine({
        id: "s3vectors.returned",
        name: "Returned data (S3 Vectors)",
        quantity: over.times(demand.queriesPerMonth).div(BYTES_PER_GIB),
        unit: "GiB",
        formula: `${digits(demand.queriesPerMonth)} queries × ${digits(over)} B ÷ 2³⁰`,
        drivers: [queries],
        price: why,
      }),
    );
  }
  return {
    charges,
    notes: new Decimal(keyBytes).isZero()
      ? ["vector keys are not counted: the scenario has no key length"]
      : [],
    feasible: FEASIBLE,
  };
}
