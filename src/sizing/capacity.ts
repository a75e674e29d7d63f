import type { Capacity } from "./verdict.ts";

/**
 * Instances that carry a rate, spare included.
 *
 *   n         = max(1, ⌈λ/R − 1e−9⌉)
 *   instances = replica: ⌈(n + 1)/replicasPerInstance⌉ · instance: ⌈n/replicasPerInstance⌉ + 1 · none: ⌈n/replicasPerInstance⌉
 *
 * and never below the minimum. The one function that fleets, months and break-evens count with.
 *
 * @param sizeRate requests per second that the fleet must carry (λ_size)
 */
export function instancesFor(row: Capacity, sizeRate: number): number {
  return instancesOf(row, replicasFor(row.rate, sizeRate));
}

/** The same at the ends of the range: low with R at s = 1 + b, high with R at s = 1 − b, null when that misses the objective. */
export function instancesRange(
  row: Capacity,
  sizeRate: number,
): { readonly low: number; readonly high: number | null } {
  return {
    low: instancesOf(row, replicasFor(row.rateHigh, sizeRate)),
    high: row.rateLow === null ? null : instancesOf(row, replicasFor(row.rateLow, sizeRate)),
  };
}

/**
 * Largest rate that k instances carry: the largest λ with instancesFor(row, λ) ≤ k, requests per second.
 * 0 when k is below the smallest fleet.
 */
export function rateOf(row: Capacity, instances: number): number {
  return rateWith(row, row.rate, instances);
}

/** n = max(1, ⌈λ/R − 1e−9⌉): a load that fills n replicas exactly needs no further one. */
export function replicasFor(rate: number, sizeRate: number): number {
  return Math.max(1, Math.ceil(sizeRate / rate - 1e-9));
}

function instancesOf(
  row: Pick<Capacity, "spare" | "replicasPerInstance" | "minimumInstances">,
  replicas: number,
): number {
  const { spare, replicasPerInstance: each } = row;
  const instances =
    spare === "instance"
      ? Math.ceil(replicas / each) + 1
      : Math.ceil((replicas + (spare === "replica" ? 1 : 0)) / each);
  return Math.max(instances, row.minimumInstances);
}

function rateWith(row: Capacity, rate: number, instances: number): number {
  if (instances < row.minimumInstances) return 0;
  const { spare, replicasPerInstance: each } = row;
  const usable =
    spare === "instance" ? (instances - 1) * each : instances * each - (spare === "replica" ? 1 : 0);
  return Math.max(0, usable) * rate;
}
