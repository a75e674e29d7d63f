import { ListenerRule } from "@pulumi/aws/lb/listenerRule.js";
import { TargetGroup } from "@pulumi/aws/lb/targetGroup.js";
import {
  all,
  ComponentResource,
  type ComponentResourceOptions,
  interpolate,
  type Output,
  output,
} from "@pulumi/pulumi";
import { warnOfBursts } from "./burst-warning.ts";
import { imagePull } from "./image.ts";
import { instanceFacts } from "./instance-facts.ts";
import { launchTemplate } from "./launch-template.ts";
import { type Front, front, listener, openTargets } from "./load-balancer.ts";
import { logGroup } from "./log-group.ts";
import { portForward } from "./port-forward.ts";
import { instanceRole } from "./role.ts";
import { generatedKey } from "./secret.ts";
import { allowOut, securityGroup } from "./security-group.ts";
import { checkName, checkService } from "./service-arguments.ts";
import { named } from "./tags.ts";
import { vllmAlarms } from "./vllm-alarms.ts";
import { ModelLoader, type VllmPlan, type VllmServiceArgs, vllmPlan } from "./vllm-arguments.ts";
import { vllmUserData } from "./vllm-boot.ts";
import { marketOptions, vllmFleet } from "./vllm-fleet.ts";
import { checkVllm } from "./vllm-guards.ts";
import { modelSource, modelStatements } from "./vllm-model.ts";
import { VLLM_PORT } from "./vllm-serve.ts";

/** One model behind an OpenAI-compatible endpoint: identical instances in an Auto Scaling group. */
export class VllmService extends ComponentResource {
  readonly endpointUrl: Output<string>;
  readonly openAiBaseUrl: Output<string>;
  readonly apiKeySecretArn: Output<string>;
  readonly autoScalingGroupName: Output<string>;
  readonly targetGroupArn: Output<string>;
  readonly instanceSecurityGroupId: Output<string>;
  readonly roleArn: Output<string>;
  readonly logGroupName: Output<string>;
  /** Shell command that forwards the service's port to this machine through Session Manager. */
  readonly portForwardCommand: Output<string>;
  /** Service quota that the instances count against, and the vCPUs that it must allow, updates included. */
  readonly quotaName: Output<string>;
  readonly quotaVcpus: Output<number>;

