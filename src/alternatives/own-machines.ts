import type { FixedHost } from "../scenario/llm-terms.ts";
import { nodesHolding } from "../sizing/vector-memory.ts";
import type { Capacity } from "./alternative.ts";

/** Machines at the reader's own price whose number follows what they hold. */
export interface OwnMachines extends Pick<Capacity, "unitsFor" | "volumeOf"> {
  readonly usableGB: number;
}

const BYTES_PER_GB = 1e9;

/**
 * As many as hold the volume, and no fewer than the reader has.
 *
 * @param bytesOfOne memory that one unit of the volume takes
 * @returns undefined where nothing says what one machine holds: their number is then the reader's
 */
export function machinesHolding(host: FixedHost | undefined, bytesOfOne: number): OwnMachines | undefined {
  if (host?.usableGB === undefined) return undefined;
  const usableGB = host.usableGB.base;
  const usable = usableGB * BYTES_PER_GB;
  const least = Math.max(1, Math.ceil(host.instances.base));
  return {
    usableGB,
    unitsFor: (volume) => Math.max(least, nodesHolding(volume * bytesOfOne, usable)),
    volumeOf: (units) => (units < least ? 0 : (units * usable) / bytesOfOne),
  };
}

/** What the report says of them. */
export function capacityOf(name: string, machines: OwnMachines, volume: number): Capacity {
  const instances = machines.unitsFor(volume);
  const { unitsFor, volumeOf } = machines;
  return {
    instanceType: name,
    instances,
    instancesLow: instances,
    instancesHigh: instances,
    flags: [],
    unitsFor,
    volumeOf,
  };
}
