import { z } from "zod";
import { isUnknown } from "../../prices/charge.ts";
import type { Unknown } from "../../provenance.ts";
import { known } from "../known.ts";
import { amount, flag, isMarked, perhaps, pricedInputs, text } from "../priced-input.ts";
import type { RegisteredResource } from "../registered-resource.ts";
import type { Machines } from "./compute.ts";
import { allMarked, deviceLabel, pricedOtherwise, volume } from "./instance.ts";
import type { Volume } from "./volume.ts";

const ebs = z.object({
  volumeType: text(),
  volumeSize: amount({ min: 1 }),
  iops: amount(),
  throughput: amount(),
});

const inputs = z.object({
  instanceType: text(),
  monitoring: perhaps(z.object({ enabled: flag() })),
  placement: perhaps(z.object({ tenancy: text() })),
  instanceMarketOptions: perhaps(z.object({ marketType: text() })),
  networkInterfaces: perhaps(z.array(z.object({ associatePublicIpAddress: flag() }))),
  blockDeviceMappings: perhaps(
    z.array(z.object({ deviceName: text(), noDevice: text(), ebs: perhaps(ebs) })),
  ),
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
  const notOnDemand = pricedOtherwise(
    template,
    isMarked(placement) ? placement : placement?.tenancy,
    given.instanceMarketOptions,
  );
  return {
    instanceType: known(template, "instanceType", given.instanceType),
    ...(notOnDemand && { notOnDemand }),
    volumes: volumes(template, given),
    detailedMonitoring: known(
      template,
      "monitoring",
      isMarked(monitoring) ? monitoring : monitoring?.enabled,
      false,
    ),
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
    .map((one) => one.associatePublicIpAddress)
    .filter((one) => one !== undefined);
  if (asked.length === 0) return undefined;
  const answers = asked.map((one) => known(template, "associatePublicIpAddress", one));
  return answers.find((one) => one === true) ?? answers.find(isUnknown) ?? false;
}

/** A template without a root mapping launches the machine image's own root volume, whose size nobody here knows. */
function volumes(template: RegisteredResource, { blockDeviceMappings: given }: Inputs): readonly Volume[] {
  if (given === undefined) return [volume(template, "root", {})];
  if (isMarked(given)) return [volume(template, "root", allMarked(given))];
  const found = given.flatMap(({ deviceName, ebs: disk, noDevice }, index) => {
    const label = typeof deviceName === "string" ? deviceLabel(deviceName) : `disk-${index + 1}`;
    if (noDevice !== undefined || (disk === undefined && label !== "root")) return [];
    return [volume(template, label, isMarked(disk) ? allMarked(disk) : (disk ?? {}))];
  });
  return found.some(({ label }) => label === "root") ? found : [volume(template, "root", {}), ...found];
}
