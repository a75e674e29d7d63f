import { InputError } from "../src/errors.ts";
import type { InstanceType } from "../src/sizing/instance-type.ts";
import { BYTES_PER_GIB } from "../src/units.ts";

/** A gp3 volume as it is ordered. Its first 3,000 IOPS and 125 MiB/s are part of the storage price. */
export interface Gp3 {
  readonly sizeGiB: number;
  readonly iops: number;
  readonly throughputMiBps: number;
}

const GP3_BASE = { iops: 3000, throughputMiBps: 125 } as const;

/** gp3's own limits: EBS user guide, "General Purpose SSD volumes" (2,000 MiB/s and 80,000 IOPS since 2025). */
const GP3_MAX = { iops: 80_000, throughputMiBps: 2000, iopsPerGiB: 500, mibpsPerIops: 0.25 } as const;

const BYTES_PER_MIB = BYTES_PER_GIB / 1024;
const BYTES_PER_MB = 1e6;

/**
 * Refuses volumes whose paid speed the instance cannot use.
 *
 *   Σ throughput [MiB/s] · 2²⁰ ≤ instance maximum [MB/s] · 10⁶,  Σ IOPS ≤ instance maximum
 *
 * The two sides come in different units: EBS sells MiB/s, the type descriptions give decimal MB/s.
 * The speed that every gp3 volume has without charge is not an order and is never refused.
 *
 * @throws InputError when gp3 does not sell the volume or the instance cannot reach it.
 */
export function checkVolumes(instance: InstanceType, volumes: readonly Gp3[]): void {
  for (const volume of volumes) checkGp3(volume);
  const throughput = sum(volumes.map((volume) => volume.throughputMiBps)) * BYTES_PER_MIB;
  const iops = sum(volumes.map((volume) => volume.iops));
  const max = instance.ebsMaxMBps * BYTES_PER_MB;
  const paid = volumes.some((volume) => volume.throughputMiBps > GP3_BASE.throughputMiBps);
  if (paid && throughput > max) {
    refuse(
      `The volumes of ${instance.instanceType} are ordered with ${mib(throughput)} MiB/s, but the instance moves at most ${instance.ebsMaxMBps} MB/s (${mib(max)} MiB/s).`,
      "The rest would be paid and never used. Lower the volume's throughput or take a larger instance.",
    );
  }
  if (volumes.some((volume) => volume.iops > GP3_BASE.iops) && iops > instance.ebsMaxIops) {
    refuse(
      `The volumes of ${instance.instanceType} are ordered with ${iops} IOPS, but the instance makes at most ${instance.ebsMaxIops}.`,
      "The rest would be paid and never used. Lower the volume's IOPS or take a larger instance.",
    );
  }
}

function checkGp3({ sizeGiB, iops, throughputMiBps }: Gp3): void {
  if (
    iops < GP3_BASE.iops ||
    iops > GP3_MAX.iops ||
    iops > Math.max(GP3_BASE.iops, GP3_MAX.iopsPerGiB * sizeGiB)
  ) {
    refuse(
      `A gp3 volume of ${sizeGiB} GiB takes 3,000 to ${Math.min(GP3_MAX.iops, Math.max(GP3_BASE.iops, GP3_MAX.iopsPerGiB * sizeGiB))} IOPS; got ${iops}.`,
      "gp3 gives 500 IOPS per GiB, 80,000 at most.",
    );
  }
  if (throughputMiBps < GP3_BASE.throughputMiBps || throughputMiBps > GP3_MAX.throughputMiBps) {
    refuse(
      `A gp3 volume takes 125 to 2,000 MiB/s; got ${throughputMiBps}.`,
      "Use several volumes beyond that.",
    );
  }
  if (throughputMiBps > GP3_MAX.mibpsPerIops * iops) {
    refuse(
      `A gp3 volume of ${iops} IOPS takes at most ${GP3_MAX.mibpsPerIops * iops} MiB/s (0.25 per IOPS); got ${throughputMiBps}.`,
      `Order at least ${Math.ceil(throughputMiBps / GP3_MAX.mibpsPerIops)} IOPS.`,
    );
  }
}

function refuse(message: string, hint: string): never {
  throw new InputError("STACK_VOLUME", message, hint);
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
const mib = (bytesPerSecond: number) => Math.floor(bytesPerSecond / BYTES_PER_MIB);
