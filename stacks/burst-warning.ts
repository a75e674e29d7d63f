import { type ComponentResource, log, runtime } from "@pulumi/pulumi";
import type { InstanceType } from "../src/sizing/instance-type.ts";
import { burstWarning } from "./block-device.ts";
import type { Gp3 } from "./gp3.ts";

/**
 * Says in every preview what an instance's disks cannot hold for long. A capture plans many fleets and has no engine: the
 * SDK would print the warning between the lines of a report.
 */
export function warnOfBursts(
  instance: InstanceType,
  volumes: readonly Gp3[],
  component: ComponentResource,
): void {
  const warning = burstWarning(instance, volumes);
  if (warning !== undefined && runtime.getEngine() !== undefined) void log.warn(warning, component);
}
