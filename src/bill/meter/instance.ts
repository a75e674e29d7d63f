import { z } from "zod";
import { isUnknown } from "../../prices/charge.ts";
import { type Unknown, unknown } from "../../provenance.ts";
import { known } from "../known.ts";
import type { Meter } from "../meter.ts";
import {
  amount,
  flag,
  inside,
  isMarked,
  items,
  type Marked,
  type Priced,
  perhaps,
  pricedInputs,
  text,
} from "../priced-input.ts";
import type { RegisteredResource } from "../registered-resource.ts";
import { machineLines, subnetAddress } from "./compute.ts";
import type { Volume } from "./volume.ts";

export const disk = z.object({
  volumeType: text(),
  volumeSize: amount({ min: 1 }),
  iops: amount(),
  throughput: amount(),
});

const inputs = z.object({
  instanceType: text(),
  tenancy: text(),
  monitoring: flag(),
  associatePublicIpAddress: flag(),
  primaryNetworkInterface: perhaps(z.unknown()),
  networkInterfaces: perhaps(z.array(z.unknown())),
  instanceMarketOptions: perhaps(z.object({ marketType: text() })),
  rootBlockDevice: perhaps(disk),
  ebsBlockDevices: items(disk.extend({ deviceName: text() })),
});
type Inputs = z.output<typeof inputs>;

/** `aws:ec2/instance:Instance`: hours, root and attached volumes, detailed monitoring, a public address. */
export const meterInstance: Meter = (resource, context) => {
  const given = pricedInputs(resource, inputs);
  const interfaces = given.primaryNetworkInterface ?? given.networkInterfaces;
  const asked = given.associatePublicIpAddress;
  const notOnDemand = pricedOtherwise(resource, given.tenancy, given.instanceMarketOptions);
  return machineLines(
    resource,
    {
      count: 1,
      instanceType: known(resource, "instanceType", given.instanceType),
      ...(notOnDemand && { notOnDemand }),
      volumes: volumes(resource, given),
      detailedMonitoring: known(resource, "monitoring", given.monitoring, false),
      publicAddress:
        asked !== undefined
          ? known(resource, "associatePublicIpAddress", asked)
          : interfaces === undefined && subnetAddress(resource, context.graph),
    },
    context,
  );
};

/** Spot, blocks and dedicated hosts have other prices than the on-demand shared row: unknown here, never guessed. */
export function pricedOtherwise(
  resource: RegisteredResource,
  tenancy: Inputs["tenancy"],
  market: Inputs["instanceMarketOptions"],
): Unknown | undefined {
  const found = known(resource, "tenancy", tenancy, "default");
  if (isUnknown(found)) return found;
  if (found !== "default")
    return unknown(`${resource.name} has ${found} tenancy, the book holds shared`, "use default tenancy");
  if (market === undefined) return undefined;
  const sold = known(resource, "marketType", inside(market, "marketType"), "spot");
  if (isUnknown(sold)) return sold;
  return unknown(`${resource.name} is bought as ${sold}, which has no list price`, "use on-demand capacity");
}

function volumes(resource: RegisteredResource, given: Inputs): readonly Volume[] {
  const root = given.rootBlockDevice;
  const others = given.ebsBlockDevices ?? [];
  // Without a size the root volume is as large as the machine image's, and of its type: a fact of the account.
  const first = volume(resource, "root", root);
  if (isMarked(others)) return [first, volume(resource, "block-devices", others)];
  return [
    first,
    ...others.map((one, index) => volume(resource, deviceLabel(inside(one, "deviceName"), index), one)),
  ];
}

/** One block device of an instance or a launch template; nothing given leaves size and type to the machine image. */
export function volume(
  resource: RegisteredResource,
  label: string,
  given: z.output<typeof disk> | Marked | undefined,
): Volume {
  return {
    label,
    prefix: label,
    type: known(resource, `${label} volume type`, inside(given, "volumeType")),
    size: inside(given, "volumeSize"),
    iops: inside(given, "iops"),
    throughput: inside(given, "throughput"),
  };
}

/** Device names under which machine images hold their root volume. */
const ROOT_DEVICES: ReadonlySet<string> = new Set(["/dev/xvda", "/dev/sda1"]);

/** "/dev/xvda" is the root volume of Amazon Linux, "/dev/sda1" of others; "/dev/sdf" is "sdf". */
export function deviceLabel(deviceName: Priced<string>, index: number): string {
  if (typeof deviceName !== "string") return `disk-${index + 1}`;
  return ROOT_DEVICES.has(deviceName) ? "root" : deviceName.slice(deviceName.lastIndexOf("/") + 1);
}
