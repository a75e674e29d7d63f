import { hostedZone } from "../../prices/price-key.ts";
import { Decimal } from "../../units.ts";
import { GLOBAL, lineOf, type Meter } from "../meter.ts";

/** `aws:route53/zone:Zone`: one hosted zone, priced without a region. */
export const meterZone: Meter = (resource) => [
  lineOf(
    resource,
    {
      what: "zone",
      name: "Hosted zone",
      category: "network",
      priceKey: hostedZone(),
      quantity: new Decimal(1),
      unit: "zone-month",
      formula: "1 zone",
    },
    GLOBAL,
  ),
];
