/**
 * Products of an invented EC2 price list of us-east-1: the kinds of rows, the attributes and the proportions of the real
 * one, from a seed. Nothing in it is a price of AWS.
 */

import { type InventedDimension, type InventedTerm, onDemand, reservations, tier } from "./offer-terms.ts";

export interface InventedProduct {
  readonly sku: string;
  readonly productFamily: string;
  /** By the Query API's names. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly terms: readonly InventedTerm[];
}

const FAMILIES = ["c", "m", "r", "g", "p", "i", "t", "x"];
const GENERATIONS = ["5", "5d", "6g", "6i", "6a", "7g", "7i", "7a", "8g", "8i", "8gd", "8a", "9g", "9i"];
const SIZES = ["medium", "large", "xlarge", "2xlarge", "4xlarge", "8xlarge", "12xlarge", "24xlarge", "metal"];
const TYPES = FAMILIES.length * GENERATIONS.length * SIZES.length;

/** Operating system, software on it, operation, and what it costs more than Linux per hour and size. */
const SYSTEMS = [
  ["Linux", "NA", "RunInstances", 0],
  ["Windows", "NA", "RunInstances:0002", 0.046],
  ["RHEL", "NA", "RunInstances:0010", 0.0288],
  ["SUSE", "NA", "RunInstances:000g", 0.0125],
  ["Linux", "SQL Std", "RunInstances:0004", 0.24],
  ["Linux", "SQL Ent", "RunInstances:0100", 0.75],
  ["Linux", "SQL Web", "RunInstances:0200", 0.034],
  ["Windows", "SQL Std", "RunInstances:0006", 0.286],
  ["Windows", "SQL Ent", "RunInstances:0102", 0.796],
  ["Windows", "SQL Web", "RunInstances:0202", 0.08],
  ["Windows", "NA", "RunInstances:0800", 0],
] as const;
const TENANCIES = ["Shared", "Dedicated"] as const;

const COMMON = {
  servicecode: "AmazonEC2",
  location: "US East (N. Virginia)",
  locationType: "AWS Region",
  regionCode: "us-east-1",
  servicename: "Amazon Elastic Compute Cloud",
};

/**
 * The products that belong to one line of the list: a machine type with one system and tenancy, its reservations, its
 * capacity reservations and, for GPUs under Linux, the Capacity Block at 0; every 40th line a volume, a gateway or a host as well.
 */
export function inventedLine(line: number, seed: number): readonly InventedProduct[] {
  const code = codes(seed * 1_000_003 + line);
  const system = SYSTEMS[line % SYSTEMS.length] ?? SYSTEMS[0];
  const tenancy = TENANCIES[Math.floor(line / SYSTEMS.length) % TENANCIES.length] ?? "Shared";
  const machine = machineOf(Math.floor(line / (SYSTEMS.length * TENANCIES.length)));
  const hourly = machine.hourly + system[3] * machine.units;
  const sold = (status: string, usd: number, market = "OnDemand") =>
    machineProduct(code(), machine, system, tenancy, { status, usd, market });
  const used = sold("Used", hourly);
  return [
    { ...used, terms: [...used.terms, ...reservations(used.sku, hourly, machine.type)] },
    sold("AllocatedCapacityReservation", 0),
    sold("UnusedCapacityReservation", hourly),
    ...(machine.gpu && line % (SYSTEMS.length * TENANCIES.length) === 0
      ? [sold("Used", 0, "CapacityBlock")]
      : []),
    ...(line % 40 === 7 ? [besideMachines(code(), Math.floor(line / 40), machine)] : []),
  ];
}

interface Machine {
  readonly type: string;
  readonly family: string;
  readonly units: number;
  readonly hourly: number;
  readonly gpu: boolean;
}

function machineOf(place: number): Machine {
  const size = SIZES[place % SIZES.length] ?? "large";
  const generation = GENERATIONS[Math.floor(place / SIZES.length) % GENERATIONS.length] ?? "5";
  const letter = FAMILIES[Math.floor(place / SIZES.length / GENERATIONS.length) % FAMILIES.length] ?? "m";
  // A list that must be longer than the types that exist goes on with new ones.
  const round = Math.floor(place / TYPES);
  const family = `${letter}${generation}${round === 0 ? "" : `v${round}`}`;
  const units = 2 ** (place % SIZES.length);
  const gpu = letter === "g" || letter === "p";
  return { type: `${family}.${size}`, family, units, gpu, hourly: units * (gpu ? 0.53 : 0.0425) };
}

function machineProduct(
  sku: string,
  machine: Machine,
  [operatingSystem, preInstalledSw, operation]: (typeof SYSTEMS)[number],
  tenancy: (typeof TENANCIES)[number],
  { status, usd, market }: { status: string; usd: number; market: string },
): InventedProduct {
  const use = { Used: tenancy === "Shared" ? "BoxUsage" : "DedicatedUsage" }[status];
  const reservation = status.startsWith("Unused") ? "UnusedBox" : "Reservation";
  const description = `$${usd} per ${tenancy} ${operatingSystem} with ${preInstalledSw}, ${machine.type} hour`;
  return {
    sku,
    productFamily: machine.type.endsWith("metal") ? "Compute Instance (bare metal)" : "Compute Instance",
    attributes: {
      ...COMMON,
      instanceType: machine.type,
      currentGeneration: "Yes",
      instanceFamily: machine.gpu ? "GPU instance" : "General purpose",
      vcpu: String(machine.units * 2),
      physicalProcessor: "Intel Xeon 8375C (Ice Lake)",
      clockSpeed: "3.5 GHz",
      memory: `${(machine.units * 8).toLocaleString("en-US")} GiB`,
      storage: "EBS only",
      networkPerformance: "Up to 12500 Megabit",
      processorArchitecture: "64-bit",
      tenancy,
      operatingSystem,
      licenseModel: operation === "RunInstances:0800" ? "Bring your own license" : "No License required",
      usagetype: `${use ?? reservation}:${machine.type}`,
      operation,
      availabilityzone: "NA",
      capacitystatus: status,
      classicnetworkingsupport: "false",
      dedicatedEbsThroughput: "Up to 10000 Mbps",
      ecu: "NA",
      enhancedNetworkingSupported: "Yes",
      gpuMemory: "NA",
      ...(status === "Used" ? {} : { instancesku: "6QCMYABX3D" }),
      intelAvx2Available: "Yes",
      intelAvxAvailable: "Yes",
      intelTurboAvailable: "Yes",
      marketoption: market,
      normalizationSizeFactor: String(machine.units * 4),
      preInstalledSw,
      processorFeatures: "Intel AVX; Intel AVX2; Intel AVX512; Intel Turbo",
      vpcnetworkingsupport: "true",
    },
    terms: [onDemand(sku, [tier("Hrs", usd, description)])],
  };
}

/** What else an EC2 list sells, in turn. */
function besideMachines(sku: string, turn: number, machine: Machine): InventedProduct {
  const beside = [
    product(
      sku,
      "Storage",
      { usagetype: "EBS:VolumeUsage.gp3", volumeApiName: "gp3", volumeType: "General Purpose" },
      [tier("GB-Mo", 0.08, "$0.08 per GB-month of General Purpose (gp3) storage")],
    ),
    product(
      sku,
      "System Operation",
      { usagetype: "EBS:VolumeP-IOPS.io2", volumeApiName: "io2", group: "EBS IOPS" },
      [
        tier("IOPS-Mo", 0.065, "first tier", "0", "32000"),
        tier("IOPS-Mo", 0.0455, "second tier", "32000", "64000"),
        tier("IOPS-Mo", 0.03185, "third tier", "64000", "Inf"),
      ],
    ),
    product(
      sku,
      "NAT Gateway",
      { usagetype: "NatGateway-Hours", operation: "NatGateway", group: "NGW:NatGateway" },
      [tier("Hrs", 0.045, "$0.045 per NAT Gateway Hour")],
    ),
    product(
      sku,
      "NAT Gateway",
      { usagetype: "NatGateway-Bytes", operation: "NatGateway", group: "NGW:NatGateway" },
      [tier("GB", 0.045, 'Charge for "per GB" data processed')],
    ),
    product(
      sku,
      "Dedicated Host",
      { usagetype: `HostUsage:${machine.family}`, instanceType: machine.family, tenancy: "Host" },
      [tier("Hrs", machine.hourly * 8, "host")],
    ),
  ];
  return beside[turn % beside.length] ?? product(sku, "", {}, []);
}

function product(
  sku: string,
  productFamily: string,
  attributes: Readonly<Record<string, string>>,
  tiers: readonly InventedDimension[],
): InventedProduct {
  return { sku, productFamily, attributes: { ...COMMON, ...attributes }, terms: [onDemand(sku, tiers)] };
}

const LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789";

/** SKUs of 16 letters from a seed (mulberry32). */
function codes(seed: number): () => string {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return () => Array.from({ length: 16 }, () => LETTERS[Math.floor(next() * LETTERS.length)]).join("");
}