  constructor(name: string, args: VllmServiceArgs, opts?: ComponentResourceOptions) {
    checkName(name);
    checkService("VllmService", args);
    const instance = instanceFacts(args.instanceType);
    const plan = vllmPlan(args, instance.gpu?.count ?? 0);
    checkVllm(args, plan, instance);
    super("crossover:index:VllmService", name, {}, opts);
    warnOfBursts(instance, [plan.rootVolume], this);

    const settings = { parent: this, tags: args.tags ?? {} };
    const apiKeySecretArn = generatedKey(name, "api-key", args.apiKeySecretArn, {
      ...settings,
      description: "API key of the vLLM server",
      recoveryDays: plan.secretRecoveryDays,
    });
    const logs = logGroup(
      name,
      `/crossover/${args.environment ?? "dev"}/${name}`,
      plan.logRetentionDays,
      settings,
    );
    const tokens = args.huggingFaceTokenSecretArn === undefined ? [] : [args.huggingFaceTokenSecretArn];
    const { role, profile } = instanceRole(
      name,
      logs.arn,
      [
        { actions: ["secretsmanager:GetSecretValue"], resources: [apiKeySecretArn, ...tokens] },
        ...modelStatements(modelSource(plan.modelUri)),
        ...imagePull(plan.image),
      ],
      settings,
    );

    const entry = front(name, args, {
      parent: this,
      idleTimeoutSeconds: plan.timeouts.idleSeconds,
      protect: plan.protect,
      ports: [args.certificateArn === undefined ? 80 : 443],
    });
    const group = securityGroup(name, { ...settings, vpcId: args.vpcId, description: "vLLM instances" });
    openTargets(name, entry, group, VLLM_PORT, this);
    allowOut(group, {
      parent: this,
      name: `${name}-https`,
      port: 443,
      peer: { cidr: "0.0.0.0/0" },
      why: "AWS, model, images",
    });
    const target = targetGroup(name, args, plan, this);
    pathRules(name, entry, args, plan, target, this);

    const template = launchTemplate(
      name,
      {
        ...settings,
        instanceType: plan.instanceType,
        imageId: args.amiId,
        profileArn: profile.arn,
        securityGroupId: group.id,
        userData: all([apiKeySecretArn, output(args.huggingFaceTokenSecretArn), logs.name]).apply(
          ([apiKeySecretArn, huggingFaceTokenSecretArn, logGroupName]) =>
            vllmUserData(name, plan, { apiKeySecretArn, huggingFaceTokenSecretArn, logGroupName }),
        ),
        root: plan.rootVolume,
        detailedMonitoring: true,
        // Streaming weights from S3 needs the role inside the container.
        metadataHops: plan.modelLoader === ModelLoader.Stream ? 2 : 1,
      },
      marketOptions(plan),
    );
    const scaling = vllmFleet(name, plan, {
      ...settings,
      template,
      target,
      subnetIds: args.reservationSubnetId === undefined ? args.privateSubnetIds : [args.reservationSubnetId],
    });
    vllmAlarms(
      name,
      {
        loadBalancer: entry.balancer.arnSuffix,
        targetGroup: target.arnSuffix,
        autoScalingGroup: scaling.name,
        service: name,
      },
      { ...settings, topicArn: args.alarmTopicArn },
    );

    this.endpointUrl = interpolate`${entry.scheme}://${entry.host}`;
    this.openAiBaseUrl = interpolate`${this.endpointUrl}/v1`;
    this.apiKeySecretArn = apiKeySecretArn;
    this.autoScalingGroupName = scaling.name;
    this.targetGroupArn = target.arn;
    this.instanceSecurityGroupId = group.id;
    this.roleArn = role.arn;
    this.logGroupName = logs.name;
    this.portForwardCommand = portForward(scaling.name, VLLM_PORT);
    this.quotaName = output(instance.quotaName);
    this.quotaVcpus = output(instance.vcpu * plan.maxReplicas * (plan.surgeOnUpdate ? 2 : 1));
    this.registerOutputs();
  }
}

function targetGroup(name: string, args: VllmServiceArgs, plan: VllmPlan, parent: VllmService): TargetGroup {
  return new TargetGroup(
    `${name}-tg`,
    {
      vpcId: args.vpcId,
      port: VLLM_PORT,
      protocol: "HTTP",
      targetType: "instance",
      loadBalancingAlgorithmType: "least_outstanding_requests",
      deregistrationDelay: plan.timeouts.drainSeconds,
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
}

/** A rule's condition takes three values to compare with. */
const PATHS_PER_RULE = 3;

/** Serves the allowed paths and answers 404 to everything else. */
function pathRules(
  name: string,
  entry: Front,
  args: VllmServiceArgs,
  plan: VllmPlan,
  target: TargetGroup,
  parent: VllmService,
): void {
  const port = args.certificateArn === undefined ? 80 : 443;
  const front = listener(`${name}-${port}`, entry, args, port, { notFound: true }, parent);
  for (let i = 0; i < plan.allowedPaths.length; i += PATHS_PER_RULE) {
    const index = i / PATHS_PER_RULE;
    new ListenerRule(
      `${name}-paths-${index}`,
      {
        listenerArn: front.arn,
        priority: 10 * (index + 1),
        conditions: [{ pathPattern: { values: plan.allowedPaths.slice(i, i + PATHS_PER_RULE) } }],
        actions: [{ type: "forward", targetGroupArn: target.arn }],
        tags: named(`${name}-paths-${index}`, args.tags),
      },
      { parent },
    );
  }
}
