import { z } from "zod";
import { isUnknown } from "../../prices/charge.ts";
import { alarm } from "../../prices/price-key.ts";
import { ruleProvenance } from "../../prices/rules.ts";
import { Decimal } from "../../units.ts";
import { known } from "../known.ts";
import { lineOf, type Meter } from "../meter.ts";
import { pricedInputs, text } from "../priced-input.ts";

const inputs = z.object({ policyType: text() });

/** `aws:autoscaling/policy:Policy`: target tracking makes alarms of its own; step policies use alarms of the graph. */
export const meterScalingPolicy: Meter = (resource, { rules }) => {
  const type = known(resource, "policyType", pricedInputs(resource, inputs).policyType, "SimpleScaling");
  if (type === "SimpleScaling" || type === "StepScaling" || type === "PredictiveScaling") return [];
  const { alarmsPerPolicy } = rules.values["target-tracking"];
  return [
    lineOf(resource, {
      what: "alarms",
      name: "Alarms (target tracking)",
      category: "observability",
      priceKey: alarm(),
      quantity: isUnknown(type) ? type : new Decimal(alarmsPerPolicy),
      unit: "alarm-month",
      formula: `${alarmsPerPolicy} alarms per policy`,
      drivers: [
        {
          name: "alarms per policy",
          value: String(alarmsPerPolicy),
          unit: "alarm",
          provenance: ruleProvenance(rules, "target-tracking"),
        },
      ],
    }),
  ];
};
