import { constant } from "./constants.ts";
import type { InstanceType } from "./instance-type.ts";

/**
 * Processes of the engine on one instance: an API server and an engine core per replica, a worker per GPU,
 * and a coordinator when replicas share the instance.
 */
export function engineProcesses(replicasPerInstance: number, tensorParallel: number): number {
  return 2 * replicasPerInstance + replicasPerInstance * tensorParallel + (replicasPerInstance > 1 ? 1 : 0);
}

/** processes ≤ vCPU ÷ 2, else tokenisation may starve. */
export function hostCpuTight(
  type: InstanceType,
  replicasPerInstance: number,
  tensorParallel: number,
): boolean {
  return engineProcesses(replicasPerInstance, tensorParallel) > type.vcpu * constant("hostCpuShare");
}
