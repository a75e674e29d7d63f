import { natHour } from "../../prices/price-key.ts";
import { HOURS_PER_MONTH } from "../../units.ts";
import { lineOf, type Meter } from "../meter.ts";

/** `aws:ec2/natGateway:NatGateway`: its hours, public or private. Its GiB are usage, its address is the Eip's line. */
export const meterNatGateway: Meter = (resource) => [
  lineOf(resource, {
    what: "hours",
    name: "NAT gateway hours",
    category: "network",
    priceKey: natHour(),
    quantity: HOURS_PER_MONTH.amount,
    unit: "hour",
    formula: `1 gateway × ${HOURS_PER_MONTH.amount} h`,
  }),
];
