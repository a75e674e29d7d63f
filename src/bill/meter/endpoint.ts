import { z } from "zod";
import { isUnknown } from "../../prices/charge.ts";
import { endpointHour } from "../../prices/price-key.ts";
import { HOURS_PER_MONTH } from "../../units.ts";
import { known, productOf } from "../known.ts";
import { lineOf, type Meter } from "../meter.ts";
import { list, pricedInputs, text } from "../priced-input.ts";
import { noMeter } from "./no-meter.ts";

const inputs = z.object({ vpcEndpointType: text(), subnetIds: list(), serviceName: text() });

/** `aws:ec2/vpcEndpoint:VpcEndpoint`: an interface endpoint bills each of its zones by the hour, a gateway is free. */
export const meterEndpoint: Meter = (resource) => {
  const given = pricedInputs(resource, inputs);
  const type = known(resource, "vpcEndpointType", given.vpcEndpointType, "Gateway");
  if (type === "Gateway") return [];
  if (!isUnknown(type) && type !== "Interface") throw noMeter(resource, `a VPC endpoint of type ${type}`);
  const subnets = known(resource, "subnetIds", given.subnetIds);
  const zones = isUnknown(subnets) ? subnets : subnets.length;
  return [
    lineOf(resource, {
      what: "hours",
      name: "Interface endpoint hours",
      category: "network",
      priceKey: endpointHour(),
      quantity: isUnknown(type) ? type : productOf(zones, HOURS_PER_MONTH.amount),
      unit: "hour",
      formula: `${isUnknown(zones) ? "unknown" : zones} zones × ${HOURS_PER_MONTH.amount} h`,
    }),
  ];
};
