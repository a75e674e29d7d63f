import { Group } from "@pulumi/aws/autoscaling/group.js";
import { ListenerRule } from "@pulumi/aws/lb/listenerRule.js";
import { TargetGroup } from "@pulumi/aws/lb/targetGroup.js";
import { BucketObjectv2 } from "@pulumi/aws/s3/bucketObjectv2.js";
import {
  all,
  asset,
  ComponentResource,
  type ComponentResourceOptions,
  interpolate,
  type Output,
  output,
  type Resource,
} from "@pulumi/pulumi";
import { bootDigest, bootFile, bootPath } from "./boot-files.ts";
import { privateBucket } from "./bucket.ts";
import { instanceFacts } from "./instance-facts.ts";
import { launchTemplate } from "./launch-template.ts";
import { type Front, front, listener, NOT_FOUND, openTargets } from "./load-balancer.ts";
import { logGroup } from "./log-group.ts";
import { mlflowAlarms } from "./mlflow-alarms.ts";
import { type MlflowPlan, type MlflowServerArgs, mlflowPlan } from "./mlflow-arguments.ts";
import { mlflowUserData } from "./mlflow-boot.ts";
import { DATABASE_PORT, mlflowDatabase } from "./mlflow-database.ts";
import { checkMlflow } from "./mlflow-guards.ts";
import { portForward } from "./port-forward.ts";
import { instanceRole } from "./role.ts";
import { generatedDocument } from "./secret.ts";
import { allowIn, allowOut, securityGroup } from "./security-group.ts";
import { checkName, checkService } from "./service-arguments.ts";
import { named } from "./tags.ts";

const MLFLOW_PORT = 5000;

/** MLflow's tracking server with basic authentication, PostgreSQL on RDS, artefacts in S3. */
export class MlflowServer extends ComponentResource {
  readonly trackingUri: Output<string>;
  readonly adminSecretArn: Output<string>;
  readonly databaseEndpoint: Output<string>;
  readonly databaseSecretArn: Output<string>;
  readonly artifactBucketName: Output<string>;
  readonly instanceSecurityGroupId: Output<string>;
  readonly roleArn: Output<string>;
  readonly logGroupName: Output<string>;
  /** Shell command that forwards the server's port to this machine through Session Manager. */
  readonly portForwardCommand: Output<string>;

