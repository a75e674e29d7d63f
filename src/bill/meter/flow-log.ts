import { logsDeliveredS3 } from "../../prices/price-key.ts";
import { unknown } from "../../provenance.ts";
import { lineOf, type Meter } from "../meter.ts";

/** `aws:ec2/flowLog:FlowLog`: bills each GiB delivered. No driver of the scenario says how many, so it is unknown. */
export const meterFlowLog: Meter = (resource) => [
  lineOf(resource, {
    what: "delivered",
    name: "Flow logs delivered",
    category: "observability",
    priceKey: logsDeliveredS3(),
    quantity: unknown(
      `the volume of flow log ${resource.name} depends on connections nobody counted`,
      "switch flow logs off",
    ),
    unit: "GiB",
    formula: "GiB of flow records delivered",
  }),
];
