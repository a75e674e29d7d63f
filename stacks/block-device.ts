import { InputError } from "../src/errors.ts";
import type { InstanceType } from "../src/sizing/instance-type.ts";
import { BYTES_PER_GIB } from "../src/units.ts";
import { GP3_INCLUDED, GP3_LIMITS, type Gp3 } from "./gp3.ts";

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
  const throughput = orderedBytes(volumes);
  const iops = sum(volumes.map((volume) => volume.iops));
  const max = instance.ebsMaxMBps * BYTES_PER_MB;
  const paid = volumes.some((volume) => volume.throughputMiBps > GP3_INCLUDED.throughputMiBps);
  if (paid && throughput > max) {
    refuse(
      `The volumes of ${instance.instanceType} are ordered with ${mib(throughput)} MiB/s, but the instance moves at most ${instance.ebsMaxMBps} MB/s (${mib(max)} MiB/s).`,
      "The rest would be paid and never used. Lower the volume's throughput or take a larger instance.",
    );
  }
  if (volumes.some((volume) => volume.iops > GP3_INCLUDED.iops) && iops > instance.ebsMaxIops) {
    refuse(
      `The volumes of ${instance.instanceType} are ordered with ${iops} IOPS, but the instance makes at most ${instance.ebsMaxIops}.`,
      "The rest would be paid and never used. Lower the volume's IOPS or take a larger instance.",
    );
  }
}

/**
 * Speed that the volumes are ordered with and the instance holds in bursts only: a sentence, or undefined.
 * The baselines of small types lie below what every gp3 volume has without charge, so this asks nobody to pay less.
 */
export function burstWarning(instance: InstanceType, volumes: readonly Gp3[]): string | undefined {
  const throughput = orderedBytes(volumes);
  if (throughput <= instance.ebsBaselineMBps * BYTES_PER_MB) return undefined;
  const paid = volumes.some((volume) => volume.throughputMiBps > GP3_INCLUDED.throughputMiBps);
  return [
    `The volumes of ${instance.instanceType} have ${mib(throughput)} MiB/s together, but the instance moves ${instance.ebsBaselineMBps} MB/s (${mib(instance.ebsBaselineMBps * BYTES_PER_MB)} MiB/s) for longer than a burst, ${instance.ebsMaxMBps} MB/s at most.`,
    paid
      ? "Count on the lower figure: order less throughput, or take a larger instance."
      : "Nothing is paid for the difference; count on the lower figure.",
  ].join(" ");
}

function checkGp3({ sizeGiB, iops, throughputMiBps }: Gp3): void {
  if (
    iops < GP3_INCLUDED.iops ||
    iops > GP3_LIMITS.iops ||
    iops > Math.max(GP3_INCLUDED.iops, GP3_LIMITS.iopsPerGiB * sizeGiB)
  ) {
    refuse(
      `A gp3 volume of ${sizeGiB} GiB takes ${GP3_INCLUDED.iops} to ${Math.min(GP3_LIMITS.iops, Math.max(GP3_INCLUDED.iops, GP3_LIMITS.iopsPerGiB * sizeGiB))} IOPS; got ${iops}.`,
      `gp3 gives ${GP3_LIMITS.iopsPerGiB} IOPS per GiB, ${GP3_LIMITS.iops} at most.`,
    );
  }
  if (throughputMiBps < GP3_INCLUDED.throughputMiBps || throughputMiBps > GP3_LIMITS.throughputMiBps) {
    refuse(
      `A gp3 volume takes ${GP3_INCLUDED.throughputMiBps} to ${GP3_LIMITS.throughputMiBps} MiB/s; got ${throughputMiBps}.`,
      "Use several volumes beyond that.",
    );
  }
  if (throughputMiBps > GP3_LIMITS.throughputMiBpsPerIops * iops) {
    refuse(
      `A gp3 volume of ${iops} IOPS takes at most ${GP3_LIMITS.throughputMiBpsPerIops * iops} MiB/s (${GP3_LIMITS.throughputMiBpsPerIops} per IOPS); got ${throughputMiBps}.`,
      `Order at least ${Math.ceil(throughputMiBps / GP3_LIMITS.throughputMiBpsPerIops)} IOPS.`,
    );
  }
}

function refuse(message: string, hint: string): never {
  throw new InputError("STACK_VOLUME", message, hint);
}

/** Bytes per second of all volumes together. */
const orderedBytes = (volumes: readonly Gp3[]) =>
  sum(volumes.map((volume) => volume.throughputMiBps)) * BYTES_PER_MIB;

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
const mib = (bytesPerSecond: number) => Math.floor(bytesPerSecond / BYTES_PER_MIB);
