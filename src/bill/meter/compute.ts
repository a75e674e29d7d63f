import { z } from "zod";
import { isUnknown } from "../../prices/charge.ts";
import { ec2Instance, ipv4InUse, metric } from "../../prices/price-key.ts";
import { ruleProvenance } from "../../prices/rules.ts";
import { type Unknown, unknown } from "../../provenance.ts";
import { HOURS_PER_MONTH } from "../../units.ts";
import { productOf } from "../known.ts";
import type { LineItem } from "../line-item.ts";
import { lineOf, type MeterContext } from "../meter.ts";
import { flag, isMarked, pricedInputs } from "../priced-input.ts";
import type { RegisteredResource } from "../registered-resource.ts";
import { say, type Volume, volumeLines } from "./volume.ts";

/** Identical machines of one resource, whoever describes them: an instance, or a group by its launch template. */
export interface Machines {
  readonly count: number | Unknown;
  readonly instanceType: string | Unknown;
  /** Reason why the on-demand shared price does not apply (spot, reservation block, dedicated); absent: it does. */
  readonly notOnDemand?: Unknown;
  readonly volumes: readonly Volume[];
  readonly detailedMonitoring: boolean | Unknown;
  readonly publicAddress: boolean | Unknown;
}

/** hours = n × 730; volumes n × each; monitoring = n × metrics of the rule; public IPv4 = n × 730. */
export function machineLines(
  resource: RegisteredResource,
  machines: Machines,
  { rules }: MeterContext,
): readonly LineItem[] {
  const { count, detailedMonitoring, publicAddress } = machines;
  const lines = [
    hours(resource, machines),
    ...machines.volumes.flatMap((volume) => volumeLines(resource, volume, count, rules)),
  ];
  if (detailedMonitoring !== false) {
    const { metricsPerInstance } = rules.values["detailed-monitoring"];
    lines.push(
      lineOf(resource, {
        what: "monitoring",
        name: "Detailed monitoring metrics",
        category: "observability",
        priceKey: metric(),
        quantity: isUnknown(detailedMonitoring) ? detailedMonitoring : productOf(count, metricsPerInstance),
        unit: "metric-month",
        formula: `${say(count)} instances × ${metricsPerInstance} metrics`,
        drivers: [
          {
            name: "metrics per instance",
            value: String(metricsPerInstance),
            unit: "metric",
            provenance: ruleProvenance(rules, "detailed-monitoring"),
          },
        ],
      }),
    );
  }
  if (publicAddress !== false) {
    lines.push(
      lineOf(resource, {
        what: "ipv4",
        name: "Public IPv4 address (instance)",
        category: "network",
        priceKey: ipv4InUse(),
        quantity: isUnknown(publicAddress) ? publicAddress : productOf(count, HOURS_PER_MONTH.amount),
        unit: "hour",
        formula: `${say(count)} addresses × ${HOURS_PER_MONTH.amount} h`,
      }),
    );
  }
  return lines;
}

function hours(resource: RegisteredResource, { count, instanceType, notOnDemand }: Machines): LineItem {
  const type = isUnknown(instanceType) ? "unknown" : instanceType;
  const reason = notOnDemand ?? (isUnknown(instanceType) ? instanceType : undefined);
  return lineOf(resource, {
    what: "hours",
    name: `Instance usage (${type}, Linux, on-demand)`,
    category: "compute",
    priceKey: ec2Instance(type),
    quantity: reason ?? productOf(count, HOURS_PER_MONTH.amount),
    unit: "hour",
    formula: `${say(count)} instances × ${HOURS_PER_MONTH.amount} h`,
  });
}

const subnetInputs = z.object({ mapPublicIpOnLaunch: flag() });

/**
 * Whether an instance that does not ask for a public address may get one from its subnet.
 *
 * Subnet ids are unknown before deployment, so one public subnet in the graph leaves the question open.
 */
export function subnetAddress(
  resource: RegisteredResource,
  graph: readonly RegisteredResource[],
): boolean | Unknown {
  const open = graph.find((other) => {
    if (other.type !== "aws:ec2/subnet:Subnet" || other.kind !== "custom") return false;
    const { mapPublicIpOnLaunch } = pricedInputs(other, subnetInputs);
    return mapPublicIpOnLaunch === true || isMarked(mapPublicIpOnLaunch);
  });
  if (open === undefined) return false;
  return unknown(
    `${resource.name} does not say whether it gets a public IPv4 address, and subnet ${open.name} gives one`,
    "set associatePublicIpAddress",
  );
}
