import { Group, type GroupArgs } from "@pulumi/aws/autoscaling/group.js";
import { Policy } from "@pulumi/aws/autoscaling/policy.js";
import type { LaunchTemplate, LaunchTemplateArgs } from "@pulumi/aws/ec2/launchTemplate.js";
import type { TargetGroup } from "@pulumi/aws/lb/targetGroup.js";
import type { Input, Resource } from "@pulumi/pulumi";
import { METRIC_NAMESPACE } from "./alarm.ts";
import { named } from "./tags.ts";
import { Capacity, type VllmPlan } from "./vllm-arguments.ts";

export interface FleetSettings {
  readonly parent: Resource;
  readonly template: LaunchTemplate;
  readonly target: TargetGroup;
  readonly subnetIds: readonly Input<string>[];
  readonly tags: { readonly [key: string]: string };
}

/** The Auto Scaling group of identical replicas, and its policy when it may grow. */
export function vllmFleet(name: string, plan: VllmPlan, settings: FleetSettings): Group {
  const { parent } = settings;
  const scales = plan.minReplicas !== plan.maxReplicas;
  const group = new Group(
    name,
    {
      minSize: plan.minReplicas,
      maxSize: plan.maxReplicas,
      desiredCapacity: plan.minReplicas,
      vpcZoneIdentifiers: [...settings.subnetIds],
      targetGroupArns: [settings.target.arn],
      minElbCapacity: 1,
      healthCheckType: "ELB",
      healthCheckGracePeriod: plan.timeouts.graceSeconds,
      defaultInstanceWarmup: plan.warmupSeconds,
      waitForCapacityTimeout: `${plan.timeouts.waitMinutes}m`,
      instanceRefresh: {
        strategy: "Rolling",
        preferences: {
          minHealthyPercentage: plan.surgeOnUpdate ? 100 : 0,
          maxHealthyPercentage: plan.surgeOnUpdate ? 200 : 100,
          autoRollback: true,
        },
      },
      tags: Object.entries(named(name, settings.tags)).map(([key, value]) => ({
        key,
        value,
        propagateAtLaunch: true,
      })),
      ...instances(plan, settings.template),
    },
    // Once a policy exists, the number of instances is its business.
    { parent, ignoreChanges: scales ? ["desiredCapacity"] : [] },
  );
  if (scales) scalingPolicy(name, plan, group, parent);
  return group;
}

/** The template's number, never `$Latest`: only a changed number starts an instance refresh. */
function instances(plan: VllmPlan, template: LaunchTemplate): Partial<GroupArgs> {
  const version = template.latestVersion.apply(String);
  if (plan.capacity !== Capacity.Spot) return { launchTemplate: { id: template.id, version } };
  return {
    capacityRebalance: true,
    mixedInstancesPolicy: {
      instancesDistribution: {
        onDemandBaseCapacity: 0,
        onDemandPercentageAboveBaseCapacity: 0,
        spotAllocationStrategy: "price-capacity-optimized",
      },
      launchTemplate: {
        launchTemplateSpecification: { launchTemplateId: template.id, version },
        overrides: [plan.instanceType, ...plan.spotAlternateTypes].map((instanceType) => ({ instanceType })),
      },
    },
  };
}

function scalingPolicy(name: string, plan: VllmPlan, group: Group, parent: Resource): void {
  new Policy(
    name,
    {
      autoscalingGroupName: group.name,
      policyType: "TargetTrackingScaling",
      targetTrackingConfiguration: {
        targetValue: plan.targetWaiting,
        customizedMetricSpecification: {
          namespace: METRIC_NAMESPACE,
          metricName: "vllm:num_requests_waiting",
          metricDimensions: [{ name: "Service", value: name }],
          statistic: "Average",
        },
      },
    },
    { parent },
  );
}

/** What `capacity` asks of the launch template. Existing reservations are used, none is ever made. */
export function marketOptions(
  plan: VllmPlan,
): Pick<LaunchTemplateArgs, "instanceMarketOptions" | "capacityReservationSpecification"> {
  if (plan.capacityReservationId === undefined) return {};
  return {
    capacityReservationSpecification: {
      capacityReservationTarget: { capacityReservationId: plan.capacityReservationId },
    },
    ...(plan.capacity === Capacity.CapacityBlock
      ? { instanceMarketOptions: { marketType: "capacity-block" } }
      : {}),
  };
}
