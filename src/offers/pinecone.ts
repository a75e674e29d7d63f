import { type VectorsDemand, vectorsDemand } from "../demand/vectors-demand.ts";
import { type Charge, flatPrice, isUnknown, totalOf } from "../prices/charge.ts";
import { unknown } from "../provenance.ts";
import type { VectorsPart } from "../scenario/scenario.ts";
import { BYTES_PER_GB, Decimal } from "../units.ts";
import { digits, driverOf } from "./formula.ts";
import { beyond, charged, listed, type OfferRate, type Plan, priceOf } from "./offer-rates.ts";
import { FEASIBLE, minimumTopUp, type ServiceBill, serviceLine } from "./service-bill.ts";

export const PINECONE_READS = [
  "vectors.vectors",
  "vectors.growthPerMonth",
  "vectors.dimensions",
  "vectors.metadataBytes",
  "vectors.namespaces",
  "vectors.queriesPerMonth",
  "vectors.recordsWrittenPerMonth",
  "vectors.recordsPerWriteRequest",
  "vectors.topK",
] as const;

export type PineconePlan = "starter" | "builder" | "standard" | "enterprise";

/** What a month takes of Pinecone serverless. GB is 10⁹ bytes. */
export interface PineconeUsage {
  readonly recordBytes: Decimal;
  readonly storedGB: Decimal;
  readonly readUnitsPerQuery: Decimal;
  readonly readUnits: Decimal;
  readonly writeUnitsPerRequest: Decimal;
  readonly writeRequests: Decimal;
  readonly writeUnits: Decimal;
  readonly egressGB: Decimal;
}

/** Vectors are stored as float32 whatever type the client holds. */
const BYTES_PER_DIMENSION = 4;

/**
 * recordBytes = dimensions × 4 + metadata; namespace GB = records × recordBytes ÷ 10⁹ ÷ namespaces;
 * RU per query = max(0.25, namespace GB), whatever topK; WU per request = max(5, ⌈request bytes ÷ 1,000⌉);
 * egress = queries × topK × metadata, because values are not returned unless asked for.
 */
export function pineconeUsage(demand: VectorsDemand, plan: PineconePlan = "standard"): PineconeUsage {
  const list: Plan = ["pinecone", "serverless", plan];
  const recordBytes = new Decimal(demand.dimensions).times(BYTES_PER_DIMENSION).plus(demand.metadataBytes);
  const storedGB = recordBytes.times(demand.vectors).div(BYTES_PER_GB);
  const readUnitsPerQuery = Decimal.max(
    listed(list, "read_units_min_per_query").value,
    storedGB.div(demand.namespaces),
  );
  const requestBytes = recordBytes.times(demand.recordsPerWriteRequest);
  const writeUnitsPerRequest = Decimal.max(
    listed(list, "write_units_min_per_request").value,
    requestBytes.div(listed(list, "write_unit_bytes").value).ceil(),
  );
  const writeRequests = new Decimal(demand.recordsWrittenPerMonth).div(demand.recordsPerWriteRequest);
  return {
    recordBytes,
    storedGB,
    readUnitsPerQuery,
    readUnits: readUnitsPerQuery.times(demand.queriesPerMonth),
    writeUnitsPerRequest,
    writeRequests,
    writeUnits: writeUnitsPerRequest.times(writeRequests),
    egressGB: new Decimal(demand.queriesPerMonth)
      .times(demand.topK)
      .times(demand.metadataBytes)
      .div(BYTES_PER_GB),
  };
}

/**
 * Pinecone serverless in month t (1..H).
 * @param region AWS code; outside us-east-1 read and write units are published as a range
 * @param volume on vectors, queries and writes; 1 by default
 */
export function pineconeCharges(
  plan: PineconePlan,
  part: VectorsPart,
  region: string,
  month: number,
  volume = 1,
): ServiceBill {
  const demand = vectorsDemand(part, month, volume);
  const usage = pineconeUsage(demand, plan);
  const notes = [
    `counted with ${digits(demand.namespaces)} namespace${demand.namespaces === 1 ? "" : "s"}: queries read one whole namespace`,
  ];
  if (plan === "starter" || plan === "builder") return { ...capped(plan, usage), notes };
  const lines = usageLines(plan, part, demand, usage);
  const charges = [
    ...lines,
    minimumTopUp("pinecone.minimum", listed(["pinecone", "serverless", plan], "minimum"), lines),
  ];
  const high = plan === "standard" && region !== "us-east-1" ? highEnd(charges, usage, region) : undefined;
  return {
    charges,
    notes: high === undefined ? notes : [...notes, high.because],
    feasible: FEASIBLE,
    ...(high && { high }),
  };
}