  constructor(name: string, args: MlflowServerArgs, opts?: ComponentResourceOptions) {
    checkName(name);
    checkService("MlflowServer", args);
    const plan = mlflowPlan(args);
    const instance = instanceFacts(plan.instanceType);
    checkMlflow(plan, instance, bootFile(plan.requirementsLock));
    super("crossover:index:MlflowServer", name, {}, opts);

    const settings = { parent: this, tags: args.tags ?? {} };
    const adminSecretArn = generatedDocument(name, "admin", ["admin_password", "flask_secret_key"], {
      ...settings,
      description: "MLflow's first administrator and the key of its sessions",
      recoveryDays: plan.secretRecoveryDays,
    });
    const logs = logGroup(name, `/crossover/${plan.environment}/${name}`, plan.logRetentionDays, settings);
    const bucketName = artefacts(name, plan, settings);
    const lock = lockFile(name, plan, bucketName, this);

    const entry = front(name, args, {
      parent: this,
      idleTimeoutSeconds: plan.timeouts.idleSeconds,
      protect: plan.protect,
      ports: [args.certificateArn === undefined ? 80 : 443],
    });
    const groups = securityGroups(name, args, entry, this);
    const database = mlflowDatabase(name, plan, {
      ...settings,
      subnetIds: args.isolatedSubnetIds,
      securityGroupId: groups.database.id,
    });
    const { role, profile } = instanceRole(
      name,
      logs.arn,
      [
        { actions: ["secretsmanager:GetSecretValue"], resources: [adminSecretArn, database.secretArn] },
        {
          actions: [
            "s3:GetObject",
            "s3:PutObject",
            "s3:DeleteObject",
            "s3:AbortMultipartUpload",
            "s3:ListMultipartUploadParts",
          ],
          resources: [interpolate`arn:aws:s3:::${bucketName}/*`],
        },
        {
          actions: ["s3:ListBucket", "s3:GetBucketLocation", "s3:ListBucketMultipartUploads"],
          resources: [interpolate`arn:aws:s3:::${bucketName}`],
        },
      ],
      settings,
    );
    const target = frontTarget(name, args, plan, entry, this);
    const template = launchTemplate(
      name,
      {
        ...settings,
        instanceType: plan.instanceType,
        imageId: args.amiId,
        profileArn: profile.arn,
        securityGroupId: groups.server.id,
        userData: all([
          bucketName,
          lock.key,
          adminSecretArn,
          database.secretArn,
          database.instance.address,
          entry.host,
          logs.name,
        ]).apply(([bucket, lockKey, adminSecretArn, databaseSecretArn, databaseHost, host, logGroupName]) =>
          mlflowUserData(name, plan, {
            bucket,
            lockKey,
            lockSha256: bootDigest(plan.requirementsLock),
            adminSecretArn,
            databaseSecretArn,
            databaseHost,
            host,
            scheme: entry.scheme,
            logGroupName,
          }),
        ),
        root: plan.rootVolume,
        detailedMonitoring: false,
        metadataHops: 1,
      },
      // Unlimited credits would be a cost that nobody ordered.
      instance.burstable ? { creditSpecification: { cpuCredits: "standard" } } : {},
    );
    const group = single(name, plan, args, template, target, this);
    mlflowAlarms(
      name,
      {
        loadBalancer: entry.balancer.arnSuffix,
        targetGroup: target.arnSuffix,
        databaseIdentifier: database.instance.identifier,
        databaseGiB: plan.databaseGiB,
      },
      { ...settings, topicArn: args.alarmTopicArn },
    );

    this.trackingUri = interpolate`${entry.scheme}://${entry.host}`;
    this.adminSecretArn = adminSecretArn;
    this.databaseEndpoint = database.instance.endpoint;
    this.databaseSecretArn = database.secretArn;
    this.artifactBucketName = bucketName;
    this.instanceSecurityGroupId = groups.server.id;
    this.roleArn = role.arn;
    this.logGroupName = logs.name;
    this.portForwardCommand = portForward(group.name, MLFLOW_PORT);
    this.registerOutputs();
  }
}

interface Settings {
  readonly parent: Resource;
  readonly tags: { readonly [key: string]: string };
}

/** A bucket of its own, because proxied artefacts give each user the server's rights on it. */
function artefacts(name: string, plan: MlflowPlan, settings: Settings): Output<string> {
  if (plan.artifactBucketName !== undefined) return output(plan.artifactBucketName);
  const bucket = privateBucket(`${name}-artifacts`, {
    ...settings,
    protect: plan.protect,
    expiryDays: plan.artifactExpiryDays,
    noncurrentDays: 30,
  });
  return bucket.bucket;
}

/** Too large for user data; its name holds its digest, so that a changed lock file is a changed instance. */
function lockFile(name: string, plan: MlflowPlan, bucket: Output<string>, parent: Resource): BucketObjectv2 {
  return new BucketObjectv2(
    `${name}-lock`,
    {
      bucket,
      key: `bootstrap/${bootDigest(plan.requirementsLock)}/requirements.lock`,
      source: new asset.FileAsset(bootPath(plan.requirementsLock)),
      contentType: "text/plain",
    },
    { parent },
  );
}

function securityGroups(name: string, args: MlflowServerArgs, entry: Front, parent: Resource) {
  const settings = { parent, vpcId: args.vpcId, tags: args.tags ?? {} };
  const server = securityGroup(name, { ...settings, description: "MLflow server" });
  const database = securityGroup(`${name}-db`, { ...settings, description: "MLflow database" });
  openTargets(name, entry, server, MLFLOW_PORT, parent);
  allowOut(server, {
    parent,
    name: `${name}-https`,
    port: 443,
    peer: { cidr: "0.0.0.0/0" },
    why: "AWS, packages",
  });
  allowOut(server, {
    parent,
    name: `${name}-to-db`,
    port: DATABASE_PORT,
    peer: { group: database },
    why: "Database",
  });
  allowIn(database, {
    parent,
    name: `${name}-db-in`,
    port: DATABASE_PORT,
    peer: { group: server },
    why: "Server",
  });
  return { server, database };
}

/** Everything goes to the server but its metrics, which need no password. */
function frontTarget(
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
function single(
  name: string,
  plan: MlflowPlan,
  args: MlflowServerArgs,
  template: ReturnType<typeof launchTemplate>,
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
