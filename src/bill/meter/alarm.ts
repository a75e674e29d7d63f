import { z } from "zod";
import { isUnknown } from "../../prices/charge.ts";
import { alarm } from "../../prices/price-key.ts";
import { type Unknown, unknown } from "../../provenance.ts";
import { Decimal } from "../../units.ts";
import { known } from "../known.ts";
import { lineOf, type Meter } from "../meter.ts";
import { amount, inside, isMarked, items, perhaps, pricedInputs, text } from "../priced-input.ts";
import type { RegisteredResource } from "../registered-resource.ts";
import { usageFact } from "../usage-facts.ts";

const inputs = z.object({
  period: amount(),
  metricQueries: items(z.object({ expression: text(), metric: perhaps(z.object({ period: amount() })) })),
});
type Inputs = z.output<typeof inputs>;

/** `aws:cloudwatch/metricAlarm:MetricAlarm`: AWS bills each metric that an alarm watches, so metric math counts each. */
export const meterAlarm: Meter = (resource) => {
  const count = metricsWatched(resource, pricedInputs(resource, inputs));
  return [
    lineOf(resource, {
      what: "alarm",
      name: "Alarm (standard resolution)",
      category: "observability",
      priceKey: alarm(),
      quantity: isUnknown(count) ? count : new Decimal(count),
      unit: "alarm-month",
      formula: isUnknown(count)
        ? "unknown metrics"
        : `${count} ${count === 1 ? "metric" : "metrics"} watched`,
    }),
  ];
};

function metricsWatched(resource: RegisteredResource, { period, metricQueries }: Inputs): number | Unknown {
  if (isMarked(metricQueries)) return known<number>(resource, "metricQueries", metricQueries);
  const watched = (metricQueries ?? [])
    .map((one) => inside(one, "metric"))
    .filter((metric) => metric !== undefined);
  const periods = metricQueries === undefined ? [period] : watched.map((one) => inside(one, "period"));
  const standard = usageFact("standard-alarm-period").value;
  for (const one of periods) {
    const seconds = known(resource, "period", one, standard);
    if (isUnknown(seconds)) return seconds;
    if (seconds < standard) {
      return unknown(
        `${resource.name} is a high-resolution alarm (${seconds} s)`,
        `use a period of ${standard} s`,
      );
    }
  }
  const formulas = (metricQueries ?? []).map((one) => inside(one, "expression"));
  if (formulas.some((one) => isMarked(one) || one?.includes("ANOMALY_DETECTION_BAND"))) {
    return unknown(
      `${resource.name} may watch an anomaly band, which bills more metrics`,
      "use a plain threshold",
    );
  }
  if (metricQueries !== undefined && watched.length === 0) {
    return unknown(`${resource.name} names no metric in its queries`, "give each query its metric");
  }
  return metricQueries === undefined ? 1 : watched.length;
}