function usageLines(
  plan: PineconePlan,
  part: VectorsPart,
  demand: VectorsDemand,
  usage: PineconeUsage,
): Charge[] {
  const list: Plan = ["pinecone", "serverless", plan];
  const price = (meter: string, unit: string) => {
    const rate = charged(list, meter, "ask the seller for a quote");
    return isUnknown(rate) ? rate : priceOf(rate, unit);
  };
  const size = [
    driverOf(part.vectors, "records", demand.vectors),
    driverOf(part.dimensions, "dimensions", demand.dimensions),
    driverOf(part.metadataBytes, "bytes/record", demand.metadataBytes),
  ];
  const spaces = driverOf(part.namespaces, "namespaces", demand.namespaces);
  const record = `(${digits(demand.dimensions)} × 4 + ${digits(demand.metadataBytes)}) B`;
  const egress = charged(list, "egress", "ask the seller for a quote");
  return [
    serviceLine({
      id: "pinecone.storage",
      name: `Storage (Pinecone ${plan})`,
      quantity: usage.storedGB,
      unit: "GB-month",
      formula: `${digits(demand.vectors)} records × ${record} ÷ 10⁹`,
      drivers: size,
      price: price("storage", "GB-month"),
    }),
    serviceLine({
      id: "pinecone.reads",
      name: `Read units (Pinecone ${plan})`,
      quantity: usage.readUnits.div(1e6),
      unit: "million RU",
      formula: `${digits(demand.queriesPerMonth)} queries × max(0.25, ${digits(usage.storedGB)} GB ÷ ${digits(demand.namespaces)} namespaces) RU ÷ 10⁶`,
      drivers: [driverOf(part.queriesPerMonth, "queries/month", demand.queriesPerMonth), ...size, spaces],
      price: price("read_units", "million RU"),
    }),
    serviceLine({
      id: "pinecone.writes",
      name: `Write units (Pinecone ${plan})`,
      quantity: usage.writeUnits.div(1e6),
      unit: "million WU",
      formula: `${digits(usage.writeRequests)} requests × ${digits(usage.writeUnitsPerRequest)} WU ÷ 10⁶`,
      drivers: [
        driverOf(part.recordsWrittenPerMonth, "records/month", demand.recordsWrittenPerMonth),
        driverOf(part.recordsPerWriteRequest, "records/request", demand.recordsPerWriteRequest),
        ...size,
      ],
      price: price("write_units", "million WU"),
    }),
    serviceLine({
      id: "pinecone.egress",
      name: `Returned data (Pinecone ${plan})`,
      quantity: usage.egressGB,
      unit: "GB",
      formula: `${digits(demand.queriesPerMonth)} queries × ${digits(demand.topK)} results × ${digits(demand.metadataBytes)} B ÷ 10⁹`,
      drivers: [
        driverOf(part.queriesPerMonth, "queries/month", demand.queriesPerMonth),
        driverOf(part.topK, "results/query", demand.topK),
      ],
      price: isUnknown(egress) ? egress : beyond(listed(list, "egress_included").value, egress, "GB"),
    }),
  ];
}

/** The same month with read and write units at the top of the range published for other regions. */
function highEnd(
  charges: readonly Charge[],
  usage: PineconeUsage,
  region: string,
): NonNullable<ServiceBill["high"]> {
  const list: Plan = ["pinecone", "serverless", "standard"];
  const step = (meter: string) =>
    listed(list, `${meter}_max_other_region`).value.minus(listed(list, meter).value);
  const usedUsd = totalOf(charges.filter((charge) => charge.category !== "adjustment")).usd;
  const more = usage.readUnits
    .times(step("read_units"))
    .plus(usage.writeUnits.times(step("write_units")))
    .div(1e6);
  const range = (meter: string) =>
    `${listed(list, meter).value} to ${listed(list, `${meter}_max_other_region`).value}`;
  return {
    usd: Decimal.max(listed(list, "minimum").value, usedUsd.plus(more)),
    because: `Pinecone lists a range outside us-east-1 (${region}): ${range("read_units")} USD per million RU, ${range("write_units")} per million WU; charged at the low end`,
  };
}

const CAPS: readonly { meter: string; of: (usage: PineconeUsage) => Decimal; unit: string }[] = [
  { meter: "cap_storage", of: (usage) => usage.storedGB, unit: "GB" },
  { meter: "cap_read_units", of: (usage) => usage.readUnits, unit: "RU" },
  { meter: "cap_write_units", of: (usage) => usage.writeUnits, unit: "WU" },
  { meter: "cap_egress", of: (usage) => usage.egressGB, unit: "GB returned" },
];

/** Flat plans: what exceeds a cap is blocked, not billed. */
function capped(
  plan: "starter" | "builder",
  usage: PineconeUsage,
): Pick<ServiceBill, "charges" | "feasible"> {
  const list: Plan = ["pinecone", "serverless", plan];
  const over = CAPS.find((cap) => cap.of(usage).greaterThan(listed(list, cap.meter).value));
  const fee: OfferRate | undefined = plan === "builder" ? listed(list, "flat_fee") : undefined;
  const cap = listed(list, "cap_storage");
  const price =
    fee === undefined ? flatPrice(0, "month", cap.provenance, { plan: "free" }) : priceOf(fee, "month");
  const because =
    over === undefined
      ? undefined
      : `needs ${digits(over.of(usage))} ${over.unit} a month, Pinecone ${plan} stops at ${digits(listed(list, over.meter).value)}`;
  return {
    charges: [
      serviceLine({
        id: "pinecone.plan",
        name: `Plan (Pinecone ${plan})`,
        category: "plan",
        quantity: because === undefined ? new Decimal(1) : unknown(because, "vectors.candidates"),
        unit: "month",
        formula: "1 month",
        drivers: [],
        price,
      }),
    ],
    feasible: because === undefined ? FEASIBLE : { kind: "no", because },
  };
}
