import { z } from "zod";
import { isUnknown } from "../../prices/charge.ts";
import { albHour, ipv4InUse } from "../../prices/price-key.ts";
import { type BillingRules, ruleProvenance } from "../../prices/rules.ts";
import type { Unknown } from "../../provenance.ts";
import { HOURS_PER_MONTH } from "../../units.ts";
import { known, productOf } from "../known.ts";
import type { LineItem } from "../line-item.ts";
import { lineOf, type Meter } from "../meter.ts";
import { flag, list, pricedInputs, text } from "../priced-input.ts";
import type { RegisteredResource } from "../registered-resource.ts";
import { noMeter } from "./no-meter.ts";

const inputs = z.object({
  loadBalancerType: text(),
  internal: flag(),
  ipAddressType: text(),
  subnets: list(),
  subnetMappings: list(),
});
type Inputs = z.output<typeof inputs>;

/** `aws:lb/loadBalancer:LoadBalancer`: hours, and one public IPv4 address per zone unless internal. */
export const meterLoadBalancer: Meter = (resource, { rules }) => {
  const given = pricedInputs(resource, inputs);
  const type = known(resource, "loadBalancerType", given.loadBalancerType, "application");
  if (!isUnknown(type) && type !== "application") throw noMeter(resource, `a load balancer of type ${type}`);
  const hours = lineOf(resource, {
    what: "hours",
    name: "Load balancer hours (application)",
    category: "network",
    priceKey: albHour(),
    quantity: isUnknown(type) ? type : HOURS_PER_MONTH.amount,
    unit: "hour",
    formula: `1 load balancer × ${HOURS_PER_MONTH.amount} h`,
  });
  return [hours, ...addresses(resource, given, rules)];
};

function addresses(resource: RegisteredResource, given: Inputs, rules: BillingRules): readonly LineItem[] {
  const internal = known(resource, "internal", given.internal, false);
  if (internal === true || given.ipAddressType === "dualstack-without-public-ipv4") return [];
  const zones = zoneCount(resource, given);
  const { addressesPerLoadBalancerZone: perZone } = rules.values.ipv4;
  return [
    lineOf(resource, {
      what: "ipv4",
      name: "Public IPv4 address (load balancer)",
      category: "network",
      priceKey: ipv4InUse(),
      quantity: isUnknown(internal) ? internal : productOf(zones, perZone, HOURS_PER_MONTH.amount),
      unit: "hour",
      formula: `${isUnknown(zones) ? "unknown" : zones} zones × ${perZone} × ${HOURS_PER_MONTH.amount} h`,
      drivers: [
        {
          name: "addresses per zone",
          value: String(perZone),
          unit: "address",
          provenance: ruleProvenance(rules, "ipv4"),
        },
      ],
    }),
  ];
}

/** A load balancer has one subnet in each of its zones. */
function zoneCount(resource: RegisteredResource, { subnets, subnetMappings }: Inputs): number | Unknown {
  const zones = known(resource, "subnets", subnets ?? subnetMappings);
  return isUnknown(zones) ? zones : zones.length;
}
