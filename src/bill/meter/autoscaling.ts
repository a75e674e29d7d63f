import { z } from "zod";
import { isUnknown } from "../../prices/charge.ts";
import { type Unknown, unknown } from "../../provenance.ts";
import { known } from "../known.ts";
import type { Meter, MeterContext } from "../meter.ts";
import { amount, isMarked, list, perhaps, pricedInputs, text } from "../priced-input.ts";
import type { RegisteredResource } from "../registered-resource.ts";
import { type Machines, machineLines, subnetAddress } from "./compute.ts";
import { launched } from "./launch-template.ts";

const inputs = z.object({
  desiredCapacity: amount({ whole: true }),
  minSize: amount({ whole: true }),
  launchTemplate: perhaps(z.object({ id: text(), name: text() })),
  mixedInstancesPolicy: perhaps(z.unknown()),
  warmPool: perhaps(z.unknown()),
  vpcZoneIdentifiers: list(),
});
type Inputs = z.output<typeof inputs>;

const TEMPLATE = "aws:ec2/launchTemplate:LaunchTemplate";

/** `aws:autoscaling/group:Group`: desired capacity (else the minimum) × what its launch template describes. */
export const meterAutoscalingGroup: Meter = (resource, context) => {
  const given = pricedInputs(resource, inputs);
  const count = known(resource, "desiredCapacity", given.desiredCapacity ?? given.minSize);
  const template = templateOf(resource, given, context.graph);
  const machines = isUnknown(template)
    ? unreadable(template, count)
    : fromTemplate(resource, template, count, context);
  const otherwise = mixed(resource, given) ?? machines.notOnDemand;
  return machineLines(
    resource,
    otherwise === undefined ? machines : { ...machines, notOnDemand: otherwise },
    context,
  );
};

function fromTemplate(
  resource: RegisteredResource,
  template: RegisteredResource,
  count: number | Unknown,
  { graph }: MeterContext,
): Machines {
  const { publicAddress, ...machines } = launched(template);
  return { ...machines, count, publicAddress: publicAddress ?? subnetAddress(resource, graph) };
}

/** By id or name where they are known (state); before deployment the one template below the same parent. */
function templateOf(
  resource: RegisteredResource,
  { launchTemplate, mixedInstancesPolicy }: Inputs,
  graph: readonly RegisteredResource[],
): RegisteredResource | Unknown {
  const templates = graph.filter(({ type, kind }) => type === TEMPLATE && kind === "custom");
  const siblings = templates.filter(({ parent }) => parent === resource.parent);
  if (launchTemplate === undefined && mixedInstancesPolicy === undefined) {
    return unknown(`${resource.name} names no launch template`, "give the group a launchTemplate");
  }
  if (launchTemplate !== undefined && !isMarked(launchTemplate)) {
    const { id, name } = launchTemplate;
    const named = templates.filter(
      ({ inputs: own }) =>
        (typeof id === "string" && own.id === id) || (typeof name === "string" && own.name === name),
    );
    if (named.length === 1 && named[0] !== undefined) return named[0];
  }
  const [only, ...more] = siblings;
  if (only !== undefined && more.length === 0) return only;
  return unknown(
    `${siblings.length} launch templates stand beside ${resource.name}, one of them is its own`,
    "keep each group and its launch template below one component",
  );
}

/** A mixed policy may launch other types and spot instances; a warm pool keeps machines beyond the desired ones. */
function mixed(resource: RegisteredResource, given: Inputs): Unknown | undefined {
  if (given.mixedInstancesPolicy !== undefined) {
    return unknown(`${resource.name} mixes instance types or spot capacity`, "use one on-demand type");
  }
  if (given.warmPool !== undefined)
    return unknown(`${resource.name} keeps a warm pool`, "leave the warm pool out");
  return undefined;
}

function unreadable(because: Unknown, count: number | Unknown): Machines {
  return {
    count,
    instanceType: because,
    volumes: [
      {
        label: "root",
        prefix: "root",
        type: because,
        size: undefined,
        iops: undefined,
        throughput: undefined,
      },
    ],
    detailedMonitoring: because,
    publicAddress: because,
  };
}
