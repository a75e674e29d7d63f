import { ipv4InUse } from "../../prices/price-key.ts";
import { HOURS_PER_MONTH } from "../../units.ts";
import { lineOf, type Meter } from "../meter.ts";

/** `aws:ec2/eip:Eip`: a public IPv4 address, charged by the hour whether attached or idle. */
export const meterEip: Meter = (resource) => [
  lineOf(resource, {
    what: "ipv4",
    name: "Public IPv4 address",
    category: "network",
    priceKey: ipv4InUse(),
    quantity: HOURS_PER_MONTH.amount,
    unit: "hour",
    formula: `1 address × ${HOURS_PER_MONTH.amount} h`,
  }),
];
