import { Group } from "@pulumi/aws/autoscaling/group.js";
import type { LaunchTemplate } from "@pulumi/aws/ec2/launchTemplate.js";
import { ListenerRule } from "@pulumi/aws/lb/listenerRule.js";
import { TargetGroup } from "@pulumi/aws/lb/targetGroup.js";
import type { Resource } from "@pulumi/pulumi";
import { type Front, listener, NOT_FOUND } from "./load-balancer.ts";
import type { MlflowPlan, MlflowServerArgs } from "./mlflow-arguments.ts";
import { named } from "./tags.ts";

export const MLFLOW_PORT = 5000;

/** Everything goes to the server but its metrics, which need no password. */
export function mlflowTarget(
  name: string,
  args: MlflowServerArgs,
  plan: MlflowPlan,
  entry: Front,
  parent: Resource,
): TargetGroup {
  const target = new TargetGroup(
    `${name}-tg`,
    {
      vpcId: args.vpcId,
      port: MLFLOW_PORT,
      protocol: "HTTP",
      targetType: "instance",
      deregistrationDelay: plan.timeouts.deregistrationSeconds,
      healthCheck: {
        path: "/health",
        matcher: "200",
        interval: 15,
        timeout: 5,
        healthyThreshold: 2,
        unhealthyThreshold: 3,
      },
      tags: named(`${name}-tg`, args.tags),
    },
    { parent },
  );
  const port = args.certificateArn === undefined ? 80 : 443;
  const front = listener(`${name}-${port}`, entry, args, port, { forward: target }, parent);
  new ListenerRule(
    `${name}-metrics`,
    {
      listenerArn: front.arn,
      priority: 10,
      conditions: [{ pathPattern: { values: ["/metrics", "/metrics/*"] } }],
      actions: [NOT_FOUND],
      tags: named(`${name}-metrics`, args.tags),
    },
    { parent },
  );
  return target;
}

/** One instance that is replaced, never doubled: the lock of MLflow's start-up is a local file. */
export function mlflowGroup(
  name: string,
  plan: MlflowPlan,
  args: MlflowServerArgs,
  template: LaunchTemplate,
  target: TargetGroup,
  parent: Resource,
): Group {
  return new Group(
    name,
    {
      minSize: 1,
      maxSize: 1,
      desiredCapacity: 1,
      launchTemplate: { id: template.id, version: template.latestVersion.apply(String) },
      vpcZoneIdentifiers: args.privateSubnetIds,
      targetGroupArns: [target.arn],
      minElbCapacity: 1,
      healthCheckType: "ELB",
      healthCheckGracePeriod: plan.timeouts.graceSeconds,
      defaultInstanceWarmup: plan.timeouts.warmupSeconds,
      waitForCapacityTimeout: `${plan.timeouts.waitMinutes}m`,
      instanceRefresh: {
        strategy: "Rolling",
        preferences: { minHealthyPercentage: 0, maxHealthyPercentage: 100, autoRollback: true },
      },
      tags: Object.entries(named(name, args.tags)).map(([key, value]) => ({
        key,
        value,
        propagateAtLaunch: true,
      })),
    },
    { parent },
  );
}
