import { z } from "zod";
import { isUnknown } from "../../prices/charge.ts";
import type { Unknown } from "../../provenance.ts";
import { known } from "../known.ts";
import { flag, inside, isMarked, items, perhaps, pricedInputs, text } from "../priced-input.ts";
import type { RegisteredResource } from "../registered-resource.ts";
import type { Machines } from "./compute.ts";
import { deviceLabel, disk, pricedOtherwise, volume } from "./instance.ts";
import type { Volume } from "./volume.ts";

const inputs = z.object({
  instanceType: text(),
  monitoring: perhaps(z.object({ enabled: flag() })),
  placement: perhaps(z.object({ tenancy: text() })),
  instanceMarketOptions: perhaps(z.object({ marketType: text() })),
  networkInterfaces: items(z.object({ associatePublicIpAddress: flag() })),
  blockDeviceMappings: items(z.object({ deviceName: text(), noDevice: text(), ebs: perhaps(disk) })),
});
type Inputs = z.output<typeof inputs>;

/**
 * The machines that a launch template describes; the template itself is free, who launches from it is billed.
 * `publicAddress` is undefined when the template leaves it to the subnet.
 */
export function launched(
  template: RegisteredResource,
): Omit<Machines, "count" | "publicAddress"> & { readonly publicAddress: boolean | Unknown | undefined } {
  const given = pricedInputs(template, inputs);
  const { monitoring, placement } = given;
  const notOnDemand = pricedOtherwise(template, inside(placement, "tenancy"), given.instanceMarketOptions);
  return {
    instanceType: known(template, "instanceType", given.instanceType),
    ...(notOnDemand && { notOnDemand }),
    volumes: volumes(template, given),
    detailedMonitoring: known(template, "monitoring", inside(monitoring, "enabled"), false),
    publicAddress: publicAddress(template, given),
  };
}

function publicAddress(
  template: RegisteredResource,
  { networkInterfaces }: Inputs,
): boolean | Unknown | undefined {
  if (networkInterfaces === undefined) return undefined;
  if (isMarked(networkInterfaces)) return known<boolean>(template, "networkInterfaces", networkInterfaces);
  const asked = networkInterfaces
    .map((one) => inside(one, "associatePublicIpAddress"))
    .filter((one) => one !== undefined);
  if (asked.length === 0) return undefined;
  const answers = asked.map((one) => known(template, "associatePublicIpAddress", one));
  return answers.find((one) => one === true) ?? answers.find(isUnknown) ?? false;
}

/** A template without a root mapping launches the machine image's own root volume, whose size nobody here knows. */
function volumes(template: RegisteredResource, { blockDeviceMappings: given }: Inputs): readonly Volume[] {
  if (given === undefined) return [volume(template, "root", undefined)];
  if (isMarked(given)) return [volume(template, "root", given)];
  const found = given.flatMap((one, index) => {
    const label = deviceLabel(inside(one, "deviceName"), index);
    const ebs = inside(one, "ebs");
    if (inside(one, "noDevice") !== undefined && !isMarked(one)) return [];
    // A mapping without EBS is instance store, unless it is the root: then the image's own volume.
    return ebs === undefined && label !== "root" ? [] : [volume(template, label, ebs)];
  });
  return found.some(({ label }) => label === "root")
    ? found
    : [volume(template, "root", undefined), ...found];
}
